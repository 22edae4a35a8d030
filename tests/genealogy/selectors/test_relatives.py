"""Relatives of one person: each answer is that of the question asked for two, and nothing more.

The oracle is the single question (`relationship`), whose own oracle is the hand-made table of the
domain study.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from genealogy.domain.kinfolk import KinReach
from genealogy.domain.viewer import Mark, Role, Viewer
from genealogy.enums import KinshipRegion
from genealogy.models import Person
from genealogy.selectors import graph
from genealogy.selectors.graph_store import GraphStore
from genealogy.selectors.relationship import relationship
from genealogy.selectors.relatives import KinGroup, relatives_of
from genealogy.services.people import person_update
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.genealogy.selectors.test_relationship_dynasty import load_dynasty
from tests.paths import needs_shared_data
from tests.sizes import IS_FULL

pytestmark = pytest.mark.django_db
FAR = KinReach(up=8, down=6, degree=5)
EGOS = ("N5", "N9", "V4", "V7", "V8W1", "V12W1", "TT") if IS_FULL else ("N9", "V8W1")


@pytest.fixture
def viewer_of_role():
    return lambda role: Viewer(role, timezone.localdate())


@pytest.fixture
def small_family():
    """Ông > Cha > me, Em (and his wife Dâu); Ông > Chú (and his wife Thím) > Con Chú."""
    clan = ClanFactory()
    rows = {
        "ong": PersonFactory(clan=clan, given_name="Ông"),
        "cha": PersonFactory(clan=clan, given_name="Cha", child_order=1),
        "chu": PersonFactory(clan=clan, given_name="Chú", child_order=2),
        "me": PersonFactory(clan=clan, given_name="Tôi", child_order=1),
        "em": PersonFactory(clan=clan, given_name="Em", child_order=2),
        "con_chu": PersonFactory(clan=clan, middle_name="Văn Con", given_name="Chú", child_order=1),
        "thim": WomanFactory(clan=clan, given_name="Thím"),
        "em_dau": WomanFactory(clan=clan, given_name="Dâu"),
    }
    family(rows["ong"], None, rows["cha"], rows["chu"])
    family(rows["cha"], None, rows["me"], rows["em"])
    family(rows["chu"], rows["thim"], rows["con_chu"])
    family(rows["em"], rows["em_dau"])
    found(rows["ong"])
    return {key: Person.objects.select_related("clan").get(pk=one.pk) for key, one in rows.items()}


def words(answer):
    return (
        answer.term,
        answer.address,
        answer.reciprocal,
        answer.reciprocal_address,
        answer.note,
        answer.is_uncertain,
    )


def told(found):
    return {one.uuid: one for group in found.groups for one in group.relatives}


def assert_as_asked_one_by_one(person, viewer, region=None):
    people = {one.uuid: one for one in Person.objects.visible_to(viewer).select_related("clan")}
    rows = told(relatives_of(person, viewer, reach=FAR, region=region))
    for uuid, one in rows.items():
        main = relationship(person, people[uuid], viewer, region=region).main
        assert main is not None, (person, people[uuid])
        assert words(one) == words(main), (person, people[uuid])
    return rows


@needs_shared_data
@pytest.mark.parametrize("role", [Role.MEMBER, Role.EDITOR])
def test_every_answer_is_that_of_the_single_question(viewer_of_role, role):
    people = load_dynasty()
    viewer = viewer_of_role(role)
    count = 0
    for key in EGOS:
        person = Person.objects.select_related("clan").get(pk=people[key].pk)
        count += len(assert_as_asked_one_by_one(person, viewer))
    assert count > 45 * len(EGOS)


@needs_shared_data
def test_the_region_asked_for_is_spoken(viewer_of_role):
    people = load_dynasty()
    person = Person.objects.select_related("clan").get(pk=people["V5"].pk)
    assert_as_asked_one_by_one(person, viewer_of_role(Role.MEMBER), KinshipRegion.SOUTH)


@pytest.fixture
def own_store(monkeypatch, tmp_path):
    """Keep the index in a folder of the test's own, as a process does that has it loaded."""
    store = GraphStore(tmp_path)
    monkeypatch.setattr(graph, "graph_store", lambda: store)


def queries(person, viewer):
    relatives_of(person, viewer, reach=FAR)
    with CaptureQueriesContext(connection) as captured:
        count = relatives_of(person, viewer, reach=FAR).count
    return len(captured), count


@pytest.mark.usefixtures("own_store")
def test_queries_do_not_grow_with_the_family(small_family, viewer_of_role):
    clan = small_family["ong"].clan
    sons = [PersonFactory(clan=clan, child_order=order) for order in range(3, 40)]
    lonely = PersonFactory(clan=clan)
    family(small_family["ong"], None, *sons[:10])
    family(sons[0], None, *sons[10:], lonely)
    graph.graph_prepare(clan)
    for role in (Role.MEMBER, Role.EDITOR):
        viewer = viewer_of_role(role)
        many, count = queries(small_family["me"], viewer)
        few, fewer = queries(small_family["em_dau"], viewer)
        assert count > 40
        assert fewer > 40
        assert many <= 5
        assert few <= 5


def test_groups_stand_in_order_and_hold_the_right_people(small_family, viewer_of_role):
    found = relatives_of(small_family["me"], viewer_of_role(Role.EDITOR), reach=FAR)
    names = {group.group: [one.card.name for one in group.relatives] for group in found.groups}
    assert list(names) == [group for group in KinGroup if group in names]
    assert names == {
        KinGroup.PARENTS: ["Dương Văn Cha"],
        KinGroup.SIBLINGS: ["Dương Văn Em"],
        KinGroup.ANCESTORS: ["Dương Văn Ông"],
        KinGroup.UNCLES: ["Dương Văn Chú", "Lê Thị Thím"],
        KinGroup.COUSINS: ["Dương Văn Con Chú"],
        KinGroup.MARRIED_IN: ["Lê Thị Dâu"],
    }
    assert found.count == 7


def test_the_clan_of_her_husband_is_grouped_as_to_him(small_family, viewer_of_role):
    found = relatives_of(small_family["em_dau"], viewer_of_role(Role.EDITOR), reach=FAR)
    groups = {one.card.name: one.group for one in told(found).values()}
    assert groups["Dương Văn Em"] == KinGroup.SPOUSES
    assert groups["Dương Văn Cha"] == KinGroup.PARENTS
    assert groups["Dương Văn Chú"] == KinGroup.UNCLES
    assert KinGroup.IN_LAWS not in groups.values()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("chu", {"Dương Văn Chú", "Dương Văn Con Chú"}),
        ("THÍM", {"Lê Thị Thím"}),
        ("le thi", {"Lê Thị Thím", "Lê Thị Dâu"}),
        ("khong co ai", set()),
    ],
)
def test_words_keep_names_and_terms(small_family, viewer_of_role, typed, names):
    viewer = viewer_of_role(Role.EDITOR)
    found = relatives_of(small_family["me"], viewer, reach=FAR, words=typed)
    assert {one.card.name for one in told(found).values()} == names
    assert found.count == len(names)


def test_who_is_hidden_is_neither_told_nor_counted(small_family, viewer_of_role):
    member = viewer_of_role(Role.MEMBER)
    before = relatives_of(small_family["me"], member, reach=FAR)
    person_update(person=small_family["em_dau"], visibility=Mark.EDITORS)
    after = relatives_of(small_family["me"], member, reach=FAR)
    gone = small_family["em_dau"].uuid
    assert told(before).keys() - told(after).keys() == {gone}
    assert after.count == before.count - 1
