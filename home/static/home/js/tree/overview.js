// The whole clan at once: each chi a band from its first to its last đời, those within it below. A press
// leads to the founder of the chi.

import { set, svg } from "./draw.js";
import { number, say } from "./words.js";

/** Give the share of the width a chi gets; where the number is not told it counts as few. */
function weight(branch) {
  return Math.sqrt(branch.people ?? 6) + 1.5;
}

/** Lay the chi side by side within those above them: `{branch, left, width, level}`, width 0 to 1. */
export function bandsOf(branches) {
  const below = new Map([[null, []]]);
  const known = new Set(branches.map((one) => one.slug));
  for (const one of branches) {
    const parent = known.has(one.parent) ? one.parent : null;
    if (!below.has(parent)) below.set(parent, []);
    below.get(parent).push(one);
  }
  const bands = [];
  const stack = [[null, 0, 1, 0]];
  while (stack.length) {
    const [slug, left, width, level] = stack.pop();
    const inside = below.get(slug) ?? [];
    const whole = inside.reduce((sum, one) => sum + weight(one), 0);
    let start = left;
    for (const branch of inside) {
      const share = (width * weight(branch)) / whole;
      bands.push({ branch, left: start, width: share, level });
      stack.push([branch.slug, start, share, level + 1]);
      start += share;
    }
  }
  return bands.sort((a, b) => a.level - b.level || a.left - b.left);
}

export class Overview {
  constructor(parts, tree) {
    this.parts = parts;
    this.tree = tree;
    tree.view.onLevel = (level) => this.name(level);
    parts.overviewButton.addEventListener("click", () => this.open());
    parts.overviewClose.addEventListener("click", () => parts.overview.close());
  }

  /** From far off the chi are named: ask for them once, and go without when no answer comes. */
  async name(level) {
    if (level !== "dots" || this.isNamed) return;
    this.isNamed = true;
    const answer = await this.tree.source.overview().catch(() => null);
    if (!answer) {
      this.isNamed = false;
      return;
    }
    const known = answer.branches.filter((one) => one.founder);
    this.tree.view.far.know(new Map(known.map((one) => [one.founder.id, one])));
    this.tree.view.draw();
  }

  async #branches() {
    const answer = await this.tree.ask(this.tree.source.overview(), () => this.open());
    return answer?.branches ?? null;
  }

  /** Fill the choice of chi, once. */
  async fillChoice() {
    const { branch } = this.parts;
    if (branch.options.length > 1) return;
    const branches = await this.#branches();
    if (!branches || branch.options.length > 1) return;
    const inOrder = bandsOf(branches).sort((a, b) => a.left - b.left || a.level - b.level);
    for (const { branch: one, level } of inOrder) {
      if (one.founder) branch.append(new Option(`${"– ".repeat(level)}${one.label}`, one.founder.id));
    }
    branch.disabled = branch.options.length < 2;
    branch.value = this.tree.state.root ?? "";
  }

  async open() {
    const branches = await this.#branches();
    if (!branches) return;
    const { overview, overviewBody } = this.parts;
    if (!overview.open) overview.showModal();
    if (!branches.length) {
      const text = document.createElement("p");
      text.textContent = say("overviewNone");
      overviewBody.replaceChildren(text);
      return;
    }
    overviewBody.replaceChildren(this.#drawing(branches), this.#list(branches));
  }

  /** Draw the bands; the list beside them carries names and links for everybody. */
  #drawing(branches) {
    const bands = bandsOf(branches);
    const first = Math.min(...branches.map((one) => one.generations?.[0] ?? one.since ?? 1));
    const last = Math.max(...branches.map((one) => one.generations?.[1] ?? one.since ?? 1));
    const row = 26;
    const width = Math.max(320, this.parts.overviewBody.clientWidth || 900);
    const room = 62;
    const height = (last - first + 1) * row + 8;
    const picture = svg("svg", { class: "overview-picture", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    for (let doi = first; doi <= last; doi += 1) {
      const text = svg("text", { x: 2, y: (doi - first) * row + 19, class: "overview-doi" });
      text.textContent = say("generation", doi);
      picture.append(text);
    }
    bands.forEach(({ branch, left, width: share, level }, i) => {
      const from = (branch.since ?? branch.generations?.[0] ?? first) - first;
      const until = (branch.generations?.[1] ?? last) - first;
      const inset = level * 3;
      const x = room + left * (width - room) + inset;
      const wide = Math.max(3, share * (width - room) - 4 - 2 * inset);
      const band = svg("g", { class: `overview-band tone-${(i + level) % 3}` });
      const top = from * row + 2 + level * 3;
      const tall = Math.max(row - 4, (until - from + 1) * row - 4 - level * 6);
      const shape = svg("rect", { x, y: top, width: wide, height: tall, rx: 6 });
      const name = svg("text", { x: x + 8, y: top + 18 });
      name.textContent = wide > 30 ? branch.label.slice(0, Math.max(1, Math.floor((wide - 12) / 8.6))) : "";
      const title = svg("title");
      title.textContent = branch.label;
      band.append(title, shape, name);
      if (branch.founder) {
        set(band, "data-founder", branch.founder.id);
        band.addEventListener("click", () => this.#go(branch.founder.id));
      }
      picture.append(band);
    });
    return picture;
  }

  #list(branches) {
    const list = document.createElement("ul");
    list.className = "overview-list";
    const inOrder = bandsOf(branches).sort((a, b) => a.left - b.left || a.level - b.level);
    for (const { branch, level } of inOrder) {
      const row = document.createElement("li");
      row.dataset.level = Math.min(level, 4);
      const name = document.createElement(branch.founder ? "a" : "span");
      if (branch.founder) {
        name.href = this.tree.source.address("page", branch.founder.id);
        name.addEventListener("click", (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          this.#go(branch.founder.id);
        });
      }
      name.textContent = branch.label;
      const about = document.createElement("span");
      about.className = "meta";
      about.textContent = [
        branch.founder?.name,
        branch.generations && say("span", ...branch.generations),
        branch.people && say("people", number(branch.people)),
      ]
        .filter(Boolean)
        .join(" · ");
      row.append(name, about);
      list.append(row);
    }
    return list;
  }

  #go(founder) {
    this.parts.overview.close();
    this.tree.goTo(founder, true);
  }
}
