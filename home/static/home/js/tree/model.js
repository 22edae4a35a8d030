// What is known of the clan in this page: boxes by key, which are open, which are folded away. Answers
// of the server are merged; the branches farthest from where one reads are dropped again.

export const MOST_BOXES = 3000;

/** Give how many people stand below each box of an answer, in it or not. */
function totalsOf(boxes) {
  const inside = new Map();
  for (let i = boxes.length - 1; i >= 0; i -= 1) {
    const { key, parent, person } = boxes[i];
    const own = (person ? 1 : 0) + (inside.get(key) ?? 0);
    if (parent !== null) inside.set(parent, (inside.get(parent) ?? 0) + own);
  }
  return new Map(boxes.map(({ key, below }) => [key, below + (inside.get(key) ?? 0)]));
}

export class Boxes {
  constructor() {
    this.clear();
  }

  clear() {
    this.byKey = new Map();
    this.meta = {};
    this.answers = 0;
    this.keyOf = new Map();
  }

  get size() {
    return this.byKey.size;
  }

  /** Give the box somebody stands in, as the one of the line or as a partner. */
  boxOf(id) {
    return this.byKey.get(id) ?? this.byKey.get(this.keyOf.get(id));
  }

  /** Start anew with an answer around one person. */
  replace(answer) {
    this.clear();
    this.meta = answer.meta;
    this.merge(answer);
  }

  /**
   * Take in an answer; give how many boxes are new. Opaque boxes are named anew in each answer, so
   * one that holds a child already known is taken for the box above that child.
   */
  merge(answer, anchor = null) {
    this.answers += 1;
    const names = this.#names(answer.boxes);
    const rename = (key) => names.get(key) ?? key;
    const totals = totalsOf(answer.boxes);
    const kids = new Map();
    let fresh = 0;
    for (const given of answer.boxes) {
      const key = rename(given.key);
      const old = this.byKey.get(key);
      const box = { ...given, key, parent: given.parent === null ? null : rename(given.parent) };
      if (box.parent === null) box.parent = old?.parent ?? (key === anchor ? null : anchor);
      box.kids = old?.kids ?? [];
      box.folded = old?.folded ?? false;
      // What an earlier answer opened stays open when this one was cut above it.
      if (old?.open) box.open = true;
      box.total = totals.get(given.key);
      if (box.parent !== null) {
        if (!kids.has(box.parent)) kids.set(box.parent, []);
        kids.get(box.parent).push(key);
      }
      fresh += old ? 0 : 1;
      this.byKey.set(key, box);
      for (const partner of box.partners) if (!this.keyOf.has(partner.id)) this.keyOf.set(partner.id, key);
    }
    for (const [key, given] of kids) {
      const parent = this.byKey.get(key);
      if (!parent) continue;
      const known = new Set(given);
      const left = parent.kids.filter((kid) => !known.has(kid) && this.byKey.get(kid)?.parent === key);
      parent.kids = [...given, ...left];
    }
    const tapped = this.byKey.get(anchor);
    if (tapped) Object.assign(tapped, { open: true, folded: false });
    return fresh;
  }

