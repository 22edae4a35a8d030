/* The service worker: reading without a network what the reader saved, and nothing else.
 *
 * HOUSE (shell: addresses of the offline page's parts, release, names of the two stores) stands in
 * front of this file; the view `home.offline.service_worker` puts it there. Pages are never stored here:
 * an article comes into its store only when the reader presses the button (save.js). */

const SAVED_HEADER = "X-Saved-At";

/* Whether an answer may be kept: public by its own word, and whole. */
function isPublic(response) {
  const words = (response.headers.get("Cache-Control") || "").toLowerCase();
  return response.ok && response.type === "basic" && /\bpublic\b/.test(words);
}

async function shellFill() {
  const shell = await caches.open(HOUSE.shellStore);
  await Promise.all(
    HOUSE.shell.map(async (address) => {
      const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
      if (isPublic(response)) {
        await shell.put(address, response);
      }
    }),
  );
}

self.addEventListener("install", (event) => {
  event.waitUntil(shellFill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const kept = [HOUSE.shellStore, HOUSE.savedStore];
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith(HOUSE.prefix) && !kept.includes(name))
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

async function pageWithout(request) {
  const address = new URL(request.url);
  const saved = await caches.open(HOUSE.savedStore);
  const article = await saved.match(address.origin + address.pathname);
  if (article && article.headers.has(SAVED_HEADER)) {
    return article;
  }
  const shell = await caches.open(HOUSE.shellStore);
  return (await shell.match(HOUSE.offlinePage)) || Response.error();
}

async function partWithout(request) {
  for (const name of [HOUSE.shellStore, HOUSE.savedStore]) {
    const store = await caches.open(name);
    const found = await store.match(request.url);
    if (found) {
      return found;
    }
  }
  return Response.error();
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(`${self.location.origin}/`)) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => pageWithout(request)));
  } else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(() => partWithout(request)));
  }
});
