// Below a date field of the admin: what the server understood of it, while it is being typed.
const QUIET_MILLISECONDS = 350;

class DateReadingController extends window.StimulusModule.Controller {
  static values = { url: String };

  connect() {
    this.note = document.createElement("div");
    this.note.className = "date-reading";
    this.note.setAttribute("aria-live", "polite");
    this.element.insertAdjacentElement("afterend", this.note);
    if (this.element.value.trim()) this.read();
  }

  disconnect() {
    clearTimeout(this.timer);
    this.note.remove();
  }

  read() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), QUIET_MILLISECONDS);
  }

  async ask() {
    const text = this.element.value.trim();
    if (!text) {
      this.note.replaceChildren();
      return;
    }
    const response = await fetch(`${this.urlValue}?${this.question(text)}`);
    // An older answer must not overwrite what belongs to newer letters.
    if (!response.ok || text !== this.element.value.trim()) return;
    this.show(await response.json());
  }

  question(text) {
    const question = new URLSearchParams({ text });
    const form = this.element.form;
    const person = document.querySelector("[data-person]");
    if (person) question.set("person", person.dataset.person);
    form.querySelectorAll('[name^="parent_links-"][name$="-parent"]').forEach((input) => {
      if (/^\d+$/.test(input.value)) question.append("parent", input.value);
    });
    const type = form.elements[this.element.name.replace(/date$/, "type")];
    if (type) question.set("type", type.value);
    return question;
  }

  show({ understood, warnings = [], error, candidates = [] }) {
    const lines = [];
    if (understood) lines.push(this.line("understood", `Hiểu là: ${understood}`));
    warnings.forEach((warning) => lines.push(this.line("warning", warning)));
    if (error) lines.push(this.line("error", error));
    if (candidates.length && !(candidates.length === 1 && understood)) {
      lines.push(this.choices(candidates));
    }
    this.note.replaceChildren(...lines);
  }

  line(kind, words) {
    const line = document.createElement("p");
    line.className = `date-reading__${kind}`;
    line.textContent = words;
    return line;
  }

  choices(candidates) {
    const group = document.createElement("p");
    group.className = "date-reading__choices";
    candidates.forEach(({ year, text, is_likely: isLikely }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button button-small${isLikely ? "" : " button-secondary"}`;
      button.textContent = isLikely ? `${year} (hợp với đời)` : String(year);
      button.addEventListener("click", () => {
        this.element.value = text;
        this.element.dispatchEvent(new Event("change", { bubbles: true }));
        this.element.focus();
      });
      group.append(button);
    });
    return group;
  }
}

window.wagtail.app.register("date-reading", DateReadingController);
