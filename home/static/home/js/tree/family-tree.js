// <family-tree>: the drawing of a clan around one person. The page holds its words, its controls and,
// for readers without this script, the list of the same people; see templates/genealogy/explorer.html.

import { COLUMN, ROW, forgetWidths } from "./cards.js";
import { Controls } from "./controls.js";
import { NoAnswer, Source, isStale } from "./data.js";
import { pathOf } from "./draw.js";
import { Hands } from "./input.js";
import { arrange } from "./layout.js";
import { Boxes } from "./model.js";
import { Notes } from "./notes.js";
import { Panel } from "./panel.js";
import { idsOnPath } from "./path.js";
import { printsAsSeen } from "./print.js";
import { readAddress, writeAddress } from "./places.js";
import { View } from "./view.js";
import { number, say, useWords } from "./words.js";

const FORMS = { row: ROW, column: COLUMN };

export class FamilyTree extends HTMLElement {
  connectedCallback() {
    if (this.view) return;
    this.setup = JSON.parse(document.getElementById("tree-setup").textContent);
    useWords(this.setup.words);
    this.parts = {};
    for (const part of this.querySelectorAll("[data-part]")) this.parts[part.dataset.part] = part;
    for (const name of ["bar", "stage"]) this.parts[name].hidden = false;
    this.classList.add("is-live");
    this.boxes = new Boxes();
    this.source = new Source(this.setup.addresses);
    this.state = { focus: this.setup.focus, ...readAddress(location) };
    this.busy = new Set();
    this.notes = new Notes(this.parts);
    this.view = new View(this.parts.svg, {
      stateOf: { box: (node, isActive) => this.stateOf(node, isActive), path: () => this.path },
      label: say("tree"),
    });
    this.panel = new Panel(this.parts.panel, this);
    this.hands = new Hands(this.parts.svg, this.view, this.deeds());
    this.controls = new Controls(this);
    this.controls.show(this.state);
    printsAsSeen(this.parts.svg, this.view);
    new ResizeObserver(() => this.resized()).observe(this.parts.svg);
    addEventListener("popstate", () => this.cameBack());
    addEventListener("online", () => this.notes.again());
    document.fonts?.addEventListener?.("loadingdone", () => {
      forgetWidths();
      this.view.refresh();
    });
    this.go(this.state.focus, { isFirst: true });
  }

  get form() {
    return FORMS[this.state.form];
  }

  get focusKey() {
    return this.boxes.boxOf(this.state.focus)?.key ?? null;
  }

  resized() {
    const before = { width: this.view.width, height: this.view.height };
    this.view.resize();
    if (!this.view.scene) return;
    this.view.pan((this.view.width - before.width) / 2, (this.view.height - before.height) / 2);
  }

  /** Ask, and tell when no answer comes; gives null then. `again` is done when the reader retries. */
  async ask(question, again) {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await question;
      this.notes.clear();
      return answer;
    } catch (error) {
      if (isStale(error)) return null;
      if (!(error instanceof NoAnswer)) throw error;
      this.notes.fail(error.reason, again);
      return null;
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  /** Show the tree around somebody. `isPushed` makes a step of the browser's history. */
  async go(id, { isPushed = false, isFirst = false, to = this.state.to, root = null } = {}) {
    this.notes.wait(say("loading"));
    const { sons } = this.state;
    const answer = await this.ask(this.#window(id, { sons, to }), () =>
      this.go(id, { isPushed, isFirst, to, root }),
    );
    this.notes.wait("");
    if (!answer) return false;
    performance.mark("tree-data");
    this.boxes.replace(answer);
    this.state = { ...this.state, focus: answer.meta.focus ?? id, to, root };
    this.path = null;
    this.panel.hide();
    if (isPushed) writeAddress(this.source, this.state, true);
    else if (!isFirst) writeAddress(this.source, this.state, false);
    this.layOut();
    this.view.active = this.focusKey;
    this.view.begin(this.focusKey, this.#startingSize());
    this.view.drawNow(true);
    // What a reader waits for: until the first frame is on the screen.
    requestAnimationFrame(() => setTimeout(() => performance.measure("tree-first", "tree-data")));
    this.controls.moved(this.boxes.boxOf(this.state.focus), { isFirst });
    if (!isFirst) this.notes.tell(say("moved", this.nameOf(this.state.focus), this.count));
    if (to) await this.showPath(to);
    return true;
  }

  /** Ask for a window; somebody of another line cannot be drawn in and is left out. */
  async #window(id, { sons, to }) {
    try {
      return await this.source.chart(id, { sons, to });
    } catch (error) {
      if (!to || error.reason !== "missing") throw error;
      return this.source.chart(id, { sons });
    }
  }

  #startingSize() {
    // Who reads with larger letters gets a larger tree.
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / 18;
    return Math.min(1.6, Math.max(0.8, letters)) * (this.view.width < 500 ? 0.86 : 1);
  }

