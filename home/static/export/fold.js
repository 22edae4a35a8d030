// Vietnamese words as the index holds them; the same rules as cms/core/text.py.

const STROKES = { "đ": "d", "Đ": "d", "Ð": "d", "ð": "d" };
const SHAPES = { "\u0302": "6", "\u031b": "7", "\u0306": "8" };
const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_WORD = 24;

const isMark = (char) => char >= "\u0300" && char <= "\u036f";
const withoutMarks = (text) => [...text.normalize("NFD")].filter((char) => !isMark(char)).join("");

function fold(text) {
  const plain = withoutMarks(text.replace(/[đĐÐð]/g, (letter) => STROKES[letter]));
  // Upper case and back is what Python calls case folding, for all letters of names.
  return withoutMarks(plain.toUpperCase().toLowerCase()).normalize("NFC");
}

function inVni(word) {
  let letters = "";
  let tone = "";
  for (const char of word.normalize("NFD")) {
    if (TONES[char]) tone += TONES[char];
    else if (SHAPES[char]) letters += SHAPES[char];
    else if (char === "đ") letters += "d9";
    else if (!isMark(char)) letters += char;
  }
  return letters + tone;
}

/** Give the words of a text, each as { folded, marked }; `marked` is `folded` for plain words. */
export function wordsOf(text) {
  const composed = text.normalize("NFC").replace(/Ð/g, "Đ").replace(/ð/g, "đ").toLowerCase();
  return (composed.match(WORD) ?? []).map((word) => {
    const [whole, spelled] = [fold(word), inVni(word)];
    const folded = whole.slice(0, LONGEST_WORD);
    return { folded, marked: spelled === whole ? folded : spelled.slice(0, 2 * LONGEST_WORD) };
  });
}
