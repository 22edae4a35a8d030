"""Words of the regions, and a clan's own."""

from __future__ import annotations

import pytest

from genealogy.domain.kinship import (
    OVERRIDABLE_KEYS,
    REGIONS,
    KinshipOverrideRefused,
    KinshipRegionUnknown,
    child_number,
    describe,
    validate_overrides,
)
from genealogy.domain.kinship_terms import terms_of

# The column of regions in the worked cases: case, region, path, sex of A, words named there.
REGIONAL = [
    ("K01", "north", "F", "m", "bố"),
    ("K01", "central", "F", "m", "ba, cha, tía"),
    ("K01", "south", "F", "m", "ba, cha, tía"),
    ("K02", "south", "M", "f", "má"),
    ("K07", "central", "F.F.F", "m", "ông cố nội"),
    ("K07", "south", "F.F.F", "m", "ông cố nội"),
    ("K08", "central", "F.F.M", "m", "bà cố nội"),
    ("K08", "south", "F.F.M", "m", "bà cố nội"),
    ("K10", "south", "F.F.F.F", "m", "ông sơ"),
    ("K15", "north", "S.S.S.S", "m", "chút, chít"),
    ("K20", "central", "F.eB.W", "m", "bác gái"),
    ("K20", "south", "F.eB.W", "m", "bác gái"),
    ("K23", "central", "F.eZ", "m", "cô, o"),
    ("K23", "south", "F.eZ", "m", "cô"),
    ("K24", "central", "F.eZ.H", "m", "dượng"),
    ("K24", "south", "F.eZ.H", "m", "dượng"),
    ("K25", "central", "F.yZ", "m", "o"),
    ("K26", "central", "F.yZ.H", "m", "dượng"),
    ("K26", "south", "F.yZ.H", "m", "dượng"),
    ("K27", "central", "M.eB", "m", "cậu"),
    ("K27", "south", "M.eB", "m", "cậu"),
    ("K28", "central", "M.eB.W", "m", "mợ"),
    ("K28", "south", "M.eB.W", "m", "mợ"),
    ("K29", "central", "M.yB", "m", "cậu, cụ"),
    ("K30", "central", "M.yB.W", "m", "mự"),
    ("K31", "north", "M.eZ", "m", "bác, bá, già"),
    ("K31", "central", "M.eZ", "m", "dì"),
    ("K31", "south", "M.eZ", "m", "dì"),
    ("K32", "central", "M.eZ.H", "m", "dượng"),
    ("K32", "south", "M.eZ.H", "m", "dượng"),
    ("K34", "central", "M.yZ.H", "m", "dượng"),
    ("K34", "south", "M.yZ.H", "m", "dượng"),
    ("K56", "north", "F.F.yB", "m", "ông chú, ông trẻ"),
    ("K57", "north", "F.F.yB.W", "m", "bà thím, bà trẻ"),
    ("K59", "central", "F.F.eZ", "m", "bà cô"),
    ("K59", "south", "F.F.eZ", "m", "bà cô"),
    ("K62", "central", "M.F.yB", "m", "ông chú"),
    ("K62", "south", "M.F.yB", "m", "ông chú"),
]
# "như nhau 3 miền": the same in all three.
ALIKE = {
    "F.eB": "bác",
    "F.yB": "chú",
    "F.yB.W": "thím",
    "M.yZ": "dì",
}


@pytest.mark.parametrize(("case", "region", "path", "sex", "words"), REGIONAL)
def test_regional_words_of_the_worked_cases(case, region, path, sex, words):
    answer = describe(path, ego_sex=sex, region=region)
    first, *others = words.split(", ")
    assert answer.term == first
    assert set(others) <= set(answer.alternatives)


def test_a_nieces_word_for_her_mothers_brother_is_regional_too():
    # K70: what the sister's daughter calls A.
    assert describe("yZ.D", region="central").reciprocal == "cậu"
    assert describe("yZ.D", region="south").reciprocal == "cậu"


@pytest.mark.parametrize("region", REGIONS)
def test_some_words_are_the_same_everywhere(region):
    assert {path: describe(path, region=region).term for path in ALIKE} == ALIKE


