// A small toolbar over the passage one is in, and names after an @; typing Markdown by hand is the same.
(() => {
  const editor = document.querySelector("[data-minutes]");
  if (!editor) return;
  const SAY = editor.dataset;
  const names = [...document.querySelectorAll("#names option")].map((option) => option.value);
  const typed = (area) => area.dispatchEvent(new Event("input", { bubbles: true }));

  const around = (mark) => (area) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    area.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
    if (from === to) area.selectionStart = area.selectionEnd = from + mark.length;
    area.focus();
    typed(area);
  };
  const before = (mark) => (area) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const lines = area.value.slice(from, area.selectionEnd).split("\n");
    area.setRangeText(lines.map((text, place) => mark(place) + text).join("\n"), from, area.selectionEnd, "end");
    area.focus();
    typed(area);
  };
  const link = (area) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    area.setRangeText(`[${value.slice(from, to) || SAY.sayWords}](https://)`, from, to, "end");
    area.focus();
    typed(area);
  };
  const TOOLS = [
    ["B", SAY.sayBold, around("**")], ["I", SAY.sayItalic, around("*")], ["•", SAY.sayList, before(() => "- ")],
    ["1.", SAY.sayNumbered, before((place) => `${place + 1}. `)], [SAY.sayLink, SAY.sayLink, link],
  ];
  const bar = document.createDocumentFragment();
  let area = null;
  const tools = TOOLS.map(([sign, label, act]) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "secondary", textContent: sign });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => area && act(area));
    bar.append(made);
    return made;
  });
  editor.addEventListener("focusin", (event) => {
    if (!event.target.matches("form.passage textarea")) return;
    area = event.target;
    area.form.querySelector(".passage-tools").append(...tools);
  });
  editor.addEventListener("keydown", (event) => {
    if (!event.target.matches("form.passage textarea")) return;
    const act = (event.ctrlKey || event.metaKey) && !event.altKey && { KeyB: TOOLS[0][2], KeyI: TOOLS[1][2] }[event.code];
    if (act) { event.preventDefault(); act(event.target); }
  });

  let list = null, chosen = 0;
  const close = () => { list?.remove(); list = null; area?.removeAttribute("aria-activedescendant"); };
  const point = (place) => {
    chosen = (place + list.children.length) % list.children.length;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", at === chosen));
    area.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const pick = (name) => {
    const from = area.value.lastIndexOf("@", area.selectionStart - 1);
    area.setRangeText(`@${name} `, from, area.selectionStart, "end");
    close();
    typed(area);
  };
  editor.addEventListener("input", (event) => {
    if (!event.target.matches("form.passage textarea")) return;
    area = event.target;
    const asked = area.value.slice(0, area.selectionStart).match(/(?:^|\s)@([\p{L}\p{N}'’-]{1,40}(?: [\p{L}'’-]{0,40})?)$/u);
    const wanted = asked && asked[1].toLocaleLowerCase();
    const found = wanted ? names.filter((name) => ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`)).slice(0, 6) : [];
    close();
    if (!found.length) return;
    list = Object.assign(document.createElement("ul"), { className: "passage-names", id: "found-names" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names");
    found.forEach((name, place) => {
      const one = Object.assign(document.createElement("li"), { textContent: name, id: `found-name-${place}` });
      one.setAttribute("role", "option");
      one.addEventListener("mousedown", (press) => { press.preventDefault(); pick(name); });
      list.append(one);
    });
    area.after(list);
    point(0);
  });
  editor.addEventListener("keydown", (event) => {
    if (!list || event.target !== area) return;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") point(chosen + 1);
    else if (event.key === "ArrowUp") point(chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") pick(list.children[chosen].textContent);
    else return;
    event.preventDefault();
  });
  editor.addEventListener("focusout", () => setTimeout(close, 150));
})();
