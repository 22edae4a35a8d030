// How large a box is and which words stand in it, for cards in a row and for narrow columns. Text is
// measured on a canvas, broken into lines, and cut with "…" where it still does not fit.

import { say } from "./words.js";

const SANS = '"Be Vietnam Pro", "Hall Sans Fallback", system-ui, sans-serif';
const pen = document.createElement("canvas").getContext("2d");
const measured = new Map();

/** Forget widths: another font has arrived. */
export function forgetWidths() {
  measured.clear();
}

function widthOf(text, font) {
  const key = `${font}|${text}`;
  if (!measured.has(key)) {
    if (measured.size > 20000) measured.clear();
    pen.font = `${font} ${SANS}`;
    measured.set(key, pen.measureText(text).width);
  }
  return measured.get(key);
}

function cutTo(text, font, width) {
  if (widthOf(text, font) <= width) return text;
  let end = text.length;
  while (end > 1 && widthOf(`${text.slice(0, end).trimEnd()}…`, font) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Break a text into at most `most` lines of a width (px). */
export function linesOf(text, font, width, most) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || widthOf(longer, font) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length > most) lines.splice(most - 1, Infinity, lines.slice(most - 1).join(" "));
  return lines.map((one) => cutTo(one, font, width));
}

function bondOf(box) {
  const bonds = { adopted: "adopted", heir: "heir", foster: "foster", step: "step" };
  return bonds[box.line] ? say(bonds[box.line]) : "";
}

/** Give the words under a name: years, how the child came into the line, what the book notes. */
export function underName(box) {
  const { years, note } = box.person;
  return [...new Set([bondOf(box), years, note])].filter(Boolean);
}

/** Give as many whole words of a list as fit, at least the beginning of the first. */
function fitting(words, font, width) {
  for (let count = words.length; count > 1; count -= 1) {
    const text = words.slice(0, count).join(" · ");
    if (widthOf(text, font) <= width) return text;
  }
  return words.length ? cutTo(words[0], font, width) : "";
}

export function underPartner(partner) {
  if (partner.clan_branch) return say("linkCard", partner.clan_branch);
  return partner.label || partner.years || "";
}

function sized(box, { width, height, partner, partnerHeight, beside, tops }) {
  const partners = box.partners.map((_, i) => ({
    x: width + beside + i * (partner + beside),
    y: tops ? 0 : (height - partnerHeight) / 2,
    width: partner,
    height: partnerHeight,
  }));
  const person = { x: 0, y: 0, width, height };
  return { person, partners, width: width + partners.length * (partner + beside) };
}

/** Cards in a row: the usual form. All numbers are px at scale 1. */
export const ROW = {
  name: "row",
  height: 74,
  pitch: 166,
  gap: 24,
  firstLane: 58,
  lanes: 26,
  skirt: 56,
  pill: { y: 9, height: 36 },
  size: (box) =>
    sized(box, { width: 186, height: 74, partner: 132, partnerHeight: 58, beside: 6, tops: false }),
  text(box) {
    const lines = linesOf(box.person.name, "600 16px", 164, 2);
    const under = fitting(underName(box), "400 13.5px", 164);
    const first = lines.length === 2 ? 24 : under ? 32 : 42;
    return {
      anchor: "start",
      x: 12,
      lines: lines.map((text, i) => ({ text, y: first + i * 20 })),
      under: under && [{ text: under, y: lines.length === 2 ? 64 : 55 }],
    };
  },
  partnerText(partner) {
    const lines = linesOf(partner.name, "400 14px", 112, 2);
    const under = cutTo(underPartner(partner), "400 12.5px", 112);
    const first = lines.length === 2 ? 18 : under ? 25 : 34;
    return {
      anchor: "start",
      x: 9,
      lines: lines.map((text, i) => ({ text, y: first + i * 17 })),
      under: under && [{ text: under, y: lines.length === 2 ? 51 : 44 }],
    };
  },
};

/** Narrow columns, the words of a name one under the other, as old books write them. */
export const COLUMN = {
  name: "column",
  height: 128,
  pitch: 216,
  gap: 14,
  firstLane: 56,
  lanes: 24,
  skirt: 54,
  pill: { y: 9, height: 36 },
  size: (box) =>
    sized(box, { width: 84, height: 128, partner: 68, partnerHeight: 112, beside: 4, tops: false }),
  text(box) {
    const lines = linesOf(box.person.name.split(/\s+/).join(" "), "600 15.5px", 72, 4);
    const under = linesOf(box.person.years || bondOf(box) || "", "400 12.5px", 78, 2);
    const first = 66 - (lines.length - 1) * 11 - under.filter(Boolean).length * 7;
    return {
      anchor: "middle",
      x: 42,
      lines: lines.map((text, i) => ({ text, y: first + i * 21 })),
      under: under.filter(Boolean).map((text, i) => ({ text, y: first + lines.length * 21 - 3 + i * 15 })),
    };
  },
  partnerText(partner) {
    const lines = linesOf(partner.name, "400 13.5px", 58, 4);
    const under = linesOf(underPartner(partner), "400 12px", 60, 2).filter(Boolean);
    const first = 58 - (lines.length - 1) * 9 - under.length * 7;
    return {
      anchor: "middle",
      x: 34,
      lines: lines.map((text, i) => ({ text, y: first + i * 18 })),
      under: under.map((text, i) => ({ text, y: first + lines.length * 18 - 2 + i * 14 })),
    };
  },
};

/** Give the last words of a name, large, for a view from farther off. */
export function shortName(name, form) {
  const words = name.split(/\s+/);
  if (form.name === "column") return linesOf(words.slice(-2).join(" "), "600 24px", 84, 2);
  const two = words.slice(-2).join(" ");
  return linesOf(two, "600 30px", 180, 2);
}

/** Give the last word of a partner's name for a view from farther off. */
export function farPartner(name, width) {
  return [cutTo(name.split(/\s+/).at(-1), "400 28px", width - 6)];
}

/** Say everything about a box to somebody who does not see it. */
export function labelOf(box, isFocus) {
  if (!box.person) return say("opaqueLabel");
  const { name, generation, branch, years } = box.person;
  const doi = generation ?? box.generation;
  return [
    name,
    doi !== null && doi !== undefined ? say("generationLower", doi) : "",
    branch,
    years,
    bondOf(box),
    box.partners.length ? say("spouses", box.partners.map((one) => one.name).join(", ")) : "",
    box.children ? say("children", box.children) : "",
    isFocus ? say("focus") : "",
  ]
    .filter(Boolean)
    .join(", ");
}