  /** Give lasting names to the opaque boxes of an answer. */
  #names(boxes) {
    const names = new Map();
    for (const box of boxes) if (!box.person) names.set(box.key, `${this.answers}.${box.key}`);
    for (const box of boxes) {
      const above = this.byKey.get(box.key)?.parent;
      if (names.has(box.parent) && above && !this.byKey.get(above)?.person) names.set(box.parent, above);
    }
    return names;
  }

  /** Give the boxes nobody stands above. */
  tops() {
    return [...this.byKey.values()].filter((box) => !this.byKey.has(box.parent));
  }

  children(box) {
    return box.kids.map((key) => this.byKey.get(key)).filter(Boolean);
  }

  parent(box) {
    return this.byKey.get(box.parent) ?? null;
  }

  /** Give the boxes from somebody up to the top, itself first. */
  line(box) {
    const line = [];
    for (let one = box; one; one = this.parent(one)) line.push(one);
    return line;
  }

  /** Give how many people stand below each box of `rows` (as of `shown`), by key. */
  static drawnBelow(rows) {
    const counts = new Map();
    for (let i = rows.length - 1; i >= 0; i -= 1) {
      const { box, parent } = rows[i];
      if (parent === null) continue;
      const own = (box.person ? 1 : 0) + (counts.get(box.key) ?? 0);
      counts.set(parent, (counts.get(parent) ?? 0) + own);
    }
    return counts;
  }

  /** Say whether a tap would show more below. */
  isClosed(box) {
    return box.folded || (!box.open && (box.total > 0 || box.children > 0));
  }

  /**
   * Give what is drawn, parents before children: `{box, parent, children}`. `from` and `to` limit the
   * đời, `root` begins at one box.
   */
  shown({ from = -Infinity, to = Infinity, root = null } = {}) {
    const start = root ? this.boxOf(root) : null;
    const rows = [];
    const stack = (start ? [start] : this.tops()).map((box) => [box, null, -Infinity]).reverse();
    while (stack.length) {
      const [box, parent, above] = stack.pop();
      const generation = box.generation ?? above + 1;
      const isInside = generation >= from && generation <= to;
      const below = box.folded || generation >= to ? [] : this.children(box);
      if (isInside || !Number.isFinite(generation)) {
        rows.push({ box, parent, children: below });
      }
      for (let i = below.length - 1; i >= 0; i -= 1) {
        stack.push([below[i], generation >= from ? box.key : null, generation]);
      }
    }
    // A child of a box above the range begins a tree of its own.
    const drawn = new Set(rows.map((row) => row.box.key));
    for (const row of rows) {
      row.children = row.children.filter((child) => drawn.has(child.key));
      if (!drawn.has(row.parent)) row.parent = null;
    }
    return rows;
  }

  /** Forget everybody below a box; it can be opened again. */
  close(box) {
    const stack = this.children(box);
    while (stack.length) {
      const one = stack.pop();
      stack.push(...this.children(one));
      this.byKey.delete(one.key);
      for (const partner of one.partners) {
        if (this.keyOf.get(partner.id) === one.key) this.keyOf.delete(partner.id);
      }
    }
    Object.assign(box, { open: false, folded: false, kids: [] });
  }

  /**
   * Drop the branches farthest from a box until at most `most` are left; what stands on the line of
   * one of `keep` stays. Gives how many boxes went.
   */
  trim(near, keep, most = MOST_BOXES) {
    if (this.size <= most) return 0;
    const kept = new Set();
    for (const id of keep) {
      const box = this.boxOf(id);
      if (box) for (const one of this.line(box)) kept.add(one.key);
    }
    const before = this.size;
    const steps = this.#steps(near);
    const open = [...this.byKey.values()].filter((box) => box.kids.length && !kept.has(box.key));
    open.sort((a, b) => (steps.get(b.key) ?? 0) - (steps.get(a.key) ?? 0));
    for (const box of open) {
      if (this.size <= most) break;
      if (this.byKey.has(box.key)) this.close(box);
    }
    return before - this.size;
  }

  /** Give how many steps up and down the tree each box is away. */
  #steps(near) {
    const steps = new Map([[near.key, 0]]);
    const row = [near];
    for (let i = 0; i < row.length; i += 1) {
      const box = row[i];
      const around = this.children(box);
      const above = this.parent(box);
      if (above) around.push(above);
      for (const one of around) {
        if (steps.has(one.key)) continue;
        steps.set(one.key, steps.get(box.key) + 1);
        row.push(one);
      }
    }
    return steps;
  }

  /** Give đời from and to of what is known; empty when nobody's is. */
  generations() {
    let [first, last] = [Infinity, -Infinity];
    for (const { generation } of this.byKey.values()) {
      if (generation === null) continue;
      first = Math.min(first, generation);
      last = Math.max(last, generation);
    }
    return first > last ? [] : [first, last];
  }

  /** Give how many people are named in the boxes. */
  people(rows) {
    let count = 0;
    for (const { box } of rows) count += (box.person ? 1 : 0) + box.partners.length;
    return count;
  }
}
