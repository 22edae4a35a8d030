// The tree from far off: each box a dot in one single path, and the names of the chi at the size of
// the screen above the first of each.

import { set, svg } from "./draw.js";
import { number, say } from "./words.js";

const KINDS = ["lines", "partner", "opaque", "m", "f", "u", "on-path", "focus"];

const r = (value) => Math.round(value);

function rectangle({ x, y }, place) {
  return `M${r(x + place.x)} ${r(y + place.y)}h${r(place.width)}v${r(place.height)}h${-r(place.width)}z`;
}

export class FarView {
  constructor() {
    this.dots = svg("g", { class: "dots", "aria-hidden": "true" });
    this.bands = svg("g", { class: "chi-bands", "aria-hidden": "true" });
    this.labels = svg("g", { class: "chi-names", "aria-hidden": "true" });
    for (const kind of KINDS) this.dots.append(svg("path", { class: `dot-${kind}` }));
    this.marks = { focus: null, path: null };
    this.founders = new Map();
  }

  /** Know the chi by their founders: a Map of id to `{label, people}`. */
  know(founders) {
    this.founders = founders;
    this.branches = null;
    this.drawnAt = null;
    this.isDrawn = false;
  }

  show(scene, form) {
    this.scene = scene;
    this.form = form;
    this.isDrawn = false;
    this.drawnAt = null;
    this.branches = null;
  }

  /** Say who is in lacquer and which ids are on the highlighted line. */
  mark(focus, path) {
    if (this.marks.focus === focus && this.marks.path === path) return;
    this.marks = { focus, path };
    this.isDrawn = false;
  }

  draw(level, k) {
    const isFar = level === "dots";
    set(this.dots, "display", isFar ? null : "none");
    set(this.bands, "display", isFar ? null : "none");
    const wantsNames = level !== "cards";
    set(this.labels, "display", wantsNames ? null : "none");
    if (isFar && !this.isDrawn) this.#drawDots();
    if (wantsNames && this.drawnAt !== k) this.#drawLabels(k);
  }

  #drawDots() {
    const data = Object.fromEntries(KINDS.map((kind) => [kind, []]));
    for (const line of this.scene.lines) {
      for (const { from, start, lane, kids, first, last } of line.groups) {
        const [left, right] = [Math.min(from, first), Math.max(from, last)];
        data.lines.push(`M${r(from)} ${r(start)}V${r(lane)}M${r(left)} ${r(lane)}H${r(right)}`);
        for (const kid of kids) data.lines.push(`M${r(kid.mid)} ${r(lane)}V${r(kid.y)}`);
      }
    }
    for (const node of this.scene.nodes.values()) {
      const { box, size } = node;
      let kind = box.person ? (box.person.sex ?? "u") : "opaque";
      if (this.marks.path?.has(box.key)) kind = "on-path";
      if (box.key === this.marks.focus) kind = "focus";
      (data[kind] ?? data.u).push(rectangle(node, size.person));
      for (const place of size.partners) data.partner.push(rectangle(node, place));
    }
    KINDS.forEach((kind, i) => set(this.dots.children[i], "d", data[kind].join("")));
    this.#drawBands();
    this.isDrawn = true;
  }

  /** Draw a field around what is open of each chi. */
  #drawBands() {
    const fields = this.#branches().filter((one) => one.field);
    while (this.bands.children.length > fields.length) this.bands.lastChild.remove();
    while (this.bands.children.length < fields.length) this.bands.append(svg("rect", { rx: 30 }));
    fields.forEach(({ field }, i) => {
      const rect = this.bands.children[i];
      set(rect, "x", r(field.left - 20));
      set(rect, "y", r(field.top - 30));
      set(rect, "width", r(field.right - field.left + 40));
      set(rect, "height", r(field.bottom - field.top + 60));
    });
  }

  /** Give how far what is open below a box reaches. */
  #fieldOf(top) {
    const field = { left: Infinity, right: -Infinity, top: top.y, bottom: top.y };
    const stack = [top];
    while (stack.length) {
      const node = stack.pop();
      field.left = Math.min(field.left, node.x);
      field.right = Math.max(field.right, node.x + node.size.width);
      field.bottom = Math.max(field.bottom, node.y + this.form.height);
      stack.push(...node.kids);
    }
    return field;
  }

  /** Give the chi of which somebody is open: founders first, else whose name comes first. */
  #branches() {
    if (this.branches) return this.branches;
    const found = new Map();
    for (const row of this.scene.rows) {
      for (const node of row.nodes) {
        const known = this.founders.get(node.key);
        const name = known?.label ?? node.box.person?.branch;
        if (!name || found.has(name)) continue;
        const words = known?.people ? `${name} · ${say("people", number(known.people))}` : name;
        const field = known ? this.#fieldOf(node) : null;
        found.set(name, { name: words, x: node.mid, y: node.y, field });
      }
    }
    this.branches = [...found.values()];
    return this.branches;
  }

  #drawLabels(k) {
    this.drawnAt = k;
    const placed = [];
    const shown = [];
    for (const branch of this.#branches()) {
      const half = (branch.name.length * 9 + 24) / 2;
      const box = {
        left: branch.x * k - half,
        right: branch.x * k + half,
        top: branch.y * k - 34,
        bottom: branch.y * k,
      };
      const isFree = placed.every(
        (one) =>
          one.right < box.left || one.left > box.right || one.bottom < box.top || one.top > box.bottom,
      );
      if (!isFree) continue;
      placed.push(box);
      shown.push({ ...branch, half });
    }
    while (this.labels.children.length > shown.length) this.labels.lastChild.remove();
    while (this.labels.children.length < shown.length) {
      const label = svg("g", {}, svg("rect", { y: -32, height: 28, rx: 6 }));
      label.append(svg("text", { y: -12, "text-anchor": "middle" }));
      this.labels.append(label);
    }
    shown.forEach(({ name, x, y, half }, i) => {
      const label = this.labels.children[i];
      set(label, "transform", `translate(${r(x)} ${r(y)}) scale(${1 / k})`);
      set(label.children[0], "x", -half);
      set(label.children[0], "width", half * 2);
      if (label.children[1].textContent !== name) label.children[1].textContent = name;
    });
  }
}
