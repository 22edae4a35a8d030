"""The rules by which a path of kinship gets its term, given a table of words.

R1 to R18 are the rules of the project's study of the domain, section 4.2. What they leave open:

* Ancestors and descendants of five generations and more are counted with both ends, as the law
  counts (Luật Hôn nhân và gia đình 2014, article 3: the common root is the first đời); so the
  fifth ancestor is "cụ tổ 6 đời" and the descendant "hậu duệ đời 6".
* From the third generation up the husband or wife of a collateral ancestor is "cụ", "kỵ" alone.
* Affinity beyond one marriage at each end is put together from its parts ("bố của chị dâu").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from genealogy.domain.kinship_path import CHILD, PARENT, SPOUSE, KinPath
from genealogy.domain.kinship_seniority import Seniority
from genealogy.domain.kinship_shape import Shape, split_shapes
from genealogy.domain.kinship_terms import Word

Terms = Mapping[str, Word]

DISTANT: Final = "họ"
MARRIAGE: Final = "hôn nhân"
DIRECT: Final = "trực hệ"
_OF_SPOUSE: Final = {"m": "chồng", "f": "vợ"}
_IN_LAW: Final = {"m": "rể", "f": "dâu"}
_HALF: Final = {"f": "cùng cha khác mẹ", "m": "cùng mẹ khác cha"}
_STANDING: Final = {"concubine": "secondary"}
_PARENT_KEY: Final = {"m": "father", "f": "mother"}
_SIDES: Final = {"m": "paternal", "f": "maternal"}
_SIBLING_KEY: Final = {
    ("e", "m"): "elder_brother",
    ("e", "f"): "elder_sister",
    ("y", "m"): "younger_brother",
    ("y", "f"): "younger_sister",
}
# Terms that already name a marriage take "của" before the next one.
_NEEDS_OF: Final = frozenset({"dâu", "rể", "kế", "dượng", "ghẻ", "của"})


@dataclass(frozen=True)
class Named:
    """What B is to A: reference form, address form, the group of kin, other words in use."""

    term: str
    address: str
    group: str
    alternatives: tuple[str, ...] = ()


def name_path(path: KinPath, terms: Terms) -> Named:
    """Name B from A. Every sex and rank of the path must be known, see `kinship.describe`."""
    if not path.tokens:
        return Named("chính mình", "mình", "")
    if [token.kind for token in path.tokens] == [CHILD, SPOUSE, PARENT]:
        key = "co_parent_in_law." + ("male" if path.alter_sex == "m" else "female")
        return _named(terms[key], terms["group.co_parents_in_law"].term)
    shapes = split_shapes(path)
    named = _name_shape(shapes[0], terms)
    if len(shapes) == 1:
        return named
    term = named.term
    for before, shape in pairwise(shapes):
        term = f"{_part_of(before, shape, terms)} của {term}"
    group = "" if path.is_blood else MARRIAGE
    return Named(term, _address_by_generation(path.delta, path.alter_sex, terms), group)


def _part_of(before: Shape, shape: Shape, terms: Terms) -> str:
    """Name one part of a far affinity; a child of an in-law alone is their own (con riêng)."""
    is_child = not (shape.lead or shape.up or shape.tail) and shape.down == 1
    if is_child and before.tail is not None:
        return "con riêng"
    return _name_shape(shape, terms).term


def _address_by_generation(delta: int, sex: str, terms: Terms) -> str:
    """Give what people with no rank to each other say, by generation alone."""
    male = sex == "m"
    if delta < 0:
        return terms["nephew"].address
    keys = (
        "elder_brother" if male else "elder_sister",
        "father.elder_brother",
        "grandfather" if male else "grandmother",
        "great_grandparent",
        "great_great_grandparent",
        "ancestor",
    )
    return terms[keys[min(delta, len(keys) - 1)]].address


def _name_shape(shape: Shape, terms: Terms) -> Named:
    if shape.last is None:
        return _name_spouse(shape, terms)
    if shape.lead is not None:
        return _name_through_spouse(shape, terms)
    if shape.turn is None:
        if shape.ups:
            return _name_ancestor(shape, terms)
        return _name_descendant(shape, terms)
    if shape.delta == 0:
        return _name_sibling(shape, terms)
    return _name_above(shape, terms) if shape.delta > 0 else _name_below(shape, terms)


def _named(word: Word, group: str) -> Named:
    return Named(word.term, word.address, group, word.alternatives)


def _name_spouse(shape: Shape, terms: Terms) -> Named:
    if shape.lead is None or shape.tail is None:
        return _named(terms["husband" if shape.sex == "m" else "wife"], "vợ chồng")
    if shape.sex == "m":
        return _named(terms["co_husband"], MARRIAGE)
    standing = _STANDING.get(shape.tail.standing, shape.tail.standing)
    return _named(terms[f"co_wife.{standing}" if standing else "co_wife"], MARRIAGE)


def _name_ancestor(shape: Shape, terms: Terms) -> Named:
    """R1 to R5, and the other spouses of ancestors."""
    if shape.tail is not None:
        if shape.up == 1:
            return _name_step_parent(shape, terms)
        of = _name_ancestor(replace(shape, tail=None), terms)
        address = _address_by_generation(shape.up, shape.sex, terms)
        return Named(f"{_OF_SPOUSE[shape.sex]} của {of.term}", address, MARRIAGE)
    male = shape.sex == "m"
    if shape.up == 1:
        return _named(terms["father" if male else "mother"], DIRECT)
    if shape.up >= 5:
        word = terms["ancestor"]
        return Named(f"{word.term} {shape.up + 1} đời", word.address, DIRECT)
    generation = "great_" * (shape.up - 2) + ("grandfather" if male else "grandmother")
    return _named(terms[f"{generation}.{_SIDES[shape.ups[0].sex]}"], DIRECT)


def _name_step_parent(shape: Shape, terms: Terms) -> Named:
    standing = shape.tail.standing if shape.tail else ""
    if shape.sex == "m":
        key = "step_father"
    elif standing:
        key = f"father.{_STANDING.get(standing, standing)}_wife"
    else:
        key = "step_mother"
    return _named(terms[key], "cha mẹ kế")


def _name_descendant(shape: Shape, terms: Terms) -> Named:
    """R17, with R5 from below: the fifth generation down and beyond."""
    male = shape.sex == "m"
    if shape.down == 1:
        if shape.tail is not None:
            return _named(terms["daughter.husband" if male else "son.wife"], MARRIAGE)
        return _named(terms["son" if male else "daughter"], DIRECT)
    if shape.down >= 5:
        word = terms["descendant"]
        named = Named(f"{word.term} đời {shape.down + 1}", word.address, DIRECT)
    elif shape.down == 2 and shape.tail is None:
        return _named(terms[f"grandchild.{_SIDES[shape.downs[0].sex]}"], DIRECT)
    else:
        named = _named(terms[_GENERATIONS_BELOW[shape.down]], DIRECT)
    return named if shape.tail is None else _as_in_law(named, shape)


_GENERATIONS_BELOW: Final = {
    1: "nephew",
    2: "nephew",
    3: "great_grandchild",
    4: "great_great_grandchild",
    5: "fifth_generation",
}


def _as_in_law(named: Named, shape: Shape) -> Named:
    """Add dâu or rể to the word of the husband or wife."""
    suffix = _IN_LAW[shape.sex]
    others = tuple(f"{other} {suffix}" for other in named.alternatives)
    group = MARRIAGE if named.group == DIRECT else named.group
    return Named(f"{named.term} {suffix}", named.address, group, others)


def _sibling_key(seniority: Seniority | None, shape: Shape) -> str:
    """Give the key of a sibling or cousin: by the person, or by whose husband or wife they are."""
    rank = "e" if seniority is Seniority.ELDER else "y"
    if shape.tail is not None:
        return (
            _SIBLING_KEY[rank, "f"] + ".husband"
            if shape.sex == "m"
            else (_SIBLING_KEY[rank, "m"] + ".wife")
        )
    return _SIBLING_KEY[rank, shape.sex]


def _name_sibling(shape: Shape, terms: Terms) -> Named:
    """R6 and R7."""
    turn = shape.turn
    assert turn is not None  # noqa: S101  # the caller has looked
    key = _sibling_key(turn.seniority, shape)
    if shape.up > 1:
        return _named(terms[f"cousin.{key}"], MARRIAGE if shape.tail else "anh em họ")
    if shape.tail is not None:
        return _named(terms[key], MARRIAGE)
    word = terms[key]
    apart = "khác cha khác mẹ" if turn.bond == "step" else _HALF.get(turn.half, "")
    if not apart:
        return _named(word, "anh chị em ruột")
    return Named(f"{word.term} {apart}", word.address, f"anh chị em {apart}")


def _name_above(shape: Shape, terms: Terms) -> Named:
    """R8 to R14: uncles and aunts of every generation.

    The word is that of the parent (grandparent ...) who is one generation below B, so the side
    is that of the link above them.
    """
    turn, delta = shape.turn, shape.delta
    assert turn is not None  # noqa: S101  # the caller has looked
    side = _PARENT_KEY[shape.ups[delta - 1].sex]
    word = terms[f"{side}.{_sibling_key(turn.seniority, shape)}"]
    distant = f" {DISTANT}" if shape.downs else ""
    group = f"bậc trên {delta}"
    if delta == 1:
        others = tuple(other + distant for other in word.alternatives)
        return Named(word.term + distant, word.address, group, others)
    if delta == 2:
        male = shape.sex == "m"
        prefix = terms["grandfather" if male else "grandmother"]
        young = terms.get("young_grandfather" if male else "young_grandmother")
        is_young = turn.seniority is Seniority.YOUNGER and young is not None
        others = (young.term + distant,) if is_young and young is not None else ()
        return Named(f"{prefix.term} {word.address}{distant}", prefix.address, group, others)
    prefix = terms[{3: "great_grandparent", 4: "great_great_grandparent"}.get(delta, "ancestor")]
    if shape.tail is not None:
        return _named(prefix, group)
    count = f" {delta + 1} đời" if delta > 4 else ""
    return Named(f"{prefix.term} {word.address}{distant}{count}", prefix.address, group)


def _name_below(shape: Shape, terms: Terms) -> Named:
    """R15 and R16: nephews, nieces and those below them."""
    below = -shape.delta
    word = terms[_GENERATIONS_BELOW.get(below, "nephew")]
    named = _named(word, f"bậc dưới {below}")
    if shape.tail is not None:
        named = _as_in_law(named, shape)
    if shape.ups:
        others = tuple(f"{other} {DISTANT}" for other in named.alternatives)
        named = replace(named, term=f"{named.term} {DISTANT}", alternatives=others)
    if below > max(_GENERATIONS_BELOW):
        named = replace(named, term=f"{named.term} đời {below + 1}")
    return named


def _name_through_spouse(shape: Shape, terms: Terms) -> Named:
    """R18: the word the spouse uses, with "chồng" or "vợ" behind."""
    lead = shape.lead
    assert lead is not None  # noqa: S101  # the caller has looked
    spouse = _OF_SPOUSE[lead.sex]
    if shape.turn is not None and shape.up == shape.down == 1:
        return _name_sibling_in_law(shape, spouse, terms)
    core = _name_shape(replace(shape, lead=None), terms)
    if not shape.up:
        if shape.down == 1 and shape.tail is None:
            return _named(terms[_step_child(lead.sex, lead.standing)], MARRIAGE)
        return Named(f"{core.term} của {spouse}", core.address, MARRIAGE)
    link = " của " if _NEEDS_OF & set(core.term.split()) else " "
    others = tuple(f"{other}{link}{spouse}" for other in core.alternatives)
    return Named(f"{core.term}{link}{spouse}", core.address, MARRIAGE, others)


def _step_child(sex: str, standing: str) -> str:
    if sex == "f":
        return "step_child.of_wife"
    return (
        "co_wife.child"
        if standing in ("principal", "secondary", "concubine")
        else ("step_child.of_husband")
    )


def _name_sibling_in_law(shape: Shape, spouse: str, terms: Terms) -> Named:
    """Name siblings of a spouse and whom they married: anh vợ, anh em đồng hao, chị em dâu."""
    turn, lead = shape.turn, shape.lead
    assert turn is not None  # noqa: S101  # the caller has looked
    assert lead is not None  # noqa: S101  # the caller has looked
    core = terms[_sibling_key(turn.seniority, shape)]
    if shape.tail is None:
        return Named(f"{core.address} {spouse}", core.address, MARRIAGE)
    if shape.tail.sex == lead.sex:
        return Named(f"{core.term} của {spouse}", core.address, MARRIAGE)
    kind = "brother" if lead.sex == "f" else "sister"
    rank = "elder" if turn.seniority is Seniority.ELDER else "younger"
    word = terms[f"co_{kind}_in_law.{rank}"]
    return _named(word, terms[f"group.co_{kind}s_in_law"].term)
