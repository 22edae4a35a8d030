"""The sketch of graves of a branch tells what the pages of its dead tell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from genealogy.domain.viewer import Mark
from genealogy.enums import EventType
from genealogy.models import Event
from genealogy.selectors.branch_graves import branch_graves
from genealogy.services.events import event_save
from genealogy.services.people import person_update
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """A branch of two dead men, each with a grave at a known spot."""
    clan = ClanFactory()
    one = PersonFactory(clan=clan, given_name="Cả")
    two = PersonFactory(clan=clan, given_name="Hai", child_order=1)
    family(one, None, two)
    found(one)
    branch = BranchFactory(clan=clan, founder=one)
    bury(one, "19.81", "105.72")
    bury(two, "19.82", "105.73")
    return {"one": one, "two": two, "branch": branch}


def bury(person, latitude, longitude, **fields):
    kind = fields.pop("type", EventType.BURIAL)
    spot = {"latitude": Decimal(latitude), "longitude": Decimal(longitude)} if latitude else {}
    event_save(Event(person=person, type=kind, **spot, **fields))


def names(house, viewer):
    found_graves = branch_graves([house["branch"]], viewer)
    return [one.card.name.split()[-1] for one in found_graves.graves]


def test_graves_are_numbered_in_the_order_of_the_book(house, anonymous):
    assert names(house, anonymous) == ["Cả", "Hai"]
    graves = branch_graves([house["branch"]], anonymous)
    assert [one.number for one in graves.graves] == [1, 2]
    assert sum(len(mark.numbers) for mark in graves.plot.marks) == 2


def test_who_is_hidden_lies_nowhere(house, anonymous, member, editor):
    person_update(house["two"], visibility=Mark.EDITORS)
    assert names(house, anonymous) == names(house, member) == ["Cả"]
    assert names(house, editor) == ["Cả", "Hai"]


@pytest.mark.parametrize(
    ("mark", "told_to_member"), [({"is_sensitive": True}, False), ({"members_only": True}, True)]
)
def test_a_marked_grave_is_told_like_on_the_page(
    house, anonymous, member, editor, mark, told_to_member
):
    for event in Event.objects.filter(person=house["two"]):
        for name, value in mark.items():
            setattr(event, name, value)
        event_save(event)
    assert names(house, anonymous) == ["Cả"]
    assert names(house, member) == (["Cả", "Hai"] if told_to_member else ["Cả"])
    assert names(house, editor) == ["Cả", "Hai"]


def test_who_was_moved_to_an_unknown_spot_leaves_the_old_one(house, anonymous):
    bury(house["two"], "", "", type=EventType.REBURIAL, sort_order=2)
    assert names(house, anonymous) == ["Cả"]


def test_one_query_whatever_the_number(house, anonymous, django_assert_num_queries):
    with django_assert_num_queries(1):
        names(house, anonymous)
