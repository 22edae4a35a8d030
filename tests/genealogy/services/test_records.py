"""Clans, branches, places, checks and their commands."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from genealogy.models import ParentLink, Person, Place
from genealogy.services import branches, clans
from genealogy.services.checks import tree_check
from genealogy.services.places import place_get_or_create
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-duong")


def test_slugs_are_made_and_kept_apart():
    first = clans.clan_create(name="Họ Dương – Thanh Hoá")
    second = clans.clan_create(name="Họ Dương Thanh Hóa")
    assert (first.slug, second.slug) == ("ho-duong-thanh-hoa", "ho-duong-thanh-hoa-2")


def test_a_founder_of_another_clan_is_refused(clan):
    with pytest.raises(ValidationError, match="thuộc dòng họ khác"):
        clans.founder_set(clan, PersonFactory())


def test_a_branch_with_lower_branches_is_not_deleted(clan):
    upper = branches.branch_create(clan=clan, ordinal=1)
    branches.branch_create(clan=clan, ordinal=1, label="phái", parent=upper)
    with pytest.raises(ValidationError, match="còn chi phái bên dưới"):
        branches.branch_delete(upper)


def test_a_branch_does_not_stand_under_itself(clan):
    upper = branches.branch_create(clan=clan, ordinal=1)
    lower = branches.branch_create(clan=clan, ordinal=2, parent=upper)
    with pytest.raises(ValidationError):
        branches.branch_update(upper, parent=lower)


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("Thanh Hoá", "Thanh Hóa", True),
        ("Làng Giàng", "làng  giàng", True),
        ("Yên Định", "Yên Đinh", False),
        ("Hà Trung", "Hà Trung, Thanh Hoá", False),
    ],
)
def test_places_are_found_again_by_what_they_mean(clan, first, second, is_same):
    one = place_get_or_create(clan=clan, text=first)
    two = place_get_or_create(clan=clan, text=second)
    assert (one == two) is is_same
    assert one.text == first
    assert Place.objects.count() == (1 if is_same else 2)


def test_check_tree_is_silent_when_all_is_well(clan, capsys):
    father = PersonFactory(clan=clan, birth="1800", death="1870")
    family(father, None, PersonFactory(clan=clan, birth="1830", death="1890"))
    found(father)
    assert tree_check(clan) == []
    call_command("check_tree", clan="ho-duong")
    assert "Không có chỗ sai" in capsys.readouterr().out


def test_check_tree_reports_and_exits_with_one(clan, capsys):
    person = PersonFactory(clan=clan)
    Person.objects.filter(pk=person.pk).update(generation=7)
    with pytest.raises(SystemExit) as stop:
        call_command("check_tree", "--json", "--severity=error", clan="ho-duong")
    assert stop.value.code == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault == {
        "code": "derived_column",
        "severity": "error",
        "person": person.pk,
        "union": None,
        "branch": None,
        "facts": {"column": "generation", "stored": 7, "expected": None},
    }


def test_check_tree_finds_links_to_other_clans(clan):
    child = PersonFactory(clan=clan)
    ParentLink.objects.create(child=child, parent=PersonFactory())
    errors = [fault.code for fault in tree_check(clan) if fault.severity == "error"]
    assert errors == ["link_to_other_clan"]


def test_rebuild_tree_mends_what_check_tree_found(clan, capsys):
    person = PersonFactory(clan=clan)
    Person.objects.filter(pk=person.pk).update(generation=7)
    call_command("rebuild_tree", clan="ho-duong")
    assert "1 người, 1 dòng thay đổi" in capsys.readouterr().out
    assert all(fault.severity != "error" for fault in tree_check(clan))


@pytest.mark.parametrize("command", ["rebuild_tree", "check_tree"])
def test_an_unknown_clan_is_told(command):
    with pytest.raises(CommandError, match="khong-co"):
        call_command(command, clan="khong-co")
