/** The frame of every page. */

import { Html, html, jsonLd, type Part, trusted } from "./html.js";
import type { Site } from "./site.js";

export interface Page {
  path: string;
  title: string;
  description?: string;
  image?: string | null | undefined;
  kind?: "article" | "website";
  data?: object[];
  /** Kept from search engines: searches, errors, drafts. */
  hidden?: boolean;
  /** Files of `assets/` beside the common one. */
  scripts?: string[];
  banner?: Part;
  /** The editors' bar of the council's site, on a draft they look at themselves; its parts come from there. */
  bar?: string;
  content: Part;
}

const ENTRIES: [string, string, string][] = [
  ["/", "Trang nhà", "home"],
  ["/tin-tuc/", "Tin tức", "news"],
  ["/truyen-hinh/", "Truyền hình", "film"],
  ["/gia-pha/", "Gia phả", "tree"],
  ["/ngay-gio/", "Ngày giỗ", "day"],
];

const isHere = (entry: string, path: string): boolean => (entry === "/" ? path === "/" : path.startsWith(entry));

/** Players may come from these hosts, after a click. */
const PLAYERS = "https://www.youtube-nocookie.com https://www.facebook.com https://player.vimeo.com https://www.tiktok.com";

export function document(site: Site, page: Page): Html {
  const { config } = site;
  const title = page.path === "/" ? `${config.name}: ${config.tagline}` : `${page.title} | ${config.name}`;
  const parts = page.bar ? `script-src 'self' ${config.api}; style-src 'self' ${config.api}; font-src 'self' ${config.api}; ` : "";
  const policy = `default-src 'self'; ${parts}img-src 'self' data: ${config.api}; media-src ${config.api}; connect-src 'self' ${config.api}; frame-src ${PLAYERS}; object-src 'none'; base-uri 'self'; form-action 'self'`;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${page.description && html`<meta name="description" content="${page.description.slice(0, 160)}">`}
${page.hidden ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${config.address}${page.path}">`}
<meta property="og:type" content="${page.kind ?? "website"}"><meta property="og:title" content="${page.title}"><meta property="og:site_name" content="${config.name}"><meta property="og:locale" content="vi_VN">
${page.image && html`<meta property="og:image" content="${page.image}">`}
<meta name="color-scheme" content="light dark"><meta name="theme-color" content="#17324d"><link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="preload" href="/assets/title-latin.woff2" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="/assets/style.css">
<script type="module" src="/assets/video.js"></script>${page.scripts?.map((name) => html`<script type="module" src="/assets/${name}"></script>`)}
${page.data?.map(jsonLd)}</head>
<body><a class="skip" href="#main">Đến nội dung</a>${page.banner}
<header class="rail"><a class="name" href="/">${config.name}</a><p>${config.tagline}</p>
<nav class="tabs" aria-label="Mục chính">${ENTRIES.map(
    ([path, name, icon]) =>
      html`<a href="${path}"${isHere(path, page.path) && html` aria-current="${path === page.path ? "page" : "true"}"`}><svg aria-hidden="true"><use href="/assets/icons.svg#${icon}"/></svg><span>${name}</span></a>`,
  )}</nav>
<nav class="more" aria-label="Mục khác"><a href="/su-kien/">Sự kiện</a><a href="/tim-kiem/" class="find"><svg aria-hidden="true"><use href="/assets/icons.svg#find"/></svg><span>Tìm kiếm</span></a></nav></header>
<main id="main">${page.content}</main>
<footer class="foot"><p>${config.footer}</p><p>Nguồn dữ liệu: <a href="${config.api}/">${site.library.site.site_name}</a></p><p><a href="/su-kien/">Sự kiện</a> <a href="/tim-kiem/">Tìm kiếm</a></p></footer>${page.bar && trusted(page.bar)}</body></html>
`;
}

export const crumbData = (site: Site, steps: [string, string][]): object => ({
  "@context": "https://schema.org",
  "@type": "BreadcrumbList",
  itemListElement: steps.map(([name, path], place) => ({ "@type": "ListItem", position: place + 1, name, item: site.config.address + path })),
});
