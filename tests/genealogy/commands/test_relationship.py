"""`relationship`, as somebody at a desk uses it."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    clan = ClanFactory(slug="ho-duong")
    founder = PersonFactory(clan=clan, given_name="Tổ", source_xref="I1")
    elder = PersonFactory(clan=clan, given_name="Cả", child_order=1, source_xref="I2")
    younger = PersonFactory(clan=clan, given_name="Hai", child_order=2, source_xref="I3")
    nephew = LivingPersonFactory(clan=clan, given_name="Cháu", child_order=1, source_xref="I4")
    family(founder, None, elder, younger)
    family(younger, None, nephew)
    found(founder)
    return {"elder": elder, "nephew": nephew}


def answer(capsys, first, second, **options):
    call_command("relationship", first, second, clan="ho-duong", json=True, **options)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("first", "second"), [("I4", "I2"), ("@I4@", "@I2@")])
def test_marks_of_the_file_name_people(capsys, house, first, second):
    body = answer(capsys, first, second)
    assert (body["term"], body["address"], body["reciprocal"]) == ("bác", "bác", "cháu")
    assert [node["name"].split()[-1] for node in body["path"]] == ["Cháu", "Hai", "Tổ", "Cả"]
    assert body["others"] == []
    assert body["kind"] == "blood"
    assert body["capped"] is False


def test_public_ids_name_people_and_the_living_are_told_at_the_desk(capsys, house):
    body = answer(capsys, str(house["elder"].uuid), str(house["nephew"].uuid))
    assert (body["term"], body["reciprocal"]) == ("cháu", "bác")
    assert body["to"] == {"id": str(house["nephew"].uuid), "name": "Dương Văn Cháu"}


def test_the_words_are_printed(capsys, house):
    call_command("relationship", "I4", "I2", clan="ho-duong")
    printed = capsys.readouterr().out
    assert "Dương Văn Cả là bác của Dương Văn Cháu" in printed
    assert "cha: Dương Văn Hai" in printed


def test_no_relation_is_an_answer(capsys, house):
    PersonFactory(clan=house["elder"].clan, source_xref="I9")
    body = answer(capsys, "I2", "I9")
    assert (body["kind"], body["term"], body["path"], body["others"]) == ("none", "", [], [])
    assert answer(capsys, "I2", "I2")["kind"] == "self"


@pytest.mark.parametrize(
    ("clan", "second"),
    [("khong-co", "I2"), ("ho-duong", "I99"), ("ho-duong", "7d444840-9dc0-11d1-b245-5ffdce74fad2")],
)
def test_unknown_clans_and_people_are_wrong_use(house, clan, second):
    with pytest.raises(CommandError) as error:
        call_command("relationship", "I4", second, clan=clan)
    assert error.value.returncode == 2


def test_a_mark_of_two_people_is_refused(house):
    PersonFactory(clan=house["elder"].clan, source_xref="I2")
    with pytest.raises(CommandError) as error:
        call_command("relationship", "I4", "I2", clan="ho-duong")
    assert error.value.returncode == 1


def test_an_unknown_region_is_wrong_use(house):
    with pytest.raises(CommandError):
        call_command("relationship", "I4", "I2", "--region", "west", clan="ho-duong")
