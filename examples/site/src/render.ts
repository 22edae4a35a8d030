/** From records to files: every page of the site, its path and its bytes. */

import { document, type Page } from "./layout.js";
import type { Article, Branch, Clan, Entry, Episode, Gathering, Library, Person, Plain, Programme } from "./library.js";
import type { Config } from "./config.js";
import { escaped } from "./html.js";
import { branch, clan, clanList, memorialList, person } from "./pages/kin.js";
import { article, home, lists, missing, search, standing, topicPath } from "./pages/news.js";
import { episode, event, eventList, programme, programmeList } from "./pages/programmes.js";
import { Site } from "./site.js";

const WRITERS: Record<string, (site: Site, path: string, record: never) => Page> = {
  news: article as (site: Site, path: string, record: Article) => Page,
  episodes: episode as (site: Site, path: string, record: Episode) => Page,
  programmes: programme as (site: Site, path: string, record: Programme) => Page,
  events: event as (site: Site, path: string, record: Gathering) => Page,
  clans: clan as (site: Site, path: string, record: Clan) => Page,
  branches: branch as (site: Site, path: string, record: Branch) => Page,
  people: person as (site: Site, path: string, record: Person) => Page,
};

/** Lists that we make ourselves, whatever stands there on the council's site. */
const OWN = new Set(["/", "/tin-tuc/", "/truyen-hinh/", "/su-kien/", "/gia-pha/", "/ngay-gio/", "/tim-kiem/", "/404.html"]);

/** The page of one record; null for a kind this site does not show. */
export function pageOf(site: Site, endpoint: string | null, path: string, record: unknown): Page | null {
  if (record === null || record === undefined) return null;
  const write = endpoint === null ? undefined : WRITERS[endpoint];
  if (write) return write(site, path, record as never);
  const plain = record as Plain;
  return Array.isArray(plain.body) ? standing(site, path, plain) : null;
}

const isShown = (entry: Entry): boolean =>
  entry.record !== null &&
  !OWN.has(entry.path) &&
  (WRITERS[entry.endpoint ?? ""] !== undefined || Array.isArray((entry.record as Plain).body));

export function siteOf(library: Library, config: Config): Site {
  const site = new Site(library, config);
  for (const path of OWN) site.built.add(path);
  for (const topic of library.topics) if (topic.news_count > 0) site.built.add(topicPath(topic));
  for (const entry of library.entries.values()) if (isShown(entry)) site.built.add(entry.path);
  return site;
}

function redirectPage(target: string): string {
  const to = escaped(target);
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đã chuyển</title><meta name="robots" content="noindex"><link rel="canonical" href="${to}"><meta http-equiv="refresh" content="0; url=${to}"></head><body><p>Trang đã chuyển tới <a href="${to}">${to}</a>.</p></body></html>\n`;
}

function sitemap(config: Config, pages: Page[]): string {
  const rows = pages.filter((page) => !page.hidden).map((page) => `<url><loc>${escaped(encodeURI(config.address + page.path))}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows.join("\n")}\n</urlset>\n`;
}

export const fileOf = (path: string): string => (path.endsWith("/") ? `${path.slice(1)}index.html` : path.slice(1));

/** Every file of the site but those of `assets/`. */
export function render(library: Library, config: Config): Map<string, string> {
  const site = siteOf(library, config);
  const entries = [...library.entries.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  const pages = [home(site), ...lists(site), programmeList(site), eventList(site), clanList(site), memorialList(site), search(site), missing()];
  for (const entry of entries.filter(isShown)) {
    const page = pageOf(site, entry.endpoint, entry.path, entry.record);
    if (page) pages.push(page);
  }
  const files = new Map(pages.map((page) => [fileOf(page.path), document(site, page).text]));
  const redirects: string[] = [];
  for (const entry of entries.filter((one) => one.location !== undefined)) {
    const target = site.link(entry.location);
    // A page that stands at the old address now wins over the redirect.
    if (files.has(fileOf(entry.path))) continue;
    redirects.push(`${entry.path} ${target} ${entry.status ?? 301}`);
    files.set(fileOf(entry.path.endsWith("/") ? entry.path : `${entry.path}/`), redirectPage(target));
  }
  // Hosts such as Netlify and Cloudflare Pages answer 301 from this file; others use the pages above.
  files.set("_redirects", redirects.map((line) => `${line}\n`).join(""));
  // Search answers of everything; what is not shown here is opened on the council's site.
  files.set("assets/paths.json", JSON.stringify(pages.map((page) => page.path)));
  files.set("sitemap.xml", sitemap(config, pages));
  files.set("robots.txt", `User-agent: *\nDisallow: /tim-kiem/\nSitemap: ${config.address}/sitemap.xml\n`);
  return files;
}
