/** Everything the site tells, kept between builds: a build asks only for what changed. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Answer, Client, type Item, type KeptAnswer, type PathItem, ProblemError, type Whole } from "@tu-duong/client";
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

interface Memory {
  api: string;
  clans: string[];
  cursor: string | undefined;
  entries: Entry[];
  answers: [string, KeptAnswer][];
}

/** How many records are asked for at once: a guest does not push. */
const AT_ONCE = 4;

export class Library {
  readonly client: Client;
  readonly entries = new Map<string, Entry>();
  readonly memorials = new Map<string, Memorial[]>();
  topics: Topic[] = [];
  site!: Site;
  #cursor: string | undefined;
  readonly #answers: Map<string, KeptAnswer>;
  readonly #file: string;

  constructor(readonly config: Config) {
    this.#file = path.join(config.memory, "library.json");
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, "utf-8")) as Memory) : null;
    // What was read of another site says nothing of this one.
    const memory = kept?.api === config.api && String(kept.clans) === String(config.clans) ? kept : null;
    this.#cursor = memory?.cursor;
    this.#answers = new Map(memory?.answers);
    for (const entry of memory?.entries ?? []) this.entries.set(entry.path, entry);
    this.client = new Client({ baseUrl: config.api, store: this.#answers, retries: 4, longestWait: 90 });
  }

  /** Ask for what changed since the last build; returns how many records were fetched. */
  async refresh(): Promise<number> {
    const { items, cursor } = await this.client.paths(this.#cursor);
    const latest = new Map(items.map((item) => [item.path, item]));
    const wanted = this.#cursor === undefined ? await this.#wanted() : null;
    const waiting = [...latest.values()].filter((item) => wanted === null || item.kind !== "person" || wanted.has(String(item.id)));
    const fetched = waiting.length;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await this.#take(item);
      }),
    );
    await this.#common();
    this.#cursor = cursor;
    return fetched;
  }

  /** The people of the clans we show, so that a first build asks for no others; null for all. */
  async #wanted(): Promise<Set<string> | null> {
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
    this.topics = [];
    for await (const topic of this.client.list("/api/v2/topics/")) this.topics.push(topic as Topic);
    this.memorials.clear();
    for (const clan of this.all<Clan>("clans")) {
      const asked = { path: { slug: clan.slug }, query: { from: isoDay(), to: isoDay(366) } };
      const days: Memorial[] = [];
      for await (const one of this.client.list("/api/v2/clans/{slug}/anniversaries/", asked)) days.push(one as Memorial);
      this.memorials.set(clan.slug, days);
    }
  }

  async #take(item: PathItem): Promise<void> {
    try {
      this.entries.delete(item.path);
      if (item.kind === "gone") return;
      if (item.kind === "redirect") {
        const found = await this.client.resolve(item.path);
        if (found.kind === "redirect") {
          this.entries.set(item.path, { ...item, record: null, location: found.location, status: found.status });
        }
        return;
      }
      const record = await this.#record(item);
      if (this.#isShown(item, record)) this.entries.set(item.path, { ...item, record });
    } catch (error) {
      // It went away between the list and the question.
      if (!(error instanceof ProblemError && (error.isNotFound || error.isGone))) throw error;
    }
  }

  async #record(item: PathItem): Promise<unknown> {
    if (item.endpoint !== null && item.endpoint !== "pages" && item.detail_url !== null) {
      return this.client.json(item.detail_url);
    }
    const found = await this.client.resolve(item.path);
    return found.kind === "page" ? found.record : null;
  }

  /** The records of an endpoint, in no order. */
  all<T>(endpoint: string): T[] {
    return [...this.entries.values()].filter((entry) => entry.endpoint === endpoint).map((entry) => entry.record as T);
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
      // Records stand in the entries; what is asked for every time is what marks save.
      answers: [...this.#answers].filter(([address]) => /\/(site|topics|anniversaries)\//.test(address)),
    };
    mkdirSync(this.config.memory, { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(memory));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
