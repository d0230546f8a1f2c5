// A roll call by keys: one letter for each organization's vote, then the next organization.
(() => {
  const table = document.querySelector("[data-votes]");
  if (!table) return;
  document.querySelector("[data-vote-keys]").hidden = false;
  const KEYS = { f: "for", a: "against", b: "abstain", r: "recused", x: "" };
  const rows = [...table.tBodies[0].rows];
  const stand = (row) => (row.querySelector("input:checked") || row.querySelector("input")).focus();

  // Marked and not counted yet: kept on this device, and offered again after a crash.
  const form = table.closest("form"), where = `votes:${table.dataset.votes}`, store = self.keptWords(where);
  const marked = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const keep = () => store.put(where, marked());
  const offer = ({ fields, stamp }) => {
    const changed = Object.entries(fields).filter(([name, value]) => name in form.elements && marked()[name] !== value);
    if (!changed.length) return store.drop(where);
    const box = Object.assign(document.createElement("div"), { className: "notice notice-warning" });
    const button = (words, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "secondary", textContent: words });
      made.addEventListener("click", () => { box.remove(); act(); });
      return made;
    };
    const acts = Object.assign(document.createElement("p"), { className: "actions" });
    acts.append(
      button(table.dataset.sayPutBack, () => { for (const [name, value] of changed) form.elements[name].value = value; keep(); }), " ",
      button(table.dataset.sayDiscard, () => store.drop(where)),
    );
    box.append(
      Object.assign(document.createElement("p"), { textContent: table.dataset.sayMarked.replace("{when}", new Date(stamp).toLocaleString(document.documentElement.lang)) }),
      acts,
    );
    table.before(box);
  };
  form.addEventListener("change", keep);
  store.earlier.then((all) => all.forEach(([, kept]) => offer(kept)));

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
      keep();
    }
    const next = rows[place + (step || 1)];
    if (next) stand(next);
  });
  if (rows.length && new URLSearchParams(location.search).has("keys")) stand(rows[0]);
})();
