"""Guessing what was meant by a misspelt word: slips of the finger, Telex and VNI left undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: A Vietnamese syllable without marks: what begins it, its vowels, what ends it.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?"
    r"(?:uye|uya|uyu|yeu|ieu|uoi|uou|uay|uai|uao|oai|oay|oao|oeo|[aeiouy]{1,2})"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)
#: Doubled letters are â ê ô đ in Telex, and w after a vowel ă ơ ư.
_TELEX_SHAPES = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("dd", "d"), ("uw", "u"), ("ow", "o"))
_TELEX_TONES = "sfrxjzw"
_VNI = re.compile(r"[1-9]")
_LONGEST = 12


def is_syllable(word: str) -> bool:
    """Say whether a folded word could be a Vietnamese one.

    >>> is_syllable("nguyen"), is_syllable("nguyeenx"), is_syllable("duong")
    (True, False, True)
    """
    return _SYLLABLE.fullmatch(word) is not None


def untyped(word: str) -> str:
    """Give the folded word somebody typed with Telex or VNI switched off; empty for none.

    >>> untyped("nguyeenx"), untyped("dduwowng"), untyped("nguye64n"), untyped("duong")
    ('nguyen', 'duong', 'nguyen', '')
    """
    if len(word) > _LONGEST:
        return ""
    if any(sign.isdigit() for sign in word):
        bare = _VNI.sub("", word)
        return bare if bare.isalpha() and is_syllable(bare) else ""
    shaped = word
    for typed, letter in (*_TELEX_SHAPES, ("aw", "a")):
        shaped = shaped.replace(typed, letter)
    if shaped != word and is_syllable(shaped):
        return shaped
    for place in range(len(shaped) - 1, 0, -1):
        bare = shaped[:place] + shaped[place + 1 :]
        if shaped[place] in _TELEX_TONES and is_syllable(bare):
            return bare
    return ""


def distance(one: str, other: str, most: int = 2) -> int:
    """Count the slips between two words: a sign left out, added, changed, or two swapped.

    Optimal string alignment (Damerau 1964); more than `most` gives `most + 1`.

    >>> distance("nghe", "nhge"), distance("phuc", "phu"), distance("an", "binh")
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, letter in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != letter))
            is_swapped = i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == letter
            row.append(min(cost, above[j - 2] + 1) if is_swapped else cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, known: Mapping[str, int]) -> Iterator[str]:
    """Give known words that were perhaps meant, the likeliest first.

    Fewer slips come before more, a shared first letter before none, commoner before rarer. Words
    of up to four letters may differ by one slip, longer ones by two.

    Args:
        word: a folded word that found nothing.
        known: folded words with how often they stand.

    >>> list(nearest("nhge", {"nghe": 3, "nga": 9, "phuc": 1}))
    ['nghe']
    """
    most = 1 if len(word) < 5 else 2
    near = []
    for other, count in known.items():
        slips = distance(word, other, most)
        if 0 < slips <= most:
            near.append((slips, other[:1] != word[:1], -count, other))
    return (other for _slips, _first, _count, other in sorted(near))
