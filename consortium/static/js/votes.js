// A roll call by keys: one letter for each organization's vote, then the next organization.
(() => {
  const table = document.querySelector("[data-votes]");
  if (!table) return;
  document.querySelector("[data-vote-keys]").hidden = false;
  const KEYS = { f: "for", a: "against", b: "abstain", r: "recused", x: "" };
  const rows = [...table.tBodies[0].rows];
  const stand = (row) => (row.querySelector("input:checked") || row.querySelector("input")).focus();
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const place = rows.indexOf(event.target.closest("tr"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = KEYS[event.key.toLowerCase()];
    if (place < 0 || (!step && choice === undefined)) return;
    event.preventDefault();
    if (choice !== undefined) {
      const vote = [...rows[place].querySelectorAll("input")].find((one) => one.value === choice);
      vote.checked = true;
      vote.focus();
    }
    const next = rows[place + (step || 1)];
    if (next) stand(next);
  });
  if (rows.length && new URLSearchParams(location.search).has("keys")) stand(rows[0]);
})();
