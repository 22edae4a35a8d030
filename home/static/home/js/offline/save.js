/* <offline-save>: the button "Đọc ngoại tuyến" of a public article. Without JavaScript it is not there. */

import { articleRemove, articleSave, isSaved } from "./stores.js";

class OfflineSave extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator) || !("caches" in window)) {
      return;
    }
    this.button = this.querySelector("button");
    this.told = this.querySelector("[role=status]");
    this.button.addEventListener("click", () => this.turn());
    this.show().then(() => {
      this.hidden = false;
    });
  }

  async show(message = "") {
    this.saved = await isSaved(location.href);
    this.button.setAttribute("aria-pressed", String(this.saved));
    this.querySelector("[data-words]").textContent = this.saved ? this.dataset.remove : this.dataset.save;
    this.told.textContent = message;
  }

  async turn() {
    this.button.disabled = true;
    let message = "";
    try {
      if (this.saved) {
        await articleRemove(location.href);
        message = this.dataset.removed;
      } else {
        await articleSave(location.href);
        message = this.dataset.saved;
      }
    } catch {
      message = this.dataset.failed;
    }
    this.button.disabled = false;
    await this.show(message);
    this.button.focus();
  }
}

customElements.define("offline-save", OfflineSave);
