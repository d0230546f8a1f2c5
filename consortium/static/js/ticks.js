// One box that ticks every box of its table, where scripts run.
(() => {
  for (const all of document.querySelectorAll("[data-ticks]")) {
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => {
      for (const box of document.querySelectorAll(`input[name="${all.dataset.ticks}"]`)) box.checked = all.checked;
    });
  }
})();
