/** Everything the site tells, kept between builds: a build asks only for what changed. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Answer, Client, type Item, type PathItem, type PathPage, ProblemError, type Whole } from "@tu-duong/client";
import { Answers, type KeptPairs } from "./answers.js";
import type { Config } from "./config.js";
import { isoDay } from "./words.js";

export type Article = Whole<Answer<"/api/v2/news/{id}/">>;
export type Episode = Whole<Answer<"/api/v2/episodes/{id}/">>;
export type Programme = Whole<Answer<"/api/v2/programmes/{id}/">>;
export type Gathering = Whole<Answer<"/api/v2/events/{id}/">>;
export type Clan = Whole<Answer<"/api/v2/clans/{slug}/">>;
export type Branch = Whole<Answer<"/api/v2/branches/{uuid}/">>;
export type Person = Whole<Answer<"/api/v2/people/{uuid}/">>;
export type Site = Whole<Answer<"/api/v2/site/">>;
export type Memorial = Whole<Item<"/api/v2/clans/{slug}/anniversaries/">>;
export type Topic = Whole<Item<"/api/v2/topics/">>;

/** Any other page: a title, perhaps a body. */
export interface Plain {
  title: string;
  lead?: string;
  body?: unknown;
}

export interface Entry extends PathItem {
  record: unknown;
  /** Of a redirect: where it leads, absolute. */
  location?: string;
  status?: number;
}

/** What is known to have changed: addresses on the council's site, and public ids of branches. */
export interface Hint {
  paths: string[];
  branches: string[];
}

interface Memory {
  api: string;
  clans: string[];
  cursor: string | undefined;
  entries: Entry[];
  answers: KeptPairs;
}

/** How many records are asked for at once: a guest does not push. */
const AT_ONCE = 4;
const IN_TREE = new Set(["clan", "branch", "person"]);
const PERSON = /^\/gia-pha\/nguoi\/([0-9a-f-]{36})\/$/;

export class Library {
  readonly client: Client;
  /** By path and in its order: what is drawn must not hang on which answer came first. */
  entries = new Map<string, Entry>();
  readonly memorials = new Map<string, Memorial[]>();
  topics: Topic[] = [];
  site!: Site;
  #cursor: string | undefined;
  #lists = new Map<string, unknown[]>();
  readonly #answers: Answers;
  readonly #file: string;