def test_great_uncles_follow_the_word_of_the_region():
    assert describe("F.F.yZ.H", region="south").term == "ông dượng"
    assert describe("F.F.yZ", region="central").term == "bà o"
    assert describe("F.F.F.yB", region="south").term == "cố chú"


def test_southern_words_of_marriage():
    assert describe("S.W.F", region="south").term == "ông sui"
    assert describe("W.eZ.H", region="south").group == "anh em cột chèo"
    assert describe("H.F", ego_sex="f", region="south").term == "ba chồng"


def test_regions_know_the_same_relations():
    # Only the North has the second words "ông trẻ", "bà trẻ".
    north = {key for key in terms_of("north") if not key.startswith("young_grand")}
    assert set(terms_of("central")) == set(terms_of("south")) == north


def test_unknown_region_is_refused_by_name():
    with pytest.raises(KinshipRegionUnknown) as caught:
        describe("F", region="west")
    assert caught.value.facts() == {"region": "west", "known": REGIONS}


def test_children_are_numbered_by_region():
    assert [child_number(order) for order in (1, 2, 3)] == ["cả", "hai", "ba"]
    assert [child_number(order, region="south") for order in (1, 2, 9)] == ["hai", "ba", "mười"]
    assert child_number(5, is_last=True) == "út"
    assert child_number(1, is_last=True) == "cả"
    assert child_number(14) == "thứ 14"


def test_clan_may_say_ba_for_the_mothers_elder_sister():
    own = {"mother.elder_sister": {"term": "bá"}}
    answer = describe("M.eZ", overrides=own)
    assert (answer.term, answer.address) == ("bá", "bá")
    assert describe("M.M.eZ", overrides=own).term == "bà bá"
    assert describe("M.F.eZ.S.S", overrides=own).term == "anh họ"


def test_clan_may_say_co_for_the_third_generation():
    # A reader of another program asked for "bà cố" where it said "cụ bà".
    own = {
        "great_grandmother.paternal": {"term": "bà cố", "address": "cố"},
        "great_grandparent": {"term": "cố"},
        "great_great_grandchild": {"term": "chít"},
    }
    assert describe("F.F.M", overrides=own).term == "bà cố"
    assert describe("F.F.F.yB", overrides=own).term == "cố chú"
    assert describe("F.F.F.F", overrides=own).reciprocal == "chít"


def test_address_alone_may_be_replaced():
    answer = describe("eB", overrides={"elder_brother": {"address": "bác"}})
    assert (answer.term, answer.address) == ("anh trai", "bác")
    kept = describe("eB", overrides={"elder_brother": {"term": "anh giai"}})
    assert (kept.term, kept.address) == ("anh giai", "anh")


def test_overrides_do_not_stay():
    describe("F", overrides={"father": {"term": "thầy"}})
    assert describe("F").term == "bố"


@pytest.mark.parametrize(
    ("overrides", "key", "reason"),
    [
        ({"father.elder_cousin": {"term": "x"}}, "father.elder_cousin", "unknown_key"),
        ({"father": {"term": "thầy"}, "mum": {"term": "u"}}, "mum", "unknown_key"),
        ({"father": "thầy"}, "father", "not_a_mapping"),
        ({"father": {}}, "father", "empty"),
        ({"father": {"term": "  "}}, "father", "empty"),
        ({"father": {"term": 3}}, "father", "not_text"),
        ({"father": {"word": "thầy"}}, "father", "unknown_field"),
        (["father"], "", "not_a_mapping"),
    ],
)
def test_bad_overrides_are_refused_by_key(overrides, key, reason):
    with pytest.raises(KinshipOverrideRefused) as caught:
        validate_overrides(overrides)
    assert caught.value.facts() == {"key": key, "reason": reason}
    if isinstance(overrides, dict):
        with pytest.raises(KinshipOverrideRefused):
            describe("F", overrides=overrides)


def test_every_word_may_be_overridden_and_has_a_label():
    assert set(OVERRIDABLE_KEYS) == set(terms_of("north"))
    assert all(label.strip() for label in OVERRIDABLE_KEYS.values())
    validate_overrides({key: {"term": "x", "address": "y"} for key in OVERRIDABLE_KEYS})
