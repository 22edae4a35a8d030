"""Codes that clans write beside people, made from their order: "1.3.2.4" and "Đ9-C2-17".

They change whenever a brother is found or the order is mended, so they are computed when they are
read and are never keys.

A code of order has one number for each generation from the founder, who is 1. By custom sons are
numbered among sons, and a daughter is "g" and her number among daughters; a clan may number all
together. The founder's brothers and ancestors, and whoever married in, have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from genealogy.domain.lineage_paths import MAX_STEPS, STEP

_DAUGHTER = "g"
_FEMALE = "f"


class Child(NamedTuple):
    """A child of the lineage: lineage path and sex ("m", "f", "u")."""

    path: str
    sex: str


def code_paths(path: str, founder_path: str) -> list[str]:
    """Give the lineage paths from the founder's child down to a person; none when not below.

    >>> code_paths("000000010002", "0000")
    ['00000001', '000000010002']
    """
    if not founder_path or not path.startswith(founder_path) or len(path) >= MAX_STEPS * STEP:
        return []
    return [path[:end] for end in range(len(founder_path) + STEP, len(path) + STEP, STEP)]


def family_numbers(children: Iterable[Child], *, counts_daughters: bool) -> dict[str, str]:
    """Number the children of one parent: {lineage path: "2" or "g1"}.

    Somebody whose sex is unknown counts among the sons.

    >>> family_numbers([Child("1", "m"), Child("2", "f"), Child("3", "m")], counts_daughters=False)
    {'1': '1', '2': 'g1', '3': '2'}
    """
    numbers: dict[str, str] = {}
    counts = {False: 0, True: 0}
    for child in sorted(set(children)):
        is_apart = child.sex == _FEMALE and not counts_daughters
        counts[is_apart] += 1
        numbers[child.path] = f"{_DAUGHTER if is_apart else ''}{counts[is_apart]}"
    return numbers


def order_code(path: str, founder_path: str, numbers: Mapping[str, str]) -> str:
    """Write the code of order; empty for somebody not below the founder, or with a gap above.

    Args:
        path: the person's lineage path.
        founder_path: the founder's.
        numbers: what `family_numbers` gives, for every family on the line.

    >>> order_code("000000010002", "0000", {"00000001": "1", "000000010002": "g1"})
    '1.1.g1'
    """
    steps = code_paths(path, founder_path)
    if path != founder_path and not steps:
        return ""
    if any(step not in numbers for step in steps):
        return ""
    return ".".join(["1", *(numbers[step] for step in steps)]) if founder_path else ""


def generation_code(generation: int, branch_ordinals: Sequence[int], position: int) -> str:
    """Write đời, branch and place in that đời of the branch.

    Args:
        generation: đời in the clan, 1 or more.
        branch_ordinals: numbers of the branches from the uppermost down; none outside branches.
        position: place among the people of that đời and branch in the order of the book, from 1.

    >>> generation_code(9, [2], 17), generation_code(9, [2, 1], 3), generation_code(4, [], 1)
    ('Đ9-C2-17', 'Đ9-C2.1-3', 'Đ4-1')
    """
    branch = ".".join(str(number) for number in branch_ordinals)
    return "-".join([f"Đ{generation}", *([f"C{branch}"] if branch else []), str(position)])
