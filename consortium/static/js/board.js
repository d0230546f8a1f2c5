// A card follows the pointer or the arrow keys to another column; without this file its buttons do the same.
(() => {
  let held = null;
  const send = (card, status) => {
    const form = card.querySelector("form");
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "status", value: status });
    form.append(field);
    form.requestSubmit();
    field.remove(); // or it would go along with the next button
  };
  for (const card of document.querySelectorAll("[data-task]")) {
    card.draggable = true;
    card.querySelector("a").draggable = false;
    card.addEventListener("dragstart", (event) => {
      held = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.task);
    });
    card.addEventListener("dragend", () => { held = null; });
    card.addEventListener("keydown", (event) => {
      const button = !event.altKey && !event.ctrlKey && card.querySelector(`[data-key="${event.key}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    });
  }
  for (const column of document.querySelectorAll("[data-status]")) {
    column.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      column.classList.add("is-target");
    });
    column.addEventListener("dragleave", () => column.classList.remove("is-target"));
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      column.classList.remove("is-target");
      if (held && !column.contains(held)) send(held, column.dataset.status);
    });
  }
})();
