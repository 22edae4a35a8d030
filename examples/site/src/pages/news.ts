/** Home, news and standing pages. */

import { body } from "../blocks.js";
import { html, trusted } from "../html.js";
import { crumbData, type Page } from "../layout.js";
import type { Article, Episode, Gathering, Memorial, Plain, Topic } from "../library.js";
import { credit, crumbs, episodeCard, kin, newsRow, pager, type Picture, picture } from "../parts.js";
import type { Site } from "../site.js";
import { date, day, month, time, weekday } from "../words.js";

const A_PAGE = 10;

const newest = <T extends { display_date: string; id: number }>(items: T[]): T[] =>
  items.sort((one, other) => Date.parse(other.display_date) - Date.parse(one.display_date) || other.id - one.id);

export const news = (site: Site): Article[] => newest(site.library.all<Article>("news"));
export const episodes = (site: Site): Episode[] => newest(site.library.all<Episode>("episodes"));
export const events = (site: Site): Gathering[] =>
  site.library.all<Gathering>("events").sort((one, other) => Date.parse(other.starts_at) - Date.parse(one.starts_at));

export const leaf = (site: Site, memorial: Memorial) =>
  html`<li class="leaf-day"><time datetime="${memorial.date}"><span>${weekday(memorial.date)}</span><b>${day(memorial.date)}</b><span>tháng ${month(memorial.date)}</span></time>
<div>${memorial.url ? html`<a href="${site.link(memorial.url)}">${memorial.title}</a>` : html`<b>${memorial.title}</b>`}<p class="quiet">${memorial.lunar.text} âm lịch${memorial.branch && `, ${memorial.branch}`}</p></div></li>`;

export function home(site: Site): Page {
  const [lead, ...others] = news(site);
  const days = [...site.library.memorials.values()].flat().sort((one, other) => one.date.localeCompare(other.date));
  return {
    path: "/",
    title: site.config.name,
    description: `${site.config.name}. ${site.config.footer}`,
    image: lead && (lead.cover as Picture | null)?.src,
    data: [
      {
        "@context": "https://schema.org",
        "@type": "WebSite",
        name: site.config.name,
        url: `${site.config.address}/`,
        potentialAction: { "@type": "SearchAction", target: `${site.config.address}/tim-kiem/?q={q}`, "query-input": "required name=q" },
      },
    ],
    content: html`<h1 class="unseen">${site.config.name}</h1>
${lead && html`<article class="lead">${picture(lead.cover, "(min-width: 60rem) 38rem, 100vw", { eager: true, alt: "" })}<div><p class="kicker">Tin mới, ${date(lead.display_date)}</p><h2><a href="${site.link(lead.url)}">${lead.title}</a></h2><p>${lead.lead}</p></div></article>`}
${days.length > 0 && html`<section class="days" aria-labelledby="gio"><h2 id="gio">Ngày giỗ sắp tới</h2><ul tabindex="0" aria-label="Ngày giỗ sắp tới">${days.slice(0, 6).map((one) => leaf(site, one))}</ul><a class="on" href="/ngay-gio/">Cả năm</a></section>`}
<section aria-labelledby="tin"><h2 id="tin">Chuyện trong họ</h2>${others.slice(0, 6).map((one) => newsRow(site, one))}<a class="on" href="/tin-tuc/">Tất cả tin tức</a></section>
<section class="band" aria-labelledby="hinh"><h2 id="hinh">Truyền hình họ ta</h2><div class="reel">${episodes(site).slice(0, 3).map((one) => episodeCard(site, one))}</div><a class="on" href="/truyen-hinh/">Tất cả chương trình</a></section>`,
  };
}

/** A list in pages of ten: all news, or those of one topic. */
export function lists(site: Site): Page[] {
  const all = news(site);
  const topics = site.library.topics.filter((topic) => topic.news_count > 0);
  const pages = listed(site, "/tin-tuc/", "Tin tức", "", all, topics);
  for (const topic of topics) {
    const about = all.filter((one) => one.topics.some((other) => other.slug === topic.slug));
    pages.push(...listed(site, topicPath(topic), topic.name, topic.description ?? "", about, topics));
  }
  return pages;
}

/** Where a topic stands: the same path as on the council's site. */
export const topicPath = (topic: Topic): string => (topic.url ? new URL(topic.url).pathname : `/tin-tuc/chu-de/${topic.slug}/`);

