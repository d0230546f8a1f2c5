// Check-in that goes on without a network: presses are kept on this device, sent when it is back, and each
// carries an id of its own, so that sending it twice counts once.
(() => {
  const door = document.querySelector("[data-door]");
  if (!door) return;
  const key = door.dataset.key;
  const token = door.querySelector("[name=csrfmiddlewaretoken]").value;
  const network = door.querySelector("[data-network]");
  const told = door.querySelector("[data-told]");
  const EVERY = 5000;
  const BECOMES = { in: "here", remote: "here", out: "left", undo: "away" };
  const AWAKE = 30 * 60 * 1000;
  const GIVE_UP = 20000;
  let sending = false;
  let looking = false;
  let presses = 0;
  let touched = Date.now();

  const kept = () => JSON.parse(localStorage.getItem(key) || "[]");
  const keep = (notes) => {
    if (notes.length) localStorage.setItem(key, JSON.stringify(notes));
    else localStorage.removeItem(key);
  };
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const words = door.dataset;
  const keptHere = (count) => (count === 1 ? words.sayKeptOne : words.sayKeptMany.replace("{n}", count));
  const say = (text) => { network.textContent = text; };

  const tell = (text) => {
    told.hidden = false;
    const line = document.createElement("li");
    line.className = "notice notice-warning";
    line.textContent = text;
    told.append(line);
  };

  const show = (seat, is, words) => {
    if (seat.dataset.is === is && seat.querySelector("[data-words]").textContent === words) return;
    seat.dataset.is = is;
    seat.querySelector("[data-words]").textContent = words;
  };

  const list = door.querySelector(".door-seats");
  const register = door.querySelector("datalist");
  const blank = door.querySelector("[data-blank]").innerHTML;
  const AT_ONCE = 100;
  let seats = null; // every organization of this door, where the page shows some of them only
  let latest = { seats: {} };

  const safe = (text) => String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const option = ([pk, name]) => `<option value="${safe(pk)}">${safe(name)}</option>`;

  const seatOf = ([pk, name, people]) => {
    const there = list.querySelector(`[data-seat="${pk}"]`);
    if (there) return there;
    const holder = document.createElement("ul");
    holder.innerHTML = blank.replaceAll("{pk}", pk).replaceAll("{name}", () => safe(name));
    const seat = holder.firstElementChild;
    const select = seat.querySelector("select");
    if (people && people.length) select.insertAdjacentHTML("beforeend", people.map(option).join(""));
    else select.remove();
    const waiting = kept().findLast((note) => note.organization === String(pk));
    const now = waiting ? { state: BECOMES[waiting.act], words: words.sayNoted } : latest.seats[pk];
    if (now) show(seat, now.state, now.words);
    return seat;
  };

  const figures = (state) => {
    latest = state;
    for (const place of door.querySelectorAll("[data-figure]")) place.textContent = state[place.dataset.figure];
    const reached = door.querySelector("[data-reached]");
    if (reached) {
      reached.hidden = !state.reached;
      door.querySelector("[data-missing]").hidden = state.reached;
    }
    const waiting = new Set(kept().map((note) => note.organization));
    for (const seat of list.querySelectorAll("[data-seat]")) {
      if (waiting.has(seat.dataset.seat)) continue;
      const now = state.seats[seat.dataset.seat] || { state: "away", words: "" };
      show(seat, now.state, now.words);
    }
  };

  const json = async (address, options) => {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(GIVE_UP), ...options });
    if (!answer.ok) throw answer;
    return answer.json();
  };

  const explain = (why) => {
    const count = kept().length;
    if (why instanceof TypeError || why.name === "TimeoutError" || why.status >= 500) {
      say(`${words.sayOffline} ${count ? `${keptHere(count)} ${words.sayByItself}` : words.sayGoOn}`);
    } else {
      say(`${words.sayShut} ${count ? keptHere(count) : ""}`);
    }
  };

  const send = async () => {
    const notes = kept().slice(0, 50);
    if (sending || !notes.length) return;
    sending = true;
    try {
      const answer = await json(door.dataset.notes, {
        method: "POST",
        headers: { "X-CSRFToken": token, "Content-Type": "application/json" },
        body: JSON.stringify({ now: Date.now(), notes }),
      });
      const done = new Map(answer.results.map((result) => [result.id, result]));
      keep(kept().filter((note) => !done.has(note.id)));
      for (const result of answer.results) if (result.told) tell(result.told);
      figures(answer.state);
      say(words.saySent);
    } catch (why) {
      explain(why);
    } finally {
      sending = false;
    }
    if (network.textContent === words.saySent && kept().length) send();
  };

  const look = async () => {
    if (document.hidden || Date.now() - touched > AWAKE) return;
    if (kept().length) { send(); return; }
    if (looking) return;
    looking = true;
    const before = presses;
    try {
      const state = await json(door.dataset.state, {});
      if (before !== presses) return; // it was asked before a press, and does not know of it
      figures(state);
      if (network.textContent !== words.saySent) say("");
    } catch (why) {
      explain(why);
    } finally {
      looking = false;
    }
  };

  const press = (note) => {
    presses += 1;
    keep([...kept(), { id: newId(), at: Date.now(), ...note }]);
    send();
  };

  door.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.matches("[data-walk-in]")) {
      const guest = form.elements.guest.value.trim();
      const typed = form.elements.organization.value.trim().toLowerCase();
      if (!guest) return;
      event.preventDefault();
      const found = typed && [...register.options].find((one) => one.value.toLowerCase() === typed);
      if (typed && !found) {
        form.elements.organization.setCustomValidity(words.sayUnknown);
        form.elements.organization.reportValidity();
        return;
      }
      press({ act: "in", guest, organization: found ? found.dataset.pk : "", mode: form.elements.mode.value });
      form.elements.organization.value = "";
      form.elements.guest.value = "";
      form.elements.guest.focus();
      return;
    }
    const seat = event.submitter && event.submitter.closest("[data-seat]");
    event.preventDefault();
    if (!seat) return;
    const act = event.submitter.name;
    const who = seat.querySelector("select");
    const person = who ? who.value : "";
    const named = act === "in" || act === "remote";
    show(seat, BECOMES[act], words.sayNoted);
    press({ act, organization: seat.dataset.seat, person: named ? person : "" });
    if (who) who.value = "";
  });

  const search = door.querySelector(".door-find");
  const find = () => {
    const typed = search.elements.q.value.trim().toLowerCase();
    const has = (name) => name.toLowerCase().includes(typed);
    const found = seats && new Set(seats.filter(([, name]) => has(name)).slice(0, AT_ONCE).map(seatOf));
    if (found) list.append(...found);
    for (const seat of list.querySelectorAll("[data-seat]")) {
      seat.hidden = found ? !found.has(seat) : !has(seat.querySelector("h2").textContent);
    }
  };
  const foundWhileTyping = () => { // all of them are here
    search.querySelector("[data-find-button]").hidden = true;
    search.addEventListener("submit", (event) => event.preventDefault());
    if (search.elements.q.value) find();
  };
  search.querySelector("input").addEventListener("input", find);
  const readRegister = async () => {
    seats = (await json(words.register, {})).seats;
    register.innerHTML = seats.filter(([, , people]) => people)
      .map(([pk, name]) => `<option value="${safe(name)}" data-pk="${safe(pk)}">`).join("");
    foundWhileTyping();
  };
  door.querySelector("[data-walk-in]").addEventListener("input", (event) => event.target.setCustomValidity?.(""));
  if (words.register) readRegister().catch(() => {}); else foundWhileTyping();

  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  addEventListener("online", send);
  addEventListener("offline", () => explain(new TypeError()));
  // The way out has cleared the page: then nothing asks whether to leave.
  addEventListener("beforeunload", (event) => { if (kept().length && door.isConnected) event.preventDefault(); });
  setInterval(look, EVERY);
  for (const note of kept()) {
    const seat = note.organization && door.querySelector(`[data-seat="${note.organization}"]`);
    if (seat) show(seat, BECOMES[note.act], words.sayNoted);
  }
  send();

  // So that loading the page again without a network shows it again.
  const keepPage = async () => {
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data === "kept") door.querySelector("[data-works-alone]").hidden = false;
    });
    await navigator.serviceWorker.register(words.worker, { scope: words.scope });
    const ready = await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((part) => part.src || part.href);
    ready.active.postMessage({ keep: [words.scope, ...(words.register ? [words.register] : []), ...parts] });
  };
  if (navigator.serviceWorker && navigator.onLine) keepPage().catch(() => {});
})();
