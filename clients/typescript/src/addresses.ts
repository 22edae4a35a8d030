/** What stands at an address of the site, and all addresses a static build must fetch. */

import type { paths } from "./schema.js";

/** The 200 JSON answer of a GET, by its path in the schema. */
export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/**
 * An answer with every field there. The schema lets them be absent because `fields=` can leave them
 * out; who asks without it gets them all.
 */
export type Whole<T> = T extends readonly (infer One)[]
  ? Whole<One>[]
  : T extends object
    ? { [Name in keyof T]-?: Whole<Exclude<T[Name], undefined>> }
    : T;

/** A page that has a record of its own: news, an episode, an event; others give a plain record. */
export interface ResolvedPage {
  kind: "page";
  /** `news.NewsPage` */
  type: string;
  /** The endpoint whose detail has the shape of `record`; null for pages without one. */
  endpoint: string | null;
  id: number;
  url: string | null;
  detail_url: string | null;
  last_published_at: string | null;
  record: Record<string, unknown>;
}

/** An address of the gia phả: its record stands at `detail_url`. */
export interface ResolvedKin {
  kind: "person" | "branch" | "clan";
  endpoint: string;
  id: string;
  url: string;
  detail_url: string;
}

export interface ResolvedRedirect {
  kind: "redirect";
  status: 301 | 302;
  /** Absolute. */
  location: string;
}

export type Resolved = ResolvedPage | ResolvedKin | ResolvedRedirect;

/** A draft as the preview's token gives it. */
export interface PreviewedPage extends Omit<ResolvedPage, "kind" | "id"> {
  kind: string;
  id: number | string;
  preview: { expires_at: string; is_draft: true };
}

export interface PathItem {
  path: string;
  kind: "page" | "person" | "branch" | "clan" | "redirect" | "gone";
  type: string | null;
  endpoint: string | null;
  id: number | string | null;
  detail_url: string | null;
  changed_at: string | null;
}

export interface PathPage {
  meta: {
    total_count?: number;
    /** Give it as `since` for the next page; null on the last one. */
    next: string | null;
    /** Keep it and give it as `since` of the next build. */
    cursor: string;
  };
  items: PathItem[];
}
