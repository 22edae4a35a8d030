// What the tree tells: what was loaded (also to screen readers), what went wrong and how to go on, and
// the line between two people in words.

import { pathOf } from "./draw.js";
import { say } from "./words.js";

function button(text, onPress) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet";
  made.textContent = text;
  made.addEventListener("click", onPress);
  return made;
}

export class Notes {
  constructor({ live, error, banner, waiting }) {
    this.live = live;
    this.error = error;
    this.line = banner;
    this.waiting = waiting;
    this.retry = null;
    addEventListener("offline", () => this.fail("offline", null));
  }

  tell(text) {
    this.live.textContent = text;
  }

  wait(text) {
    clearTimeout(this.clock);
    if (!text) {
      this.waiting.hidden = true;
      return;
    }
    // Quick answers show no sign of waiting.
    this.clock = setTimeout(() => {
      this.waiting.textContent = text;
      this.waiting.hidden = false;
    }, 250);
  }

  /** Say what went wrong; `again` does it once more, null when there is nothing to do again. */
  fail(reason, again) {
    const name = reason === "noneInRange" ? reason : `error${reason[0].toUpperCase()}${reason.slice(1)}`;
    const text = document.createElement("p");
    text.textContent = say(name);
    this.retry = again;
    this.error.replaceChildren(text);
    if (again) this.error.append(button(say("retry"), () => this.again()));
    this.error.hidden = false;
  }

  /** Do once more what failed. */
  again() {
    const { retry } = this;
    this.clear();
    retry?.();
  }

  clear() {
    this.retry = null;
    this.error.hidden = true;
    this.error.replaceChildren();
  }

  /** Show a line over the drawing, with a button that takes it away; an empty text hides it. */
  banner(text, { onClose, link, words } = {}) {
    this.line.hidden = !text;
    this.line.replaceChildren();
    if (!text) return;
    const line = document.createElement("p");
    line.textContent = text;
    this.line.append(line);
    if (link) {
      const way = document.createElement("a");
      way.className = "button button-quiet";
      way.href = link;
      way.textContent = words;
      this.line.append(way);
    }
    this.line.append(button(say(link ? "pathClear" : "close"), onClose));
    this.tell(text);
  }

  /** Say what two people call each other. */
  kin(answer, page, path, [first, second], onClose) {
    const a = answer.from?.name || first;
    const b = answer.to?.name || second;
    if (!path) {
      this.banner(say("pathNone", a, b), { onClose });
      return;
    }
    const { term, reciprocal } = answer;
    const text = term && reciprocal ? say("pathWords", a, b, term, reciprocal) : say("pathPlain", a, b);
    const query = new URLSearchParams({ tu: answer.from.id, den: answer.to.id });
    this.banner(text, { onClose, link: `${pathOf(page)}?${query}`, words: say("pathPage") });
  }
}
