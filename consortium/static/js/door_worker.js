// Shows the check-in page again while there is no network: the page of its own address, what it loads and the
// register of its organizations, no other.
// What was kept is forgotten after half a day, and as soon as the office does not let this device in any more.
const PAGE = new URL("./", self.registration.scope).pathname;
const KEPT = `door:${PAGE}`;
const FORGET_AFTER = 12 * 60 * 60 * 1000;
const isKept = (url) => url.pathname.startsWith("/static/") || url.pathname === `${PAGE}register/`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isPage = (request) => request.mode === "navigate" && new URL(request.url).pathname === PAGE;
const isPart = (request) => isKept(new URL(request.url));

const put = async (request, answer) => {
  const kept = await caches.open(KEPT);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const body = await answer.blob();
  await kept.put(request.url, new Response(body, { status: 200, headers }));
};

const fromKept = async (request) => {
  const kept = await caches.open(KEPT);
  const found = (await kept.match(request.url)) || (isPage(request) && (await kept.match(PAGE, { ignoreSearch: true })));
  if (!found) return Response.error();
  if (Date.now() - Number(found.headers.get("X-Kept-At")) > FORGET_AFTER) {
    await caches.delete(KEPT);
    return Response.error();
  }
  return found;
};

const answer = async (request) => {
  let fresh;
  try {
    fresh = await fetch(request);
  } catch {
    return fromKept(request);
  }
  if (fresh.ok && !fresh.redirected) await put(request, fresh.clone());
  else if (isPage(request) && fresh.status < 500) await caches.delete(KEPT);
  return fresh;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (isPage(request) || isPart(request)) event.respondWith(answer(request));
});

self.addEventListener("message", (event) => {
  const wanted = (event.data.keep || []).map((address) => new URL(address, self.location.origin));
  const allowed = wanted.filter((url) => url.origin === self.location.origin
    && (url.pathname === PAGE || isKept(url)));
  const keepAll = async () => {
    for (const url of allowed) {
      const fresh = await fetch(url.href, { credentials: "same-origin" });
      if (!fresh.ok || fresh.redirected) return;
      await put(new Request(url.href), fresh);
    }
    event.source.postMessage("kept");
  };
  event.waitUntil(keepAll());
});
