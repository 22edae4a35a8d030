"""Terms of the South, as far as they differ from the North.

Sources: the project's study of the domain, section 4.4, and the column of regions in its worked
cases.
"""

from __future__ import annotations

from typing import Final

from genealogy.domain.kinship_terms import north
from genealogy.domain.kinship_terms.words import Word

_DUONG: Final = Word("dượng")

TERMS: Final[dict[str, Word]] = {
    **{key: word for key, word in north.TERMS.items() if not key.startswith("young_grand")},
    "father": Word("ba", "", ("cha", "tía")),
    "mother": Word("má", "", ("mẹ",)),
    "step_father": Word("cha dượng", "dượng", ("dượng",)),
    "step_mother": Word("mẹ ghẻ", "dì", ("má ghẻ", "kế mẫu")),
    "great_grandparent": Word("cố"),
    "great_grandfather.paternal": Word("ông cố nội", "cố"),
    "great_grandmother.paternal": Word("bà cố nội", "cố"),
    "great_grandfather.maternal": Word("ông cố ngoại", "cố"),
    "great_grandmother.maternal": Word("bà cố ngoại", "cố"),
    "great_great_grandparent": Word("sơ"),
    "great_great_grandfather.paternal": Word("ông sơ", "sơ", ("ông sơ nội",)),
    "great_great_grandmother.paternal": Word("bà sơ", "sơ", ("bà sơ nội",)),
    "great_great_grandfather.maternal": Word("ông sơ ngoại", "sơ", ("ông sơ",)),
    "great_great_grandmother.maternal": Word("bà sơ ngoại", "sơ", ("bà sơ",)),
    "father.elder_brother.wife": Word("bác gái", "bác"),
    "father.elder_sister": Word("cô"),
    "father.elder_sister.husband": _DUONG,
    "father.younger_sister.husband": _DUONG,
    "mother.elder_brother": Word("cậu"),
    "mother.elder_brother.wife": Word("mợ"),
    "mother.elder_sister": Word("dì"),
    "mother.elder_sister.husband": _DUONG,
    "mother.younger_sister.husband": _DUONG,
    "co_parent_in_law.male": Word("ông sui", "anh sui", ("ông sui gia",)),
    "co_parent_in_law.female": Word("bà sui", "chị sui", ("bà sui gia",)),
    "co_brother_in_law.elder": Word("anh cột chèo", "anh", ("anh bạn rể",)),
    "co_brother_in_law.younger": Word("em cột chèo", "em", ("em bạn rể",)),
    "group.co_brothers_in_law": Word("anh em cột chèo"),
    "group.co_sisters_in_law": Word("chị em bạn dâu"),
    "group.co_parents_in_law": Word("sui gia"),
}

# The eldest is "hai": there is no "cả" among the children of a southern house.
CHILD_NUMBERS: Final = (*north.CHILD_NUMBERS[1:], "mười một")
LAST_CHILD: Final = north.LAST_CHILD
