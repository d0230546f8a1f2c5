(() => {
  for (const form of document.querySelectorAll("form[data-instant]")) {
    const place = document.getElementById(form.dataset.instant);
    if (!place) continue;
    let timer = 0;
    let running = null;
    const find = async () => {
      if (running) running.abort();
      running = new AbortController();
      const wanted = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
      const address = `${window.location.pathname}?${wanted}`;
      try {
        const answer = await fetch(address, { signal: running.signal, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) return window.location.assign(address);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page.getElementById(place.id);
        if (!found) return window.location.assign(address);
        place.replaceChildren(...found.childNodes);
        window.history.replaceState(null, "", address);
      } catch (error) {
        // Without a network the page of the browser's own error would take the place of this one.
        if (error.name !== "AbortError" && navigator.onLine) form.submit();
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 250); });
    form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); find(); });
  }
})();
