/** The client: typed GET and POST from the schema, lists to walk through, errors as exceptions. */

import createFetch, { type ParamsOption, type RequestBodyOption } from "openapi-fetch";
import type { Answer, PathItem, PathPage, PreviewedPage, Resolved } from "./addresses.js";
import { type AnswerStore, etagFetch, type Fetch, MemoryStore } from "./cache.js";
import { problemOf, retryAfterSeconds } from "./problems.js";
import type { paths } from "./schema.js";

export interface ClientOptions {
  /** Scheme and host of the site: `https://hoduong.example`. */
  baseUrl: string;
  /** A key, `td_...`; reading needs none. */
  key?: string;
  /** Where answers are kept with their ETag; false keeps nothing. */
  store?: AnswerStore | false;
  /** How often a 429 or 503 is asked again after the wait it names; 2 unless told. */
  retries?: number;
  /** Waits longer than this many seconds are not waited for; 30 unless told. */
  longestWait?: number;
  headers?: Record<string, string>;
  fetch?: Fetch;
}

type Readable = { [P in keyof paths]: Answer<P> extends never ? never : P }[keyof paths];
type Listed = { [P in Readable]: Answer<P> extends { items: readonly unknown[] } ? P : never }[Readable];
/** One item of a list of the API. */
export type Item<P extends Listed> = Answer<P> extends { items: readonly (infer I)[] } ? I : never;
type Get<P extends keyof paths> = paths[P] extends { get: infer Operation } ? Operation : never;
type Post<P extends keyof paths> = paths[P] extends { post: infer Operation } ? Operation : never;
/** `{ path: {...}, query: {...} }` of a GET. */
export type Parameters<P extends keyof paths> = ParamsOption<Get<P>> extends { params: infer Given }
  ? Given
  : ParamsOption<Get<P>> extends { params?: infer Given }
    ? NonNullable<Given>
    : never;
type Maybe<T> = Record<string, never> extends T ? [given?: T] : Partial<T> extends T ? [given?: T] : [given: T];

interface Envelope {
  meta: { total_count?: number; next_cursor?: string | null };
  items: unknown[];
}

const PAGE = 100;

const pause = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));

/**
 * Ask again after the wait that a 429 or 503 names, and when a kept-alive connection was shut just
 * then. A POST that was cut off may have been done; only its sender knows whether to send it again.
 */
function patientFetch(inner: Fetch, retries: number, longestWait: number): Fetch {
  return async (request) => {
    if (request.method !== "GET") return inner(request);
    for (let tries = 0; ; tries += 1) {
      let wait = 0.1 * 2 ** tries;
      try {
        const response = await inner(request.clone());
        if (response.status !== 429 && response.status !== 503) return response;
        wait = retryAfterSeconds(response.headers.get("Retry-After")) ?? 2 ** tries;
        if (tries >= retries || wait > longestWait) return response;
        await response.body?.cancel();
      } catch (error) {
        if (tries >= retries || request.signal.aborted) throw error;
      }
      await pause(wait);
    }
  };
}

/** A client of one site. Every method throws `ProblemError` for an answer of 400 and above. */
export class Client {
  readonly baseUrl: string;
  readonly #fetch: Fetch;
  readonly #headers: Record<string, string>;
  readonly #typed;

