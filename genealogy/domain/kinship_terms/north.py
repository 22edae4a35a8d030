"""Terms of the North, the standard in Thanh Hoá too.

Sources: the rule table and the worked cases of the project's study of the domain (sections 4.2,
4.4, 4.6), which rest on the page of the three regions' terms, Wikibooks "Cách xưng hô trong gia
đình", "Nhất dụng thường đàm" and Toan Ánh, "Nếp cũ". Forms the sources do not give (half siblings,
far affinity) follow common usage.
"""

from __future__ import annotations

from typing import Final

from genealogy.domain.kinship_terms.words import Word

_COUPLE: Final = {
    "husband": Word("chồng", "anh"),
    "wife": Word("vợ", "em"),
    "co_wife": Word("vợ khác của chồng", "chị"),
    "co_wife.principal": Word("vợ cả của chồng", "chị"),
    "co_wife.successor": Word("vợ kế của chồng", "chị"),
    "co_wife.secondary": Word("vợ thứ của chồng", "em"),
    "co_husband": Word("chồng khác của vợ", "anh"),
}

_PARENTS: Final = {
    "father": Word("bố", "", ("cha", "thầy")),
    "mother": Word("mẹ", "", ("bầm", "u", "bu")),
    "step_father": Word("bố dượng", "bố", ("dượng", "cha dượng")),
    "step_mother": Word("mẹ kế", "dì", ("kế mẫu", "dì ghẻ")),
    "father.principal_wife": Word("đích mẫu", "mẹ già", ("mẹ già",)),
    "father.successor_wife": Word("kế mẫu", "dì", ("mẹ kế", "dì ghẻ")),
    "father.secondary_wife": Word("thứ mẫu", "dì", ("dì",)),
}

_ANCESTORS: Final = {
    "grandfather": Word("ông"),
    "grandmother": Word("bà"),
    "grandfather.paternal": Word("ông nội", "ông"),
    "grandmother.paternal": Word("bà nội", "bà"),
    "grandfather.maternal": Word("ông ngoại", "ông"),
    "grandmother.maternal": Word("bà ngoại", "bà"),
    "great_grandparent": Word("cụ"),
    "great_grandfather.paternal": Word("cụ ông nội", "cụ"),
    "great_grandmother.paternal": Word("cụ bà nội", "cụ"),
    "great_grandfather.maternal": Word("cụ ông ngoại", "cụ"),
    "great_grandmother.maternal": Word("cụ bà ngoại", "cụ"),
    "great_great_grandparent": Word("kỵ"),
    "great_great_grandfather.paternal": Word("kỵ ông nội", "kỵ"),
    "great_great_grandmother.paternal": Word("kỵ bà nội", "kỵ"),
    "great_great_grandfather.maternal": Word("kỵ ông ngoại", "kỵ"),
    "great_great_grandmother.maternal": Word("kỵ bà ngoại", "kỵ"),
    "ancestor": Word("cụ tổ"),
    "young_grandfather": Word("ông trẻ"),
    "young_grandmother": Word("bà trẻ"),
}

_SIBLINGS: Final = {
    "elder_brother": Word("anh trai", "anh"),
    "younger_brother": Word("em trai", "em"),
    "elder_sister": Word("chị gái", "chị"),
    "younger_sister": Word("em gái", "em"),
    "elder_brother.wife": Word("chị dâu", "chị"),
    "younger_brother.wife": Word("em dâu", "em", ("cô", "thím")),
    "elder_sister.husband": Word("anh rể", "anh"),
    "younger_sister.husband": Word("em rể", "em", ("chú",)),
    "cousin.elder_brother": Word("anh họ", "anh"),
    "cousin.younger_brother": Word("em họ", "em", ("chú",)),
    "cousin.elder_sister": Word("chị họ", "chị"),
    "cousin.younger_sister": Word("em họ", "em", ("cô",)),
    "cousin.elder_brother.wife": Word("chị dâu họ", "chị"),
    "cousin.younger_brother.wife": Word("em dâu họ", "em"),
    "cousin.elder_sister.husband": Word("anh rể họ", "anh"),
    "cousin.younger_sister.husband": Word("em rể họ", "em"),
}

_UNCLES: Final = {
    "father.elder_brother": Word("bác", "", ("bác trai",)),
    "father.elder_brother.wife": Word("bác", "", ("bác gái",)),
    "father.younger_brother": Word("chú"),
    "father.younger_brother.wife": Word("thím"),
    "father.elder_sister": Word("bác", "", ("bác gái",)),
    "father.elder_sister.husband": Word("bác", "", ("bác trai",)),
    "father.younger_sister": Word("cô"),
    "father.younger_sister.husband": Word("chú"),
    "mother.elder_brother": Word("bác", "", ("bác trai",)),
    "mother.elder_brother.wife": Word("bác", "", ("bác gái",)),
    "mother.younger_brother": Word("cậu"),
    "mother.younger_brother.wife": Word("mợ"),
    "mother.elder_sister": Word("bác", "", ("bác gái", "bá", "già")),
    "mother.elder_sister.husband": Word("bác", "", ("bác trai",)),
    "mother.younger_sister": Word("dì"),
    "mother.younger_sister.husband": Word("chú"),
}

_DESCENDANTS: Final = {
    "son": Word("con trai", "con"),
    "daughter": Word("con gái", "con"),
    "son.wife": Word("con dâu", "con"),
    "daughter.husband": Word("con rể", "con", ("anh",)),
    "grandchild.paternal": Word("cháu nội", "cháu"),
    "grandchild.maternal": Word("cháu ngoại", "cháu"),
    "nephew": Word("cháu"),
    "great_grandchild": Word("chắt", "", ("cháu",)),
    "great_great_grandchild": Word("chút", "", ("chít", "cháu")),
    "fifth_generation": Word("chít", "", ("cháu",)),
    "descendant": Word("hậu duệ", "cháu"),
}

_AFFINITY: Final = {
    "step_child.of_husband": Word("con riêng của chồng", "con"),
    "step_child.of_wife": Word("con riêng của vợ", "con"),
    "co_wife.child": Word("con chồng", "con"),
    "co_parent_in_law.male": Word("ông thông gia", "ông"),
    "co_parent_in_law.female": Word("bà thông gia", "bà"),
    "co_brother_in_law.elder": Word("anh đồng hao", "anh"),
    "co_brother_in_law.younger": Word("em đồng hao", "em", ("chú",)),
    "co_sister_in_law.elder": Word("chị dâu", "chị", ("chị em dâu",)),
    "co_sister_in_law.younger": Word("em dâu", "em", ("thím", "chị em dâu")),
    "group.co_brothers_in_law": Word("anh em đồng hao"),
    "group.co_sisters_in_law": Word("chị em dâu"),
    "group.co_parents_in_law": Word("thông gia"),
}

TERMS: Final[dict[str, Word]] = {
    **_COUPLE,
    **_PARENTS,
    **_ANCESTORS,
    **_SIBLINGS,
    **_UNCLES,
    **_DESCENDANTS,
    **_AFFINITY,
}

#: How the eldest, the second ... child of a house is called; the last is `LAST_CHILD`.
CHILD_NUMBERS: Final = ("cả", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
LAST_CHILD: Final = "út"
