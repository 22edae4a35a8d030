"""What an answer of kinship holds, already cut to the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from genealogy.selectors.cards import PersonCard


class RelationKind(StrEnum):
    """What joins two people."""

    SELF = "self"
    BLOOD = "blood"
    ADOPTION = "adoption"
    MARRIAGE = "marriage"
    NONE = "none"


class KinOption(NamedTuple):
    """One pair of words when it is not told who is the elder (chưa rõ thứ bậc)."""

    term: str
    reciprocal: str


@dataclass(frozen=True)
class PathNode:
    """Somebody on the line.

    `step` is what this person is to the one before ("" for the first, else "parent", "child",
    "spouse"), `label` the same in words.
    """

    card: PersonCard
    step: str = ""
    label: str = ""
    is_adoption: bool = False
    is_common_ancestor: bool = False


@dataclass(frozen=True)
class KinAnswer:
    """One line between A and B with its words.

    `term` is what A calls B when speaking of B ("chú họ"), `address` what A says to B ("chú");
    `reciprocal` and `reciprocal_address` are what B calls A. With `is_uncertain` the viewer is
    not told who is the elder (or of what sex somebody is): the words name every possibility
    ("bác hoặc chú") and `options` hold the pairs. `generation_difference` counts generations
    (đời) that B stands above A on this line. `code` is the line in tokens, "F.eB.S",
    and `in_words` the same for readers.
    """

    kind: RelationKind
    term: str
    address: str
    reciprocal: str
    reciprocal_address: str
    code: str
    generation_difference: int
    path: tuple[PathNode, ...]
    common_ancestors: tuple[PersonCard, ...] = ()
    options: tuple[KinOption, ...] = ()
    is_uncertain: bool = False
    note: str = ""
    kind_label: str = ""
    difference: str = ""
    in_words: str = ""

    @property
    def ancestor_names(self) -> str:
        """Return the names of the nearest common ancestors."""
        return ", ".join(card.name for card in self.common_ancestors)


@dataclass(frozen=True)
class Relationship:
    """How A (`person_a`) and B (`person_b`) are related, as the viewer may know it.

    `lines` are the best first; none for one person asked about twice and where no line may be
    told. `capped` says that there may be more lines. `name_a` and `name_b` are the names with ông
    or bà.
    """

    kind: RelationKind
    person_a: PersonCard
    person_b: PersonCard
    name_a: str
    name_b: str
    region: str
    lines: tuple[KinAnswer, ...] = ()
    capped: bool = False

    @property
    def main(self) -> KinAnswer | None:
        """Return the line that counts."""
        return self.lines[0] if self.lines else None

    @property
    def main_path(self) -> tuple[PathNode, ...]:
        """Return the people of the line that counts."""
        return self.lines[0].path if self.lines else ()

    @property
    def others(self) -> tuple[KinAnswer, ...]:
        """Return the further lines ("còn là ...")."""
        return self.lines[1:]
