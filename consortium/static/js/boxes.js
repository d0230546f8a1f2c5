// A long list of boxes with a field that narrows it, and below it what is ticked, in view or not.
for (const boxes of document.querySelectorAll("[data-boxes]")) {
  const labels = [...boxes.querySelectorAll(".all label")];
  const find = boxes.querySelector("[data-boxes-find]");
  const ticked = boxes.querySelector("[data-boxes-ticked]");

  const say = () => {
    const names = labels.filter((label) => label.firstElementChild.checked).map((label) => label.textContent.trim());
    ticked.textContent = names.join(", ") || ticked.dataset.none;
  };
  const narrow = () => {
    const letters = find.value.trim().toLowerCase();
    for (const label of labels) label.hidden = !label.textContent.toLowerCase().includes(letters);
  };

  find.parentElement.hidden = labels.length < 12;
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return; // it would send the form
    event.preventDefault();
    const left = labels.filter((label) => !label.hidden);
    if (find.value && left.length === 1) left[0].firstElementChild.click();
  });
  boxes.addEventListener("change", say);
  say();
}
