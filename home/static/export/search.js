// The search of the static copy: asks the index in the browser, no server.

import { SearchIndex } from "./index.js";

const AT_ONCE = 30;
const WAIT = 200;

const place = document.querySelector("[data-static-search]");
const field = document.querySelector('.search-form input[name="q"]');

if (place && field) {
  const index = new SearchIndex(place.dataset.index);
  const told = place.querySelector("[data-told]");
  const groups = place.querySelector("[data-groups]");
  const kinds = place.dataset.kinds.split("|");
  let asked = "";
  let timer = 0;

  const row = (hit) => {
    const item = document.createElement("li");
    item.className = "hit";
    const title = document.createElement("h3");
    title.className = "hit-title";
    const link = document.createElement("a");
    link.href = hit.href;
    link.textContent = hit.title;
    title.append(link);
    item.append(title);
    if (hit.facts.length) {
      const facts = document.createElement("p");
      facts.className = "meta dots";
      for (const words of hit.facts) {
        const fact = document.createElement("span");
        fact.textContent = words;
        facts.append(fact);
      }
      item.append(facts);
    }
    return item;
  };

  const show = (hits) => {
    for (const hit of hits) {
      let list = groups.querySelector(`[data-kind="${hit.kind}"]`);
      if (!list) {
        const section = document.createElement("section");
        section.className = "section";
        const head = document.createElement("h2");
        head.id = `nhom-${hit.kind}`;
        head.textContent = kinds[hit.kind];
        section.setAttribute("aria-labelledby", head.id);
        list = document.createElement("ul");
        list.className = "hit-list";
        list.dataset.kind = hit.kind;
        section.append(head, list);
        groups.append(section);
      }
      list.append(row(hit));
    }
  };

  const showMore = async (question, keys, from) => {
    groups.querySelector("[data-more]")?.remove();
    const hits = await index.documents(keys.slice(from, from + AT_ONCE));
    if (question !== asked) return;
    show(hits);
    if (keys.length > from + AT_ONCE) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet";
      button.dataset.more = "";
      button.textContent = place.dataset.more;
      button.addEventListener("click", () => showMore(question, keys, from + AT_ONCE));
      groups.append(button);
    }
  };

  const search = async () => {
    const question = field.value.trim();
    if (question === asked) return;
    asked = question;
    history.replaceState(null, "", question ? `?q=${encodeURIComponent(question)}` : location.pathname);
    try {
      const keys = question ? await index.keys(question) : [];
      if (question !== asked) return;
      groups.replaceChildren();
      told.textContent = question && (keys.length ? `${keys.length} ${place.dataset.count}` : place.dataset.none);
      if (keys.length) await showMore(question, keys, 0);
    } catch {
      if (question === asked) told.textContent = place.dataset.failed;
    }
  };

  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  search();
}
