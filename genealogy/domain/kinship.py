"""What two people of a clan call each other (xưng hô), and how they are related.

The one door to the terms of kinship. Order of dependence: `kinship_errors`, `kinship_seniority`,
`kinship_path`, `kinship_terms`, `kinship_shape`, `kinship_rules`, `kinship_words`, this module,
`kinship_order`. A term follows from ranks alone: nobody's age enters it, see `kinship_seniority`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from genealogy.domain.kinship_errors import (
    KinPathNotUnderstood,
    KinshipOverrideRefused,
    KinshipRegionUnknown,
)
from genealogy.domain.kinship_path import (
    CHILD,
    SIBLING,
    SPOUSE,
    KinPath,
    KinToken,
    LineLike,
    StepLike,
    make_token,
    path_of_line,
)
from genealogy.domain.kinship_rules import Named, Terms, name_path
from genealogy.domain.kinship_seniority import Seniority, SiblingRank, seniority_of
from genealogy.domain.kinship_shape import split_shapes
from genealogy.domain.kinship_terms import (
    OVERRIDABLE_KEYS,
    REGIONS,
    child_number,
    terms_of,
    validate_overrides,
)
from genealogy.domain.kinship_words import path_in_words

__all__ = [
    "OVERRIDABLE_KEYS",
    "REGIONS",
    "KinPath",
    "KinPathNotUnderstood",
    "KinTerm",
    "KinToken",
    "KinshipOverrideRefused",
    "KinshipRegionUnknown",
    "LineLike",
    "Seniority",
    "SiblingRank",
    "StepLike",
    "child_number",
    "describe",
    "path_in_words",
    "path_of_line",
    "seniority_of",
    "validate_overrides",
]

RANK_UNKNOWN: Final = "chưa rõ thứ bậc"
SEX_UNKNOWN: Final = "chưa rõ giới tính"
_ADOPTIVE: Final = {"adopted": "con nuôi", "foster": "con nuôi", "heir": "lập tự, thừa tự"}
# Beyond this the answers would fill a page and help nobody.
_MOST_UNKNOWN: Final = 6


@dataclass(frozen=True)
class KinTerm:
    """What A and B call each other.

    Attributes:
        term: what A calls B when speaking of them (reference form, "chú họ").
        address: what A says to B ("chú").
        reciprocal: what B calls A when speaking of them.
        reciprocal_address: what B says to A.
        options: where rank or sex is not known, every (term, reciprocal) that may be right; the
            four texts above then name all of them. Else empty.
        note: what to know beside, in Vietnamese; "" if nothing.
        is_uncertain: True when several terms may be right.
        group: the kind of kin ("trực hệ", "anh em họ", "bậc trên 1" ...).
        alternatives: other words of the region for `term`.
        proxy_address: what is said to in-laws in the children's stead (gọi thay con); "" where
            the custom does not apply.
        is_adoptive: True when adoption or lập tự lies on the way; the rank word is the same.
        delta: how many generations B stands above A; negative is below.
    """

    term: str
    address: str
    reciprocal: str
    reciprocal_address: str
    options: tuple[tuple[str, str], ...] = ()
    note: str = ""
    is_uncertain: bool = False
    group: str = ""
    alternatives: tuple[str, ...] = ()
    proxy_address: str = ""
    is_adoptive: bool = False
    delta: int = 0


def describe(
    path: KinPath | str,
    *,
    region: str = "north",
    ego_sex: str = "m",
    overrides: Mapping[str, object] | None = None,
) -> KinTerm:
    """Say what A and B, joined by a path, call each other.

    Args:
        path: the way from A to B, as `KinPath` or written (see `kinship_path`).
        region: one of `REGIONS`; the North is the standard.
        ego_sex: sex of A ("m", "f", "u"); read only where `path` is written.
        overrides: the clan's own words, see `validate_overrides`.

    Raises:
        KinPathNotUnderstood: a written path cannot be read.
        KinshipRegionUnknown: there is no such region.
        KinshipOverrideRefused: the clan's words are not in order.

    >>> answer = describe("F.F.yB.S")
    >>> answer.term, answer.address, answer.reciprocal
    ('chú họ', 'chú', 'cháu họ')
    >>> describe("F.uB").options, describe("F.uB").note
    ((('bác', 'cháu'), ('chú', 'cháu')), 'chưa rõ thứ bậc')
    """
    terms = terms_of(region, overrides)
    if isinstance(path, str):
        path = KinPath.parse(path, ego_sex)
    asked = path.normalised()
    answers, unknown = _answers(asked, terms)
    there = [answer[0] for answer in answers]
    back = [answer[1] for answer in answers]
    options = tuple(
        dict.fromkeys((one.term, other.term) for one, other in zip(there, back, strict=True))
    )
    return KinTerm(
        term=_either(named.term for named in there),
        address=_either(named.address for named in there),
        reciprocal=_either(named.term for named in back),
        reciprocal_address=_either(named.address for named in back),
        options=options if len(options) > 1 else (),
        note=_note(path, unknown),
        is_uncertain=bool(unknown),
        group=_either(named.group for named in there),
        alternatives=tuple(dict.fromkeys(word for named in there for word in named.alternatives)),
        proxy_address=_either(answer[2] for answer in answers),
        is_adoptive=any(token.bond in _ADOPTIVE for token in path.tokens),
        delta=asked.delta,
    )


#: A place of a path where something is not known: the index of the person (0 = A), and whether
#: it is their rank or their sex.
_Spot = tuple[int, str]


def _answer(path: KinPath, terms: Terms) -> tuple[Named, Named, str]:
    return name_path(path, terms), name_path(path.inverse(), terms), _proxy_address(path, terms)


def _unknown_spots(path: KinPath) -> Iterator[_Spot]:
    for index, sex in enumerate(path.sexes):
        if index and path.tokens[index - 1].seniority is Seniority.UNKNOWN:
            yield index, "rank"
        if sex == "u":
            yield index, "sex"


def _settle(path: KinPath, choices: Mapping[_Spot, int]) -> KinPath:
    """Return the path with every unknown put to its first (0) or second (1) possibility."""
    sexes = list(path.sexes)
    tokens = list(path.tokens)
    for (index, what), choice in choices.items():
        if what == "sex":
            sexes[index] = "mf"[choice]
        else:
            rank = (Seniority.ELDER, Seniority.YOUNGER)[choice]
            tokens[index - 1] = replace(tokens[index - 1], seniority=rank)
    return replace(path, tokens=tuple(tokens)).with_sexes(sexes)


def _screened(path: KinPath, spots: list[_Spot], terms: Terms) -> list[_Spot]:
    """Keep the unknowns that change the answer; most people on a long way do not.

    Each is tried with the others standing in several ways: all alike, and by the binary digits of
    their places, so that any two are tried together in every way.
    """
    places = {spot: place for place, spot in enumerate(spots)}
    digits = range(len(spots).bit_length())
    grounds = [
        {spot: (place >> digit & 1) ^ flip for spot, place in places.items()}
        for digit in (*digits, len(spots).bit_length())
        for flip in (0, 1)
    ]

    answers = [_answer(_settle(path, ground), terms) for ground in grounds]

    def matters(spot: _Spot) -> bool:
        return any(
            _answer(_settle(path, {**ground, spot: 1 - ground[spot]}), terms) != answer
            for ground, answer in zip(grounds, answers, strict=True)
        )

    return [spot for spot in spots if matters(spot)]


def _answers(path: KinPath, terms: Terms) -> tuple[list[tuple[Named, Named, str]], set[str]]:
    """Answer once for every way in which the unknowns may stand.

    Returns:
        The answers, and which kinds of unknown change them ("rank", "sex").
    """
    spots = list(_unknown_spots(path))
    ground = dict.fromkeys(spots, 0)
    if len(spots) > _MOST_UNKNOWN:
        spots = _screened(path, spots, terms)[:_MOST_UNKNOWN]
    answers = {
        choice: _answer(_settle(path, {**ground, **dict(zip(spots, choice, strict=True))}), terms)
        for choice in product((0, 1), repeat=len(spots))
    }
    matter = {
        what
        for place, (_, what) in enumerate(spots)
        for choice, answer in answers.items()
        if answer != answers[(*choice[:place], 1 - choice[place], *choice[place + 1 :])]
    }
    return list(answers.values()), matter


def _either(words: Iterator[str]) -> str:
    """Join different words as a choice."""
    different = [word for word in dict.fromkeys(words) if word]
    if len(different) < 2:
        return "".join(different)
    return f"{', '.join(different[:-1])} hoặc {different[-1]}"


def _note(path: KinPath, unknown: set[str]) -> str:
    notes = [
        *([RANK_UNKNOWN] if "rank" in unknown else []),
        *([SEX_UNKNOWN] if "sex" in unknown else []),
        *dict.fromkeys(_ADOPTIVE[token.bond] for token in path.tokens if token.bond in _ADOPTIVE),
        *(
            ["con riêng"]
            if any(token.bond == "step" and token.kind == SIBLING for token in path.tokens)
            else []
        ),
    ]
    return "; ".join(notes)


def _proxy_address(path: KinPath, terms: Terms) -> str:
    """Say what A's child calls B: kin of the spouse, and whom A's siblings and cousins married."""
    tokens = path.tokens
    if path.is_blood or path.delta < 0 or len(tokens) == 1 or len(split_shapes(path)) > 1:
        return ""
    spouse_first = tokens[0].kind == SPOUSE
    if not spouse_first and (path.delta or tokens[0].kind == CHILD):
        return ""
    parent = make_token("parent", tokens[0].sex if spouse_first else path.ego_sex)
    below = replace(path, tokens=(parent, *(tokens[1:] if spouse_first else tokens)))
    return name_path(below, terms).address
