// The map as one stop of the Tab key: arrow keys go to the nearest county that way, and what is under the
// focus or the pointer is said below the map. Without this every county is a link of its own.
for (const map of document.querySelectorAll("[data-map]")) {
  const areas = [...map.querySelectorAll("a")];
  const says = map.parentElement.querySelector("[data-map-says]");
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const at = (area) => [Number(area.dataset.x), Number(area.dataset.y)];
  const say = (area) => { says.textContent = area.getAttribute("aria-label"); };

  const nearest = (from, [dx, dy]) => {
    const [x, y] = at(from);
    let best = null;
    let least = Infinity;
    for (const area of areas) {
      const [ax, ay] = at(area);
      const along = (ax - x) * dx + (ay - y) * dy;
      const aside = Math.abs((ax - x) * dy) + Math.abs((ay - y) * dx);
      if (area !== from && along > 0 && aside <= along * 2 && along + aside * 2 < least) {
        [best, least] = [area, along + aside * 2];
      }
    }
    return best;
  };

  areas.forEach((area, position) => {
    area.tabIndex = position ? -1 : 0;
    area.addEventListener("focus", () => {
      for (const other of areas) other.tabIndex = other === area ? 0 : -1;
      say(area);
    });
    area.addEventListener("pointerenter", () => say(area));
    area.addEventListener("keydown", (event) => {
      const next = ways[event.key] && nearest(area, ways[event.key]);
      if (!ways[event.key]) return;
      event.preventDefault();
      if (next) next.focus();
    });
  });
}

// On a phone the tables open one at a time.
if (window.matchMedia("(max-width: 40rem)").matches) {
  for (const places of document.querySelectorAll("details.places")) places.open = false;
}
