/** The gia phả: clans, branches, people, memorial days. */

import { html, type Html, type Part, trusted } from "../html.js";
import { crumbData, type Page } from "../layout.js";
import type { Branch, Clan, Person } from "../library.js";
import { crumbs, personLink } from "../parts.js";
import type { Site } from "../site.js";
import { below, drawing, nested } from "../tree.js";
import { date } from "../words.js";
import { leaf } from "./news.js";

const STEPS: [string, string][] = [["Trang nhà", "/"], ["Gia phả", "/gia-pha/"]];

/** By their number in the book, those without one last. */
const inOrder = (branches: Branch[]): Branch[] => branches.sort((one, other) => (one.ordinal ?? 99) - (other.ordinal ?? 99));

const facts = (rows: [string, Part][]): Html =>
  html`<dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const mentions = (site: Site, list: Person["mentions"]): Part =>
  list.length > 0 &&
  html`<section><h2>Tin và chương trình</h2><ul class="mentions">${list.map((one) => html`<li><a href="${site.link(one.url)}">${one.title}</a> ${one.date && html`<span class="quiet">${date(one.date)}</span>`}</li>`)}</ul></section>`;

function tree(site: Site, founder: string | null, name: string, depth: number): Part {
  const root = below(site, founder);
  if (!root) return null;
  return html`<section class="whole-tree"><h2>Phả đồ</h2><p class="quiet">Kéo ngang để xem hết. Ô vuông là con trai, ô tròn là con gái.</p>${drawing(site, root, depth, `Phả đồ ${name}`)}
<h2>Từng đời</h2><ul class="tree">${nested(site, root)}</ul></section>`;
}

export const clanList = (site: Site): Page => ({
  path: "/gia-pha/",
  title: "Gia phả",
  description: "Các dòng họ có sách trong gia phả chung.",
  content: html`<h1>Gia phả</h1><p class="intro">Mỗi dòng họ một cuốn. Người đang sống không có ở đây.</p><ul class="clans">${site.library.all<Clan>("clans").sort((one, other) => one.slug.localeCompare(other.slug)).map(
    (clan) => html`<li><h2><a href="${site.link(clan.url)}">${clan.name}</a></h2><p>${clan.motto}</p><p class="quiet">${clan.origin}</p><p class="numbers"><b>${clan.person_count}</b> người <b>${clan.generations.length}</b> đời</p></li>`,
  )}</ul>`,
});

export function clan(site: Site, path: string, record: Clan): Page {
  const branches = inOrder(site.library.all<Branch>("branches").filter((one) => one.clan === record.slug && !one.parent));
  return {
    path,
    title: record.name,
    description: `${record.motto}. ${record.origin}`,
    data: [crumbData(site, [...STEPS, [record.name, path]])],
    content: html`${crumbs(STEPS)}<header><p class="kicker">${record.motto}</p><h1>${record.name}</h1></header>
${facts([["Gốc", record.origin], ["Thuỷ tổ", record.founder && personLink(site, record.founder)], ["Trong sách", `${record.person_count} người, ${record.generations.length} đời`], ["Các chi", branches.map((one) => html`<a class="branch" href="${site.link(one.url)}">${one.title}</a> `)]])}
<div class="text">${trusted(site.text(record.introduction))}</div>${tree(site, record.founder?.id ?? null, record.name, 3)}`,
  };
}

export function branch(site: Site, path: string, record: Branch): Page {
  const own = site.library.all<Clan>("clans").find((one) => one.slug === record.clan);
  const above = site.library.all<Branch>("branches").find((one) => one.id === record.parent);
  const within = inOrder(site.library.all<Branch>("branches").filter((one) => one.parent === record.id));
  const steps: [string, string][] = [...STEPS];
  if (own) steps.push([own.name, site.link(own.url)]);
  if (above) steps.push([above.title, site.link(above.url)]);
  return {
    path,
    title: record.title,
    description: `${record.title}, ${own?.name ?? ""}.`,
    data: [crumbData(site, [...steps, [record.title, path]])],
    content: html`${crumbs(steps)}<h1>${record.title}</h1>
