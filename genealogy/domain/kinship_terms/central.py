"""Terms of the Centre, as far as they differ from the North.

Sources: the project's study of the domain, section 4.4, and the column of regions in its worked
cases. Where a source gives two forms the other stands among the alternatives.
"""

from __future__ import annotations

from typing import Final

from genealogy.domain.kinship_terms import north
from genealogy.domain.kinship_terms.words import Word

_DUONG: Final = Word("dượng", "", ("trượng",))

TERMS: Final[dict[str, Word]] = {
    **{key: word for key, word in north.TERMS.items() if not key.startswith("young_grand")},
    "father": Word("ba", "", ("cha", "tía", "bọ")),
    "mother": Word("mẹ", "", ("mạ",)),
    "step_father": Word("cha dượng", "dượng", ("dượng",)),
    "great_grandparent": Word("cố"),
    "great_grandfather.paternal": Word("ông cố nội", "cố"),
    "great_grandmother.paternal": Word("bà cố nội", "cố"),
    "great_grandfather.maternal": Word("ông cố ngoại", "cố"),
    "great_grandmother.maternal": Word("bà cố ngoại", "cố"),
    "great_great_grandparent": Word("can", "", ("kỵ",)),
    "great_great_grandfather.paternal": Word("ông can nội", "can", ("kỵ ông nội",)),
    "great_great_grandmother.paternal": Word("bà can nội", "can", ("kỵ bà nội",)),
    "great_great_grandfather.maternal": Word("ông can ngoại", "can", ("kỵ ông ngoại",)),
    "great_great_grandmother.maternal": Word("bà can ngoại", "can", ("kỵ bà ngoại",)),
    "father.elder_brother.wife": Word("bác gái", "bác"),
    "father.elder_sister": Word("cô", "", ("o",)),
    "father.elder_sister.husband": _DUONG,
    "father.younger_sister": Word("o", "", ("cô",)),
    "father.younger_sister.husband": _DUONG,
    "mother.elder_brother": Word("cậu"),
    "mother.elder_brother.wife": Word("mợ", "", ("mự",)),
    "mother.younger_brother": Word("cậu", "", ("cụ",)),
    "mother.younger_brother.wife": Word("mự", "", ("mợ",)),
    "mother.elder_sister": Word("dì"),
    "mother.elder_sister.husband": _DUONG,
    "mother.younger_sister.husband": _DUONG,
    "co_brother_in_law.elder": Word("anh bạn rể", "anh", ("anh cột chèo",)),
    "co_brother_in_law.younger": Word("em bạn rể", "em", ("em cột chèo",)),
    "group.co_brothers_in_law": Word("anh em bạn rể"),
    "group.co_sisters_in_law": Word("chị em bạn dâu"),
}

CHILD_NUMBERS: Final = north.CHILD_NUMBERS
LAST_CHILD: Final = north.LAST_CHILD
