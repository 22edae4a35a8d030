"""What GEDCOM's tags and words are called in the tree."""

from __future__ import annotations

from typing import Final

from genealogy.domain.text import fold
from genealogy.enums import EventType, NameKind, ParentKind

#: Event type by tag; every other tag is `EventType.OTHER` and keeps its tag.
EVENT_TYPES: Final[dict[str, str]] = {
    "BIRT": EventType.BIRTH.value,
    "CHR": EventType.BAPTISM.value,
    "CHRA": EventType.BAPTISM.value,
    "BAPM": EventType.BAPTISM.value,
    "ADOP": EventType.ADOPTION.value,
    "MARR": EventType.MARRIAGE.value,
    "DIV": EventType.DIVORCE.value,
    "EDUC": EventType.EDUCATION.value,
    "GRAD": EventType.EDUCATION.value,
    "OCCU": EventType.OCCUPATION.value,
    "TITL": EventType.TITLE.value,
    "RESI": EventType.RESIDENCE.value,
    "EMIG": EventType.MIGRATION.value,
    "IMMI": EventType.MIGRATION.value,
    "DEAT": EventType.DEATH.value,
    "BURI": EventType.BURIAL.value,
    "CREM": EventType.CREMATION.value,
}

#: Kind of a further name by its TYPE, folded: the standard's words, then ours.
NAME_KINDS: Final[dict[str, str]] = {
    "maiden": NameKind.FORMER.value,
    "birth": NameKind.FORMER.value,
    "married": NameKind.MARRIED.value,
    "religious": NameKind.PHAP_DANH.value,
    "huy": NameKind.HUY.value,
    "ten huy": NameKind.HUY.value,
    "tu": NameKind.TU.value,
    "ten tu": NameKind.TU.value,
    "ten chu": NameKind.TU.value,
    "hieu": NameKind.HIEU.value,
    "thuy": NameKind.THUY.value,
    "thuy hieu": NameKind.THUY.value,
    "phap danh": NameKind.PHAP_DANH.value,
    "ten thanh": NameKind.SAINT.value,
    "thuong goi": NameKind.EVERYDAY.value,
    "ten thuong goi": NameKind.EVERYDAY.value,
    "ten tuc": NameKind.EVERYDAY.value,
    "han nom": NameKind.HAN_NOM.value,
    "mieu hieu": NameKind.TEMPLE.value,
    "nien hieu": NameKind.ERA.value,
}

#: How a child belongs to a parent, by the words of PEDI, _FREL and _MREL. The order is that in
#: which the links carry the lineage (dòng).
PARENT_KINDS: Final = (
    ParentKind.BIRTH.value,
    ParentKind.ADOPTED.value,
    ParentKind.HEIR.value,
    ParentKind.UNKNOWN.value,
    ParentKind.FOSTER.value,
    ParentKind.STEP.value,
)
_PEDIGREES: Final = {
    "birth": ParentKind.BIRTH.value,
    "natural": ParentKind.BIRTH.value,
    "biological": ParentKind.BIRTH.value,
    "adopted": ParentKind.ADOPTED.value,
    "adoptive": ParentKind.ADOPTED.value,
    "heir": ParentKind.HEIR.value,
    "foster": ParentKind.FOSTER.value,
    "guardian": ParentKind.FOSTER.value,
    "step": ParentKind.STEP.value,
    "stepchild": ParentKind.STEP.value,
}


def pedigree_kind(word: str) -> str:
    """Give the parent kind a file means, "" if it says nothing.

    >>> pedigree_kind("adopted"), pedigree_kind("sealing"), pedigree_kind("")
    ('adopted', 'unknown', '')
    """
    return _PEDIGREES.get(word, ParentKind.UNKNOWN.value) if word else ""


def name_kind(type_word: str, value: str) -> str:
    """Give the kind of a further name from its TYPE and its signs.

    >>> name_kind("married", "Anna /Lê/"), name_kind("", "阮福映")
    ('married', 'han_nom')
    """
    kind = NAME_KINDS.get(fold(type_word))
    if kind is None and has_han(value):
        return NameKind.HAN_NOM.value
    return kind or NameKind.OTHER.value


def has_han(text: str) -> bool:
    """Tell whether a text holds Chinese signs, plain or of the Nôm blocks.

    >>> has_han("𡨸喃"), has_han("chữ Nôm")
    (True, False)
    """
    return not text.isascii() and any(
        "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"
        for sign in text
    )
