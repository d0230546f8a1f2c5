// Names while one types: those that stand on the page, and others that the office answers for the letters typed so far.
// What was answered is added to what is known, and the list shows what of that fits the letters that stand there at
// that moment: a late answer brings back nothing old, and without a network what is known stays.
(() => {
  const WAIT = 250, LEAST = 2, MOST = 100;
  const sources = new Map();
  const make = (tag, words, fields) => Object.assign(document.createElement(tag), { textContent: words }, fields);

  const sourceOf = (id) => {
    const options = document.getElementById(id);
    if (!sources.has(id)) {
      const known = [...options.options].map((option) => option.value);
      sources.set(id, { known, address: options.dataset.others, say: options.dataset.say, asked: new Map() });
    }
    return sources.get(id);
  };
  const fitting = (source, letters) => {
    const wanted = letters.trimStart().toLocaleLowerCase();
    const found = source.known.filter((name) => ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`));
    const first = (name) => name.toLocaleLowerCase().startsWith(wanted);
    return [...found.filter(first), ...found.filter((name) => !first(name))].slice(0, MOST);
  };
  const isAnswered = (source, wanted) => [...source.asked].some(
    ([letters, more]) => wanted === letters || (!more && wanted.startsWith(letters)),
  );
  const ask = async (source, letters) => {
    const wanted = letters.trim().toLocaleLowerCase();
    if (!source.address || wanted.length < LEAST || isAnswered(source, wanted)) return;
    source.asked.set(wanted, true);
    try {
      const answer = await fetch(`${source.address}?q=${encodeURIComponent(wanted)}`, { redirect: "manual" });
      if (!answer.ok) throw answer;
      const { names, more } = await answer.json();
      source.known = [...new Set([...source.known, ...names])].sort((one, other) => one.localeCompare(other));
      source.asked.set(wanted, more);
    } catch {
      source.asked.delete(wanted);
    }
  };

  let open = null, timer = 0, taking = false;
  const close = () => {
    if (!open) return;
    open.list.remove();
    open.field.removeAttribute("aria-activedescendant");
    open.field.removeAttribute("aria-controls");
    if (open.field.matches("[role=combobox]")) open.field.setAttribute("aria-expanded", "false");
    open = null;
  };
  const point = (place) => {
    const { list, field } = open, all = [...list.children];
    open.chosen = (place + all.length) % all.length;
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === open.chosen)));
    all[open.chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[open.chosen].id);
  };
  const take = (name) => {
    const { field, write } = open;
    close();
    write(name);
    taking = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    taking = false;
  };
  const draw = (field, source, { letters, write, eager }) => {
    const held = open?.field === field && open.chosen >= 0 ? open.list.children[open.chosen].textContent : null;
    close();
    const typed = document.activeElement === field ? letters() : null;
    const found = typed === null ? [] : fitting(source, typed);
    if (!found.length || (found.length === 1 && found[0] === typed)) return;
    const list = make("ul", "", { className: "found-names", id: "found-names" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", source.say);
    list.append(...found.map((name, place) => {
      const one = make("li", name, { id: `found-name-${place}` });
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      one.addEventListener("click", () => take(name));
      return one;
    }));
    list.addEventListener("mousedown", (press) => press.preventDefault());
    open = { field, list, write, eager, chosen: -1 };
    field.after(list);
    field.setAttribute("aria-controls", list.id);
    if (field.matches("[role=combobox]")) field.setAttribute("aria-expanded", "true");
    const over = list.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (over > 0) list.style.marginInlineStart = `${-over}px`;
    list.scrollIntoView({ block: "nearest" });
    if (held && found.includes(held)) point(found.indexOf(held)); else if (eager) point(0);
  };

  // Offers names of the datalist `id` beside a field. `letters()` are those typed of a name now, null where none is
  // meant; `write(name)` puts one in; `eager` points at the first, as in a text where no other word can be meant.
  self.offerNames = (field, id, how) => {
    if (taking) return;
    const source = sourceOf(id);
    draw(field, source, how);
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const known = source.known, typed = how.letters();
      if (typed !== null) await ask(source, typed);
      if (source.known !== known) draw(field, source, how);
    }, WAIT);
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!open || target !== open.field) {
      if (key !== "ArrowDown" || !target.dataset?.names) return;
      event.preventDefault();
      offer(target);
      if (open) point(0);
      return;
    }
    const { list, chosen, eager } = open;
    if (key === "Escape") close();
    else if (key === "ArrowDown") point(chosen + 1);
    else if (key === "ArrowUp") point(Math.max(chosen, 0) - 1);
    else if ((key === "Enter" || (key === "Tab" && eager)) && chosen >= 0) take(list.children[chosen].textContent);
    else return;
    event.preventDefault();
  });
  const left = () => { if (open && document.activeElement !== open.field) close(); };
  document.addEventListener("focusout", () => setTimeout(left, 150));

  // A field with a list of names is ours from now on; without scripts the browser offers what stands on the page.
  const adopt = (field) => {
    field.dataset.names = field.getAttribute("list");
    field.removeAttribute("list");
    const tells = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(tells)) field.setAttribute(name, value);
  };
  const offer = (field) => self.offerNames(field, field.dataset.names, {
    letters: () => field.value,
    write: (name) => { field.value = name; },
  });
  document.querySelectorAll("input[list]").forEach(adopt);
  document.addEventListener("focusin", ({ target }) => { if (target.matches("input[list]")) adopt(target); });
  document.addEventListener("input", ({ target }) => { if (target.dataset?.names) offer(target); });
  document.addEventListener("click", ({ target }) => { if (target.dataset?.names && open?.field !== target) offer(target); });
})();
