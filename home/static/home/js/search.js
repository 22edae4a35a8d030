// The search field offers what it finds while somebody types (a combobox with a list). Without
// this the form works as any form does. Nothing that is typed is kept.

const WAIT = 180;
const SHORTEST = 2;

class Suggestions {
  #input;
  #list;
  #address;
  #timer = 0;
  #asked = null;
  #current = -1;

  constructor(row) {
    this.#input = row.querySelector("input[type=search]");
    this.#address = row.dataset.suggest;
    this.#list = document.createElement("ul");
    this.#list.className = "suggestions";
    this.#list.id = `${this.#input.id}-danh-sach`;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", document.querySelector(`label[for="${this.#input.id}"]`)?.textContent ?? "");
    this.#list.hidden = true;
    row.append(this.#list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id };
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value);
    this.#input.addEventListener("input", () => this.#later());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => this.#close());
    // Before the field loses the focus and the list closes.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#open(event.target.closest("[role=option]")));
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), WAIT);
  }

  async #ask() {
    const text = this.#input.value.trim();
    this.#asked?.abort();
    if (text.length < SHORTEST) return this.#close();
    this.#asked = new AbortController();
    try {
      const answer = await fetch(`${this.#address}?${new URLSearchParams({ q: text })}`, { signal: this.#asked.signal });
      if (!answer.ok) return this.#close();
      this.#show(await answer.text());
    } catch (error) {
      // A newer question, or no net: the form still works.
      if (error.name !== "AbortError") this.#close();
    }
  }

  #show(html) {
    if (document.activeElement !== this.#input) return;
    this.#list.innerHTML = html;
    this.#current = -1;
    this.#input.removeAttribute("aria-activedescendant");
    this.#list.hidden = this.#options.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#current = -1;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #move(step) {
    const options = this.#options;
    if (this.#list.hidden || options.length === 0) return this.#ask();
    options[this.#current]?.setAttribute("aria-selected", "false");
    // One place beside the options is the field itself.
    this.#current = ((this.#current + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    const option = options[this.#current];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.#current >= 0) {
      event.preventDefault();
      this.#open(this.#options[this.#current]);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#close();
    }
  }

  #open(option) {
    // What stands in the field may be a letter further than the list.
    if (option?.classList.contains("option-all")) this.#input.form.requestSubmit();
    else if (option?.dataset.url) location.assign(option.dataset.url);
  }
}

for (const row of document.querySelectorAll("[data-search][data-suggest]")) new Suggestions(row);

// "/" leads into the first search field of the page, as on many sites.
document.addEventListener("keydown", (event) => {
  const at = event.target;
  const isTyping = at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"));
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("main input[type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
