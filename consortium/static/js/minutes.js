// The editor of minutes: saves while you type, keeps what could not be saved, never overwrites anyone.
(() => {
  const editor = document.querySelector("[data-minutes]");
  if (!editor) return;
  const shelf = `minutes:${editor.dataset.person}:${editor.dataset.minutes}:`;
  const store = self.keptWords(shelf), SAY = editor.dataset;
  const line = editor.querySelector("[data-editor-state]");
  const WAIT = 400, LONGEST = 700, AGAIN = 4000, GIVE_UP = 30000;
  const work = new WeakMap();

  const say = (form, words, loud = false) => {
    form.querySelector("[data-state]").textContent = words;
    if (loud) line.textContent = words;
  };
  const make = (tag, words = "", fields = {}) => Object.assign(document.createElement(tag), { textContent: words }, fields);
  const button = (words, act) => {
    const made = make("button", words, { type: "button", className: "secondary" });
    made.addEventListener("click", act);
    return made;
  };
  const state = (form) => work.get(form) || (work.set(form, {}), work.get(form));
  const values = (form) => {
    const all = Object.fromEntries(new FormData(form));
    delete all.csrfmiddlewaretoken;
    return all;
  };
  const words = (form) => JSON.stringify({ ...values(form), seen: "", key: "" });

  // --- Kept in this browser until it is saved -----------------------------------------------------
  const place = (form) => shelf + (form.dataset.passage || form.elements.key.value);
  const keep = (form) => {
    if (!form.elements.key.value) form.elements.key.value = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    store.put(place(form), values(form));
  };

  // --- Saving --------------------------------------------------------------------------------------
  const later = (form, wait) => {
    clearTimeout(state(form).timer);
    state(form).timer = setTimeout(() => send(form), wait);
  };
  const refreshToken = async () => {
    const page = await (await fetch(location.href, { headers: { Accept: "text/html" } })).text();
    const found = new DOMParser().parseFromString(page, "text/html").querySelector("[data-minutes] [name=csrfmiddlewaretoken]");
    if (!found) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = found.value;
    return true;
  };
  // The new passage that is on its way, and those that wait for it: sent at once, they might come to stand before it.
  let making = null, next = [];
  const send = async (form, leaving = false) => {
    const mine = state(form);
    if (mine.sending) { mine.again = true; return; }
    if (mine.conflict || !form.elements.text.value.trim()) return;
    clearTimeout(mine.timer);
    keep(form);
    if (!form.dataset.passage && making && !leaving) { if (!next.includes(form)) next.push(form); return; }
    if (!form.dataset.passage) making = form;
    mine.sending = true;
    mine.since = 0;
    const where = place(form), sent = words(form), body = new FormData(form), move = mine.move;
    mine.move = "";
    if (move) body.append("move", move);
    (mine.unheard ||= []).push(form.elements.text.value.trim());
    say(form, SAY.saySaving);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, keepalive: true, signal: AbortSignal.timeout(GIVE_UP),
      });
      await heard(form, answer, where, sent);
      if (move && answer.ok) put(form, move);
    } catch {
      say(form, SAY.sayOffline, true);
      later(form, AGAIN);
    }
    mine.sending = false;
    if (making === form) {
      making = null;
      if (next.length) later(next.shift(), 0);
    }
    if (mine.again) { mine.again = false; later(form, 0); }
  };
  const heard = async (form, answer, where, sent) => {
    if (answer.status === 401) {
      say(form, SAY.saySignedOut, true);
      return later(form, AGAIN * 2);
    }
    if (answer.status === 403) {
      const fresh = await refreshToken();
      if (!fresh) say(form, SAY.saySignedOut, true);
      return later(form, fresh ? 0 : AGAIN * 2);
    }
    if (answer.status >= 500) {
      say(form, SAY.sayNoAnswer, true);
      return later(form, AGAIN);
    }
    const said = await answer.json();
    if (answer.status === 409 && state(form).unheard.includes(said.current.trim())) {
      // Our own words of a time before, which were saved though we never heard so.
      form.elements.seen.value = said.changed;
      return later(form, 0);
    }
    if (answer.status === 409) return conflict(form, said);
    if (!answer.ok) return say(form, said.errors.join(" "), true);
    state(form).unheard = [];
    form.elements.seen.value = said.changed;
    if (!form.dataset.passage) become(form, said);
    if (words(form) === sent) store.drop(where); else { store.drop(where); keep(form); later(form, WAIT); }
    const who = form.elements.who;
    if (said.who && who && !who.value && document.activeElement !== who) who.value = said.who;
    say(form, said.errors.length ? SAY.saySavedBut.replace("{errors}", said.errors.join(" ")) : SAY.saySaved.replace("{at}", said.at));
    line.textContent = SAY.saySaved.replace("{at}", said.at);
  };
  // --- Another order under the same heading ---------------------------------------------------------
  const beside = (form, how) => {
    const all = [...form.closest("[data-heading]").querySelectorAll("form.passage:not([data-passage=''])")];
    return all[all.indexOf(form) + (how === "up" ? -1 : 1)];
  };
  const move = (form, how) => {
    if (!form.dataset.passage || !beside(form, how)) return;
    state(form).move = how;
    clearTimeout(state(form).timer);
    send(form);
  };
  const put = (form, how) => {
    const other = beside(form, how), held = document.activeElement;
    if (!other) return;
    if (how === "up") other.before(form); else other.after(form);
    held.focus();
    line.textContent = how === "up" ? SAY.sayMovedUp : SAY.sayMovedDown;
  };
  const become = (form, said) => {
    form.action = said.address;
    form.dataset.passage = said.id;
    form.id = `entry-${said.id}`;
    const votes = form.querySelector(".passage-votes");
    if (votes) votes.append(make("a", SAY.sayVotes, { href: `${said.address}votes/` }));
    unused(form.closest("[data-heading]"));
  };
  let made = 0;
  const blank = (part) => {
    const form = document.querySelector("template[data-blank]").content.firstElementChild.cloneNode(true);
    made += 1;
    for (const one of form.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for"]) if (one.hasAttribute(name)) one.setAttribute(name, `${one.getAttribute(name)}-${made}`);
    }
    form.elements.heading.value = part.dataset.heading;
    form.elements.csrfmiddlewaretoken.value = document.querySelector("[name=csrfmiddlewaretoken]").value;
    part.append(form);
    return form;
  };
  const unused = (part) => {
    const open = [...part.querySelectorAll("form.passage[data-passage='']")];
    return open.find((form) => !form.elements.text.value.trim() && !form.elements.key.value) || blank(part);
  };

  // --- Two people at once --------------------------------------------------------------------------
  const conflict = (form, theirs) => {
    const mine = state(form);
    mine.conflict = true;
    form.querySelector(".passage-conflict")?.remove();
    const box = make("div", "", { className: "notice notice-warning passage-conflict" });
    const area = form.elements.text, own = make("blockquote", area.value);
    const follow = () => { own.textContent = area.value; };
    area.addEventListener("input", follow);
    const take = (choose) => () => {
      area.removeEventListener("input", follow);
      mine.conflict = false;
      area.value = choose(area.value);
      form.elements.seen.value = theirs.changed;
      box.remove();
      send(form);
    };
    box.append(
      make("p", SAY.sayChanged), make("blockquote", theirs.current),
      make("p", SAY.sayYouWrote), own,
      button(SAY.sayBoth, take((typed) => `${theirs.current}\n\n${typed}`)), " ",
      button(SAY.sayMine, take((typed) => typed)), " ", button(SAY.sayTheirs, take(() => theirs.current)),
    );
    form.prepend(box);
    say(form, SAY.sayTwo, true);
  };

  // --- What an earlier visit could not save --------------------------------------------------------
  const restore = (form, kept, where) => {
    for (const [name, value] of Object.entries(kept.fields)) {
      const field = form.elements[name];
      if (field && name !== "heading" && name !== "seen") { if (field.type === "checkbox") field.checked = true; else field.value = value; }
    }
    const saved = form.querySelector("textarea").defaultValue, goesOn = kept.fields.text.startsWith(saved.trim());
    if (form.dataset.passage && kept.fields.seen !== form.elements.seen.value && !goesOn) {
      conflict(form, { current: saved, changed: form.elements.seen.value });
    } else { send(form); }
    if (place(form) !== where) store.drop(where);
  };
  // What was typed and is not in the passage: its fields' names.
  const missing = (form, fields) => Object.entries(fields).filter(([name, value]) => {
    const field = form.elements[name];
    if (!field || !value.trim() || ["heading", "seen", "key"].includes(name)) return false;
    return field.type === "checkbox" ? !field.checked : field.value.trim() !== value.trim();
  }).map(([name]) => name);
  const told = (form, name, value) => {
    const field = form.elements[name], chosen = [...(field.options || [])].find((one) => one.value === value);
    return `${field.labels?.[0]?.firstChild.textContent.trim() || name}: ${chosen ? chosen.text : value}`;
  };
  const offer = (where, kept) => {
    const number = where.slice(shelf.length);
    if (number === other.id) return fill(where, kept);
    let form = document.getElementById(`entry-${number}`);
    form = form || [...editor.querySelectorAll("form.passage")].find((one) => one.elements.key.value === number);
    if (!form) {
      const parts = [...editor.querySelectorAll("[data-heading]")];
      const part = parts.find((one) => one.dataset.heading === kept.fields.heading) || parts[0];
      form = unused(part);
      form.elements.key.value = number;
    }
    const unsaved = missing(form, kept.fields);
    if (!unsaved.length) return store.drop(where);
    const box = make("div", "", { className: "notice notice-warning" });
    box.append(make("p", SAY.sayTyped.replace("{at}", kept.at)));
    if (kept.fields.text.trim()) box.append(make("blockquote", kept.fields.text));
    for (const name of unsaved.filter((one) => one !== "text")) box.append(make("p", told(form, name, kept.fields[name])));
    const acts = make("p", "", { className: "actions" });
    acts.append(
      button(SAY.sayPutBack, () => { box.remove(); restore(form, kept, where); }), " ",
      button(SAY.sayDiscard, () => {
        box.remove();
        store.drop(where);
        if (!form.dataset.passage && !form.elements.text.value.trim()) form.elements.key.value = "";
      }),
    );
    box.append(acts);
    form.before(box);
    line.textContent = SAY.sayOffered;
  };
  // The form of a new heading is saved by its button alone; until then its words come back by themselves.
  const other = editor.querySelector("form#another");
  const fill = (where, kept) => {
    const there = [...editor.querySelectorAll("form.passage textarea")].some((one) => one.value.trim() === kept.fields.text.trim());
    if (there && kept.fields.text.trim()) return store.drop(where);
    for (const name of ["heading", "text"]) other.elements[name].value ||= kept.fields[name];
  };
  other.addEventListener("input", () => store.put(shelf + other.id, values(other)));
  line.textContent = SAY.sayWhile;
  store.earlier.then((all) => all.forEach(([where, kept]) => offer(where, kept)));

  editor.addEventListener("input", (event) => {
    const form = event.target.closest("form.passage");
    if (!form) return;
    const mine = state(form);
    mine.since = mine.since || Date.now();
    keep(form);
    say(form, "");
    later(form, Math.max(0, Math.min(WAIT, mine.since + LONGEST - Date.now())));
  });
  editor.addEventListener("submit", (event) => {
    const form = event.target.closest("form.passage");
    if (!form) return;
    event.preventDefault();
    clearTimeout(state(form).timer);
    if (event.submitter?.name === "move") move(form, event.submitter.value); else send(form);
  });
  editor.addEventListener("focusout", (event) => {
    const form = event.target.closest("form.passage");
    if (form && state(form).since) { clearTimeout(state(form).timer); send(form); }
  });
  const pending = () => [...editor.querySelectorAll("form.passage")].filter((form) => state(form).timer && store.has(place(form)));
  addEventListener("online", () => pending().forEach((form) => send(form)));
  const leave = () => pending().forEach((form) => send(form, true));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });

  // --- Keys: Alt with a letter; never Shift, which leaves the site ----------------------------------
  const KINDS = { KeyN: "note", KeyM: "motion", KeyD: "decision", KeyA: "action" };
  let last = editor.querySelector("[data-heading]");
  editor.addEventListener("focusin", (event) => { last = event.target.closest("[data-heading]") || last; });
  document.addEventListener("keydown", (event) => {
    const form = document.activeElement?.closest?.("form.passage");
    if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && KINDS[event.code] && last) {
      event.preventDefault();
      const fresh = unused(last);
      fresh.elements.kind.value = KINDS[event.code];
      fresh.elements.text.focus();
    } else if (event.altKey && form && (event.code === "ArrowUp" || event.code === "ArrowDown")) {
      event.preventDefault();
      move(form, event.code === "ArrowUp" ? "up" : "down");
    } else if (event.altKey && !event.ctrlKey && event.code === "KeyV" && form?.elements.kind.value === "motion") {
      event.preventDefault();
      clearTimeout(state(form).timer);
      send(form).then(() => { const link = form.querySelector(".passage-votes a"); if (link) location.href = `${link.href}?keys=1`; });
    } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyS" && form) {
      event.preventDefault();
      send(form);
    }
  });
})();
