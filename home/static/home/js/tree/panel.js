// The card of the person one has pressed: who it is, and what can be done from here.

import { underName } from "./cards.js";
import { pathOf } from "./draw.js";
import { generation, say } from "./words.js";

export class Panel {
  constructor(root, tree) {
    this.root = root;
    this.tree = tree;
    this.parts = {};
    for (const part of root.querySelectorAll("[data-panel]")) this.parts[part.dataset.panel] = part;
    const on = (name, deed) => this.parts[name].addEventListener("click", deed);
    on("close", () => this.hide(true));
    on("center", () => tree.goTo(this.id, true));
    on("toggle", () => tree.toggle(this.key));
    on("pathTo", () => tree.pickPath(this.id));
    on("pathFrom", () => tree.startPicking(this.id));
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.hide(true);
    });
  }

  /** Show the card of a box, or of one of its partners when `id` is theirs. */
  show(key, id = key) {
    const { tree, parts } = this;
    const box = tree.boxes.byKey.get(key);
    this.key = key;
    this.id = id;
    const partner = id === key ? null : box.partners.find((one) => one.id === id);
    const one = partner ?? box.person;
    parts.name.textContent = one?.name ?? say("opaque");
    parts.about.textContent = this.#about(box, partner);
    parts.page.hidden = !one?.url;
    if (one?.url) parts.page.href = pathOf(one.url);
    const isPerson = Boolean(box.person) && !partner;
    parts.center.hidden = !one?.id || id === tree.state.focus;
    parts.pathFrom.hidden = !one?.id;
    parts.pathTo.hidden = !one?.id || id === tree.state.focus;
    parts.pathTo.textContent = say("pathTo", tree.nameOf(tree.state.focus));
    const isClosed = tree.boxes.isClosed(box);
    parts.toggle.hidden = !isPerson || (!isClosed && !box.kids.length);
    parts.toggle.textContent = say(isClosed ? "openOne" : "foldOne");
    this.#partners(partner ? [] : box.partners);
    this.root.hidden = false;
    tree.classList.add("has-panel");
  }

  #about(box, partner) {
    if (partner) return [partner.label, partner.years, partner.clan_branch].filter(Boolean).join(" · ");
    if (!box.person) return "";
    const place = [box.person.generation_label || generation(box.generation), box.person.branch];
    return [...place, ...underName(box)].filter(Boolean).join(" · ");
  }

  #partners(partners) {
    this.parts.partners.replaceChildren(
      ...partners.map((partner) => {
        const row = document.createElement("li");
        const name = document.createElement(partner.url ? "a" : "span");
        if (partner.url) name.href = pathOf(partner.url);
        name.textContent = partner.name;
        row.append(name);
        if (partner.label) row.append(` ${partner.label}`);
        return row;
      }),
    );
    this.parts.partners.hidden = !partners.length;
  }

  hide(isFocused = false) {
    if (this.root.hidden) return;
    const { tree } = this;
    const back = isFocused || this.root.contains(document.activeElement);
    this.root.hidden = true;
    tree.classList.remove("has-panel");
    tree.chosen = null;
    this.key = null;
    tree.view.refresh();
    if (back) tree.view.activate(tree.view.active, true);
  }
}
