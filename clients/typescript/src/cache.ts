/** A `fetch` that remembers strong ETags: an unchanged answer costs a 304 without a body. */

export interface KeptAnswer {
  etag: string;
  contentType: string;
  body: string;
}

/** Where answers are kept. A `Map` will do; a static build may keep them on disk between builds. */
export interface AnswerStore {
  get(key: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>;
  set(key: string, answer: KeptAnswer): unknown;
}

export type Fetch = (request: Request) => Promise<Response>;

/** The most recent answers in memory, at most `most` of them. */
export class MemoryStore implements AnswerStore {
  readonly #kept = new Map<string, KeptAnswer>();

  constructor(readonly most: number = 500) {}

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): KeptAnswer | undefined {
    const found = this.#kept.get(key);
    if (found !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return found;
  }

  set(key: string, answer: KeptAnswer): void {
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.most) break;
      this.#kept.delete(oldest);
    }
  }
}

const mayBeKept = (response: Response): boolean =>
  response.status === 200 && !/\b(no-store|private)\b/i.test(response.headers.get("Cache-Control") ?? "");

/**
 * Wrap `inner` with an ETag cache. Only GET without a key is kept: answers to a key are private.
 * The language belongs to the name under which an answer is kept.
 */
export function etagFetch(inner: Fetch, store: AnswerStore): Fetch {
  return async (request) => {
    if (request.method !== "GET" || request.headers.has("Authorization")) return inner(request);
    const key = `${request.headers.get("Accept-Language") ?? ""} ${request.url}`;
    const kept = await store.get(key);
    if (kept !== undefined) request.headers.set("If-None-Match", kept.etag);
    const response = await inner(request);
    if (response.status === 304 && kept !== undefined) {
      const headers = new Headers(response.headers);
      headers.set("Content-Type", kept.contentType);
      headers.delete("Content-Length"); // that of the empty 304
      return new Response(kept.body, { status: 200, headers });
    }
    const etag = response.headers.get("ETag");
    if (etag !== null && mayBeKept(response)) {
      const body = await response.clone().text();
      await store.set(key, { etag, contentType: response.headers.get("Content-Type") ?? "application/json", body });
    }
    return response;
  };
}
