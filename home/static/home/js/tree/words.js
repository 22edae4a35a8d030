// The words of the page come with it as data; this fills them in.

let words = {};

export function useWords(given) {
  words = given;
}

/** Give a text by name, `{0}`, `{1}` … replaced. */
export function say(name, ...values) {
  return (words[name] ?? name).replace(/\{(\d)\}/g, (_, place) => values[place] ?? "");
}

/** Group digits as Vietnamese do: 12.480. */
export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

/** Give the đời of a box in words, with a capital or without. */
export function generation(number, name = "generation") {
  return number === null || number === undefined ? "" : say(name, number);
}
