// What is on the screen: one matrix for the whole tree, and elements only for the boxes and lines a
// reader can see. From farther off names alone are drawn, then dots with the names of the chi.

import { fillCard, newCard, set, setActive, svg } from "./draw.js";
import { FarView } from "./far.js";
import { linePaths } from "./lines.js";
import { Ruler } from "./ruler.js";

const NEAREST = 2.2;
const NAMES_BELOW = 0.6;
const DOTS_BELOW = 0.3;
/** Px of the screen around the window where boxes are kept ready. */
const MARGIN = 160;
/** Milliseconds of one frame for making boxes; the rest waits for the next. */
const BUDGET = 4;

/** Give the first index of a sorted list for which `test` holds. */
function firstWhere(list, test) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class View {
  constructor(root, { stateOf, label }) {
    this.root = root;
    this.stateOf = stateOf;
    this.bands = svg("g", { "aria-hidden": "true", class: "bands" });
    this.world = svg("g", { class: "world" });
    this.lines = svg("g", { class: "lines", "aria-hidden": "true" });
    this.tree = svg("g", { role: "tree", "aria-label": label, class: "boxes" });
    this.far = new FarView();
    this.world.append(this.far.bands, this.lines, this.far.dots, this.tree, this.far.labels);
    this.ruler = new Ruler(this.bands);
    root.append(this.bands, this.world, this.ruler.labels);
    this.matrix = { k: 1, x: 0, y: 0 };
    this.cards = new Map();
    this.spare = [];
    this.paths = new Map();
    this.sparePaths = [];
    this.active = null;
    this.onLevel = () => {};
    this.resize();
  }

  resize() {
    const box = this.root.getBoundingClientRect();
    this.width = box.width || 1;
    this.height = box.height || 1;
    this.left = box.left;
    this.top = box.top;
    this.isStale = true;
  }

  /** Show another layout; `anchor` is a key whose box keeps its place on the screen. */
  show(scene, form, anchor = null) {
    const before = anchor && this.scene?.nodes.get(anchor);
    const after = anchor && scene.nodes.get(anchor);
    if (before && after) {
      this.matrix.x += (before.mid - after.mid) * this.matrix.k;
      this.matrix.y += (before.y - after.y) * this.matrix.k;
    }
    if (this.form !== form) this.#dropAll();
    this.scene = scene;
    this.form = form;
    this.far.show(scene, form);
    this.ruler.show(scene, form);
    this.refresh();
  }

  /** Fill all boxes on the screen anew: what can be done with them has changed. */
  refresh() {
    this.mustFill = true;
    this.isStale = true;
    this.draw();
  }

  get level() {
    if (this.matrix.k < DOTS_BELOW) return "dots";
    return this.matrix.k < NAMES_BELOW ? "names" : "cards";
  }

  /** Ask for a drawing in the next frame. */
  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.drawNow();
    });
  }

  drawNow(isWhole = false) {
    if (!this.scene) return;
    const { k, x, y } = this.matrix;
    set(this.world, "transform", `matrix(${k} 0 0 ${k} ${x.toFixed(2)} ${y.toFixed(2)})`);
    this.ruler.draw(this.matrix, this.width, this.height);
    if (this.level !== this.drawnLevel) {
      this.drawnLevel = this.level;
      set(this.root, "data-level", this.level);
      this.mustFill = true;
      this.isStale = true;
      this.onLevel(this.level);
    }
    if (this.#hasLeftWindow()) this.#cull(isWhole);
    this.far.draw(this.level, k);
  }

  #hasLeftWindow() {
    if (this.isStale || !this.kept) return true;
    const { k, x, y } = this.matrix;
    if (k !== this.kept.k) return true;
    return Math.abs(x - this.kept.x) > MARGIN / 2 || Math.abs(y - this.kept.y) > MARGIN / 2;
  }

  /** Give the part of the tree that is on the screen, in px of the tree. */
  window(margin = MARGIN) {
    const { k, x, y } = this.matrix;
    return {
      left: (-margin - x) / k,
      right: (this.width + margin - x) / k,
      top: (-margin - y) / k,
      bottom: (this.height + margin - y) / k,
    };
  }

  #cull(isWhole) {
    const seen = this.window();
    const nodes = new Map();
    const lines = new Map();
    if (this.level !== "dots") {
      for (const row of this.scene.rows) {
        if (row.y > seen.bottom || row.y + this.form.pitch < seen.top) continue;
        const start = firstWhere(row.nodes, (node) => node.x + node.size.width >= seen.left);
        for (let i = start; i < row.nodes.length && row.nodes[i].x <= seen.right; i += 1) {
          nodes.set(row.nodes[i].key, row.nodes[i]);
        }
        row.lines ??= row.nodes.map((node) => this.#lineOf(node.key)).filter(Boolean);
        const first = firstWhere(row.lines, (line) => line.right >= seen.left);
        for (let i = first; i < row.lines.length && row.lines[i].left <= seen.right; i += 1) {
          lines.set(row.lines[i].key, row.lines[i]);
        }
      }
    }
    // Who has the focus of the keyboard stays, wherever the drawing is moved.
    const active = this.scene.nodes.get(this.active);
    if (active && (this.level !== "dots" || this.hasFocus())) nodes.set(active.key, active);
    this.#drawLines(lines);
    const isDone = this.#drawCards(nodes, isWhole);
    this.kept = { ...this.matrix };
    this.isStale = !isDone;
    this.mustFill = this.mustFill && !isDone;
    if (!isDone) this.draw();
  }

  hasFocus() {
    return this.tree.contains(document.activeElement);
  }

  #lineOf(key) {
    this.scene.lineOf ??= new Map(this.scene.lines.map((line) => [line.key, line]));
    return this.scene.lineOf.get(key);
  }

  #drawLines(lines) {
    for (const [key, path] of this.paths) {
      if (lines.has(key)) continue;
      path.remove();
      this.paths.delete(key);
      if (this.sparePaths.length < 60) this.sparePaths.push(path);
    }
    for (const [key, line] of lines) {
      let path = this.paths.get(key);
      const isNew = !path;
      if (isNew) {
        path = this.sparePaths.pop() ?? svg("g", {}, ...[0, 1, 2].map(() => svg("path")));
        this.paths.set(key, path);
        this.lines.append(path);
      }
      if (!isNew && !this.mustFill) continue;
      const { plain, dashed, marked } = linePaths(line, this.form, this.stateOf.path());
      set(path.children[0], "d", plain);
      set(path.children[1], "d", dashed);
      set(path.children[1], "class", "dashed");
      set(path.children[2], "d", marked);
      set(path.children[2], "class", "marked");
    }
  }

  #drawCards(nodes, isWhole) {
    for (const [key, card] of this.cards) {
      if (nodes.has(key)) continue;
      card.remove();
      this.cards.delete(key);
      if (this.spare.length < 60) this.spare.push(card);
    }
    const until = performance.now() + BUDGET;
    const isFar = this.level !== "cards";
    if (this.mustFill) for (const card of this.cards.values()) card.isFilled = false;
    for (const [key, node] of nodes) {
      let card = this.cards.get(key);
      if (card?.isFilled) continue;
      if (!isWhole && !this.mustFill && performance.now() > until) return false;
      if (!card) {
        card = this.spare.pop() ?? newCard();
        this.cards.set(key, card);
        this.tree.append(card);
      }
      card.isFilled = true;
      fillCard(card, node, this.form, this.stateOf.box(node, key === this.active), isFar);
    }
    return true;
  }

  #dropAll() {
    for (const card of this.cards.values()) card.remove();
    this.cards.clear();
    this.spare.length = 0;
  }

  /** Give the keyboard's place to a box; with `isFocused` the focus itself. */
  activate(key, isFocused = false) {
    const old = this.cards.get(this.active);
    if (old) setActive(old, false);
    this.active = key;
    const hadCard = this.cards.has(key);
    if (!hadCard) {
      this.isStale = true;
      this.drawNow(true);
    }
    const card = this.cards.get(key);
    if (!card) return;
    setActive(card, true);
    if (isFocused) card.focus({ preventScroll: true });
  }

  /** Give the place of a box on the screen, in px of the window of the drawing. */
  placeOf(key) {
    const node = this.scene?.nodes.get(key);
    if (!node) return null;
    const { k, x, y } = this.matrix;
    return {
      left: node.x * k + x,
      right: (node.x + node.size.width) * k + x,
      top: node.y * k + y,
      bottom: (node.y + this.form.height + this.form.skirt) * k + y,
      middle: node.mid * k + x,
    };
  }

  /** Move so that a box is well inside the window. */
  reveal(key, edge = 70) {
    const place = this.placeOf(key);
    if (!place) return;
    const left = Math.max(edge, Math.min(this.width * 0.3, 140));
    let [dx, dy] = [0, 0];
    if (place.left < left) dx = left - place.left;
    else if (place.right > this.width - edge) dx = Math.max(left - place.left, this.width - edge - place.right);
    if (place.top < edge / 2) dy = edge / 2 - place.top;
    else if (place.bottom > this.height - edge) dy = this.height - edge - place.bottom;
    if (dx || dy) this.glide({ ...this.matrix, x: this.matrix.x + dx, y: this.matrix.y + dy });
  }

  /** Put a box at a part of the window, the middle and a third down by default. */
  center(key, { k = this.matrix.k, across = 0.5, down = 0.36, isAtOnce = false } = {}) {
    const node = this.scene?.nodes.get(key);
    if (!node) return;
    const to = {
      k,
      x: this.width * across - node.mid * k,
      y: this.height * down - (node.y + this.form.height / 2) * k,
    };
    if (isAtOnce) this.jump(to);
    else this.glide(to);
  }

  /** Show a box with its children, as long as their names can be read so. */
  begin(key, size) {
    const node = this.scene.nodes.get(key);
    if (!node) return;
    const near = [node, ...node.kids];
    const left = Math.min(...near.map((one) => one.x));
    const right = Math.max(...near.map((one) => one.x + one.size.width));
    const room = this.width > 700 ? 90 : 20;
    const k = Math.min(size, Math.max(0.85 * size, (this.width - 2 * room) / (right - left)));
    // The parent is seen too, with a little room above.
    const above = (node.parent ? this.form.pitch : 0) + this.form.height / 2 + 30;
    this.center(key, { k, down: Math.min(0.5, (above * k) / this.height), isAtOnce: true });
    if ((right - left) * k < this.width - room) {
      this.pan(this.width / 2 + room / 3 - ((left + right) / 2) * k - this.matrix.x, 0);
    }
  }

  /** Show the whole of what is open. */
  fit() {
    this.showBetween(this.scene.bounds, 1, 20);
  }

  /** Show a part of the tree (px of the tree) beside the ruler and below `under` px of the window. */
  showBetween({ left, right, top, bottom }, largest, under) {
    const room = this.width > 700 ? 90 : 58;
    const wide = this.width - room - 20;
    const high = this.height - under - 20;
    const tall = bottom - top + this.form.height;
    const k = Math.max(this.farthest(), Math.min(largest, wide / (right - left), high / tall));
    this.glide({
      k,
      x: room + wide / 2 - ((left + right) / 2) * k,
      y: under + Math.max(0, (high - tall * k) / 2) - top * k,
    });
  }

  farthest() {
    const { left, right, top, bottom } = this.scene.bounds;
    const whole = Math.min(this.width / (right - left + 400), this.height / (bottom - top + 200));
    return Math.max(0.004, Math.min(0.2, whole * 0.8));
  }

  jump(to) {
    cancelAnimationFrame(this.gliding);
    this.matrix = this.#held(to);
    this.draw();
  }

  glide(to) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.jump(to);
      return;
    }
    cancelAnimationFrame(this.gliding);
    const from = { ...this.matrix };
    const goal = this.#held(to);
    const begun = performance.now();
    const step = (now) => {
      const part = Math.min(1, Math.max(0, (now - begun) / 260));
      const eased = 1 - (1 - part) ** 3;
      for (const name of ["k", "x", "y"]) this.matrix[name] = from[name] + (goal[name] - from[name]) * eased;
      this.drawNow();
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    this.gliding = requestAnimationFrame(step);
  }

  /** Keep at least a corner of the tree in the window. */
  #held({ k, x, y }) {
    if (!this.scene) return { k, x, y };
    const { left, right, top, bottom } = this.scene.bounds;
    const inside = 90;
    return {
      k,
      x: Math.min(this.width - inside - left * k, Math.max(inside - right * k, x)),
      y: Math.min(this.height - inside - top * k, Math.max(inside - bottom * k, y)),
    };
  }

  pan(dx, dy) {
    this.jump({ ...this.matrix, x: this.matrix.x + dx, y: this.matrix.y + dy });
  }

  /** Zoom by a factor about a point of the window, its middle by default. */
  zoom(factor, at = { x: this.width / 2, y: this.height / 2 }, isSmooth = false) {
    const { k, x, y } = this.matrix;
    const to = Math.min(NEAREST, Math.max(this.farthest(), k * factor));
    const ratio = to / k;
    const goal = { k: to, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio };
    if (isSmooth) this.glide(goal);
    else this.jump(goal);
  }

  /** Give the key of the box at a point of the window; for the far view, where boxes are dots. */
  keyAt(point) {
    const { k, x, y } = this.matrix;
    const [px, py] = [(point.x - x) / k, (point.y - y) / k];
    const reach = 8 / k;
    const row = this.scene.rows.find((one) => py >= one.y - reach && py <= one.y + this.form.height + reach);
    if (!row) return null;
    const near = row.nodes.filter((node) => px >= node.x - reach && px <= node.x + node.size.width + reach);
    near.sort((a, b) => Math.abs(a.mid - px) - Math.abs(b.mid - px));
    return near[0]?.key ?? null;
  }
}
