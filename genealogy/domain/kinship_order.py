"""Which of several relations between two people comes first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from genealogy.domain.kinship_path import CHILD, PARENT, SPOUSE, KinPath
from genealogy.domain.kinship_seniority import Seniority

Line = TypeVar("Line", bound=tuple[Any, ...])

_BY_RANK = {Seniority.ELDER: 0, Seniority.UNKNOWN: 1, Seniority.YOUNGER: 2}


def order_lines(
    lines: Iterable[Line],
    *,
    for_clan: bool = True,
    ego_is_wife: bool = False,
    couples_first: bool = False,
) -> list[Line]:
    """Put the relations between A and B in order, the one to go by first.

    Blood before marriage; the direct line before a collateral one; on a clan's pages the line
    that follows the lineage links (which settles birth against adoption or lập tự), then the
    all-male one (nội); the shorter; the one that places B higher (xưng khiêm, hô tôn). What is
    equal stays in the order given. Nothing is left out: the others are shown under the first.

    Source: the project's study of the domain, section 4.5; practice, no written rule is known.

    Args:
        lines: tuples that begin with a `KinPath`; the rest is the caller's.
        for_clan: False to leave out the preference for lineage and the all-male line.
        ego_is_wife: A married into the clan and is seen as one of it, so lines through the
            husband come before all others.
        couples_first: the bare relation of husband and wife comes before all others, where the
            couple are kin by blood too.

    >>> lines = [(KinPath.parse(text),) for text in ("F.yB.D", "W", "M.F.eB.D")]
    >>> [str(path) for path, in order_lines(lines)]
    ['F.yB.D', 'M.F.eB.D', 'W']
    """

    def key(line: Line) -> tuple[object, ...]:
        path: KinPath = line[0]
        is_couple = len(path.tokens) == 1 and path.tokens[0].kind == SPOUSE
        return (
            not (couples_first and is_couple),
            not (ego_is_wife and path.tokens[:1] and path.tokens[0].letter == "H"),
            not path.is_blood,
            not is_direct(path),
            for_clan and not path.is_lineage,
            for_clan and not is_all_male(path),
            generations_apart(path),
            len(path.tokens),
            -path.delta,
            _rank_of_turn(path),
        )

    return sorted(lines, key=key)


def is_direct(path: KinPath) -> bool:
    """Say whether B is an ancestor or descendant of A, or married to one.

    >>> is_direct(KinPath.parse("F.F")), is_direct(KinPath.parse("F.yB"))
    (True, False)
    """
    kinds = {token.kind for token in path.normalised().tokens} - {SPOUSE}
    return len(kinds) < 2 and kinds <= {PARENT, CHILD}


def is_all_male(path: KinPath) -> bool:
    """Say whether everybody between A and B is a man (nội)."""
    return all(sex == "m" for sex in path.sexes[1:-1])


def generations_apart(path: KinPath) -> int:
    """Count the generations up and down between A and B; a sibling is one of each."""
    kinds = [token.kind for token in path.normalised().tokens]
    return sum({"sibling": 2, SPOUSE: 0}.get(kind, 1) for kind in kinds)


def _rank_of_turn(path: KinPath) -> int:
    """Sort the line where B's house is the elder one before others."""
    return next(
        (_BY_RANK[token.seniority] for token in path.tokens if token.seniority is not None), 1
    )
