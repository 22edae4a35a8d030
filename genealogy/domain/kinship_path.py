"""Paths of kinship: how one gets from A to B by parents, siblings, children and marriages.

A path is written as steps with dots between, read from A: "F.eB.S" is the son of the elder brother
of the father. Letters: F father, M mother, S son, D daughter, H husband, W wife, B brother,
Z sister; P, C, X, G where the sex is not known (parent, child, spouse, sibling). B, Z and G are led
by e (elder), y (younger) or u (rank not known). Marks behind a letter: "+f" only the father is
shared and "+m" only the mother (half siblings), ":heir" a bond other than birth, "=principal" the
standing of the wife in that marriage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from genealogy.domain.kinship_errors import KinPathNotUnderstood
from genealogy.domain.kinship_seniority import Seniority, SiblingRank, seniority_of

PARENT, CHILD, SPOUSE, SIBLING = "parent", "child", "spouse", "sibling"

_LETTERS: Final = {
    (PARENT, "m"): "F",
    (PARENT, "f"): "M",
    (PARENT, "u"): "P",
    (CHILD, "m"): "S",
    (CHILD, "f"): "D",
    (CHILD, "u"): "C",
    (SPOUSE, "m"): "H",
    (SPOUSE, "f"): "W",
    (SPOUSE, "u"): "X",
    (SIBLING, "m"): "B",
    (SIBLING, "f"): "Z",
    (SIBLING, "u"): "G",
}
_MEANINGS: Final = {letter: meaning for meaning, letter in _LETTERS.items()}
_REVERSED: Final = {PARENT: CHILD, CHILD: PARENT, SPOUSE: SPOUSE, SIBLING: SIBLING}
BIRTH: Final = "birth"
#: Bonds in the order in which one hides the other when a sibling has two.
_BONDS: Final = ("step", "adopted", "foster", "heir", "unknown", BIRTH)
STANDINGS: Final = ("principal", "successor", "secondary", "concubine")
_TOKEN: Final = re.compile(
    r"([eyu])?([FMSDHWBZPCXG])(?:\+([fm]))?(?::([a-z]+))?(?:=([a-z]+))?", re.ASCII
)


@dataclass(frozen=True)
class KinToken:
    """One step of a path.

    Attributes:
        letter: who is reached, see the module.
        seniority: rank of a sibling, seen from the sibling before; None on other steps.
        bond: what makes the parent or child (the values of `ParentKind`); on a sibling, the
            bond of either that is not of birth.
        half: "f" when two siblings share the father only, "m" when the mother only.
        standing: standing of the wife in a marriage (the values of `Standing`), else "".
    """

    letter: str
    seniority: Seniority | None = None
    bond: str = BIRTH
    half: str = ""
    standing: str = ""

    @property
    def kind(self) -> str:
        """Say what the step is: parent, child, spouse or sibling."""
        return _MEANINGS[self.letter][0]

    @property
    def sex(self) -> str:
        """Give the sex of the person reached: "m", "f" or "u"."""
        return _MEANINGS[self.letter][1]

    def with_sex(self, sex: str) -> KinToken:
        """Return the step to a person of that sex."""
        return replace(self, letter=_LETTERS[self.kind, sex])

    def reversed(self, sex: str) -> KinToken:
        """Return the step back, to a person of that sex."""
        return replace(
            self,
            letter=_LETTERS[_REVERSED[self.kind], sex],
            seniority=None if self.seniority is None else self.seniority.opposite,
        )

    def __str__(self) -> str:
        return "".join(
            (
                self.seniority or "",
                self.letter,
                f"+{self.half}" if self.half else "",
                f":{self.bond}" if self.bond != BIRTH else "",
                f"={self.standing}" if self.standing else "",
            )
        )


def make_token(kind: str, sex: str, **marks: object) -> KinToken:
    """Make a step from its meaning.

    >>> str(make_token("sibling", "m", seniority=Seniority.YOUNGER))
    'yB'
    """
    return KinToken(_LETTERS[kind, sex], **marks)  # type: ignore[arg-type]  # checked by callers


@dataclass(frozen=True)
class KinPath:
    """The way from A to B.

    Attributes:
        tokens: the steps from A; none means that A is B.
        ego_sex: sex of A: "m", "f" or "u".
        is_lineage: True when every parent link on the way is a lineage link, see
            `path_of_line`. No part of what the path says, so equality leaves it out.
    """

    tokens: tuple[KinToken, ...]
    ego_sex: str = "m"
    is_lineage: bool = field(default=False, compare=False)

    @classmethod
    def parse(cls, text: str, ego_sex: str = "m") -> KinPath:
        """Read a written path. A sibling without a rank is of unknown rank.

        Raises:
            KinPathNotUnderstood: a part is no step.

        >>> str(KinPath.parse("F.eB.S")), str(KinPath.parse("F:heir.B", ego_sex="f"))
        ('F.eB.S', 'F:heir.uB')
        """
        return cls(
            tuple(_read_token(part, text) for part in text.split(".")) if text else (), ego_sex
        )

    def __str__(self) -> str:
        return ".".join(map(str, self.tokens))

    @property
    def alter_sex(self) -> str:
        """Give the sex of B."""
        return self.tokens[-1].sex if self.tokens else self.ego_sex

    @property
    def sexes(self) -> tuple[str, ...]:
        """Give the sex of everybody on the way, A first and B last."""
        return (self.ego_sex, *(token.sex for token in self.tokens))

    @property
    def delta(self) -> int:
        """Say how many generations B stands above A; negative is below."""
        kinds = [token.kind for token in self.tokens]
        return kinds.count(PARENT) - kinds.count(CHILD)

    @property
    def is_blood(self) -> bool:
        """Say whether no step is a marriage. Adoption counts as blood."""
        return all(token.kind != SPOUSE for token in self.tokens)

    def inverse(self, alter_sex: str | None = None) -> KinPath:
        """Return the way from B to A.

        Args:
            alter_sex: the sex of A where the path does not know it.

        >>> str(KinPath.parse("F.eB.D", ego_sex="f").inverse())
        'F.yB.D'
        """
        sexes = self.sexes
        ego = sexes[0] if alter_sex is None else alter_sex
        back = (ego, *sexes[1:-1])
        tokens = tuple(
            token.reversed(sex)
            for token, sex in zip(reversed(self.tokens), reversed(back), strict=False)
        )
        return KinPath(tokens, self.alter_sex if self.tokens else ego, self.is_lineage)

    def with_sexes(self, sexes: Sequence[str]) -> KinPath:
        """Return the path with everybody's sex replaced, A first."""
        tokens = tuple(
            token.with_sex(sex) for token, sex in zip(self.tokens, sexes[1:], strict=True)
        )
        return replace(self, tokens=tokens, ego_sex=sexes[0])

    def normalised(self) -> KinPath:
        """Return the path in the form the rules read.

        A parent's child becomes a sibling of unknown rank; a link to a step-parent or stepchild
        becomes the marriage that makes it.

        >>> str(KinPath.parse("F.F.S").normalised()), str(KinPath.parse("F:step").normalised())
        ('F.uB', 'M.H')
        """
        tokens: list[KinToken] = []
        for token in self.tokens:
            if token.kind == CHILD and tokens and tokens[-1].kind == PARENT:
                tokens.append(_join(tokens.pop(), token))
            else:
                tokens.append(token)
        ego = self.ego_sex
        unfolded: list[KinToken] = []
        for token in tokens:
            unfolded += _through_marriage(token, unfolded[-1].sex if unfolded else ego)
        return replace(self, tokens=tuple(unfolded))