function listed(site: Site, base: string, title: string, intro: string, all: Article[], topics: Topic[]): Page[] {
  const pages = Math.max(1, Math.ceil(all.length / A_PAGE));
  return Array.from({ length: pages }, (_none, place) => ({
    path: place === 0 ? base : `${base}trang/${place + 1}/`,
    title: place === 0 ? title : `${title}, trang ${place + 1}`,
    description: intro || `Tin của ${site.config.name}.`,
    content: html`<h1>${title}</h1>${intro && html`<p class="intro">${intro}</p>`}
<nav class="topics" aria-label="Chuyên mục"><a href="/tin-tuc/"${base === "/tin-tuc/" && html` aria-current="true"`}>Tất cả</a>${topics.map((topic) => html`<a href="${topicPath(topic)}"${topicPath(topic) === base && html` aria-current="true"`}>${topic.name}</a>`)}</nav>
<h2 class="unseen">Các bài</h2>${all.slice(place * A_PAGE, (place + 1) * A_PAGE).map((one) => newsRow(site, one))}${pager(base, place + 1, pages)}`,
  }));
}

export function article(site: Site, path: string, record: Article): Page {
  const steps: [string, string][] = [["Trang nhà", "/"], ["Tin tức", "/tin-tuc/"]];
  const image = (record.cover as Picture | null)?.src;
  const related = news(site).filter((one) => one.id !== record.id && one.topics.some((topic) => record.topics.some((own) => own.slug === topic.slug)));
  return {
    path,
    title: record.title,
    description: record.search_description || record.lead,
    image,
    kind: "article",
    data: [
      crumbData(site, [...steps, [record.title, path]]),
      {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        headline: record.title,
        description: record.lead,
        datePublished: record.display_date,
        dateModified: record.last_published_at ?? record.display_date,
        image: image ? [image] : [],
        inLanguage: "vi",
        mainEntityOfPage: site.config.address + path,
        isBasedOn: record.url,
        author: { "@type": "Organization", name: record.author?.name ?? site.library.site.site_name },
        publisher: { "@type": "Organization", name: site.config.name },
      },
    ],
    content: html`${crumbs(steps)}<article class="story"><header><p class="kicker">${record.topics.map((topic) => html`<a href="${site.link(topic.url)}">${topic.name}</a>`)}</p><h1>${record.title}</h1><p class="intro">${record.lead}</p>
<p class="quiet">${record.author?.name && html`<b>${record.author.name}</b>, `}<time datetime="${record.display_date}">${time(record.display_date)} ngày ${date(record.display_date)}</time></p></header>
${record.cover && html`<figure class="wide">${picture(record.cover, "(min-width: 60rem) 60rem, 100vw", { eager: true })}<figcaption>${credit(record.cover)}</figcaption></figure>`}
<div class="text">${body(site, record.body)}${record.updated_note && html`<p class="quiet">${record.updated_note}</p>`}</div>${kin(site, record)}</article>
${related.length > 0 && html`<section><h2>Cùng chuyên mục</h2>${related.slice(0, 3).map((one) => newsRow(site, one))}</section>`}`,
  };
}

export const standing = (site: Site, path: string, record: Plain): Page => ({
  path,
  title: record.title,
  description: record.lead ?? record.title,
  content: html`<article class="story"><header><h1>${record.title}</h1>${record.lead && html`<p class="intro">${record.lead}</p>`}</header><div class="text">${body(site, record.body)}</div></article>`,
});

export const search = (site: Site): Page => ({
  path: "/tim-kiem/",
  title: "Tìm kiếm",
  hidden: true,
  scripts: ["search.js"],
  content: html`<h1>Tìm kiếm</h1><form class="search" role="search" action="/tim-kiem/" data-api="${site.config.api}"><label for="q">Tìm tên người, chi, tin tức, chương trình; có dấu hay không dấu đều được</label><div><input id="q" name="q" type="search" autocomplete="off" maxlength="100"><button>Tìm</button></div></form>
<p class="quiet" id="told" role="status"></p><ul class="hits" id="hits"></ul><noscript><p>Tìm kiếm cần JavaScript. <a href="${site.config.api}/tim-kiem/">Tìm trên trang của Hội đồng họ</a>.</p></noscript>`,
});

export const missing = (): Page => ({
  path: "/404.html",
  title: "Không có trang này",
  hidden: true,
  content: html`<article class="story"><header><p class="kicker">404</p><h1>Không có trang này</h1><p class="intro">Có thể địa chỉ đã đổi, hoặc bài đã được rút xuống.</p></header><p><a class="on" href="/tim-kiem/">Tìm kiếm</a> <a class="on" href="/">Về trang nhà</a></p></article>`,
});

export const intro = (text: string) => text && html`<div class="text">${trusted(text)}</div>`;
