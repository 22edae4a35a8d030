"""Making one person of two: families, offices, feasts and whatever else names the person."""

from __future__ import annotations

import pytest

from genealogy.enums import ChangeKind, EventType, FeastKind, ParentKind, UnionStatus
from genealogy.models import (
    ChangeSet,
    DuplicateDismissal,
    DuplicatePair,
    Event,
    Note,
    ParentLink,
    Person,
    PersonContact,
    PersonRedirect,
    Union,
    UnionMember,
)
from genealogy.services.duplicates import duplicate_dismiss, merge_preview, person_merge
from genealogy.services.families import child_link
from genealogy.services.feasts import feast_create
from genealogy.services.imports.clearing import relations_to
from tests.genealogy.factories import (
    BranchFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def merge(keep, drop, **choices):
    return person_merge(keep=keep, drop=drop, choices=choices)


# Families -------------------------------------------------------------------------------------


def test_parents_stand_once_and_the_stronger_word_for_the_bond_stays(man):
    father, keep, drop = man(), man(), man()
    child_link(child=keep, parent=father, kind=ParentKind.UNKNOWN)
    child_link(child=drop, parent=father, kind=ParentKind.BIRTH)
    person = merge(keep, drop)
    link = ParentLink.objects.get(child=person)
    assert (link.parent, link.kind, link.is_lineage) == (father, ParentKind.BIRTH, True)


@pytest.mark.parametrize(
    ("choices", "fathers", "lineage"),
    [
        ({}, ["Hai", "Một"], "Một"),
        ({"lineage": "drop"}, ["Hai", "Một"], "Hai"),
        ({"parents": "keep"}, ["Một"], "Một"),
        ({"parents": "drop"}, ["Hai"], "Hai"),
    ],
    ids=str,
)
def test_of_two_fathers_the_lineage_follows_one(clan, man, choices, fathers, lineage):
    keep, drop = man(), man()
    for name, child in (("Một", keep), ("Hai", drop)):
        child_link(child=child, parent=PersonFactory(clan=clan, given_name=name))
    person = merge(keep, drop, **choices)
    links = ParentLink.objects.filter(child=person)
    assert sorted(link.parent.given_name for link in links) == fathers
    assert [link.parent.given_name for link in links if link.is_lineage] == [lineage]


def test_children_of_both_are_linked_once(clan, man):
    keep, drop = man(), man()
    both, other = man(), man()
    family(keep, None, both)
    child_link(child=both, parent=drop, kind=ParentKind.ADOPTED)
    family(drop, None, other)
    found(keep)
    person = merge(keep, drop)
    links = ParentLink.objects.filter(parent=person)
    assert {link.child for link in links} == {both, other}
    assert links.get(child=both).kind == ParentKind.BIRTH
    other.refresh_from_db()
    assert (other.generation, person.descendant_count) == (2, 2)


def test_two_couples_of_the_same_people_become_one(clan, man):
    wife, keep, drop = WomanFactory(clan=clan), man(), man()
    first, second = man(), man()
    kept = family(keep, wife, first)
    gone = family(drop, wife, second, status=UnionStatus.WIDOWED, note="Cưới năm đói")
    Event.objects.create(union=gone, type=EventType.MARRIAGE)
    Note.objects.create(union=gone, text="Hai họ thông gia")
    person = merge(keep, drop)
    (union,) = Union.objects.filter(members__person=person)
    assert union == kept
    assert (union.status, union.note) == (UnionStatus.WIDOWED, "Cưới năm đói")
    assert {link.child for link in union.child_links.all()} == {first, second}
    assert union.events.count() == union.notes.count() == 1
    assert UnionMember.objects.filter(person=wife).count() == 1


def test_marriages_with_others_move_and_take_a_free_number(clan, man):
    keep, drop = man(), man()
    family(keep, WomanFactory(clan=clan))
    other = family(drop, WomanFactory(clan=clan))
    assert any(str(other) in warning for warning in merge_preview(keep, drop).warnings)
    person = merge(keep, drop)
    orders = UnionMember.objects.filter(person=person).values_list("order_for_person", flat=True)
    assert sorted(orders) == [1, 2]


def test_two_unknown_wives_are_not_one(man):
    keep, drop = man(), man()
    family(keep, None, man())
    family(drop, None, man())
    assert Union.objects.filter(members__person=merge(keep, drop)).count() == 2


# What names the person ------------------------------------------------------------------------


def test_offices_feasts_and_old_addresses_follow(clan, man):
    keep, drop, older = man(), man(), man()
    oldest = older.uuid
    merge(drop, older)
    found(drop)
    clan.refresh_from_db()
    clan.head = drop
    clan.save()
    branch = BranchFactory(clan=clan, founder=drop, head=drop)
    feast = feast_create(clan=clan, kind=FeastKind.MEMORIAL, person=drop, name="Giỗ tổ")
    old = drop.uuid
    person = merge(keep, drop)
    for row in (clan, branch, feast):
        row.refresh_from_db()
    assert {clan.founder, clan.head, branch.founder, branch.head, feast.person} == {person}
    assert (person.generation, person.branch) == (1, branch)
    redirects = PersonRedirect.objects.filter(person=person).values_list("old_uuid", flat=True)
    assert set(redirects) == {old, oldest}


def test_pairs_go_and_dismissals_follow(man):
    keep, drop, other = man(), man(), man()
    DuplicatePair.objects.create(first=keep, second=drop, score=90)
    duplicate_dismiss(one=drop, other=other, reason="hai anh em")
    duplicate_dismiss(one=keep, other=drop)
    person = merge(keep, drop)
    assert not DuplicatePair.objects.exists()
    row = DuplicateDismissal.objects.get()
    assert ({row.first, row.second}, row.reason) == ({person, other}, "hai anh em")


def test_ways_to_reach_somebody_move_and_stand_in_no_history(clan):
    keep, drop = LivingPersonFactory(clan=clan), LivingPersonFactory(clan=clan)
    PersonContact.objects.create(person=keep, phone="0901")
    PersonContact.objects.create(person=drop, phone="0902", email="an@example.org")
    person = merge(keep, drop)
    assert (person.contact.phone, person.contact.email) == ("0901", "an@example.org")
    rows = ChangeSet.objects.get(kind=ChangeKind.MERGE).changes.all()
    assert not any("090" in str((row.before, row.after)) for row in rows)


def test_every_relation_to_a_person_is_handed_on(man):
    """Whoever adds a foreign key to a person decides here what a merge does with it."""
    known = {
        *("Branch", "CheckFinding", "Citation", "Clan", "ClanFeast", "DuplicateDismissal"),
        *("DuplicatePair", "Event", "MediaLink", "Note", "ParentLink", "PersonContact"),
        *("PersonName", "PersonRedirect", "UnionMember", "EpisodePerson", "NewsPerson"),
        *("Consent", "DataRequest", "Invitation", "PersonAccount", "Proposal"),
        *("MemorialReminder", "PrintOrder"),
    }
    assert {relation.related_model.__name__ for relation in relations_to(Person)} == known
