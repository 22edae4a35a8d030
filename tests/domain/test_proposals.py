"""What a proposal may hold: every key named, texts tidied, dates read, households in order."""

from __future__ import annotations

from datetime import date

import pytest

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.proposal_memorials import MemorialNotJoined, with_memorial
from genealogy.domain.proposals import (
    MOST_ITEMS,
    NAME_KINDS,
    SHAPES,
    Action,
    ItemDraft,
    ItemsNotUnderstood,
    check_items,
)
from genealogy.enums import EventType, NameKind, ProposalAction
from genealogy.proposal_messages import fault_text

TODAY = date(2026, 11, 23)
PERSON = "6a5d1c1e-8f0b-4d51-9d5e-1f3a2b4c5d6e"


def check(*items):
    return check_items(items, today=TODAY)


def item(action, target=PERSON, ref="", **data):
    return ItemDraft(action, target, ref, data)


def faults(*items):
    with pytest.raises(ItemsNotUnderstood) as refused:
        check(*items)
    for fault in refused.value.faults:
        assert fault_text(fault)
    return [(fault.position, fault.field, fault.code) for fault in refused.value.faults]


def test_the_actions_are_those_of_the_model():
    assert {one.value for one in Action} == set(ProposalAction.values) == set(SHAPES)


def test_kinds_of_names_are_those_of_the_book():
    assert set(NAME_KINDS) <= set(NameKind.values)


@pytest.mark.parametrize("kind", ["adoption", "divorce", "marriage", "reign"])
def test_what_is_nobodys_business_is_no_event_of_a_proposal(kind):
    assert kind in EventType.values
    assert faults(item("set_event", type=kind, date="1950"))[0][2] == "bad_choice"


def test_texts_are_tidied_and_signs_nobody_typed_are_dropped():
    kept = check(item("set_field", field="given_name", value="  Tu\u0300ng\x00  Anh "))
    assert kept[0].data == {"field": "given_name", "value": "Tùng Anh"}


def test_a_date_is_kept_as_written_and_as_read():
    [kept] = check(item("set_event", type="death", date="3/2/1950"))
    assert kept.data["date"] == parse_vietnamese("3/2/1950").to_json()
    [same] = check(item("set_event", type="death", date=parse_vietnamese("3/2/1950")))
    assert same.data == kept.data


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (item("delete_person"), (0, "action", "unknown_action")),
        (item("set_field", field="visibility", value="public"), (0, "field", "bad_choice")),
        (item("set_field", field="sex", value="x"), (0, "value", "bad_choice")),
        (item("set_field", field="sex", value=""), (0, "value", "missing")),
        (item("set_field", field="child_order", value="0"), (0, "value", "bad_number")),
        (item("set_field", field="child_order", value=True), (0, "value", "bad_number")),
        (item("set_field", field="given_name", value=["An"]), (0, "value", "bad_text")),
        (item("set_field", field="given_name", value="a" * 121), (0, "value", "too_long")),
        (item("set_field", "", field="given_name", value="An"), (0, "target", "missing")),
        (item("set_field", "cha", field="given_name", value="An"), (0, "target", "unknown_ref")),
        (item("set_event", type="death"), (0, "date", "empty_event")),
        (item("set_event", type="death", date="hôm nọ"), (0, "date", "bad_date")),
        (item("set_event", type="death", cause="bệnh", date="1950"), (0, "cause", "unknown_key")),
        (item("set_memorial", day=31, month=1), (0, "day", "bad_number")),
        (item("set_memorial", day="²", month=1), (0, "day", "bad_number")),
        (item("set_memorial", month=1), (0, "day", "missing")),
        (item("add_name", kind="huy", value=" "), (0, "value", "missing")),
        (item("add_child", sex="m"), (0, "given_name", "nameless")),
        (item("add_child", given_name="An", other_parent="me"), (0, "other_parent", "unknown_ref")),
        (item("add_child", given_name="An", is_lineage=True), (0, "is_lineage", "unknown_key")),
        (item("add_child", ref=PERSON, given_name="An"), (0, "ref", "bad_ref")),
        (item("add_name", ref="ten", kind="tu", value="A"), (0, "ref", "bad_ref")),
        (item("add_source", title="A", url="javascript:alert(1)"), (0, "url", "bad_address")),
        (item("add_source", title="A", url="https://[x"), (0, "url", "bad_address")),
        (item("add_picture", is_portrait="on"), (0, "is_portrait", "bad_choice")),
    ],
)
def test_what_does_not_hold_is_named_at_its_place(bad, fault):
    assert fault in faults(bad)


def test_every_fault_is_told_at_once():
    found = faults(item("add_child", sex="x"), item("set_memorial", day=0, month=13))
    assert {position for position, _field, _code in found} == {0, 1}
    assert len(found) == 4


def test_a_house_names_its_people_by_reference_but_only_earlier_ones():
    father = item("add_child", ref="cha", given_name="Tư")
    mother = item("add_spouse", "cha", ref="me", given_name="Mai")
    kid = item("add_child", "cha", given_name="Tí", other_parent="me")
    assert [one.target for one in check(father, mother, kid)] == [PERSON, "cha", "cha"]
    assert (0, "target", "unknown_ref") in faults(kid, father, mother)
    assert (1, "ref", "bad_ref") in faults(father, item("add_child", ref="cha", given_name="A"))


def test_a_proposal_holds_so_many_items_at_most():
    name = item("add_name", kind="tu", value="A")
    assert len(check(*[name] * MOST_ITEMS)) == MOST_ITEMS
    assert (MOST_ITEMS, "", "too_many") in faults(*[name] * (MOST_ITEMS + 1))


def test_a_name_part_may_be_emptied():
    assert check(item("set_field", field="middle_name", value=""))[0].data["value"] == ""


@pytest.mark.parametrize(
    ("death", "day", "month", "year", "memorial"),
    [
        (None, 20, 10, None, (10, 20)),
        ("1950", 20, 10, 1950, (10, 20)),
        ("khoảng 1950", 20, 10, 1950, (10, 20)),
        # Chạp of the lunar year 1949 is January or February of 1950.
        ("2/1950", 25, 12, 1950, (12, 25)),
        ("27/9 âm lịch", 28, 9, None, (9, 28)),
        ("27/9/1890 âm lịch", 28, 9, 1890, (9, 28)),
        # Before the table of lunar years begins, months that surely lie in the same year.
        ("1750", 20, 3, 1750, (3, 20)),
        # The giỗ of this very day.
        ("3/2/1950", 17, 12, 1950, (12, 17)),
    ],
)
def test_a_memorial_day_joins_what_is_known_of_the_death(death, day, month, year, memorial):
    joined = with_memorial(parse_vietnamese(death) if death else None, day=day, month=month)
    assert joined.memorial[:2] == memorial
    assert joined.year == year
    assert joined.text


@pytest.mark.parametrize(
    ("death", "day", "month", "reason"),
    [
        ("3/2/1950", 20, 10, "disagrees"),
        ("từ 1945 đến 1950", 20, 10, "year"),
        ("trước 1950", 20, 10, "year"),
        ("1750", 20, 12, "year"),
        ("6/1950", 20, 10, "year"),
    ],
)
def test_a_memorial_day_that_cannot_be_joined_is_left_to_somebody(death, day, month, reason):
    with pytest.raises(MemorialNotJoined) as refused:
        with_memorial(parse_vietnamese(death), day=day, month=month)
    assert refused.value.reason == reason
