"""Tables of kinship terms by region, and a clan's own words over them.

Order of dependence: words, north, central, south, labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from genealogy.domain.kinship_errors import KinshipOverrideRefused, KinshipRegionUnknown
from genealogy.domain.kinship_terms import central, north, south
from genealogy.domain.kinship_terms.labels import OVERRIDABLE_KEYS
from genealogy.domain.kinship_terms.words import Word

__all__ = [
    "OVERRIDABLE_KEYS",
    "REGIONS",
    "Word",
    "child_number",
    "terms_of",
    "validate_overrides",
]

_TABLES: Final = {"north": north.TERMS, "central": central.TERMS, "south": south.TERMS}
_NUMBERS: Final = {
    "north": north.CHILD_NUMBERS,
    "central": central.CHILD_NUMBERS,
    "south": south.CHILD_NUMBERS,
}
#: Regions that have a table, the standard one first.
REGIONS: Final = tuple(_TABLES)


def terms_of(region: str, overrides: Mapping[str, object] | None = None) -> Mapping[str, Word]:
    """Return the terms of a region with a clan's own words in their place.

    Raises:
        KinshipRegionUnknown: there is no such table.
        KinshipOverrideRefused: the clan's words are not in order.

    >>> own = {"father.elder_sister": {"term": "bá"}}
    >>> terms_of("north", own)["father.elder_sister"].term
    'bá'
    """
    if region not in _TABLES:
        raise KinshipRegionUnknown(region, REGIONS)
    table = _TABLES[region]
    if not overrides:
        return table
    validate_overrides(overrides)
    return {
        **table,
        **{key: _overridden(table.get(key), entry) for key, entry in overrides.items()},
    }


def validate_overrides(overrides: object) -> None:
    """Check a clan's own words: {key: {"term": text, "address": text}}, either field optional.

    Raises:
        KinshipOverrideRefused: names the key that is not among `OVERRIDABLE_KEYS`, or whose
            entry holds another field, nothing, or something that is no text.
    """
    if not isinstance(overrides, Mapping):
        raise KinshipOverrideRefused("", "not_a_mapping")
    for key, entry in overrides.items():
        if key not in OVERRIDABLE_KEYS:
            raise KinshipOverrideRefused(str(key), "unknown_key")
        if not isinstance(entry, Mapping):
            raise KinshipOverrideRefused(key, "not_a_mapping")
        if not entry:
            raise KinshipOverrideRefused(key, "empty")
        for field, text in entry.items():
            if field not in ("term", "address"):
                raise KinshipOverrideRefused(key, "unknown_field")
            if not isinstance(text, str):
                raise KinshipOverrideRefused(key, "not_text")
            if not text.strip():
                raise KinshipOverrideRefused(key, "empty")


def _overridden(base: Word | None, entry: object) -> Word:
    """Put the clan's word over the region's; the address follows the term where it did before."""
    fields = entry if isinstance(entry, Mapping) else {}
    before = base or Word("")
    term = str(fields.get("term", before.term or fields.get("address", ""))).strip()
    spoken = str(fields.get("address", before.spoken)).strip()
    return Word(term, "" if spoken == term else spoken)


def child_number(order: int, *, region: str = "north", is_last: bool = False) -> str:
    """Say how a child is called by its place: cả, hai ... út; in the South the eldest is "hai".

    Args:
        order: place among the children, 1 = first.
        region: one of `REGIONS`.
        is_last: the youngest of several.

    Raises:
        KinshipRegionUnknown: there is no such table.

    >>> child_number(1), child_number(1, region="south"), child_number(3, is_last=True)
    ('cả', 'hai', 'út')
    """
    if region not in _NUMBERS:
        raise KinshipRegionUnknown(region, REGIONS)
    if is_last and order > 1:
        return north.LAST_CHILD
    numbers = _NUMBERS[region]
    return numbers[order - 1] if 1 <= order <= len(numbers) else f"thứ {order}"
