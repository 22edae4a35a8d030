// Fingers, mouse, wheel and keys, turned into what the tree does. Everything that can be dragged can
// also be done with a button or a key.

const STILL = 8;
const STEP = 90;

const KEYS = {
  ArrowUp: "parent",
  ArrowDown: "child",
  ArrowLeft: "before",
  ArrowRight: "after",
  Home: "root",
  Enter: "open",
  " ": "choose",
  Escape: "leave",
  "+": "nearer",
  "=": "nearer",
  "-": "farther",
  _: "farther",
  0: "fit",
};

/** Listen to the hands of a reader. `act` has a function for each value of KEYS and for gestures. */
export class Hands {
  constructor(root, view, act) {
    this.root = root;
    this.view = view;
    this.act = act;
    this.pointers = new Map();
    this.speed = { x: 0, y: 0, at: 0 };
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      root.addEventListener(name, (event) => this.#up(event));
    }
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  #at(event) {
    return { x: event.clientX - this.view.left, y: event.clientY - this.view.top };
  }

  #down(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (!this.pointers.size) {
      // The window may have been scrolled since.
      this.view.resize();
      this.hasMoved = false;
      this.begin = this.#at(event);
    }
    cancelAnimationFrame(this.coasting);
    this.speed = { x: 0, y: 0, at: event.timeStamp };
    this.pointers.set(event.pointerId, this.#at(event));
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#at(event);
    if (!this.hasMoved) {
      if (this.pointers.size === 1 && Math.hypot(now.x - this.begin.x, now.y - this.begin.y) < STILL) return;
      this.hasMoved = true;
      this.root.setPointerCapture(event.pointerId);
      this.root.classList.add("dragging");
    }
    const [a, b] = this.pointers.values();
    this.pointers.set(event.pointerId, now);
    if (!b) {
      this.view.pan(now.x - before.x, now.y - before.y);
      this.#note(now.x - before.x, now.y - before.y, event.timeStamp);
      return;
    }
    const [c, d] = this.pointers.values();
    const apart = Math.hypot(c.x - d.x, c.y - d.y) / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const middle = { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 };
    this.view.pan(middle.x - (a.x + b.x) / 2, middle.y - (a.y + b.y) / 2);
    this.view.zoom(apart, middle);
  }

  #note(dx, dy, at) {
    const time = Math.max(1, at - this.speed.at);
    this.speed = {
      x: this.speed.x * 0.4 + (dx / time) * 0.6,
      y: this.speed.y * 0.4 + (dy / time) * 0.6,
      at,
    };
  }

  #up(event) {
    if (!this.pointers.delete(event.pointerId) || this.pointers.size) return;
    this.root.classList.remove("dragging");
    const isSoon = event.timeStamp - this.speed.at < 60;
    if (this.hasMoved && isSoon && event.type === "pointerup") this.#coast();
  }

  /** Let the drawing glide on a little after a throw. */
  #coast() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let { x, y } = this.speed;
    let last = performance.now();
    const step = (now) => {
      const time = Math.min(32, now - last);
      last = now;
      this.view.pan(x * time, y * time);
      const slower = 0.994 ** time;
      x *= slower ** 1.4;
      y *= slower ** 1.4;
      if (Math.hypot(x, y) > 0.03) this.coasting = requestAnimationFrame(step);
    };
    if (Math.hypot(x, y) > 0.25) this.coasting = requestAnimationFrame(step);
  }

  #click(event) {
    if (this.hasMoved && event.detail) {
      // The end of a drag is no press.
      event.preventDefault();
      this.hasMoved = false;
      return;
    }
    const pill = event.target.closest("[role=button]");
    const card = event.target.closest("[role=treeitem]");
    const link = event.target.closest("a");
    if (pill) this.act.toggle(card.key);
    else if (link?.hasAttribute("href")) {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      // Enter on a link follows it; a press shows the person first.
      if (!event.detail && event.isTrusted && this.enter) return;
      event.preventDefault();
      this.act.choose(card.key, link);
    } else if (card) this.act.choose(card.key, null);
    else this.act.nothing(this.#at(event));
  }

  #wheel(event) {
    event.preventDefault();
    const isMouse = event.deltaMode !== 0 || (event.deltaX === 0 && Math.abs(event.deltaY) >= 80);
    if (event.ctrlKey || (isMouse && !event.shiftKey)) {
      const lines = event.deltaMode === 1 ? 18 : 1;
      this.view.resize();
      this.view.zoom(1.0016 ** (-event.deltaY * lines * (event.ctrlKey && !isMouse ? 5 : 1)), this.#at(event));
    } else if (event.shiftKey && !event.deltaX) this.view.pan(-event.deltaY, 0);
    else this.view.pan(-event.deltaX, -event.deltaY);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey || event.shiftKey) {
      const way = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
      if (event.shiftKey && way[event.key]) {
        event.preventDefault();
        this.view.pan(...way[event.key]);
        return;
      }
    }
    const name = KEYS[event.key];
    if (!name || event.altKey) return;
    const isPill = event.target.closest?.("[role=button]");
    const isLink = event.target.closest?.("a");
    if (isPill && (name === "open" || name === "choose")) {
      event.preventDefault();
      this.act.toggle(event.target.closest("[role=treeitem]").key);
      return;
    }
    this.enter = name === "open";
    if (isLink && name === "open") return;
    event.preventDefault();
    this.act[name]();
  }
}
