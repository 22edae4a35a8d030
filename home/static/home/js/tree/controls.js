// The bar over the drawing and the buttons on it.

import { Finder } from "./find.js";
import { Overview } from "./overview.js";
import { pathOf } from "./draw.js";
import { generation, number, say } from "./words.js";

export class Controls {
  constructor(tree) {
    this.tree = tree;
    const { parts, view } = tree;
    this.parts = parts;
    this.finder = new Finder(parts, tree);
    this.overview = new Overview(parts, tree);
    const press = (name, deed) => parts[name]?.addEventListener("click", deed);
    press("nearer", () => view.zoom(1.35, undefined, true));
    press("farther", () => view.zoom(1 / 1.35, undefined, true));
    press("fit", () => view.fit());
    press("full", () => this.#fullScreen());
    press("print", () => print());
    for (const name of ["founder", "own"]) {
      press(name, (event) => this.#follow(event));
    }
    parts.sons.addEventListener("change", () => {
      tree.changed({ sons: this.#checked("sons") === "trai" }, { isAsked: true });
    });
    parts.form.addEventListener("change", () => {
      tree.changed({ form: this.#checked("form") === "doc" ? "column" : "row" });
    });
    for (const name of ["from", "until"]) parts[name].addEventListener("change", () => this.#range());
    parts.branch.addEventListener("change", () => this.#branch());
    this.#optionsButton();
    this.#placeSwitches();
    document.addEventListener("fullscreenchange", () => this.#isFull());
    this.#watchList();
  }

  #checked(name) {
    return this.parts[name].querySelector("input:checked")?.value;
  }

  /** A link to another person of the same clan moves the drawing instead of the page. */
  #follow(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const link = event.currentTarget;
    if (link.dataset.clan && link.dataset.clan !== this.tree.setup.clan) return;
    event.preventDefault();
    this.tree.goTo(link.dataset.person);
  }

  #optionsButton() {
    const { options, optionsButton } = this.parts;
    const show = (isOpen) => {
      options.hidden = !isOpen;
      optionsButton.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) this.overview.fillChoice();
    };
    optionsButton.addEventListener("click", () => show(options.hidden));
    options.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      show(false);
      optionsButton.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      const inside = options.contains(event.target) || optionsButton.contains(event.target);
      if (!options.hidden && !inside) show(false);
    });
  }

  /** On a phone the switches stand in the panel of options, on a desk in the bar. */
  #placeSwitches() {
    const { switches, options, optionsButton } = this.parts;
    const narrow = matchMedia("(max-width: 62rem)");
    const place = () => (narrow.matches ? options.prepend(switches) : optionsButton.before(switches));
    narrow.addEventListener("change", place);
    place();
  }

  #range() {
    const value = (name) => (this.parts[name].value ? Number(this.parts[name].value) : null);
    const change = { from: value("from"), until: value("until") };
    if (change.from !== null && change.until !== null && change.from > change.until) {
      [change.from, change.until] = [change.until, change.from];
      this.parts.from.value = change.from;
      this.parts.until.value = change.until;
    }
    this.tree.notes.clear();
    this.tree.changed(change);
  }

  async #branch() {
    const founder = this.parts.branch.value;
    if (founder) await this.tree.go(founder, { isPushed: true, to: null, root: founder });
    else {
      this.tree.state.root = null;
      this.tree.layOut();
    }
  }

  /** Show a state in the controls. */
  show(state) {
    const check = (name, value) => {
      for (const input of this.parts[name].querySelectorAll("input")) input.checked = input.value === value;
    };
    check("sons", state.sons ? "trai" : "tat-ca");
    check("form", state.form === "column" ? "doc" : "ngang");
  }

  /** The focus is somebody else: the page says so. */
  moved(box, { isFirst }) {
    const { tree, parts } = this;
    const person = box?.person;
    parts.branch.value = tree.state.root ?? "";
    if (isFirst || !person) return;
    const heading = say("title", tree.nameOf(tree.state.focus));
    parts.heading.textContent = heading;
    document.title = document.title.replace(/^.*?(?= – )/, heading);
    parts.about.textContent = [person.generation_label || generation(box.generation), person.branch, person.years]
      .filter(Boolean)
      .join(" · ");
    const crumbs = document.querySelectorAll(".breadcrumb li");
    const link = crumbs[crumbs.length - 2]?.querySelector("a");
    if (link) {
      link.textContent = person.name;
      link.href = pathOf(person.url);
    }
    this.#staleList(box);
  }

  #generations() {
    const { from, until } = this.parts;
    const [first, last] = this.tree.boxes.generations();
    for (const [select, value] of [
      [from, this.tree.state.from],
      [until, this.tree.state.until],
    ]) {
      const rows = [select.options[0]];
      for (let one = first; one <= last; one += 1) rows.push(new Option(generation(one), one));
      select.replaceChildren(...rows);
      select.value = value ?? "";
    }
  }

  counted(count, all) {
    this.#generations();
    const words = [say("shown", number(count))];
    if (all > count) words.push(say("ofClan", number(all)));
    this.parts.count.textContent = words.join(" ");
  }

  #fullScreen() {
    const { tree } = this;
    if (document.fullscreenElement) document.exitFullscreen();
    else if (tree.requestFullscreen) tree.requestFullscreen().catch(() => this.#pretend());
    else this.#pretend();
  }

  /** Where a browser has no full screen (iPhone), the tree covers the page. */
  #pretend() {
    this.tree.classList.toggle("covers-page");
    this.#isFull();
  }

  #isFull() {
    const { tree, parts } = this;
    const isFull = Boolean(document.fullscreenElement) || tree.classList.contains("covers-page");
    parts.full.setAttribute("aria-pressed", String(isFull));
    parts.full.setAttribute("aria-label", say(isFull ? "leaveFullScreen" : "fullScreen"));
    tree.classList.toggle("is-full", isFull);
  }

  #staleList(box) {
    const { list, listHeading } = this.parts;
    const { tree } = this;
    listHeading.textContent = say("listOf", box.person.name);
    const link = document.createElement("a");
    link.className = "more-pill";
    link.href = tree.source.address("descendants", box.key);
    link.textContent = say("listOf", box.person.name);
    const row = document.createElement("li");
    row.append(link);
    list.replaceChildren(row);
    this.listOf = box.key;
  }

  /** The list is fetched for another person only when somebody comes to it. */
  #watchList() {
    const { list } = this.parts;
    const load = async () => {
      const id = this.listOf;
      if (!id) return;
      this.listOf = null;
      const page = await this.tree.source.list(id).catch(() => null);
      const fresh = page?.querySelector("[data-part=list]");
      if (fresh && id === this.tree.focusKey) list.replaceChildren(...fresh.children);
    };
    new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load()).observe(list);
  }
}
