/** Small pieces of pages. */

import { Html, html, type Part } from "./html.js";
import type { Article, Episode, Person } from "./library.js";
import type { Site } from "./site.js";
import { date, day, duration, month } from "./words.js";

interface Source {
  url: string;
  width: number;
}

/** The image object of the API. */
export interface Picture {
  alt: string;
  credit: string;
  width: number;
  height: number;
  src: string | null;
  srcset: Partial<Record<"avif" | "webp" | "jpeg", Source[]>>;
}

const sources = (list: Source[]): string => list.map((one) => `${one.url} ${one.width}w`).join(", ");

/** A picture in the best format the browser reads; `sizes` says how wide it will stand. */
export function picture(given: unknown, sizes: string, options: { eager?: boolean; alt?: string } = {}): Html | null {
  const image = given as Picture | null;
  if (!image?.src) return null;
  const newer = (["avif", "webp"] as const).filter((format) => image.srcset[format]?.length);
  return html`<picture>${newer.map(
    (format) => html`<source type="image/${format}" srcset="${sources(image.srcset[format] ?? [])}" sizes="${sizes}">`,
  )}<img src="${image.src}" srcset="${sources(image.srcset.jpeg ?? [])}" sizes="${sizes}" width="${image.width}" height="${image.height}"
alt="${options.alt ?? image.alt}" ${options.eager ? html`fetchpriority="high"` : html`loading="lazy" decoding="async"`}></picture>`;
}

export const credit = (given: unknown): Part => {
  const image = given as Picture | null;
  return image?.credit ? html`<small class="credit">${image.credit}</small>` : null;
};

/** News in a list: the day stands large in the margin. */
export function newsRow(site: Site, news: Pick<Article, "title" | "url" | "lead" | "display_date" | "cover" | "topics">): Html {
  return html`<article class="row">
<time datetime="${news.display_date}"><b>${day(news.display_date)}</b><span>tháng ${month(news.display_date)}</span></time>
<div><h3><a href="${site.link(news.url)}">${news.title}</a></h3><p>${news.lead}</p>
${news.topics.length > 0 && html`<p class="tags">${news.topics.map((topic) => html`<a href="${site.link(topic.url)}">${topic.name}</a>`)}</p>`}</div>
${picture(news.cover, "(min-width: 60rem) 12rem, 7rem", { alt: "" })}</article>`;
}

export function episodeCard(site: Site, episode: Pick<Episode, "title" | "url" | "poster" | "display_date" | "duration_seconds">): Html {
  return html`<article class="episode"><div class="frame">${picture(episode.poster, "(min-width: 60rem) 20rem, 80vw", { alt: "" })}
<span class="play" aria-hidden="true"></span>${episode.duration_seconds && html`<span class="length">${duration(episode.duration_seconds)}</span>`}</div>
<h3><a href="${site.link(episode.url)}">${episode.title}</a></h3><p class="quiet">${date(episode.display_date)}</p></article>`;
}

export interface Video {
  kind: string;
  src?: string | null;
  mime?: string;
  embed_url?: string | null;
  watch_url?: string | null;
  width?: number | null;
  height?: number | null;
}

/** A picture until somebody wants the video: no other host hears of a reader before that. */
export function video(given: unknown, poster: unknown, title: string): Html | null {
  const facts = given as Video | null;
  const target = facts?.src ?? facts?.watch_url ?? facts?.embed_url;
  if (!facts || !target) return null;
  return html`<div class="video frame" data-kind="${facts.kind === "file" ? "file" : "embed"}" data-src="${facts.src ?? facts.embed_url}" data-mime="${facts.mime}" data-title="${title}">
<a href="${target}">${picture(poster, "(min-width: 60rem) 50rem, 100vw", { alt: "", eager: true })}<span class="play" aria-hidden="true"></span><span class="start">Xem video: ${title}</span></a></div>`;
}

interface Named {
  name: string;
  url?: string | null;
  generation?: number | null;
  years?: string;
  sex?: string;
  is_opaque?: boolean;
}

export function personLink(site: Site, person: Named): Html {
  if (person.is_opaque || !person.url) return html`<span class="person hidden">${person.name || "Người đang sống"}</span>`;
  return html`<a class="person" data-sex="${person.sex}" href="${site.link(person.url)}"><b>${person.name}</b>${person.years && html` <span>${person.years}</span>`}</a>`;
}

/** People and branches that an article speaks of. */
export function kin(site: Site, about: { people: Named[]; branches: { title: string; url?: string | null }[] }): Part {
  if (about.people.length + about.branches.length === 0) return null;
  return html`<aside class="kin"><h2>Trong gia phả</h2><ul>${about.people.map(
    (person) => html`<li>${personLink(site, person)} ${person.generation && html`<span class="quiet">đời ${person.generation}</span>`}</li>`,
  )}${about.branches.map((branch) => html`<li><a href="${site.link(branch.url)}">${branch.title}</a></li>`)}</ul></aside>`;
}

export const crumbs = (steps: [string, string][]): Html =>
  html`<nav class="crumbs" aria-label="Vị trí"><ol>${steps.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}</ol></nav>`;

export const pager = (base: string, page: number, pages: number): Part =>
  pages > 1 &&
  html`<nav class="pager" aria-label="Các trang">${page > 1 && html`<a rel="prev" href="${page === 2 ? base : `${base}trang/${page - 1}/`}">Mới hơn</a>`}
<span>Trang ${page} trên ${pages}</span>${page < pages && html`<a rel="next" href="${base}trang/${page + 1}/">Cũ hơn</a>`}</nav>`;

/** Children of a person as the book orders them: by the wives, then those without a mother. */
export const childrenOf = (person: Person) => [...person.spouses.flatMap((spouse) => spouse.children), ...person.children_without_mother];
