"""Lineage paths: text that sorts people in the order of the book and finds descendants by range.

A path has four base-36 digits per step. The first step tells the tree, the others the place among
the children of one lineage parent: "0000" is the founder's root, "00000002" its second child.
"""

from __future__ import annotations

#: Signs of one step of a lineage path, in the order every collation agrees on.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
STEP = 4
MAX_STEPS = 128
#: The first step of the founder's tree; it sorts before all others.
FOUNDER_ROOT = "0" * STEP

_SHORT_ROOTS = DIGITS.index("z") * len(DIGITS) ** (STEP - 1)


def encode_step(number: int) -> str:
    """Write one step of a lineage path in base 36.

    >>> encode_step(1), encode_step(37)
    ('0001', '0011')
    """
    digits = ""
    for _ in range(STEP):
        number, rest = divmod(number, len(DIGITS))
        digits = DIGITS[rest] + digits
    return digits


def root_step(person_id: int) -> str:
    """Write the first step of a tree that is not the founder's; it holds the root's id.

    Ids above 1,632,960 take two steps, of which the first begins with "z", so that no root's
    step is the beginning of another's.
    """
    if person_id < _SHORT_ROOTS:
        return encode_step(person_id)
    high, low = divmod(person_id - _SHORT_ROOTS, len(DIGITS) ** STEP)
    return "z" + encode_step(high)[1:] + encode_step(low)


def path_range(path: str) -> tuple[str, str]:
    """Give (low, high) so that `low <= path < high` finds somebody and all their descendants.

    The high end is the next step of the same length; no sign beyond z is needed, which collations
    would sort in different places. An empty path has no descendants: the range holds nothing.

    >>> path_range("00000002")
    ('00000002', '00000003')
    >>> path_range("0000000z")
    ('0000000z', '00000010')
    """
    if not path:
        return "", ""
    kept = path.rstrip("z")
    if not kept:
        return path, path + "z" * STEP
    following = DIGITS[DIGITS.index(kept[-1]) + 1]
    return path, kept[:-1] + following + "0" * (len(path) - len(kept))
