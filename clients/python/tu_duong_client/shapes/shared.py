"""Shapes of `shared`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import TypedDict

from tu_duong_client.shapes.shared_parts import (
    AudienceEnum,
    BirthNumbers,
    BranchNumbers,
    CommonNames,
)
from tu_duong_client.shapes.shared_parts2 import (
    GenerationNumbers,
    KnownNumbers,
    LongevityNumbers,
    MemorialNumbers,
    WivesNumbers,
)


class StatisticsFacts(TypedDict):
    """Numbers counted over what the caller's kind of reader may see, and nobody else."""

    audience: AudienceEnum
    births: list[BirthNumbers]
    branches: list[BranchNumbers]
    counted_at: str | None
    daughters: int
    dead: int | None
    generation_count: int
    generations: list[GenerationNumbers]
    husbands: int
    is_current: bool
    known: KnownNumbers
    lines_ended: int | None
    living: int | None
    longevity: list[LongevityNumbers]
    memorials: list[MemorialNumbers]
    names: CommonNames
    people: int
    sons: int
    wives: int
    wives_of_men: list[WivesNumbers]
