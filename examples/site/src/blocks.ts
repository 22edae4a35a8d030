/** The blocks of an article, one function for each type. */

import { html, type Html, type Part, trusted } from "./html.js";
import { type Picture, picture, video } from "./parts.js";
import type { Site } from "./site.js";
import { size } from "./words.js";

interface Figure {
  image: Picture | null;
  caption: string;
}

interface Values {
  paragraph: string;
  heading: { text: string; level: string };
  image: Figure;
  gallery: { images: Figure[]; caption: string };
  quote: { text: string; source: string };
  video: { title: string; url: string | null; video: { poster?: Picture | null } | null };
  table: { caption: string; columns: { heading: string; type?: string }[]; rows: unknown[][] };
  document: { title: string; url: string | null; extension: string; size: number | null };
  callout: { title: string; text: string };
}

function figure(given: Figure, sizes: string): Part {
  const drawn = picture(given.image, sizes);
  const words = [given.caption, given.image?.credit].filter(Boolean).join(". ");
  return drawn && html`<figure>${drawn}${words && html`<figcaption>${words}</figcaption>`}</figure>`;
}

const cell = (site: Site, value: unknown): Part =>
  typeof value === "string" && value.startsWith("<") ? trusted(site.text(value)) : String(value ?? "");

function table(site: Site, value: Values["table"]): Html {
  const heads = value.columns.map((column) => html`<th scope="col">${column.heading}</th>`);
  const rows = value.rows.map(
    (row) => html`<tr>${row.map((one, place) => html`<td data-head="${value.columns[place]?.heading}">${cell(site, one)}</td>`)}</tr>`,
  );
  return html`<table>${value.caption && html`<caption>${value.caption}</caption>`}<thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}

const writers: { [Kind in keyof Values]: (site: Site, value: Values[Kind]) => Part } = {
  paragraph: (site, value) => trusted(site.text(value)),
  heading: (_site, value) => (value.level === "h3" ? html`<h3>${value.text}</h3>` : html`<h2>${value.text}</h2>`),
  image: (_site, value) => figure(value, "(min-width: 60rem) 46rem, 100vw"),
  gallery: (_site, value) =>
    html`<div class="gallery">${value.images.map((one) => figure(one, "(min-width: 60rem) 23rem, 50vw"))}</div>${value.caption && html`<p class="quiet">${value.caption}</p>`}`,
  quote: (_site, value) => html`<blockquote><p>${value.text}</p>${value.source && html`<footer>${value.source}</footer>`}</blockquote>`,
  video: (_site, value) => video(value.video, value.video?.poster, value.title),
  table,
  document: (_site, value) =>
    value.url && html`<p><a class="file" href="${value.url}" download><b>${value.title}</b> <span>${value.extension.toUpperCase()} ${size(value.size)}</span></a></p>`,
  callout: (site, value) => html`<aside class="note">${value.title && html`<h2>${value.title}</h2>`}${trusted(site.text(value.text))}</aside>`,
};

/** Write a body; a block of a kind that came into the API later is left out, never shown raw. */
export function body(site: Site, blocks: unknown): Part {
  if (!Array.isArray(blocks)) return null;
  return (blocks as { type: string; value: unknown }[]).map((block) => {
    const write = writers[block.type as keyof Values] as ((site: Site, value: unknown) => Part) | undefined;
    return write?.(site, block.value);
  });
}
