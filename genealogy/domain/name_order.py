"""Tell Vietnamese names from others, to choose how a new clan writes them.

A heuristic over many names, never over one: "An" and "Tim" fit both worlds.
"""

from __future__ import annotations

import re
from typing import Final

from genealogy.domain.text import fold

#: A Vietnamese syllable without marks: onset, vowels, final. Source: the spelling rules of quốc
#: ngữ as taught in schools.
_SYLLABLE: Final = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouy]|a[iouy]|eo|eu|i[aeu]|ieu|o[aei]|oa[iy]|oeo|u[aeiouy]|uoi|uou|uya|uye|uyu|uay|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)


def looks_vietnamese(name: str) -> bool:
    """Tell whether every word of a name could be a Vietnamese syllable, and there are two.

    Takes a GEDCOM name (slashes around the surname) or a plain one.

    >>> looks_vietnamese("Văn Tùng /Dương/"), looks_vietnamese("Victoria /Hanover/")
    (True, False)
    """
    words = fold(name.replace("/", " ")).split()
    return len(words) > 1 and all(map(_SYLLABLE.fullmatch, words))
