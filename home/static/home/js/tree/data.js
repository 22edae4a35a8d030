// What is asked of the server. A newer question of one kind takes the place of an older one; answers
// around people lately looked at are kept in this page alone, so that "back" is at once.

const ANYBODY = "00000000-0000-0000-0000-000000000000";
const KEPT = 8;
const SECONDS = 20;

/** Why an answer did not come: "offline", "network", "server", "busy" or "missing". */
export class NoAnswer extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

function reasonOf(status) {
  if (status === 429) return "busy";
  return status >= 500 ? "server" : "missing";
}

export class Source {
  constructor(addresses) {
    this.addresses = addresses;
    this.running = new Map();
    this.kept = new Map();
  }

  /** Give an address with a person in it. */
  address(name, id) {
    return this.addresses[name].replace(ANYBODY, encodeURIComponent(id));
  }

  /** Ask for the window around a person; `to` adds the line down to somebody else. */
  async chart(id, { sons = false, to = null } = {}) {
    const query = { ...(sons && { sons: 1 }), ...(to && { to }) };
    const key = JSON.stringify([id, query]);
    if (this.kept.has(key)) {
      this.stop("chart");
      return this.#keep(key, this.kept.get(key));
    }
    return this.#keep(key, await this.#ask("chart", this.address("chart", id), query));
  }

  below(id, { sons = false } = {}) {
    return this.#ask(`below ${id}`, this.address("below", id), sons ? { sons: 1 } : {});
  }

  relationship(id, to) {
    return this.#ask("relationship", this.address("relationship", id), { to });
  }

  search(words, clan) {
    return this.#ask("search", this.addresses.search, { search: words, clan, limit: 10 });
  }

  async overview() {
    this.branches ??= await this.#ask("overview", this.addresses.overview, {});
    return this.branches;
  }

  /** Ask for the page of a person, for its list. */
  async list(id) {
    const text = await this.#ask("list", this.address("page", id), {}, "text");
    return new DOMParser().parseFromString(text, "text/html");
  }

  stop(kind) {
    this.running.get(kind)?.abort();
    this.running.delete(kind);
  }

  stopAll() {
    for (const kind of [...this.running.keys()]) this.stop(kind);
  }

  #keep(key, answer) {
    this.kept.delete(key);
    this.kept.set(key, answer);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return answer;
  }

  async #ask(kind, address, query, form = "json") {
    this.stop(kind);
    const control = new AbortController();
    this.running.set(kind, control);
    const clock = setTimeout(() => control.abort(new NoAnswer("network")), SECONDS * 1000);
    const words = new URLSearchParams(query).toString();
    try {
      const response = await fetch(words ? `${address}?${words}` : address, {
        signal: control.signal,
        credentials: "same-origin",
        headers: { Accept: form === "json" ? "application/json" : "text/html" },
      });
      if (!response.ok) throw new NoAnswer(reasonOf(response.status));
      return await response[form]();
    } catch (error) {
      if (error instanceof NoAnswer || error.name === "AbortError") throw error;
      throw new NoAnswer(navigator.onLine ? "network" : "offline");
    } finally {
      clearTimeout(clock);
      if (this.running.get(kind) === control) this.running.delete(kind);
    }
  }
}

/** Say whether an error only means that a newer question was asked. */
export function isStale(error) {
  return error?.name === "AbortError";
}
