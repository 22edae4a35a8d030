// Reads the index of the static search, file by file, as questions need them. Its shape is told in
// home/export/search_index.py.

import { wordsOf } from "./fold.js";

// A beginning that stands for more files than this is taken as a whole word.
const MOST_FILES = 12;
const IN_NAMES = 4;
const MARKED = 2;

export class SearchIndex {
  #folder;
  #kept = new Map();

  /** @param {string} folder path of the folder of the index */
  constructor(folder) {
    this.#folder = folder;
  }

  async #read(name) {
    if (!this.#kept.has(name)) {
      const asked = fetch(`${this.#folder}/${name}.json`).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      });
      asked.catch(() => this.#kept.delete(name));
      this.#kept.set(name, asked);
    }
    return this.#kept.get(name);
  }

  /** Give the keys that hold every word, best first. The last word may be a beginning. */
  async keys(question) {
    // A letter alone is in no file; it is somebody still typing.
    const words = wordsOf(question).filter(({ folded }) => folded.length > 1 || /\d/.test(folded));
    if (!words.length) return [];
    const lists = await Promise.all(
      words.map((word, place) => this.#holders(word, place === words.length - 1)),
    );
    lists.sort((one, other) => one.size - other.size);
    const scores = new Map();
    for (const [key, score] of lists[0]) {
      let sum = score;
      const everywhere = lists.slice(1).every((list) => {
        const more = list.get(key);
        sum += more ?? 0;
        return more !== undefined;
      });
      if (everywhere) scores.set(key, sum);
    }
    return [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([key]) => key);
  }

  /** Give what is shown of some keys: { kind, title, href, facts }. */
  async documents(keys) {
    const { bai } = await this.#read("muc-luc");
    const rows = await Promise.all(
      keys.map(async (key) => (await this.#read(`bai/${key % bai}`))[key.toString(36)] ?? []),
    );
    return rows.flat().map(([kind, title, href, facts]) => ({ kind, title, href, facts }));
  }

  async #holders(word, mayBegin) {
    const { tu, phan } = await this.#read("muc-luc");
    let names = tu.filter((name) => this.#concerns(name, word.folded, mayBegin));
    let begins = mayBegin && word.folded.length > 1;
    if (begins && names.length > MOST_FILES) {
      begins = false;
      names = tu.filter((name) => this.#concerns(name, word.folded, false));
    }
    const files = names.flatMap((name) =>
      phan[name] ? Array.from({ length: phan[name] }, (_none, part) => `${name}~${part}`) : [name],
    );
    const found = new Map();
    for (const file of await Promise.all(files.map((name) => this.#read(`tu/${name}`)))) {
      for (const [folded, spellings] of Object.entries(file)) {
        if (folded === word.folded || (begins && folded.startsWith(word.folded))) {
          const isWhole = folded === word.folded;
          for (const [marked, places] of Object.entries(spellings)) {
            const close = isWhole ? 1 + (marked === word.marked ? MARKED : 0) : 0;
            places.forEach((list, place) => note(found, list, close + (place === 0 ? IN_NAMES : 0)));
          }
        }
      }
    }
    return found;
  }

  #concerns(name, word, mayBegin) {
    if (name.endsWith("_")) {
      const whole = name.slice(0, -1);
      return whole === word || (mayBegin && word.length > 1 && whole.startsWith(word));
    }
    return word.startsWith(name) || (mayBegin && word.length > 1 && name.startsWith(word));
  }
}

function note(found, list, score) {
  if (!list) return;
  let key = 0;
  for (const step of list.split(" ")) {
    key += parseInt(step, 36);
    if ((found.get(key) ?? -1) < score) found.set(key, score);
  }
}