def _read_token(part: str, text: str) -> KinToken:
    match = _TOKEN.fullmatch(part)
    if match is None:
        raise KinPathNotUnderstood(text, part)
    rank, letter, half, bond, standing = match.groups()
    kind = _MEANINGS[letter][0]
    sibling_only, link_only, marriage_only = rank or half, bond, standing
    if (
        (sibling_only and kind != SIBLING)
        or (link_only and (kind == SPOUSE or bond not in _BONDS))
        or (marriage_only and (kind != SPOUSE or standing not in STANDINGS))
    ):
        raise KinPathNotUnderstood(text, part)
    seniority = Seniority(rank or "u") if kind == SIBLING else None
    return KinToken(letter, seniority, bond or BIRTH, half or "", standing or "")


def _join(up: KinToken, down: KinToken, **marks: object) -> KinToken:
    """Make the sibling that a parent's child is."""
    bond = min(up.bond, down.bond, key=_rank_of_bond)
    marks.setdefault("seniority", Seniority.UNKNOWN)
    return make_token(SIBLING, down.sex, bond=bond, **marks)


def _rank_of_bond(bond: str) -> int:
    return _BONDS.index(bond) if bond in _BONDS else 0


_OTHER_SEX: Final = {"m": "f", "f": "m", "u": "u"}
#: Mark of half siblings by the sex of the parent they share.
_SHARED: Final = {"m": "f", "f": "m"}


