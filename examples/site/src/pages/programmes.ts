/** Programmes with video, and events. */

import { body } from "../blocks.js";
import { html, trusted } from "../html.js";
import { crumbData, type Page } from "../layout.js";
import type { Episode, Gathering, Programme } from "../library.js";
import { crumbs, episodeCard, kin, type Picture, picture, video } from "../parts.js";
import type { Site } from "../site.js";
import { date, day, duration, month, time, weekday } from "../words.js";
import { episodes, events } from "./news.js";

const STEPS: [string, string][] = [["Trang nhà", "/"], ["Truyền hình", "/truyen-hinh/"]];

export function programmeList(site: Site): Page {
  const all = episodes(site);
  const series = site.library.all<Programme>("programmes").sort((one, other) => one.title.localeCompare(other.title, "vi"));
  return {
    path: "/truyen-hinh/",
    title: "Truyền hình",
    description: "Các chương trình do Hội đồng họ thực hiện.",
    content: html`<h1>Truyền hình</h1>${series.map(
      (one) => html`<section class="series"><header><h2><a href="${site.link(one.url)}">${one.title}</a></h2><p>${one.intro}</p></header>
<div class="reel">${all.filter((episode) => episode.programme?.id === one.id).slice(0, 3).map((episode) => episodeCard(site, episode))}</div></section>`,
    )}`,
  };
}

export const programme = (site: Site, path: string, record: Programme): Page => ({
  path,
  title: record.title,
  description: record.intro,
  image: (record.cover as Picture | null)?.src,
  data: [crumbData(site, [...STEPS, [record.title, path]])],
  content: html`${crumbs(STEPS)}<h1>${record.title}</h1><p class="intro">${record.intro}</p><h2>${record.episode_count} tập</h2>
<div class="reel whole">${episodes(site).filter((one) => one.programme?.id === record.id).map((one) => episodeCard(site, one))}</div>`,
});

export function episode(site: Site, path: string, record: Episode): Page {
  const series = site.library.all<Programme>("programmes").find((one) => one.id === record.programme?.id);
  const steps: [string, string][] = series ? [...STEPS, [series.title, site.link(series.url)]] : STEPS;
  const poster = record.poster as Picture | null;
  const facts = record.video as { src?: string | null; embed_url?: string | null } | null;
  const others = episodes(site).filter((one) => one.programme?.id === record.programme?.id && one.id !== record.id);
  return {
    path,
    title: record.title,
    description: record.lead,
    image: poster?.src,
    kind: "article",
    data: [
      crumbData(site, [...steps, [record.title, path]]),
      {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        name: record.title,
        description: record.lead,
        uploadDate: record.display_date,
        duration: record.duration_iso ?? undefined,
        thumbnailUrl: poster?.src ? [poster.src] : [],
        contentUrl: facts?.src ?? undefined,
        embedUrl: facts?.embed_url ?? undefined,
        inLanguage: "vi",
      },
    ],
    content: html`${crumbs(steps)}<article class="story"><header><h1>${record.title}</h1></header>${video(record.video, record.poster, record.title)}
<p class="quiet">${date(record.display_date)}${record.duration_seconds && `, dài ${duration(record.duration_seconds)}`}</p><p class="intro">${record.lead}</p>
${record.transcript && html`<details class="transcript text"><summary>Lời của chương trình</summary>${trusted(site.text(record.transcript))}</details>`}${kin(site, record)}</article>
${others.length > 0 && html`<section><h2>Tập khác</h2><div class="reel">${others.slice(0, 3).map((one) => episodeCard(site, one))}</div></section>`}`,
  };
}

export const eventList = (site: Site): Page => ({
  path: "/su-kien/",
  title: "Sự kiện",
  description: "Giỗ tổ, họp họ, khuyến học.",
  content: html`<h1>Sự kiện</h1><ol class="events">${events(site).map(
    (one) => html`<li><time datetime="${one.starts_at}"><b>${day(one.starts_at)}</b><span>tháng ${month(one.starts_at)}</span></time>
<div><h2><a href="${site.link(one.url)}">${one.title}</a></h2><p class="quiet">${weekday(one.starts_at)} ${time(one.starts_at)}, ${one.lunar_label} âm lịch. ${one.place}</p><p>${one.lead}</p></div></li>`,
  )}</ol>`,
});

export const event = (site: Site, path: string, record: Gathering): Page => ({
  path,
  title: record.title,
  description: record.lead,
  image: (record.cover as Picture | null)?.src,
  data: [
    {
      "@context": "https://schema.org",
      "@type": "Event",
      name: record.title,
      startDate: record.starts_at,
      endDate: record.ends_at ?? undefined,
      description: record.lead,
      location: { "@type": "Place", name: record.place, address: record.place },
      organizer: { "@type": "Organization", name: site.library.site.site_name },
    },
  ],
  content: html`${crumbs([["Trang nhà", "/"], ["Sự kiện", "/su-kien/"]])}<article class="story"><header><h1>${record.title}</h1><p class="intro">${record.lead}</p></header>
<dl class="facts"><div><dt>Khi nào</dt><dd>${weekday(record.starts_at)}, ${time(record.starts_at)} ngày ${date(record.starts_at)}</dd></div><div><dt>Âm lịch</dt><dd>${record.lunar_label}</dd></div><div><dt>Ở đâu</dt><dd>${record.place}</dd></div></dl>
${record.cover && html`<figure class="wide">${picture(record.cover, "(min-width: 60rem) 60rem, 100vw")}</figure>`}<div class="text">${body(site, record.body)}</div></article>`,
});
