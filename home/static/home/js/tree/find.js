// Finding a person: rows under the field while one types; arrows lead into them.

import { generation, say } from "./words.js";

const PAUSE = 250;

export class Finder {
  constructor(parts, tree) {
    this.form = parts.find;
    this.field = parts.findField;
    this.rows = parts.findRows;
    this.told = parts.findTold;
    this.tree = tree;
    this.field.addEventListener("input", () => {
      clearTimeout(this.clock);
      this.clock = setTimeout(() => this.search(), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.clock);
      this.search();
    });
    this.form.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.form.contains(event.relatedTarget)) this.close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.form.contains(event.target)) this.close();
    });
  }

  async search() {
    const words = this.field.value.trim();
    if (words.length < 2) {
      this.close();
      return;
    }
    const { source, setup } = this.tree;
    const answer = await this.tree.ask(source.search(words, setup.clan), () => this.search());
    if (!answer || this.field.value.trim() !== words) return;
    this.rows.replaceChildren(...answer.items.map((item) => this.#row(item)));
    this.rows.hidden = !answer.items.length;
    const count = answer.items.length;
    this.told.textContent = count ? say("found", answer.meta.total_count ?? count) : say("foundNone", words);
    this.told.hidden = false;
  }

  #row(item) {
    const link = document.createElement("a");
    link.href = this.tree.source.address("page", item.id);
    const name = document.createElement("span");
    name.className = "tree-found-name";
    name.textContent = item.name;
    const about = document.createElement("span");
    about.className = "tree-found-about";
    about.textContent = [
      generation(item.generation),
      item.branch,
      item.father && say("sonOf", item.father),
      item.years,
    ]
      .filter(Boolean)
      .join(" · ");
    link.append(name, about);
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.close();
      this.field.value = "";
      if (this.tree.isPicking) this.tree.pickPath(item.id);
      else this.tree.goTo(item.id, true);
    });
    const row = document.createElement("li");
    row.append(link);
    return row;
  }

  #key(event) {
    if (event.key === "Escape") {
      this.close();
      this.field.focus();
      return;
    }
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || this.rows.hidden) return;
    event.preventDefault();
    const links = [...this.rows.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + way;
    if (next < 0) this.field.focus();
    else links[Math.min(next, links.length - 1)].focus();
  }

  close() {
    this.rows.hidden = true;
    this.told.hidden = true;
    this.tree.source.stop("search");
  }
}