  /** Lay out anew what is open; the box of `anchor` stays where it is on the screen. */
  layOut(anchor = null) {
    const { from, until, root } = this.state;
    const rows = this.boxes.shown({ from: from ?? -Infinity, to: until ?? Infinity, root });
    if (!rows.length) {
      this.notes.fail("noneInRange", null);
      return false;
    }
    this.rows = rows;
    this.drawnBelow = Boxes.drawnBelow(rows);
    const scene = arrange(rows, this.form, this.focusKey);
    this.view.far.mark(this.focusKey, this.path);
    this.view.show(scene, this.form, anchor);
    this.count = this.boxes.people(rows);
    const top = this.boxes.tops()[0];
    this.controls.counted(this.count, top.key === this.boxes.meta.root ? top.total + 1 : 0);
    return true;
  }

  nameOf(id) {
    const box = this.boxes.boxOf(id);
    if (!box) return "";
    if (box.key === id) return box.person?.name ?? say("opaque");
    return box.partners.find((one) => one.id === id)?.name ?? "";
  }

  /** Say what a box looks like and what can be done with it. */
  stateOf(node, isActive) {
    const { box, parent } = node;
    const isClosed = this.boxes.isClosed(box) && box.generation !== this.state.until;
    const brothers = parent?.kids ?? [node];
    return {
      hidden: isClosed ? Math.max(0, box.total - (this.drawnBelow.get(box.key) ?? 0)) : 0,
      isClosed: isClosed && Boolean(box.person || box.folded),
      canFold: !isClosed && node.kids.length > 0,
      isBusy: this.busy.has(box.key),
      isFocus: box.key === this.focusKey,
      isChosen: box.key === this.chosen,
      onPath: this.path,
      isActive,
      level: node.row - this.view.scene.rows[0].row + 1,
      place: brothers.indexOf(node) + 1,
      count: brothers.length,
    };
  }