${facts([["Người lập", record.founder && personLink(site, record.founder)], ["Trưởng chi", record.head && personLink(site, record.head)], ["Nhà thờ", record.hall], ["Từ đời", record.since_generation], ["Bên trong", within.map((one) => html`<a class="branch" href="${site.link(one.url)}">${one.title}</a> `)]])}
<div class="text">${trusted(site.text(record.introduction))}</div>${tree(site, record.founder?.id ?? null, record.title, 4)}${mentions(site, record.mentions)}`,
  };
}

export function person(site: Site, path: string, record: Person): Page {
  const steps: [string, string][] = [...STEPS, [record.clan.name, site.link(record.clan.url)]];
  const names = record.other_names.map((one) => `${one.kind} ${one.value}`).join(", ");
  const { memorial } = record;
  const families = record.spouses.map(
    (spouse) => html`<li><p>${spouse.order_label && html`<span class="quiet">${spouse.order_label}</span> `}${personLink(site, spouse.person)}</p>
${spouse.children.length > 0 && html`<ul>${spouse.children.map((child) => html`<li>${personLink(site, child)} <span class="quiet">${child.note}</span></li>`)}</ul>`}</li>`,
  );
  return {
    path,
    title: record.name,
    description: [record.name, record.years, record.position, record.branch?.title].filter(Boolean).join(", "),
    data: [
      crumbData(site, [...steps, [record.name, path]]),
      {
        "@context": "https://schema.org",
        "@type": "Person",
        name: record.name,
        familyName: record.surname,
        givenName: record.given_name,
        birthDate: record.birth_year ? String(record.birth_year) : undefined,
        deathDate: record.death_year ? String(record.death_year) : undefined,
        url: site.config.address + path,
      },
    ],
    content: html`${crumbs(steps)}<article class="someone"><header><p class="kicker">${record.generation && `Đời thứ ${record.generation}`}${record.branch && html`, <a href="${site.link(record.branch.url)}">${record.branch.title}</a>`}</p><h1>${record.name}</h1><p class="intro">${[names, record.years].filter(Boolean).join(". ")}</p></header>
${record.lineage.length > 1 && html`<nav class="line" aria-label="Dòng từ thuỷ tổ"><ol>${record.lineage.map((one, place) => html`<li>${place === record.lineage.length - 1 ? html`<b>${one.name}</b>` : personLink(site, one)}</li>`)}</ol></nav>`}
${facts([["Sinh", record.birth_text], ["Mất", record.death_text], ["Ngày giỗ", memorial && `${memorial.lunar_day} tháng ${memorial.lunar_month} âm lịch${memorial.next_date ? `, sắp tới ${date(memorial.next_date)}` : ""}`], ["Thứ bậc", record.position], ["Mộ phần", record.graves.map((grave) => html`${grave.place} `)]])}
${record.biography && html`<div class="text">${trusted(site.text(record.biography))}</div>`}
${record.parents.length > 0 && html`<section><h2>Cha mẹ</h2><ul class="people">${record.parents.map((one) => html`<li>${personLink(site, one)} <span class="quiet">${one.note}</span></li>`)}</ul></section>`}
${families.length > 0 && html`<section><h2>${record.sex === "f" ? "Chồng và con" : "Vợ và con"}</h2><ul class="people">${families}</ul></section>`}
${record.children_without_mother.length > 0 && html`<section><h2>Con</h2><ul class="people">${record.children_without_mother.map((one) => html`<li>${personLink(site, one)} <span class="quiet">${one.note}</span></li>`)}</ul></section>`}
${record.siblings.length > 0 && html`<section><h2>Anh chị em</h2><ul class="people">${record.siblings.map((one) => html`<li>${personLink(site, one)} <span class="quiet">${one.note}</span></li>`)}</ul></section>`}
${mentions(site, record.mentions)}
${record.sources.length > 0 && html`<section><h2>Nguồn</h2><ul class="mentions">${record.sources.map((one) => html`<li>${one.title} <span class="quiet">${one.detail}</span></li>`)}</ul></section>`}</article>`,
  };
}

export function memorialList(site: Site): Page {
  const clans = site.library.all<Clan>("clans").filter((one) => site.library.memorials.get(one.slug)?.length);
  clans.sort((one, other) => one.slug.localeCompare(other.slug));
  return {
    path: "/ngay-gio/",
    title: "Ngày giỗ",
    description: "Ngày giỗ trong một năm tới, theo dương lịch và âm lịch.",
    content: html`<h1>Ngày giỗ</h1><p class="intro">Trong một năm tới. Ngày âm theo sách, ngày dương tính sẵn.</p>
${clans.map((one) => html`<section><h2>${one.name}</h2><p><a class="file" href="${site.config.api}/api/v2/clans/${one.slug}/anniversaries.ics"><b>Thêm vào lịch điện thoại</b> <span>ICS</span></a></p><ul class="year">${site.library.memorials.get(one.slug)?.map((memorial) => leaf(site, memorial))}</ul></section>`)}`,
  };
}