def _through_marriage(token: KinToken, sex_before: str) -> list[KinToken]:
    if token.bond != "step" or token.kind not in (PARENT, CHILD):
        return [token]
    if token.kind == PARENT:
        return [make_token(PARENT, _OTHER_SEX[token.sex]), make_token(SPOUSE, token.sex)]
    return [make_token(SPOUSE, _OTHER_SEX[sex_before]), replace(token, bond=BIRTH)]


class StepLike(Protocol):
    """One link of a line: kind "parent", "child" or "spouse", and its bond."""

    @property
    def kind(self) -> str:
        """Say what the next person is to this one."""

    @property
    def bond(self) -> str:
        """Give the bond, a value of `ParentKind`."""


class LineLike(Protocol):
    """A way through the graph: n + 1 people and the n steps between them."""

    @property
    def people(self) -> Sequence[int]:
        """Give the people, A first."""

    @property
    def steps(self) -> Sequence[StepLike]:
        """Give the steps."""


def path_of_line(
    line: LineLike,
    *,
    sex_of: Callable[[int], str],
    rank_of: Callable[[int], SiblingRank],
    ranks_by_mother: bool = False,
    lineage_parent_of: Callable[[int], int | None] | None = None,
    parents_of: Callable[[int], Iterable[int]] | None = None,
    standing_of: Callable[[int, int], str] | None = None,
) -> KinPath:
    """Read a line of the graph as a path of kinship.

    The rank is that of the two siblings below the parent where the line turns, never that of the
    people at its ends.

    Args:
        line: the way from A to B.
        sex_of: gives "m", "f" or "u".
        rank_of: gives what ranks somebody among siblings.
        ranks_by_mother: the clan's rule (`Clan.ranks_by_mother`).
        lineage_parent_of: gives the lineage parent. Without it `is_lineage` stays False, and
            numbers counted in two houses are compared as if in one.
        parents_of: gives the parents by birth. Without it half siblings are not told.
        standing_of: gives the standing of the marriage of two people, husband or wife first.
    """
    people, steps = line.people, line.steps
    tokens: list[KinToken] = []
    for index, step in enumerate(steps):
        sex = sex_of(people[index + 1])
        if step.kind == SPOUSE:
            standing = standing_of(people[index], people[index + 1]) if standing_of else ""
            tokens.append(make_token(SPOUSE, sex, standing=standing))
            continue
        token = make_token(step.kind, sex, bond=step.bond)
        if step.kind == CHILD and index and steps[index - 1].kind == PARENT:
            before, parent, after = people[index - 1], people[index], people[index + 1]
            seniority = _seniority(before, after, rank_of, ranks_by_mother, lineage_parent_of)
            half = _half(before, after, parent, sex_of, parents_of)
            token = _join(tokens.pop(), token, seniority=seniority, half=half)
        tokens.append(token)
    return KinPath(tuple(tokens), sex_of(people[0]), _is_lineage(line, lineage_parent_of))


def _seniority(
    before: int,
    after: int,
    rank_of: Callable[[int], SiblingRank],
    ranks_by_mother: bool,
    lineage_parent_of: Callable[[int], int | None] | None,
) -> Seniority:
    a, b = rank_of(before), rank_of(after)
    if lineage_parent_of is not None:
        a = replace(a, parent=lineage_parent_of(before))
        b = replace(b, parent=lineage_parent_of(after))
    return seniority_of(a, b, ranks_by_mother=ranks_by_mother)


def _half(
    before: int,
    after: int,
    parent: int,
    sex_of: Callable[[int], str],
    parents_of: Callable[[int], Iterable[int]] | None,
) -> str:
    """Say which parent alone is shared; nothing where a parent of either is not known."""
    if parents_of is None or sex_of(parent) not in _SHARED:
        return ""
    mine, theirs = set(parents_of(before)), set(parents_of(after))
    if parent not in mine & theirs or len(mine & theirs) > 1:
        return ""
    return _SHARED[sex_of(parent)] if len(mine) > 1 and len(theirs) > 1 else ""


def _is_lineage(line: LineLike, lineage_parent_of: Callable[[int], int | None] | None) -> bool:
    if lineage_parent_of is None:
        return False
    for index, step in enumerate(line.steps):
        here, there = line.people[index], line.people[index + 1]
        if step.kind == PARENT and lineage_parent_of(here) != there:
            return False
        if step.kind == CHILD and lineage_parent_of(there) != here:
            return False
    return True