  /** Open or fold what stands below a box. */
  async toggle(key) {
    const box = this.boxes.byKey.get(key);
    if (!box) return;
    if (!this.boxes.isClosed(box)) {
      box.folded = true;
      this.layOut(key);
      this.notes.tell(say("folded", this.nameOf(key) || say("opaque")));
    } else if (box.folded) {
      box.folded = false;
      this.layOut(key);
      this.notes.tell(say("loaded", number(this.boxes.people(this.#below(box))), this.nameOf(key)));
    } else await this.open(box);
    this.view.activate(key, this.view.hasFocus());
    if (this.panel.key === key) this.panel.show(key);
  }

  #below(box) {
    return this.boxes.shown({ root: box.key }).slice(1);
  }

  /** Fetch what stands below a box. */
  async open(box) {
    this.busy.add(box.key);
    this.view.refresh();
    const answer = await this.ask(this.source.below(box.key, this.state), () => this.open(box));
    this.busy.delete(box.key);
    if (!answer || !this.boxes.byKey.has(box.key)) {
      this.view.refresh();
      return;
    }
    const fresh = this.boxes.merge(answer, box.key);
    const keep = [this.state.focus, this.state.to, box.key].filter(Boolean);
    const gone = this.boxes.trim(box, keep);
    this.layOut(box.key);
    const name = this.nameOf(box.key);
    const told = fresh ? say("loaded", number(fresh), name) : say("nothingMore", name);
    this.notes.tell(gone ? `${told} ${say("dropped")}` : told);
  }

  choose(key, link = null) {
    if (!key || !this.boxes.byKey.has(key)) return;
    const id = link ? this.#idOf(key, link) : key;
    if (this.isPicking) {
      this.pickPath(id);
      return;
    }
    this.chosen = key;
    this.view.activate(key);
    this.panel.show(key, id);
    this.view.refresh();
  }

  /** Give whose link it is: the person's or that of a partner. */
  #idOf(key, link) {
    const box = this.boxes.byKey.get(key);
    const address = link.getAttribute("href");
    const partner = box.partners.find((one) => pathOf(one.url) === address);
    return partner && pathOf(box.person?.url) !== address ? partner.id : key;
  }

  leave() {
    if (this.isPicking) this.stopPicking();
    else if (!this.parts.panel.hidden) this.panel.hide(true);
    else if (this.path) this.clearPath();
  }

  /** Give the deeds of hands and keys. */
  deeds() {
    const { view } = this;
    const step = (find) => async () => {
      const node = view.scene.nodes.get(view.active) ?? view.scene.nodes.get(this.focusKey);
      const next = node && (await find(node));
      if (!next) return;
      view.activate(next.key, true);
      view.reveal(next.key);
    };
    const beside = (way) => (node) => {
      const { nodes } = view.scene.rows.find((row) => row.row === node.row);
      return nodes[nodes.indexOf(node) + way];
    };
    return {
      parent: step((node) => node.parent),
      child: step(async (node) => {
        if (!node.kids.length && this.boxes.isClosed(node.box)) await this.toggle(node.key);
        return view.scene.nodes.get(node.key)?.kids[0];
      }),
      before: step(beside(-1)),
      after: step(beside(1)),
      root: () => this.goTo(this.setup.founder ?? this.boxes.tops()[0]?.key, true),
      open: () => {
        const address = pathOf(this.boxes.byKey.get(view.active)?.person?.url);
        if (address) location.assign(address);
      },
      choose: (key, link) => this.choose(key ?? view.active, link),
      toggle: (key) => this.toggle(key),
      leave: () => this.leave(),
      nearer: () => view.zoom(1.3, undefined, true),
      farther: () => view.zoom(1 / 1.3, undefined, true),
      fit: () => view.fit(),
      nothing: (point) => this.#pressed(point),
    };
  }

  #pressed(point) {
    const key = this.view.level === "dots" ? this.view.keyAt(point) : null;
    if (key) {
      this.view.activate(key);
      this.view.center(key, { k: 0.8 });
    } else if (!this.parts.panel.hidden) this.panel.hide();
  }

  /** Go to somebody: move there when drawn already, else ask for the tree around. */
  async goTo(id, isFocused = false) {
    if (!id) return;
    this.state.root = null;
    const hasMoved = this.state.focus !== id;
    if (hasMoved) await this.go(id, { isPushed: true, to: null });
    else {
      this.layOut();
      this.view.center(this.focusKey);
    }
    if (isFocused && this.state.focus === id) this.view.activate(this.focusKey, true);
  }

  cameBack() {
    const { focus, ...rest } = readAddress(location);
    this.state = { ...this.state, ...rest };
    this.controls.show(this.state);
    this.go(focus ?? this.setup.focus);
  }

  /** Remember a change of what is shown in the address, without a step of history. */
  changed(change, { isAsked = false } = {}) {
    Object.assign(this.state, change);
    writeAddress(this.source, this.state, false);
    if (isAsked) return this.go(this.state.focus, { root: this.state.root });
    const isShown = this.layOut();
    if (isShown) {
      this.view.activate(this.rows.some((row) => row.box.key === this.view.active) ? this.view.active : this.rows[0].box.key);
      this.view.begin(this.view.active, this.#startingSize());
    }
    return isShown;
  }

  /** Wait for the reader to choose the second person of a kin line. */
  async startPicking(from) {
    if (from !== this.state.focus) await this.go(from, { isPushed: true, to: null });
    this.panel.hide();
    this.isPicking = true;
    this.classList.add("is-picking");
    this.notes.banner(say("pathPick"), { onClose: () => this.stopPicking() });
  }

  stopPicking() {
    this.isPicking = false;
    this.classList.remove("is-picking");
    this.notes.banner("");
  }

  async pickPath(id) {
    this.stopPicking();
    if (id === this.state.focus) return;
    this.panel.hide();
    await this.showPath(id, true);
  }

  /** Draw the line between the focus and somebody else, and say what they call each other. */
  async showPath(to, isNew = false) {
    const from = this.state.focus;
    const answers = await this.ask(
      Promise.all([
        isNew ? this.#window(from, { sons: this.state.sons, to }) : null,
        this.source.relationship(from, to),
      ]),
      () => this.showPath(to, isNew),
    );
    if (!answers) return;
    const [chart, kin] = answers;
    if (chart) this.boxes.merge(chart);
    this.state.to = to;
    if (isNew) writeAddress(this.source, this.state, true);
    this.path = idsOnPath(this.boxes, from, to, kin);
    for (const id of this.path ?? []) {
      const box = this.boxes.boxOf(id);
      for (const above of box ? this.boxes.line(box).slice(1) : []) above.folded = false;
    }
    this.layOut(this.focusKey);
    this.notes.kin(kin, this.source.addresses.relationshipPage, this.path, [from, to].map((id) => this.nameOf(id)), () =>
      this.clearPath(),
    );
    this.#showAll([...(this.path ?? [])]);
  }

  /** Move so that all of these people are on the screen. */
  #showAll(ids) {
    const nodes = ids.map((id) => this.view.scene.nodes.get(this.boxes.boxOf(id)?.key)).filter(Boolean);
    if (!nodes.length) return;
    const [left, right] = [Math.min(...nodes.map((n) => n.x)), Math.max(...nodes.map((n) => n.x + n.size.width))];
    const [top, bottom] = [Math.min(...nodes.map((n) => n.y)), Math.max(...nodes.map((n) => n.y))];
    this.view.showBetween({ left, right, top, bottom }, this.#startingSize(), this.parts.banner.offsetHeight + 30);
  }

  clearPath() {
    this.path = null;
    this.state.to = null;
    this.notes.banner("");
    writeAddress(this.source, this.state, false);
    this.layOut(this.focusKey);
  }
}

customElements.define("family-tree", FamilyTree);
