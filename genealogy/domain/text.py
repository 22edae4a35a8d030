"""Folding and sorting of Vietnamese text.

Search compares folded text (no marks, no case); sorting compares keys whose plain byte order is
the order of the Vietnamese dictionary, so that any database can sort by them.
"""

from __future__ import annotations

import re
import unicodedata

#: The Vietnamese alphabet with the four letters of foreign words (f j w z) in their usual places.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
#: Tones in dictionary order; the level tone (thanh ngang) has no mark.
_TONES = {_GRAVE: "1", _HOOK: "2", _TILDE: "3", _ACUTE: "4", _DOT: "5"}

#: Eth (U+00D0, U+00F0) looks like đ and stands for it in text from old code pages.
_STROKES = {"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"}


def _fold_table() -> dict[int, str]:
    """Return every precomposed Vietnamese letter with its folded form, for `str.translate`."""
    table = {ord(letter): plain.lower() for letter, plain in _STROKES.items()}
    for letter in "aăâeêioôơuưy":
        for tone in ("", *_TONES):
            whole = unicodedata.normalize("NFC", letter + tone)
            plain = unicodedata.normalize("NFD", letter)[0]
            table[ord(whole)] = plain
            table[ord(whole.upper())] = plain
    return table


_FOLD_TABLE = _fold_table()
_STROKE_TABLE = str.maketrans(_STROKES)
_WORD = re.compile(r"[^\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def _drop_marks(text: str) -> str:
    """Return the text without combining marks U+0300-036F, decomposed."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


def fold(text: str) -> str:
    """Return the text as search compares it: no marks, no case, single spaces, đ as d.

    >>> fold("  Dương   Văn TÙNG "), fold("Đặng Trần Côn")
    ('duong van tung', 'dang tran con')
    """
    folded = text.translate(_FOLD_TABLE)
    if folded.isascii():
        return " ".join(folded.lower().split())
    # Case folding can bring marks of its own (İ), so marks are dropped on both sides of it.
    folded = _drop_marks(_drop_marks(folded.translate(_STROKE_TABLE)).casefold())
    return " ".join(nfc(folded).split())


def fold_tokens(text: str) -> list[str]:
    """Return the folded words of a text, punctuation left out.

    >>> fold_tokens("Nguyễn-Phúc, Ánh (Gia Long)")
    ['nguyen', 'phuc', 'anh', 'gia', 'long']
    """
    return _WORD.findall(fold(text))


def slugify(text: str) -> str:
    """Return an ASCII slug; empty when nothing of the text can be written in ASCII.

    >>> slugify("Hội đồng họ Dương – Thanh Hoá")
    'hoi-dong-ho-duong-thanh-hoa'
    """
    plain = unicodedata.normalize("NFKD", fold(text))
    return _NOT_SLUG.sub("-", plain).strip("-")


#: Ends the letters of a word, its tones, and a field; below every letter and digit of a key.
_END = "0"


def _letter_codes() -> dict[str, str]:
    """Return two signs for each letter: its base, then its rank among letters of that base."""
    codes: dict[str, str] = {}
    seen: dict[str, int] = {}
    for letter in ALPHABET:
        base = fold(letter)
        codes[letter] = f"{base}{seen.setdefault(base, 0)}"
        seen[base] += 1
    codes.update({digit: f"1{digit}" for digit in "0123456789"})
    return codes


_LETTER_CODES = _letter_codes()


def _letters_and_tones(word: str) -> tuple[list[str], str]:
    """Split a lower-case word into letters of the alphabet (marks kept) and its tones."""
    letters: list[str] = []
    tones = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones += _TONES[char]
        elif "\u0300" <= char <= "\u036f":
            marked = nfc(letters[-1] + char) if letters else ""
            # A mark that makes no Vietnamese letter (ñ, ç) is left out.
            if marked in _LETTER_CODES:
                letters[-1] = marked
        else:
            letters.append(char)
    return letters, tones


def _code(letter: str) -> str:
    """Return the sort code of one sign; other scripts follow z by code point."""
    known = _LETTER_CODES.get(letter)
    if known is not None:
        return known
    return f"z9{ord(letter):06x}" if letter.isalnum() else ""


def collation_key(word: str) -> str:
    """Return a key of [0-9a-z] whose byte order is the Vietnamese order of words.

    Letters first (a ă â b c d đ e ê ... y), then tones (ngang, huyền, hỏi, ngã, sắc, nặng); case
    and punctuation do not count, and hoà equals hòa. The key holds only digits and lower-case
    ASCII letters, so collations other than "C" sort it alike. Length: at most 2 per Latin letter,
    8 per other sign, and 2 + tones.

    >>> sorted(["tá", "tạ", "ta", "tã", "tà", "tả"], key=collation_key)
    ['ta', 'tà', 'tả', 'tã', 'tá', 'tạ']
    >>> sorted(["Ơn", "Đào", "Em", "Ân", "Dương", "An"], key=collation_key)
    ['An', 'Ân', 'Dương', 'Đào', 'Em', 'Ơn']
    """
    lowered = word.translate({0xD0: "đ", 0xF0: "đ"}).lower()
    letters, tones = _letters_and_tones(lowered)
    return "".join(map(_code, letters)) + _END + tones + _END


def _field_key(words: str) -> str:
    """Return the keys of the words of one field, ended so that a shorter field comes first."""
    return "".join(map(collation_key, words.split())) + _END


def name_sort_key(ho: str, dem: str, ten: str) -> str:
    """Return the key of a person's name: by given name (tên), then surname (họ), then đệm.

    >>> names = [("Dương", "Văn", "Tùng"), ("Lê", "Thị", "An"), ("Dương", "", "An")]
    >>> [ten for _, _, ten in sorted(names, key=lambda name: name_sort_key(*name))]
    ['An', 'An', 'Tùng']
    """
    return _field_key(ten) + _field_key(ho) + _field_key(dem)
