(() => {
  const link = document.querySelector("[data-quick-exit]");
  if (!link) return;
  const leave = () => window.location.replace(link.href);
  let presses = [];
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = presses.filter((at) => event.timeStamp - at < 2000).concat(event.timeStamp);
    if (presses.length >= 3) leave();
  });
})();
