// A form that was sent says so until its answer comes. Another press meanwhile would cut it off on its way, or do it twice.
(() => {
  const line = document.querySelector("[data-sending]");
  const SAY = line.dataset;
  const SOON = 400, LONG = 8000, LET_GO = 30000, LET_GO_OF_FILES = 300000, LET_GO_OF_A_DOWNLOAD = 4000;
  let sent = null, button = null, waits = [];
  const say = (words) => { line.textContent = words; };
  const settle = () => {
    waits.forEach(clearTimeout);
    sent?.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
    sent = button = null;
    say("");
  };
  const letGo = (form) => {
    if (form.hasAttribute("data-download")) return LET_GO_OF_A_DOWNLOAD;
    return form.enctype === "multipart/form-data" ? LET_GO_OF_FILES : LET_GO;
  };
  // On the window, after every script that sends a form by itself.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.hasAttribute("data-at-once")) return;
    if (navigator.onLine === false) {
      event.preventDefault();
      say(SAY.sayOffline);
    } else if (sent) {
      event.preventDefault();
      say(SAY.sayWait);
    } else {
      settle();
      [sent, button] = [form, event.submitter];
      sent.setAttribute("aria-busy", "true");
      button?.setAttribute("aria-disabled", "true");
      waits = [
        setTimeout(say, SOON, SAY.saySending), setTimeout(say, LONG, SAY.sayLong), setTimeout(settle, letGo(form)),
      ];
    }
  });
  addEventListener("online", () => { if (!sent) say(""); });
  addEventListener("pageshow", settle);
})();
