// One box as SVG: the person, the partners beside, the pill of those below. Elements are used again
// for other boxes, so nothing here listens; the element around it does.

import { farPartner, labelOf, shortName } from "./cards.js";
import { number, say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Write only what differs: the browser lays out again what is written, the same or not. */
export function set(element, name, value) {
  if (value === null || value === "") element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Give the path of an address as the page itself is served, whatever host the answer named. */
export function pathOf(url) {
  return url ? new URL(url, location.href).pathname : null;
}

const CORNERS = { m: 4, f: 22, u: 10 };

function textLines(text, lines, className, x, anchor) {
  while (text.children.length > lines.length) text.lastChild.remove();
  while (text.children.length < lines.length) text.append(svg("tspan"));
  set(text, "class", className);
  set(text, "text-anchor", anchor);
  lines.forEach((line, i) => {
    const part = text.children[i];
    set(part, "x", x);
    set(part, "y", line.y);
    if (part.textContent !== line.text) part.textContent = line.text;
  });
}

function part() {
  const link = svg("a", { tabindex: "-1" });
  const card = svg("g", { class: "part" }, link);
  card.link = link;
  card.title = svg("title");
  card.shape = svg("rect");
  card.name = svg("text");
  card.under = svg("text");
  link.append(card.title, card.shape, card.name, card.under);
  return card;
}

/** Make an empty box. */
export function newCard() {
  const card = svg("g", { role: "treeitem", tabindex: "-1" });
  card.person = part();
  card.partners = [];
  card.append(card.person);
  return card;
}

function fillPart(card, place, text, { sex, className, href, title, label }) {
  set(card, "transform", `translate(${place.x} ${place.y})`);
  set(card, "class", `part ${className}`);
  set(card.shape, "width", place.width);
  set(card.shape, "height", place.height);
  set(card.shape, "rx", Math.min(CORNERS[sex] ?? CORNERS.u, place.height / 2));
  set(card.link, "href", href);
  set(card.link, "aria-label", href ? label : null);
  if (card.title.textContent !== title) card.title.textContent = title;
  textLines(card.name, text.lines, "name", text.x, text.anchor);
  textLines(card.under, text.under || [], "under", text.x, text.anchor);
}

function farText(place, lines) {
  const size = lines.length > 1 ? 27 : 30;
  const first = place.height / 2 + 10 - ((lines.length - 1) * (size + 3)) / 2;
  return {
    anchor: "middle",
    x: place.width / 2,
    lines: lines.map((text, i) => ({ text, y: first + i * (size + 3) })),
    under: null,
  };
}

function fillPerson(card, node, form, isFar) {
  const { box, size } = node;
  const place = size.person;
  if (!box.person) {
    const text = {
      anchor: "middle",
      x: place.width / 2,
      lines: splitOpaque(place, form).map((line, i) => ({
        text: line,
        y: place.height / 2 + 5 + i * 19 - (form.name === "column" ? 19 : 0),
      })),
      under: null,
    };
    fillPart(card, place, text, { sex: "u", className: "opaque", href: null, title: "", label: "" });
    return;
  }
  const { person } = box;
  const sex = person.sex ?? "u";
  const bond = ["adopted", "heir", "foster", "step"].includes(box.line) ? " dashed" : "";
  fillPart(card, place, isFar ? farText(place, shortName(person.name, form)) : form.text(box), {
    sex,
    className: `one ${sex}${bond}`,
    href: pathOf(person.url),
    title: person.name,
    label: person.name,
  });
}

function splitOpaque(place, form) {
  const words = say("opaque");
  return form.name === "column" ? words.split(" ").map((word) => word) : [words];
}

function fillPartner(card, partner, place, form, isFar) {
  const linked = Boolean(partner.clan_branch);
  const sex = partner.sex ?? "u";
  const text = isFar ? farText(place, farPartner(partner.name, place.width)) : form.partnerText(partner);
  fillPart(card, place, text, {
    sex,
    className: `partner ${sex}${linked ? " elsewhere" : ""}`,
    href: pathOf(partner.url),
    title: [partner.name, partner.label, partner.years].filter(Boolean).join(", "),
    label: [partner.name, partner.label, linked ? say("linkCard", partner.clan_branch) : ""]
      .filter(Boolean)
      .join(", "),
  });
}

function newPill() {
  const pill = svg("g", { role: "button", tabindex: "-1" });
  pill.reach = svg("rect", { class: "reach" });
  pill.shape = svg("rect", { class: "shape" });
  pill.text = svg("text", { "text-anchor": "middle" });
  pill.append(pill.reach, pill.shape, pill.text);
  return pill;
}

function fillPill(card, state, node, form, isFar) {
  const { hidden, isClosed, canFold, isBusy } = state;
  if (!isClosed && !canFold) {
    card.pill?.remove();
    card.pill = null;
    return;
  }
  card.pill ??= newPill();
  if (!card.pill.parentNode) card.append(card.pill);
  const { pill } = card;
  const name = node.box.person?.name ?? say("opaque");
  const middle = node.size.person.x + node.size.person.width / 2;
  const text = isClosed ? (hidden ? say("more", number(hidden)) : say("moreUnknown")) : "−";
  const width = isClosed ? Math.max(44, text.length * 9 + 26) : 26;
  const height = isClosed ? form.pill.height : 26;
  const top = isClosed ? form.height + form.pill.y : form.height - 13;
  const scale = isFar && isClosed ? 1.6 : 1;
  set(pill, "class", `pill ${isClosed ? "closed" : "open"}${isBusy ? " busy" : ""}`);
  set(pill, "transform", `translate(${middle - (width / 2) * scale} ${top}) scale(${scale})`);
  set(pill.shape, "width", width);
  set(pill.shape, "height", height);
  set(pill.shape, "rx", height / 2);
  set(pill.reach, "x", Math.min(0, (width - 44) / 2));
  set(pill.reach, "y", (height - 44) / 2);
  set(pill.reach, "width", Math.max(44, width));
  set(pill.reach, "height", 44);
  set(pill.text, "x", width / 2);
  set(pill.text, "y", height / 2 + (isClosed ? 5 : 6));
  const shown = isBusy ? "…" : isFar && !isClosed ? "" : text;
  if (pill.text.textContent !== shown) pill.text.textContent = shown;
  const label = isClosed
    ? hidden
      ? say("openBranch", number(hidden), name)
      : say("openBranchUnknown", name)
    : say("fold", name);
  set(pill, "aria-label", label);
}

/**
 * Fill a box. `state` says what a person can do with it: `{hidden, isClosed, canFold, isBusy, isFocus,
 * isChosen, onPath, isActive, level}`; `onPath` is null, or a Set of the ids highlighted.
 */
export function fillCard(card, node, form, state, isFar) {
  const { box, size } = node;
  card.key = box.key;
  const inPath = (id) => state.onPath?.has(id);
  const marks = [
    "box",
    state.isFocus && "focus",
    state.isChosen && "chosen",
    isFar && "far",
    inPath(box.key) && "on-path",
  ];
  set(card, "class", marks.filter(Boolean).join(" "));
  set(card, "transform", `translate(${node.x} ${node.y})`);
  fillPerson(card.person, node, form, isFar);
  while (card.partners.length > size.partners.length) card.partners.pop().remove();
  while (card.partners.length < size.partners.length) {
    const one = part();
    card.partners.push(one);
    card.append(one);
  }
  box.partners.forEach((partner, i) => {
    fillPartner(card.partners[i], partner, size.partners[i], form, isFar);
    card.partners[i].classList.toggle("on-path", Boolean(inPath(partner.id)));
  });
  fillPill(card, state, node, form, isFar);
  set(card, "aria-label", labelOf(box, state.isFocus));
  set(card, "aria-level", state.level);
  set(card, "aria-posinset", state.place);
  set(card, "aria-setsize", state.count);
  const mayOpen = state.isClosed || state.canFold;
  set(card, "aria-expanded", mayOpen ? String(!state.isClosed) : null);
  set(card, "aria-selected", String(Boolean(state.isChosen)));
  setActive(card, state.isActive);
}

/** Let Tab reach this box and what is in it, or pass it by. */
export function setActive(card, isActive) {
  const tab = isActive ? "0" : "-1";
  set(card, "tabindex", tab);
  for (const one of [card.person, ...card.partners]) {
    if (one.link.hasAttribute("href")) set(one.link, "tabindex", tab);
    else one.link.removeAttribute("tabindex");
  }
  if (card.pill) set(card.pill, "tabindex", tab);
}
