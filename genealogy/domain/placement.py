"""Where one person of a clan stands, given where parents and spouses stand.

The rules are written out in `generations`, which applies them to a whole clan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from genealogy.domain.lineage_paths import FOUNDER_ROOT, MAX_STEPS, STEP, encode_step, root_step

_LAST = 2**62


class Belonging(StrEnum):
    """How somebody belongs to the clan."""

    LINEAGE = "lineage"
    WIFE = "wife"
    HUSBAND = "husband"
    MATERNAL = "maternal"
    UNCONNECTED = "unconnected"


LINEAGE, WIFE, HUSBAND, MATERNAL, UNCONNECTED = Belonging
#: Through whom, besides the lineage parent, a child belongs to the clan.
OF_THE_BLOOD = frozenset({LINEAGE, MATERNAL})


class Kin(NamedTuple):
    """What the rules need to know of one person.

    `parent` is the lineage parent; `others` the remaining parents by birth, adoption or as heir,
    in ascending order; `spouses` are in the person's own order of marriages. `birth` is a Julian
    day number; `mother_order` the place of the mother among the lineage parent's unions.
    """

    id: int
    sex: str = "u"
    parent: int | None = None
    others: tuple[int, ...] = ()
    spouses: tuple[int, ...] = ()
    override: int | None = None
    rank_override: int | None = None
    child_order: int | None = None
    mother_order: int | None = None
    birth: int | None = None


class Place(NamedTuple):
    """Where somebody stands: generation (1 = founder), belonging, branch, lineage path."""

    generation: int | None = None
    membership: Belonging = UNCONNECTED
    branch_id: int | None = None
    path: str = ""


class Founding(NamedTuple):
    """Where the counting starts.

    `line` maps the founder and every lineage ancestor above to their generation; `root` is the
    uppermost of them. `branches` maps a person to the branch they founded.
    """

    line: Mapping[int, int]
    root: int | None
    branches: Mapping[int, int]


def sibling_key(kin: Kin) -> tuple[int, int, int, int, int]:
    """Give the key that orders children of one lineage parent.

    The rank set by hand, else the child's number; then the mother's order (con bà cả), the birth
    and the id. A rank set by hand goes before an equal number. Unknown comes last.
    """
    rank = kin.child_order if kin.rank_override is None else kin.rank_override
    return (
        _LAST if rank is None else rank,
        kin.rank_override is None,
        _LAST if kin.mother_order is None else kin.mother_order,
        _LAST if kin.birth is None else kin.birth,
        kin.id,
    )


def rank_siblings(siblings: Iterable[Kin], *, ranks_by_mother: bool = False) -> list[Kin]:
    """Put the children of one lineage parent in the order of the book.

    By custom the order is that of `sibling_key`. In a clan that ranks by mother (con bà trước đứng
    trên) the mother's order goes before the child's number, and a rank set by hand is the place
    among all the children.

    >>> of_second_wife = Kin(1, child_order=1, mother_order=2)
    >>> of_first_wife = Kin(2, child_order=2, mother_order=1)
    >>> [kin.id for kin in rank_siblings([of_second_wife, of_first_wife], ranks_by_mother=True)]
    [2, 1]
    """
    if not ranks_by_mother:
        return sorted(siblings, key=sibling_key)
    ranked = sorted(siblings, key=_key_by_mother)
    placed = [kin for kin in ranked if kin.rank_override is None]
    set_by_hand = [kin for kin in ranked if kin.rank_override is not None]
    set_by_hand.sort(key=lambda kin: kin.rank_override or 0)
    following = 0
    for kin in set_by_hand:
        place = max((kin.rank_override or 0) - 1, following)
        placed.insert(place, kin)
        following = min(place, len(placed) - 1) + 1
    return placed


def _key_by_mother(kin: Kin) -> tuple[int, int, int, int]:
    return (
        _LAST if kin.mother_order is None else kin.mother_order,
        _LAST if kin.child_order is None else kin.child_order,
        _LAST if kin.birth is None else kin.birth,
        kin.id,
    )


def founding_line(
    line: Sequence[tuple[int, int | None]], founder_generation: int
) -> dict[int, int]:
    """Number the founder and the lineage ancestors above.

    Args:
        line: (id, generation set by hand) from the founder upwards.
        founder_generation: the founder's generation, usually 1.

    >>> founding_line([(7, None), (6, None)], 1)
    {7: 1, 6: 0}
    """
    generations: dict[int, int] = {}
    following = founder_generation
    for person_id, override in line:
        if person_id in generations:
            break
        generation = following if override is None else override
        generations[person_id] = generation
        following = generation - 1
    return generations


def extend_path(parent: Place | None, kin: Kin, position: int, founding: Founding) -> str:
    """Write the lineage path of a child at `position` (1 = first), or of the root of a tree."""
    if parent is None:
        return FOUNDER_ROOT if kin.id == founding.root else root_step(kin.id)
    return (parent.path + encode_step(position))[: MAX_STEPS * STEP]


def place_person(
    kin: Kin,
    *,
    founding: Founding,
    path: str,
    parent: Place | None,
    others: Iterable[Place] = (),
    spouses: Iterable[tuple[str, Place]] = (),
) -> Place:
    """Say where one person stands, given where parents and spouses stand.

    Args:
        kin: the person.
        founding: where the counting starts.
        path: the person's lineage path.
        parent: the lineage parent's place.
        others: places of the other parents, in the order of `kin.others`.
        spouses: sex and place of the spouses, in the order of `kin.spouses`.
    """
    membership, source, below = UNCONNECTED, parent, 1
    if kin.id in founding.line or (parent is not None and parent.membership is LINEAGE):
        membership = LINEAGE
    else:
        spouse = next((pair for pair in spouses if pair[1].membership is LINEAGE), None)
        if spouse is not None:
            membership, source, below = in_law(kin.sex, spouse[0]), spouse[1], 0
        else:
            kindred = next(
                (
                    place
                    for place in (parent, *others)
                    if place is not None and place.membership in OF_THE_BLOOD
                ),
                None,
            )
            if kindred is not None:
                membership, source = MATERNAL, kindred
    generation = kin.override
    if generation is None:
        generation = founding.line.get(kin.id)
    if generation is None and source is not None and source.generation is not None:
        generation = source.generation + below
    branch_id = founding.branches.get(kin.id)
    if branch_id is None and source is not None:
        branch_id = source.branch_id
    return Place(generation, membership, branch_id, path)


def in_law(sex: str, sex_of_spouse: str) -> Belonging:
    """Say whether somebody married in as wife (dâu) or husband (rể)."""
    if sex == "m" or (sex != "f" and sex_of_spouse == "f"):
        return HUSBAND
    return WIFE