  constructor(readonly config: Config) {
    this.#file = path.join(config.memory, "library.json");
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, "utf-8")) as Memory) : null;
    // What was read of another site says nothing of this one.
    const memory = kept?.api === config.api && String(kept.clans) === String(config.clans) ? kept : null;
    this.#cursor = memory?.cursor;
    this.#answers = new Answers(memory?.answers);
    for (const entry of memory?.entries ?? []) this.entries.set(entry.path, entry);
    this.client = new Client({ baseUrl: config.api, store: this.#answers, retries: 4, longestWait: 90 });
  }

  /**
   * Bring everything up to date; returns how many records were asked for.
   *
   * Without a hint every record is asked for by its mark, and a 304 answers for what is as it was.
   * With one: what `paths` says of pages, what the hint names, and whatever names one of these or
   * is named by it. A hint is enough after a webhook; the whole is for once a day.
   */
  async refresh(hint?: Hint): Promise<number> {
    const isSome = hint !== undefined && this.#cursor !== undefined;
    const fetched = isSome ? await this.#refreshSome(hint) : await this.#refreshAll();
    const inOrder = [...this.entries.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
    this.entries = new Map(inOrder.map((entry) => [entry.path, entry]));
    this.#lists.clear();
    await this.#common();
    if (!isSome) this.#answers.forgetUnused();
    return fetched;
  }

  async #refreshAll(): Promise<number> {
    this.#answers.begin();
    const { items, cursor } = await this.client.paths(this.#cursor);
    const latest = new Map(items.map((item) => [item.path, item]));
    const shown = await this.#shownPeople();
    for (const entry of this.entries.values()) {
      if (latest.has(entry.path)) continue;
      // The gia phả is always listed whole: who is not there any more must go.
      if (IN_TREE.has(entry.kind)) this.entries.delete(entry.path);
      else latest.set(entry.path, entry);
    }
    const fetched = await this.#takeAll([...latest.values()].filter((item) => item.kind !== "person" || shown === null || shown.has(String(item.id))));
    for (const entry of this.entries.values()) {
      if (entry.kind === "person" && shown !== null && !shown.has(String(entry.id))) this.entries.delete(entry.path);
    }
    this.#cursor = cursor;
    return fetched;
  }

  async #refreshSome(hint: Hint): Promise<number> {
    const { items, cursor } = await this.#changedPages();
    const changed = new Map(items.map((item) => [item.path, item]));
    for (const named of hint.paths) if (!changed.has(named)) changed.set(named, this.entries.get(named) ?? this.#guess(named));
    for (const id of hint.branches) {
      const known = [...this.entries.values()].find((entry) => entry.kind === "branch" && entry.id === id);
      const item = known ?? (await this.#newBranch(id));
      if (item) changed.set(item.path, item);
    }
    const before = this.#naming(new Set(changed.keys()));
    let fetched = await this.#takeAll([...changed.values()]);
    const around = new Set(before);
    for (const named of changed.keys()) for (const other of this.#namedBy(this.entries.get(named))) around.add(other);
    const neighbours = [...around].filter((one) => !changed.has(one)).flatMap((one) => this.entries.get(one) ?? []);
    fetched += await this.#takeAll(neighbours);
    this.#cursor = cursor;
    return fetched;
  }

  /** What `paths` tells of pages and redirects; the gia phả, which it lists behind them, is not walked through. */
  async #changedPages(): Promise<{ items: PathItem[]; cursor: string }> {
    const items: PathItem[] = [];
    for (let since = this.#cursor ?? ""; ; ) {
      const page = (await this.client.json(`/api/v2/paths/?${new URLSearchParams({ limit: "100", since }).toString()}`)) as PathPage;
      const tree = page.items.findIndex((item) => IN_TREE.has(item.kind));
      items.push(...(tree < 0 ? page.items : page.items.slice(0, tree)));
      if (tree >= 0 || page.meta.next === null) return { items, cursor: page.meta.cursor };
      since = page.meta.next;
    }
  }

  /** Where the record of an address stands that we never saw: somebody's page, or nothing we ask for. */
  #guess(named: string): PathItem {
    const id = PERSON.exec(named)?.[1];
    const known = { path: named, type: null, changed_at: null };
    if (id === undefined) return { ...known, kind: "gone", endpoint: null, id: null, detail_url: null };
    return { ...known, kind: "person", endpoint: "people", id, detail_url: `${this.config.api}/api/v2/people/${id}/` };
  }

  async #newBranch(id: string): Promise<PathItem | null> {
    const address = `${this.config.api}/api/v2/branches/${encodeURIComponent(id)}/`;
    const record = await this.#readOrNull(() => this.client.json(address) as Promise<Branch>);
    if (!record) return null;
    return record.url === null ? null : { path: this.#pathOf(record.url), kind: "branch", type: null, endpoint: "branches", id, detail_url: address, changed_at: null };
  }

  #pathOf(url: string): string {
    return decodeURI(new URL(url, this.config.api).pathname);
  }

  /** Paths of the council's site that a record names. */
  #namedBy(entry: Entry | undefined): string[] {
    if (!entry) return [];
    const found = JSON.stringify(entry.record).match(/https?:\/\/[^"\\\s<>]+/g) ?? [];
    return found.filter((url) => url.startsWith(`${this.config.api}/`)).map((url) => this.#pathOf(url));
  }

  /** Our records that name one of these paths. */
  #naming(paths: Set<string>): string[] {
    return [...this.entries.values()].filter((entry) => this.#namedBy(entry).some((one) => paths.has(one))).map((entry) => entry.path);
  }

  /** The people of the clans we show; null for all. */
  async #shownPeople(): Promise<Set<string> | null> {
    if (this.config.clans.length === 0) return null;
    const found = new Set<string>();
    for (const clan of this.config.clans) {
      for await (const person of this.client.list("/api/v2/people/", { query: { clan: clan as never } })) {
        if (person.id) found.add(person.id);
      }
    }
    return found;
  }

  /** Whether a record is of a clan we show, or of none. */
  #isShown(item: PathItem, record: unknown): boolean {
    if (this.config.clans.length === 0) return true;
    if (item.kind === "clan") return this.config.clans.includes((record as Clan).slug);
    if (item.kind === "branch") return this.config.clans.includes((record as Branch).clan);
    if (item.kind === "person") return this.config.clans.includes((record as Person).clan.slug);
    return true;
  }

  /** Site, topics and memorial days: asked for every time, mostly answered by 304. */
  async #common(): Promise<void> {
    this.site = (await this.client.get("/api/v2/site/")) as Site;
    const topics: Topic[] = [];
    for await (const topic of this.client.list("/api/v2/topics/")) topics.push(topic as Topic);
    this.topics = topics;
    this.memorials.clear();
    for (const clan of this.all<Clan>("clans")) {
      const asked = { path: { slug: clan.slug }, query: { from: isoDay(), to: isoDay(366) } };
      const days: Memorial[] = [];
      for await (const one of this.client.list("/api/v2/clans/{slug}/anniversaries/", asked)) days.push(one as Memorial);
      this.memorials.set(clan.slug, days);
    }
  }

  async #takeAll(items: PathItem[]): Promise<number> {
    const waiting = [...items];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await this.#take(item);
      }),
    );
    return items.length;
  }

  async #take(item: PathItem): Promise<void> {
    const entry = item.kind === "gone" ? null : await this.#readOrNull(() => this.#entry(item));
    if (entry) this.entries.set(item.path, entry);
    else this.entries.delete(item.path);
  }

  /** What stands at an address now; null for what went away between the list and the question. */
  async #readOrNull<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ProblemError && (error.isNotFound || error.isGone)) return null;
      throw error;
    }
  }

  async #entry({ path: asked, kind, type, endpoint, id, detail_url, changed_at }: PathItem): Promise<Entry | null> {
    const item: PathItem = { path: asked, kind, type, endpoint, id, detail_url, changed_at };
    if (kind === "redirect") {
      const found = await this.client.resolve(asked);
      return found.kind === "redirect" ? { ...item, record: null, location: found.location, status: found.status } : null;
    }
    if (endpoint !== null && endpoint !== "pages" && detail_url !== null) {
      const record = await this.client.json(detail_url);
      return this.#isShown(item, record) ? { ...item, record } : null;
    }
    const found = await this.client.resolve(asked);
    return found.kind === "page" ? { ...item, record: found.record } : null;
  }

  /** The records of an endpoint, in the order of their addresses. */
  all<T>(endpoint: string): T[] {
    let found = this.#lists.get(endpoint);
    if (found === undefined) {
      found = [...this.entries.values()].filter((entry) => entry.endpoint === endpoint).map((entry) => entry.record);
      this.#lists.set(endpoint, found);
    }
    return [...found] as T[];
  }

  person(id: string | null): Person | undefined {
    return id === null ? undefined : (this.entries.get(`/gia-pha/nguoi/${id}/`)?.record as Person | undefined);
  }

  save(): void {
    const memory: Memory = {
      api: this.config.api,
      clans: this.config.clans,
      cursor: this.#cursor,
      entries: [...this.entries.values()],
      answers: this.#answers.pairs(),
    };
    mkdirSync(this.config.memory, { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(memory));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
