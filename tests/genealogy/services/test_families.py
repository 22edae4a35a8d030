from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from genealogy.enums import ParentKind, UnionRole
from genealogy.models import ParentLink
from genealogy.services import families
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def parents(clan):
    return PersonFactory(clan=clan), WomanFactory(clan=clan)


def lineage_of(child):
    link = child.parent_links.filter(is_lineage=True).select_related("parent").first()
    return link and link.parent


def test_the_lineage_follows_the_father_whoever_is_linked_first(clan, parents):
    father = parents[0]
    for order in (parents, parents[::-1]):
        child = PersonFactory(clan=clan)
        for parent in order:
            families.child_link(child=child, parent=parent)
        assert lineage_of(child) == father
    assert verify_clan(clan) == ([], [])


def test_without_a_father_it_follows_the_mother(clan, parents):
    child = PersonFactory(clan=clan)
    families.child_link(child=child, parent=parents[1])
    assert lineage_of(child) == parents[1]


def test_step_and_foster_parents_never_carry_it(clan, parents):
    child = PersonFactory(clan=clan)
    families.child_link(child=child, parent=parents[0], kind=ParentKind.STEP)
    families.child_link(child=child, parent=parents[1], kind=ParentKind.FOSTER)
    assert lineage_of(child) is None


def test_an_heir_keeps_the_birth_fathers_line_unless_told(clan, parents):
    child, uncle = PersonFactory(clan=clan), PersonFactory(clan=clan)
    families.child_link(child=child, parent=parents[0])
    families.child_link(child=child, parent=uncle, kind=ParentKind.HEIR)
    assert lineage_of(child) == parents[0]
    families.child_link(child=child, parent=uncle, kind=ParentKind.ADOPTED, is_lineage=True)
    assert lineage_of(child) == uncle
    assert verify_clan(clan) == ([], [])


def test_taking_the_father_away_leaves_the_mother(clan, parents):
    father, mother = parents
    child = PersonFactory(clan=clan)
    family(father, mother, child)
    families.child_unlink(child=child, parent=father)
    assert lineage_of(child) == mother
    assert verify_clan(clan) == ([], [])


@pytest.mark.parametrize("depth", [0, 1, 5])
def test_nobody_descends_from_themselves(clan, depth):
    line = PersonFactory.create_batch(depth + 1, clan=clan)
    for parent, child in pairwise(line):
        families.child_link(child=child, parent=parent)
    with pytest.raises(ValidationError) as refusal:
        families.child_link(child=line[0], parent=line[-1])
    message = refusal.value.message_dict["parent"][0]
    assert "chính mình" in message if depth == 0 else "con cháu" in message
    assert not ParentLink.objects.filter(child=line[0]).exists()


def test_a_circle_through_mothers_is_refused_too(clan, parents):
    daughter = WomanFactory(clan=clan)
    family(*parents, daughter)
    with pytest.raises(ValidationError):
        families.child_link(child=parents[1], parent=daughter, kind=ParentKind.ADOPTED)


def test_cousins_may_marry(clan, parents):
    first, second = PersonFactory(clan=clan), WomanFactory(clan=clan)
    family(*parents, first, second)
    child = PersonFactory(clan=clan)
    family(first, second, child)
    found(parents[0])
    child.refresh_from_db()
    second.refresh_from_db()
    assert (child.generation, second.membership) == (3, "lineage")


def test_links_across_clans_are_refused(clan):
    with pytest.raises(ValidationError, match="thuộc dòng họ khác"):
        families.child_link(child=PersonFactory(clan=clan), parent=PersonFactory())
    with pytest.raises(ValidationError, match="thuộc dòng họ khác"):
        families.union_create(clan=clan, members=[(PersonFactory(), UnionRole.HUSBAND)])


def test_the_same_link_twice_is_refused(clan, parents):
    child = PersonFactory(clan=clan)
    families.child_link(child=child, parent=parents[0])
    with pytest.raises(ValidationError, match="Quan hệ cha mẹ này đã có"):
        families.child_link(child=child, parent=parents[0])


def test_children_of_the_first_wife_stand_first(clan):
    father = PersonFactory(clan=clan)
    second_wife_son, first_wife_son = PersonFactory.create_batch(2, clan=clan)
    family(father, WomanFactory(clan=clan), second_wife_son, order=2)
    family(father, WomanFactory(clan=clan), first_wife_son, order=1)
    second_wife_son.refresh_from_db()
    first_wife_son.refresh_from_db()
    assert first_wife_son.lineage_path < second_wife_son.lineage_path


def test_marriage_dates_prove_old_couples_dead(clan, parents):
    family(*parents, events=[{"type": "marriage", "date": "1850"}])
    parents[0].refresh_from_db()
    assert parents[0].latest_birth is None
    for person in parents:
        person.living_state = "unknown"
        person.save()
    families.union_update(parents[0].memberships.get().union, status="widowed")
    parents[1].refresh_from_db()
    assert parents[1].presumed_living_until.year == 1960
    assert verify_clan(clan) == ([], [])
