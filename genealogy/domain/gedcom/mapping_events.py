"""How names, events and attributes are taken apart."""

from __future__ import annotations

from typing import Final

from genealogy.domain.gedcom.mapping_parts import (
    NOTES,
    PART_TEXTS,
    Draft,
    Handlers,
    address,
    citation,
    contact,
    media_ref,
    pointer_of,
)
from genealogy.domain.gedcom.nodes import Node
from genealogy.domain.gedcom.records import EventRecord, NameRecord


def event(draft: Draft, node: Node) -> bool:
    """Take an event or attribute of a person or family."""
    part = draft.part(node, _EVENT, PART_TEXTS["EVENT"])
    value = "" if node.value is None else node.value.strip()
    draft.append(
        "events",
        EventRecord(node.tag, value=value, line=node.line, extra=part.left_over(), **part.fields),
    )
    return True


def name(draft: Draft, node: Node) -> bool:
    """Take NAME."""
    part = draft.part(node, _NAME, PART_TEXTS["NAME"])
    value = "" if node.value is None else node.value.strip()
    draft.append("names", NameRecord(value, line=node.line, extra=part.left_over(), **part.fields))
    return True


def _event_family(draft: Draft, node: Node) -> bool:
    family = pointer_of(draft, node)
    if family is None or "family" in draft.fields:
        return False
    draft.fields["family"] = family
    for child in node.children:
        value = (child.value or "").strip().upper()
        if child.tag == "ADOP" and value in ("HUSB", "WIFE", "BOTH") and not child.children:
            draft.fields["adopted_by"] = value
        else:
            draft.keep(child, node.tag)
    return True


def _map(draft: Draft, node: Node) -> bool:
    """Take the coordinates below PLAC."""
    texts = [node.text("LATI"), node.text("LONG")]
    plain = all(child.tag in ("LATI", "LONG") and not child.children for child in node.children)
    if not plain or len(node.children) != 2 or not all(texts):
        return False
    draft.fields["place_coordinates"] = tuple(texts)
    return True


def _place(draft: Draft, node: Node) -> bool:
    """Take a place with something below it."""
    if node.value is None or "place" in draft.fields or node.pointer is not None:
        return False
    draft.fields["place"] = node.value.strip()
    for child in node.children:
        if child.tag != "MAP" or not _map(draft, child):
            draft.keep(child, node.tag)
    return True


def _date(draft: Draft, node: Node) -> bool:
    """Take a date with something below it."""
    if "date" in draft.fields or node.pointer is not None:
        return False
    draft.fields["date"] = "" if node.value is None else node.value.strip()
    for child in node.children:
        value = child.value
        if child.tag == "PHRASE" and value and "date_phrase" not in draft.fields:
            draft.fields["date_phrase"] = value.strip()
            for below in child.children:
                draft.keep(below, "DATE.PHRASE")
        else:
            draft.keep(child, node.tag)
    return True


_NAME: Final[Handlers] = {**NOTES, "SOUR": citation}
_EVENT: Final[Handlers] = {
    **_NAME,
    "OBJE": media_ref,
    "DATE": _date,
    "PLAC": _place,
    "FAMC": _event_family,
    "ADDR": address,
    "PHON": contact,
    "EMAIL": contact,
    "FAX": contact,
    "WWW": contact,
}
