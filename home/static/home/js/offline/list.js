/* <saved-articles>: the list of the offline page, each with a button that removes it. */

import { articleRemove, savedArticles } from "./stores.js";

class SavedArticles extends HTMLElement {
  connectedCallback() {
    if ("caches" in window) {
      this.show();
    }
  }

  async show() {
    const rows = await savedArticles();
    const list = this.querySelector("ul");
    const row = this.querySelector("template").content;
    list.replaceChildren(
      ...rows.map((article) => {
        const item = row.cloneNode(true);
        const link = item.querySelector("a");
        link.href = new URL(article.address).pathname;
        link.textContent = article.title;
        const day = new Date(article.day);
        item.querySelector("[data-day]").textContent = `${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}`;
        item.querySelector("[data-name]").textContent = article.title;
        item.querySelector("button").addEventListener("click", async () => {
          await articleRemove(article.address);
          await this.show();
          this.querySelector("h2").focus();
        });
        return item;
      }),
    );
    list.hidden = rows.length === 0;
    this.querySelector("[data-none]").hidden = rows.length > 0;
  }
}

customElements.define("saved-articles", SavedArticles);