  constructor(options: ClientOptions) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, "");
    const plain: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
    const patient = patientFetch(plain, options.retries ?? 2, options.longestWait ?? 30);
    this.#fetch = options.store === false ? patient : etagFetch(patient, options.store ?? new MemoryStore());
    this.#headers = { Accept: "application/json", ...options.headers };
    if (options.key !== undefined) this.#headers["Authorization"] = `Bearer ${options.key}`;
    // Several values of one parameter stand beside each other with commas: `topic=gio-to,hoi-dong-ho`.
    const querySerializer = { array: { style: "form", explode: false } } as const;
    this.#typed = createFetch<paths>({ baseUrl: this.baseUrl, fetch: this.#fetch, headers: this.#headers, querySerializer });
  }

  /** Read one answer: `get("/api/v2/news/{id}/", { path: { id: 8 } })`. */
  async get<P extends Readable>(path: P, ...[given]: Maybe<Parameters<P>>): Promise<Answer<P>> {
    // openapi-fetch asks for `params` or not by the path; a path of any kind has no such answer.
    const ask = this.#typed.GET as unknown as (path: string, init: object) => Promise<Done>;
    return (await this.#settle(ask(path, { params: given ?? {} }))) as Answer<P>;
  }

  /** Hand something in; needs a key with the scope: `post("/api/v2/news/", { title, body })`. */
  async post<P extends keyof paths>(path: P, body: BodyOf<P>, headers: Record<string, string> = {}): Promise<unknown> {
    const send = this.#typed.POST as unknown as (path: string, init: object) => Promise<Done>;
    return this.#settle(send(path as string, { body, headers }));
  }

  /** Walk through a whole list; follows cursors where the list has them, else offsets. */
  async *list<P extends Listed>(path: P, ...[given]: Maybe<Parameters<P>>): AsyncGenerator<Item<P>, void, undefined> {
    const asked = (given ?? {}) as { path?: object; query?: Record<string, unknown> };
    const limit = typeof asked.query?.["limit"] === "number" ? asked.query["limit"] : PAGE;
    let place: Record<string, unknown> = {};
    for (let seen = 0; ; ) {
      const params = { ...asked, query: { ...asked.query, ...this.#paging(path, limit), ...place } };
      const page = (await this.get(path, params as never)) as unknown as Envelope;
      yield* page.items as Item<P>[];
      seen += page.items.length;
      const next = page.meta.next_cursor;
      const total = page.meta.total_count;
      if (page.items.length === 0 || next === null || WHOLE_LISTS.test(path)) return;
      if (typeof next === "string") place = { cursor: next };
      else if (total === undefined ? page.items.length < limit : seen >= total) return;
      else place = { offset: seen };
    }
  }

  /** Say what stands at an address for readers: `resolve("/tin-tuc/abc/")`. 404 and 410 are thrown. */
  async resolve(path: string): Promise<Resolved> {
    return (await this.json(`/api/v2/resolve/?${new URLSearchParams({ path }).toString()}`)) as Resolved;
  }

  /** Give every address to build, or what changed since the cursor of an earlier build; then the new cursor. */
  async paths(since?: string): Promise<{ items: PathItem[]; cursor: string }> {
    const items: PathItem[] = [];
    for (let from = since; ; ) {
      const query = new URLSearchParams({ limit: "100", ...(from === undefined ? {} : { since: from }) });
      const page = (await this.json(`/api/v2/paths/?${query.toString()}`)) as PathPage;
      items.push(...page.items);
      if (page.meta.next === null) return { items, cursor: page.meta.cursor };
      from = page.meta.next;
    }
  }

  /** Give the draft a preview's token opens; never kept. */
  async preview(token: string): Promise<PreviewedPage> {
    return (await this.json(`/api/v2/preview/${encodeURIComponent(token)}/`)) as PreviewedPage;
  }

  /** Read any address of the site's API, absolute or from the root, without a type of the schema. */
  async json(address: string): Promise<unknown> {
    const url = new URL(address, `${this.baseUrl}/`);
    // A key must never travel to another host because a record happened to name one.
    const own = url.origin === new URL(this.baseUrl).origin;
    if (!own) throw new TypeError(`not an address of ${this.baseUrl}: ${url.origin}`);
    const response = await this.#fetch(new Request(url, { headers: this.#headers }));
    // A proxy in between may answer an error with a page of its own.
    if (!response.ok) throw problemOf(response, url.href, await response.json().catch(() => null));
    return response.json();
  }

  #paging(path: string, limit: number): { limit?: number } {
    return WHOLE_LISTS.test(path) ? {} : { limit };
  }

  async #settle(asked: Promise<Done>): Promise<unknown> {
    const { data, error, response } = await asked;
    if (!response.ok) throw problemOf(response, response.url, error);
    return data;
  }
}

/** Lists that answer in one piece and know no `limit`. */
const WHOLE_LISTS = /\/(ancestors|descendants|timeline)\/$/;

interface Done {
  data?: unknown;
  error?: unknown;
  response: Response;
}

type BodyOf<P extends keyof paths> = RequestBodyOption<Post<P>> extends { body: infer Body } ? Body : never;
