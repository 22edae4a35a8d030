"""Writing feasts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from genealogy.enums import FeastKind
from genealogy.models import Change, ClanFeast
from genealogy.services.feasts import (
    feast_create,
    feast_delete,
    feast_update,
    feasts_add_usual,
)
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory, found

pytestmark = pytest.mark.django_db


def test_only_what_the_kind_needs_is_kept():
    clan = ClanFactory()
    person = PersonFactory(clan=clan)
    feast = feast_create(
        clan=clan,
        name="Thanh minh",
        kind=FeastKind.SOLAR_TERM,
        solar_term=1,
        lunar_month=3,
        lunar_day=3,
        person=person,
    )
    feast.refresh_from_db()
    assert (feast.solar_term, feast.lunar_month, feast.lunar_day, feast.person) == (
        1,
        None,
        None,
        None,
    )
    feast_update(feast, kind=FeastKind.MEMORIAL, person=person)
    feast.refresh_from_db()
    assert (feast.kind, feast.person, feast.solar_term) == ("memorial", person, None)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"kind": FeastKind.LUNAR_DAY, "lunar_month": 3}, {"lunar_day"}),
        ({"kind": FeastKind.MEMORIAL}, {"person"}),
        ({"kind": FeastKind.SOLAR_TERM}, {"solar_term"}),
    ],
)
def test_a_feast_without_its_day_is_refused(fields, missing):
    with pytest.raises(ValidationError) as caught:
        feast_create(clan=ClanFactory(), name="Lễ", **fields)
    assert set(caught.value.error_dict) == missing
    assert not ClanFeast.objects.exists()


@pytest.mark.parametrize(
    "day", [{"lunar_month": 13, "lunar_day": 1}, {"lunar_month": 1, "lunar_day": 31}]
)
def test_a_day_that_no_month_has_is_refused(day):
    with pytest.raises(ValidationError):
        feast_create(clan=ClanFactory(), name="Lễ", **day)


def test_relations_to_another_clan_are_refused():
    clan, other = ClanFactory(), ClanFactory()
    with pytest.raises(ValidationError):
        feast_create(
            clan=clan, name="Giỗ", kind=FeastKind.MEMORIAL, person=PersonFactory(clan=other)
        )
    with pytest.raises(ValidationError):
        feast_create(
            clan=clan, name="Lễ", lunar_month=1, lunar_day=1, branch=BranchFactory(clan=other)
        )


def test_every_change_of_a_feast_is_in_the_history():
    feast = feast_create(clan=ClanFactory(), name="Rằm", lunar_month=7, lunar_day=15)
    feast_update(feast, lunar_day=14)
    feast_delete(feast)
    actions = (
        Change.objects.filter(model="clanfeast").order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["create", "update", "delete"]


def test_the_usual_feasts_are_added_once():
    clan = ClanFactory()
    found(PersonFactory(clan=clan, death="3/2 âm lịch"))
    clan.refresh_from_db()
    added = feasts_add_usual(clan=clan)
    assert [feast.name for feast in added] == ["Giỗ tổ", "Thanh minh", "Rằm tháng Bảy", "Chạp họ"]
    assert added[0].person == clan.founder
    # Chạp họ is held before the 23rd of the twelfth month.
    assert (added[3].lunar_month, added[3].lunar_day) == (12, 15)
    assert feasts_add_usual(clan=clan) == []


def test_a_feast_of_another_name_on_the_same_day_is_left_alone():
    clan = ClanFactory()
    feast_create(clan=clan, name="Vu lan", lunar_month=7, lunar_day=15)
    assert [feast.name for feast in feasts_add_usual(clan=clan)] == ["Thanh minh", "Chạp họ"]
