(() => {
  let held = null;
  for (const card of document.querySelectorAll("[data-task]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      held = card;
      event.dataTransfer.setData("text/plain", card.dataset.task);
    });
  }
  for (const column of document.querySelectorAll("[data-status]")) {
    column.addEventListener("dragover", (event) => { event.preventDefault(); column.classList.add("is-target"); });
    column.addEventListener("dragleave", () => column.classList.remove("is-target"));
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      const form = held && held.querySelector("form");
      if (!form) return;
      form.elements.status.value = column.dataset.status;
      form.submit();
    });
  }
})();
