/* What is saved on this device for reading without a network. */

export const SAVED = "tu-duong-bai-da-luu";
const SAVED_HEADER = "X-Saved-At";
const TITLE_HEADER = "X-Saved-Title";

/* Give whether an answer is public by its own word. */
function isPublic(response) {
  const words = (response.headers.get("Cache-Control") || "").toLowerCase();
  return response.ok && !response.redirected && /\bpublic\b/.test(words);
}

/* Fetch as a stranger: no cookie goes out, so nobody's own page can come back. */
function fetchAsStranger(address) {
  return fetch(address, { credentials: "omit", cache: "no-store", redirect: "error" });
}

/* The pictures and other parts of an article, at the sizes its page would show here. */
function partsOf(html, base) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const own = (address) => {
    const whole = new URL(address, base);
    return whole.origin === location.origin ? whole.href : null;
  };
  const found = [...page.querySelectorAll("link[rel=stylesheet], link[rel=preload]")].map((one) => one.href);
  found.push(...[...page.querySelectorAll("script[src]")].map((one) => one.getAttribute("src")));
  for (const image of document.querySelectorAll("main img")) {
    image.loading = "eager";
    found.push(image.currentSrc || image.src);
  }
  const addresses = found.filter(Boolean).map(own).filter(Boolean);
  return { title: page.querySelector("h1")?.textContent.trim() || page.title, parts: [...new Set(addresses)] };
}

/* Save an article with its parts; throws when it is not for everybody. */
export async function articleSave(address) {
  const asked = new URL(address);
  asked.searchParams.set("ban-luu", "1");
  const response = await fetchAsStranger(asked.href);
  if (!isPublic(response)) {
    throw new Error("not public");
  }
  const html = await response.text();
  const { title, parts } = partsOf(html, address);
  const saved = await caches.open(SAVED);
  for (const part of parts) {
    try {
      const answer = await fetchAsStranger(part);
      if (isPublic(answer)) {
        await saved.put(part, answer);
      }
    } catch {
      /* An article without one of its pictures is still worth reading. */
    }
  }
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": response.headers.get("Content-Security-Policy") || "default-src 'self'",
    [SAVED_HEADER]: new Date().toISOString(),
    [TITLE_HEADER]: encodeURIComponent(title),
  };
  await saved.put(plain(address), new Response(html, { headers }));
}

/* The address without what stands behind "?" and "#". */
export function plain(address) {
  const whole = new URL(address);
  return whole.origin + whole.pathname;
}

export async function isSaved(address) {
  const saved = await caches.open(SAVED);
  const found = await saved.match(plain(address));
  return Boolean(found && found.headers.has(SAVED_HEADER));
}

/* The saved articles as {address, title, day}, the last saved first. */
export async function savedArticles() {
  const saved = await caches.open(SAVED);
  const rows = [];
  for (const request of await saved.keys()) {
    const response = await saved.match(request);
    const day = response.headers.get(SAVED_HEADER);
    if (day) {
      rows.push({ address: request.url, title: decodeURIComponent(response.headers.get(TITLE_HEADER)), day });
    }
  }
  return rows.sort((one, other) => other.day.localeCompare(one.day));
}

/* Remove an article; with the last one go the parts they shared. */
export async function articleRemove(address) {
  const saved = await caches.open(SAVED);
  await saved.delete(plain(address));
  if ((await savedArticles()).length === 0) {
    await caches.delete(SAVED);
  }
}
