"""Finding people by name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.viewer import LivingPolicy, Mark
from genealogy.enums import NameKind
from genealogy.models import PersonName
from genealogy.selectors.people import people_list
from genealogy.selectors.people_found import count_people, search_people
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def hits(query, viewer, **options):
    return [card.name for card in search_people(query, viewer, **options)]


@pytest.mark.parametrize(
    "query", ["Dương Văn Tùng", "duong van tung", "tung duong", "TÙNG", "  tùng ,văn "]
)
def test_words_are_found_in_any_order_with_or_without_marks(query, anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Tùng")
    PersonFactory(clan=clan, given_name="Bách")
    assert hits(query, anonymous) == ["Dương Văn Tùng"]
    assert count_people(query, anonymous) == 1


def test_the_very_marks_come_first_then_the_older_generation(anonymous):
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tung")
    son = PersonFactory(clan=clan, given_name="Tùng")
    found(founder)
    family(founder, None, son)
    assert hits("tùng", anonymous) == ["Dương Văn Tùng", "Dương Văn Tung"]
    assert hits("Tung", anonymous) == ["Dương Văn Tung", "Dương Văn Tùng"]


def test_whole_words_come_before_beginnings_of_words(anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Hoàn")
    PersonFactory(clan=clan, given_name="Hoa")
    assert hits("hoa", anonymous) == ["Dương Văn Hoa", "Dương Văn Hoàn"]
    assert hits("oan", anonymous) == []


def test_short_and_empty_queries_find_nobody(anonymous):
    PersonFactory(given_name="An")
    for query in ("", " ", "a", "%", "--"):
        assert hits(query, anonymous) == []
        assert count_people(query, anonymous) == 0


def test_hidden_people_are_neither_found_nor_counted(anonymous, member):
    clan = ClanFactory()
    LivingPersonFactory(clan=clan, given_name="Canary")
    PersonFactory(clan=clan, given_name="Canary", visibility=Mark.MEMBERS)
    assert (hits("canary", anonymous), count_people("canary", anonymous)) == ([], 0)
    assert count_people("canary", member) == 2


@pytest.mark.parametrize("policy", [LivingPolicy.HIDDEN, LivingPolicy.NAME_ONLY])
def test_other_names_of_the_living_find_nobody(policy, anonymous, member, editor):
    clan = ClanFactory(living_policy=policy)
    dead = PersonFactory(clan=clan, given_name="Xưa")
    alive = LivingPersonFactory(clan=clan, given_name="Nay")
    for person in (dead, alive):
        PersonName.objects.create(person=person, kind=NameKind.EVERYDAY, value="Biệt Danh")
    rebuild_clan(clan)
    for viewer in (anonymous, member):
        assert hits("biet danh", viewer) == ["Dương Văn Xưa"]
        assert count_people("biet danh", viewer) == 1
    assert count_people("biet danh", editor) == 2
    assert hits("duong nay", member) == ["Dương Văn Nay"]


def test_a_search_keeps_to_one_clan_when_asked(anonymous):
    here, there = PersonFactory(given_name="Tùng"), PersonFactory(given_name="Tùng")
    found_uuids = [card.uuid for card in search_people("tung", anonymous, clan=here.clan)]
    assert found_uuids == [here.uuid]
    assert there.uuid not in found_uuids


def test_hits_name_the_father_and_cost_two_queries(anonymous):
    clan = ClanFactory()
    father = PersonFactory(clan=clan, given_name="Cha")
    family(father, None, *(PersonFactory(clan=clan, given_name="Tùng") for _ in range(12)))
    with CaptureQueriesContext(connection) as queries:
        cards = search_people("tung", anonymous)
    assert len(cards) == 10
    assert {card.father_name for card in cards} == {"Dương Văn Cha"}
    assert len(queries) == 2


def test_lists_stand_in_the_order_of_the_book(anonymous):
    clan = ClanFactory()
    founder, wife = PersonFactory(clan=clan, given_name="Tổ"), WomanFactory(clan=clan)
    sons = [PersonFactory(clan=clan, given_name=f"Con{n}", child_order=n) for n in (2, 1)]
    found(founder)
    family(founder, wife, *sons)
    listed = [person.given_name for person in people_list(anonymous, clan=clan, order="generation")]
    assert listed == ["Tổ", wife.given_name, "Con1", "Con2"]
    second = people_list(anonymous, clan=clan, generation=2)
    assert [person.full_name for person in second] == ["Dương Văn Con1", "Dương Văn Con2"]
