// Puts the agenda's items into another order by dragging a row or pressing its arrows, without leaving the page.
(() => {
  const table = document.querySelector("[data-arrange]");
  if (!table) return;
  const body = table.tBodies[0];
  const said = document.querySelector("[data-arranged]");
  const token = table.querySelector("[name=csrfmiddlewaretoken]").value;
  let held = null;

  const mark = (row, late) => {
    const place = row.querySelector("[data-late]");
    place.replaceChildren();
    if (!late) return;
    const badge = document.createElement("span");
    badge.className = "badge badge-warning";
    badge.textContent = table.dataset.sayLate;
    place.append(badge);
  };

  // One order after the other: of two on their way at once the older might arrive last.
  let last = Promise.resolve(), moves = 0;
  const save = (row) => {
    moves += 1;
    const mine = moves;
    last = last.then(() => (mine === moves ? send(row) : null));
    return last;
  };
  const send = async (row) => {
    const form = new FormData();
    for (const each of body.rows) form.append("item", each.dataset.item);
    let answer;
    try {
      answer = await fetch(table.dataset.arrange, {
        method: "POST", body: form, headers: { "X-CSRFToken": token }, keepalive: true, signal: AbortSignal.timeout(30000),
      });
    } catch {
      said.textContent = table.dataset.sayOffline;
      return;
    }
    if (!answer.ok || answer.redirected) { window.location.reload(); return; }
    const { times, late } = await answer.json();
    [...body.rows].forEach((each, place) => {
      each.querySelector("[data-time]").textContent = times[each.dataset.item];
      mark(each, late.includes(Number(each.dataset.item)));
      each.querySelector("[value=up]").disabled = place === 0;
      each.querySelector("[value=down]").disabled = place === body.rows.length - 1;
    });
    const place = [...body.rows].indexOf(row) + 1;
    said.textContent = table.dataset.sayMoved.replace("{title}", row.querySelector("strong").textContent)
      .replace("{n}", place).replace("{time}", times[row.dataset.item]);
  };

  body.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = event.target.closest("tr");
    const button = event.submitter;
    const up = button.value === "up";
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row); else other.after(row);
    save(row).then(() => {
      const stays = button.disabled ? row.querySelector(`[value=${up ? "down" : "up"}]`) : button;
      stays.focus();
    });
  });

  for (const row of body.rows) row.draggable = true;
  body.addEventListener("dragstart", (event) => {
    held = event.target.closest("tr");
    held.classList.add("is-held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.item);
  });
  body.addEventListener("dragover", (event) => {
    const row = event.target.closest("tr");
    if (!held || !row) return;
    event.preventDefault();
    for (const each of body.rows) each.classList.toggle("is-target", each === row && row !== held);
  });
  body.addEventListener("drop", (event) => {
    const row = event.target.closest("tr");
    event.preventDefault();
    if (!held || !row || row === held) return;
    const moved = held;
    const later = [...body.rows].indexOf(moved) < [...body.rows].indexOf(row);
    if (later) row.after(moved); else row.before(moved);
    save(moved);
  });
  const letGo = () => {
    for (const each of body.rows) each.classList.remove("is-held", "is-target");
    held = null;
  };
  body.addEventListener("dragend", letGo);

  // A finger or a pen has no drag events of its own: it takes a row by its handle. The arrows do the same.
  const under = (event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    return found && body.contains(found) ? found.closest("tr") : null;
  };
  for (const row of body.rows) {
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.textContent = "\u2630";
    handle.setAttribute("aria-hidden", "true");
    row.querySelector(".steps").prepend(handle);
    handle.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse") return;
      held = row;
      row.classList.add("is-held");
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (held !== row || event.pointerType === "mouse") return;
      const over = under(event);
      for (const each of body.rows) each.classList.toggle("is-target", each === over && each !== row);
    });
    handle.addEventListener("pointerup", (event) => {
      if (held !== row || event.pointerType === "mouse") return;
      const over = under(event);
      letGo();
      if (!over || over === row) return;
      const later = [...body.rows].indexOf(row) < [...body.rows].indexOf(over);
      if (later) over.after(row); else over.before(row);
      save(row);
    });
    handle.addEventListener("pointercancel", letGo);
  }
})();
