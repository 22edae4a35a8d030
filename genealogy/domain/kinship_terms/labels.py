"""The words a clan may replace by its own (từ xưng hô riêng), with what each one names."""

from __future__ import annotations

from typing import Final

_SIDES: Final = {"paternal": "bên nội", "maternal": "bên ngoại"}
_SIBLINGS: Final = {
    "elder_brother": "anh trai",
    "younger_brother": "em trai",
    "elder_sister": "chị gái",
    "younger_sister": "em gái",
}
_PARENTS: Final = {"father": "bố", "mother": "mẹ"}
_ANCESTORS: Final = {
    "grandfather": "ông",
    "grandmother": "bà",
    "great_grandfather": "cụ ông (trên ba đời)",
    "great_grandmother": "cụ bà (trên ba đời)",
    "great_great_grandfather": "kỵ ông (trên bốn đời)",
    "great_great_grandmother": "kỵ bà (trên bốn đời)",
}


def _spouse_of(sibling: str) -> tuple[str, str]:
    return ("wife", "vợ") if sibling.endswith("brother") else ("husband", "chồng")


def _sibling_labels() -> dict[str, str]:
    labels = {}
    for prefix, suffix in (("", ""), ("cousin.", " họ")):
        for key, label in _SIBLINGS.items():
            spouse, word = _spouse_of(key)
            labels[prefix + key] = label + suffix
            labels[f"{prefix}{key}.{spouse}"] = f"{word} của {label}{suffix}"
    return labels


def _uncle_labels() -> dict[str, str]:
    labels = {}
    for parent, parent_label in _PARENTS.items():
        for key, label in _SIBLINGS.items():
            spouse, word = _spouse_of(key)
            labels[f"{parent}.{key}"] = f"{label} của {parent_label}"
            labels[f"{parent}.{key}.{spouse}"] = f"{word} của {label} của {parent_label}"
    return labels


#: Keys that a clan's overrides may use, each with its Vietnamese label.
OVERRIDABLE_KEYS: Final[dict[str, str]] = {
    "father": "bố",
    "mother": "mẹ",
    "step_father": "chồng sau của mẹ",
    "step_mother": "vợ khác của bố",
    "father.principal_wife": "vợ cả của bố, với con bà sau",
    "father.successor_wife": "vợ kế của bố",
    "father.secondary_wife": "vợ thứ của bố, với con bà trước",
    **{
        f"{key}.{side}": f"{label} {side_label}"
        for key, label in _ANCESTORS.items()
        for side, side_label in _SIDES.items()
    },
    "grandfather": "tiếng đầu của ông bác, ông chú ...",
    "grandmother": "tiếng đầu của bà bác, bà cô ...",
    "young_grandfather": "ông chú, ông cậu (gọi cách khác)",
    "young_grandmother": "bà thím, bà cô, bà dì (gọi cách khác)",
    "great_grandparent": "tiếng đầu của cụ bác, cụ chú ...",
    "great_great_grandparent": "tiếng đầu của kỵ bác, kỵ chú ...",
    "ancestor": "tổ tiên từ trên năm đời",
    **_sibling_labels(),
    **_uncle_labels(),
    "husband": "chồng",
    "wife": "vợ",
    "co_wife": "vợ khác của chồng",
    "co_wife.principal": "vợ cả của chồng",
    "co_wife.successor": "vợ kế của chồng",
    "co_wife.secondary": "vợ thứ của chồng",
    "co_husband": "chồng khác của vợ",
    "son": "con trai",
    "daughter": "con gái",
    "son.wife": "vợ của con trai",
    "daughter.husband": "chồng của con gái",
    "grandchild.paternal": "con của con trai",
    "grandchild.maternal": "con của con gái",
    "nephew": "con, cháu của anh chị em",
    "great_grandchild": "dưới ba đời",
    "great_great_grandchild": "dưới bốn đời",
    "fifth_generation": "dưới năm đời, nhánh bên",
    "descendant": "con cháu từ dưới năm đời",
    "step_child.of_husband": "con riêng của chồng",
    "step_child.of_wife": "con riêng của vợ",
    "co_wife.child": "con của chồng với bà khác",
    "co_parent_in_law.male": "bố của con dâu, con rể",
    "co_parent_in_law.female": "mẹ của con dâu, con rể",
    "co_brother_in_law.elder": "chồng của chị vợ",
    "co_brother_in_law.younger": "chồng của em vợ",
    "co_sister_in_law.elder": "vợ của anh chồng",
    "co_sister_in_law.younger": "vợ của em chồng",
    "group.co_brothers_in_law": "chồng của hai chị em, gọi chung",
    "group.co_sisters_in_law": "vợ của hai anh em, gọi chung",
    "group.co_parents_in_law": "cha mẹ hai bên, gọi chung",
}
