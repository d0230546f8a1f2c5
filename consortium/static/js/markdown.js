// A small toolbar over the passage one is in, and names after an @; typing Markdown by hand is the same.
(() => {
  const editor = document.querySelector("[data-minutes]");
  if (!editor) return;
  const SAY = editor.dataset;
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

  const AFTER_AT = /(?:^|\s)@([\p{L}\p{N}'’-]{1,40}(?: [\p{L}'’-]{0,40})?)$/u;
  editor.addEventListener("input", (event) => {
    if (!event.target.matches("form.passage textarea")) return;
    const text = area = event.target;
    self.offerNames(text, "names", {
      eager: true,
      letters: () => text.value.slice(0, text.selectionStart).match(AFTER_AT)?.[1] ?? null,
      write: (name) => {
        const from = text.value.lastIndexOf("@", text.selectionStart - 1);
        text.setRangeText(`@${name} `, from, text.selectionStart, "end");
      },
    });
  });
})();
