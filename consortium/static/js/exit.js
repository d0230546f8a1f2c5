// The way out: by its link or by Shift three times. The page goes at once, however long the other site takes to come.
(() => {
  const leave = (link) => {
    document.title = "";
    document.body.replaceChildren();
    window.location.replace(link.href);
  };
  let presses = [];
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-quick-exit]");
    if (!link) return;
    event.preventDefault();
    leave(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = presses.filter((at) => event.timeStamp - at < 2000).concat(event.timeStamp);
    const link = presses.length >= 3 && document.querySelector("[data-quick-exit]");
    if (link) leave(link);
  });
})();
