"""A path of kinship in plain words, for people: "em trai của ông nội"."""

from __future__ import annotations

from typing import Final

from genealogy.domain.kinship_path import CHILD, PARENT, SIBLING, KinPath, KinToken
from genealogy.domain.kinship_seniority import Seniority

_PLAIN: Final = {
    "F": "bố",
    "M": "mẹ",
    "P": "bố hoặc mẹ",
    "S": "con trai",
    "D": "con gái",
    "C": "con",
    "H": "chồng",
    "W": "vợ",
    "X": "vợ hoặc chồng",
}
_SIBLINGS: Final = {
    ("B", Seniority.ELDER): "anh trai",
    ("B", Seniority.YOUNGER): "em trai",
    ("B", Seniority.UNKNOWN): "anh hoặc em trai",
    ("Z", Seniority.ELDER): "chị gái",
    ("Z", Seniority.YOUNGER): "em gái",
    ("Z", Seniority.UNKNOWN): "chị hoặc em gái",
    ("G", Seniority.ELDER): "anh hoặc chị",
    ("G", Seniority.YOUNGER): "em",
    ("G", Seniority.UNKNOWN): "anh, chị hoặc em",
}
_GRANDPARENTS: Final = {
    ("F", "F"): "ông nội",
    ("F", "M"): "bà nội",
    ("M", "F"): "ông ngoại",
    ("M", "M"): "bà ngoại",
}
_BONDS: Final = {
    "adopted": " nuôi",
    "foster": " nuôi",
    "heir": " (lập tự)",
    "step": " (con riêng)",
}
_STEP_PARENTS: Final = {"F": "bố dượng", "M": "mẹ kế", "P": "bố dượng hoặc mẹ kế"}
_SIDES: Final = {"F": "bên nội", "M": "bên ngoại", "P": ""}
# Longer runs are counted rather than spelt out.
_SPELT: Final = 3


def path_in_words(path: KinPath) -> str:
    """Describe how B is reached from A, nearest to B first.

    Runs of more than three parents or children are counted, both ends included.

    >>> path_in_words(KinPath.parse("F.F.yB"))
    'em trai của ông nội'
    >>> path_in_words(KinPath.parse("F.eB.S.W"))
    'vợ của con trai của anh trai của bố'
    """
    parts: list[str] = []
    rest = list(path.tokens)
    while rest:
        run = _run(rest)
        del rest[: len(run)]
        if len(run) > _SPELT:
            parts.append(_counted(run))
        elif len(run) > 1 and _is_plain_pair(run):
            parts.append(_GRANDPARENTS[run[0].letter, run[1].letter])
            parts += map(_plain, run[2:])
        else:
            parts += map(_plain, run)
    return " của ".join(reversed(parts)) or "chính mình"


def _run(tokens: list[KinToken]) -> list[KinToken]:
    """Take the steps from the front that are all up or all down."""
    kind = tokens[0].kind
    if kind not in (PARENT, CHILD):
        return tokens[:1]
    run = []
    for token in tokens:
        if token.kind != kind:
            break
        run.append(token)
    return run


def _is_plain_pair(run: list[KinToken]) -> bool:
    pair = run[0].letter, run[1].letter
    return pair in _GRANDPARENTS and run[0].bond == run[1].bond == "birth"


def _counted(run: list[KinToken]) -> str:
    count = len(run) + 1
    if run[0].kind == CHILD:
        return f"con cháu đời {count}"
    return f"cụ tổ {count} đời {_SIDES[run[0].letter]}".strip()


def _plain(token: KinToken) -> str:
    if token.bond == "step" and token.letter in _STEP_PARENTS:
        return _STEP_PARENTS[token.letter]
    if token.kind != SIBLING:
        word = _PLAIN[token.letter]
    else:
        word = _SIBLINGS[token.letter, token.seniority or Seniority.UNKNOWN]
    half = {"f": " cùng cha khác mẹ", "m": " cùng mẹ khác cha"}.get(token.half, "")
    return word + _BONDS.get(token.bond, "") + half
