/** The public tree: a list that opens and closes, and a small drawing of it. */

import { html, type Html, type Part } from "./html.js";
import type { Person } from "./library.js";
import { childrenOf, personLink } from "./parts.js";
import type { Site } from "./site.js";

interface Node {
  person: Person;
  children: Node[];
}

/** Gather who stands below somebody; nobody twice, whatever the marriages. */
export function below(site: Site, id: string | null, depth = 99, seen = new Set<string>()): Node | null {
  const person = site.library.person(id);
  if (!person || seen.has(person.id)) return null;
  seen.add(person.id);
  const children = depth > 0 ? childrenOf(person).map((child) => below(site, child.id, depth - 1, seen)) : [];
  return { person, children: children.filter((child) => child !== null) };
}

const count = (node: Node): number => 1 + node.children.reduce((sum, child) => sum + count(child), 0);

function line(site: Site, person: Person): Part {
  const partners = person.spouses.filter((spouse) => !spouse.person.is_opaque);
  return html`${personLink(site, person)}${partners.length > 0 && html`<span class="with"> ${person.sex === "f" ? "chồng" : "vợ"} ${partners.map((spouse, place) => [place > 0 && ", ", spouse.person.name])}</span>`}`;
}

/** Write the list; the first `open` generations stand open. Works without a script. */
export function nested(site: Site, node: Node, open = 2): Html {
  if (node.children.length === 0) return html`<li class="leaf">${line(site, node.person)}</li>`;
  return html`<li>${line(site, node.person)}<details${open > 0 && html` open`}><summary aria-label="${node.person.name}: ${count(node) - 1} con cháu"></summary><ul>${node.children.map((child) => nested(site, child, open - 1))}</ul></details></li>`;
}

const BOX = { width: 168, height: 46, across: 210, down: 60 };

/** Draw at most `depth` generations from left to right: parents stand in the middle of their children. */
export function drawing(site: Site, root: Node, depth: number, title: string): Html {
  const boxes: Html[] = [];
  const lines: string[] = [];
  let rows = 0;
  let columns = 0;
  const place = (node: Node, level: number): number => {
    columns = Math.max(columns, level);
    const shown = level < depth ? node.children : [];
    const rowsBelow = shown.map((child) => place(child, level + 1));
    const row = rowsBelow.length > 0 ? ((rowsBelow[0] ?? 0) + (rowsBelow.at(-1) ?? 0)) / 2 : rows++;
    const x = level * BOX.across + 4;
    const y = row * BOX.down + 4;
    for (const other of rowsBelow) {
      const from = x + BOX.width;
      const middle = (from + (level + 1) * BOX.across + 4) / 2;
      lines.push(`M${from} ${y + BOX.height / 2}H${middle}V${other * BOX.down + 4 + BOX.height / 2}H${(level + 1) * BOX.across + 4}`);
    }
    const more = level === depth && node.children.length > 0 ? ` +${count(node) - 1}` : "";
    const round = node.person.sex === "f" ? BOX.height / 2 : 4;
    boxes.push(html`<a href="${site.link(node.person.url)}"><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${round}"/><text x="${x + BOX.width / 2}" y="${y + 20}">${node.person.name}</text><text class="years" x="${x + BOX.width / 2}" y="${y + 37}">${node.person.years || "không rõ năm"}${more}</text></a>`);
    return row;
  };
  place(root, 0);
  const width = columns * BOX.across + BOX.width + 8;
  return html`<div class="drawing" tabindex="0" role="region" aria-label="${title}"><svg viewBox="0 0 ${width} ${rows * BOX.down}" width="${width}" height="${rows * BOX.down}"><title>${title}</title><path d="${lines.join("")}"/>${boxes}</svg></div>`;
}
