from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from genealogy.enums import LivingState
from genealogy.models import ImportRun, ParentLink, Person
from genealogy.services.branches import branch_create, branch_delete, branch_update
from genealogy.services.clans import clan_update
from genealogy.services.derived import (
    rebuild_after,
    rebuild_clan,
    refresh_people,
    verify_clan,
)
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def reread(*people):
    for person in people:
        person.refresh_from_db()


def test_rebuild_writes_only_what_changed(clan):
    father, son = PersonFactory.create_batch(2, clan=clan)
    family(father, None, son)
    assert rebuild_clan(clan).changed == 0
    Person.objects.filter(pk=son.pk).update(generation=99, search_fold="x")
    seen = []
    report = rebuild_clan(clan, lambda done, people: seen.append((done, people)))
    assert (report.people, report.changed) == (2, 1)
    assert seen == [(2, 2)]
    assert verify_clan(clan) == ([], [])


def test_verify_names_the_column_and_both_values(clan):
    person = PersonFactory(clan=clan)
    Person.objects.filter(pk=person.pk).update(descendant_count=7)
    (fault,), _ = verify_clan(clan)
    assert (fault.person_id, fault.column, fault.stored, fault.expected) == (
        person.pk, "descendant_count", 7, 0,
    )  # fmt: skip


def test_a_stale_clan_object_does_not_undo_the_founder(clan):
    stale = type(clan).objects.get(pk=clan.pk)
    person = PersonFactory(clan=clan)
    found(person)
    refresh_people(stale, [person.pk])
    reread(person)
    assert person.generation == 1


def test_a_father_above_the_founder_moves_every_path(clan):
    founder, son, father = PersonFactory.create_batch(3, clan=clan)
    family(founder, None, son)
    found(founder)
    family(father, None, founder)
    reread(founder, son, father)
    assert [father.generation, founder.generation, son.generation] == [0, 1, 2]
    assert [father.lineage_path, founder.lineage_path, son.lineage_path] == [
        "0000", "00000001", "000000010001",
    ]  # fmt: skip


def test_branch_follows_its_founder(clan):
    father, son, grandson = PersonFactory.create_batch(3, clan=clan)
    family(father, None, son)
    wife = WomanFactory(clan=clan)
    family(son, wife, grandson)
    found(father)
    branch = branch_create(clan=clan, ordinal=1, founder=son)
    reread(father, son, wife, grandson)
    assert [p.branch_id for p in (father, son, wife, grandson)] == [
        None, branch.pk, branch.pk, branch.pk,
    ]  # fmt: skip
    branch_update(branch, founder=grandson)
    reread(son, wife, grandson)
    assert [p.branch_id for p in (son, wife, grandson)] == [None, None, branch.pk]
    branch_delete(branch)
    reread(grandson)
    assert grandson.branch is None
    assert verify_clan(clan) == ([], [])


def test_name_order_of_the_clan_rewrites_all_names(clan):
    person = PersonFactory(clan=clan, given_name="Tùng")
    clan_update(clan, name_order="given_first")
    reread(person)
    assert person.full_name == "Tùng Văn Dương"


def test_a_descendants_birth_ends_the_presumption_of_ancestors(clan):
    people = PersonFactory.create_batch(6, clan=clan, living_state=LivingState.UNKNOWN, birth="")
    for parent, child in pairwise(people):
        family(parent, None, child)
    child = PersonFactory(clan=clan, living_state=LivingState.UNKNOWN, birth="1/6/1950")
    family(people[-1], None, child)
    reread(*people)
    assert people[0].presumed_living_until.year == 1950 - 6 * 15 + 120
    assert not people[0].is_living_on(date(2026, 1, 1))
    assert people[5].is_living_on(date(2026, 1, 1))


def test_children_through_a_daughter_are_cháu_ngoại(clan):
    founder, daughter, husband = (
        PersonFactory(clan=clan),
        WomanFactory(clan=clan, surname="Dương"),
        PersonFactory(clan=clan, surname="Trịnh"),
    )
    grandson = PersonFactory(clan=clan, surname="Trịnh")
    family(founder, None, daughter)
    family(husband, daughter, grandson)
    found(founder)
    reread(daughter, husband, grandson)
    assert [p.membership for p in (daughter, husband, grandson)] == [
        "lineage", "husband", "maternal",
    ]  # fmt: skip
    assert [p.generation for p in (daughter, husband, grandson)] == [2, 2, 3]


def test_circles_left_by_an_import_neither_hang_nor_break(clan):
    first, second = PersonFactory.create_batch(2, clan=clan)
    for child, parent in ((first, second), (second, first)):
        ParentLink.objects.create(child=child, parent=parent, is_lineage=True)
    assert rebuild_clan(clan).cycles == [[first.pk, second.pk]]
    refresh_people(clan, [first.pk])
    assert verify_clan(clan)[1] == [[first.pk, second.pk]]


def staged(clan, run):
    person = PersonFactory(clan=clan)
    Person.objects.filter(pk=person.pk).update(
        is_staged=True, import_run=run, generation=None, lineage_path="", membership="unconnected"
    )
    return person


def test_staged_people_change_nothing_readers_see(clan):
    father = PersonFactory(clan=clan)
    found(father)
    run = ImportRun.objects.create(clan=clan, file_name="a.ged")
    child = staged(clan, run)
    ParentLink.objects.create(child=child, parent=father, is_lineage=True)
    assert rebuild_clan(clan).changed == 0
    refresh_people(clan, [father.pk, child.pk])
    rebuild_clan(clan, run=run)
    reread(father, child)
    assert father.descendant_count == 0
    assert (child.generation, child.lineage_path) == (2, "00000001")


def test_edits_in_one_go_are_placed_once_at_the_end(clan):
    with rebuild_after(clan):
        father, son = PersonFactory.create_batch(2, clan=clan)
        family(father, None, son)
        found(father)
        reread(son)
        assert son.full_name == ""
    reread(son)
    assert (son.full_name, son.generation) == (f"Dương Văn {son.given_name}", 2)
    assert verify_clan(clan) == ([], [])


def test_an_edit_of_a_leaf_costs_the_same_in_a_larger_clan(clan, django_assert_max_num_queries):
    father = PersonFactory(clan=clan)
    with rebuild_after(clan):
        for _ in range(10):
            sons = PersonFactory.create_batch(3, clan=clan)
            family(father, None, *sons)
            father = sons[-1]
    with django_assert_max_num_queries(60):
        refresh_people(clan, [father.pk])
