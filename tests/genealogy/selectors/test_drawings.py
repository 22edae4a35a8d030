"""Drawings are cut to their reader as the pages are, and measure only whom the reader may know."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.charts.svg import write_svg
from genealogy.domain.viewer import Mark
from genealogy.enums import ParentKind
from genealogy.models import Person
from genealogy.selectors.cards import card_people
from genealogy.selectors.drawings import (
    TooManyPeople,
    drawn_descendants,
    fitting_generations,
    generation_sizes,
)
from genealogy.selectors.drawings_made import NothingToDraw, drawing_of
from genealogy.selectors.drawings_options import (
    DrawingKind,
    DrawingOptions,
    options_from_json,
    options_from_query,
)
from genealogy.selectors.drawings_others import ancestor_slots, lanes_of
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.trees import descendants, flatten
from genealogy.services import families
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def seen(person, viewer):
    return person_by_uuid(person.uuid, viewer)


def names(tree):
    return [one.name.split()[-1] if not one.is_opaque else "?" for one in tree.figures]


def hide(person):
    person.visibility = Mark.MEMBERS
    person.save(update_fields=["visibility"])


@pytest.fixture
def house():
    """A man with two wives and children of both, one adopted, and a living grandchild."""
    clan = ClanFactory(name="Họ Dương thử")
    father = PersonFactory(clan=clan, given_name="Cha", birth="1820", death="1890")
    first = WomanFactory(clan=clan, given_name="Cả")
    second = WomanFactory(clan=clan, given_name="Hai")
    sons = [PersonFactory(clan=clan, given_name=name, child_order=order)
            for order, name in enumerate(["Nhất", "Nhì", "Ba"], 1)]  # fmt: skip
    family(father, first, sons[0], sons[2])
    family(father, second, sons[1], order=2)
    grandchild = LivingPersonFactory(clan=clan, given_name="Cháu", birth="1990")
    family(sons[0], None, grandchild)
    found(father)
    rebuild_clan(clan)
    for one in (father, first, second, *sons, grandchild):
        one.refresh_from_db()
    return {"father": father, "sons": sons, "grandchild": grandchild, "clan": clan}


def test_children_stand_under_their_own_mothers_in_rank_order(house, editor):
    tree = drawn_descendants(seen(house["father"], editor), editor, generations=5)
    assert names(tree) == ["Cha", "Nhất", "Cháu", "Nhì", "Ba"]
    assert [one.mother for one in tree.figures] == [None, 0, None, 1, 0]
    assert [one.label for one in tree.figures[0].partners] == ["Vợ cả", "Vợ hai"]


def test_a_living_leaf_leaves_no_trace_for_strangers(house, anonymous):
    father = seen(house["father"], anonymous)
    before = drawn_descendants(father, anonymous, generations=5)
    measured = drawing_of(father, anonymous, DrawingOptions(generations=5))
    Person.objects.filter(pk=house["grandchild"].pk).delete()
    rebuild_clan(house["clan"])
    father = seen(house["father"], anonymous)
    assert drawn_descendants(father, anonymous, generations=5) == before
    again = drawing_of(father, anonymous, DrawingOptions(generations=5))
    assert (again.width, again.height, again.people) == (
        measured.width, measured.height, measured.people,
    )  # fmt: skip
    assert write_svg(again.pictures[0]) == write_svg(measured.pictures[0])


def test_a_hidden_leaf_changes_neither_sizes_nor_the_choice_of_generations(house, anonymous):
    father = seen(house["father"], anonymous)
    assert generation_sizes(father, anonymous) == [1, 3]
    hide(house["sons"][1])
    assert generation_sizes(father, anonymous) == [1, 2]


def test_somebody_hidden_between_visible_people_is_opaque(house, anonymous):
    late = PersonFactory(clan=house["clan"], given_name="Xa")
    family(house["sons"][1], None, late)
    hide(house["sons"][1])
    rebuild_clan(house["clan"])
    tree = drawn_descendants(seen(house["father"], anonymous), anonymous, generations=5)
    assert names(tree) == ["Cha", "Nhất", "Ba", "?", "Xa"]
    opaque = tree.figures[3]
    assert (opaque.sex, opaque.years, opaque.url, opaque.partners, opaque.mother) == (
        "u", "", "", (), None,
    )  # fmt: skip


def test_the_adoption_of_a_living_person_is_not_drawn_for_members(house, member, editor):
    child = LivingPersonFactory(clan=house["clan"], given_name="Nuôi")
    families.child_link(child=child, parent=house["sons"][2], kind=ParentKind.ADOPTED)
    rebuild_clan(house["clan"])
    for viewer, is_told in ((member, False), (editor, True)):
        tree = drawn_descendants(seen(house["father"], viewer), viewer, generations=5)
        (one,) = [figure for figure in tree.figures if figure.name.endswith("Nuôi")]
        assert one.is_adopted is is_told


def test_more_than_strangers_see_is_marked(house, anonymous, member, editor):
    def mark(viewer):
        return drawing_of(seen(house["father"], viewer), viewer, DrawingOptions()).heading.mark

    assert mark(anonymous) == ""
    assert mark(member) == "NỘI BỘ"
    assert mark(editor) == "NỘI BỘ"


def test_a_line_that_is_cut_says_so_only_when_visible_people_follow(house, anonymous, editor):
    short = DrawingOptions(generations=2)
    for viewer, told in ((anonymous, False), (editor, True)):
        tree = drawn_descendants(seen(house["father"], viewer), viewer, generations=2)
        assert bool(tree.figures[1].continues) is told
        drawing = drawing_of(seen(house["father"], viewer), viewer, short)
        assert any(sign == "continues" for sign, _text in drawing.heading.legend) is told


def test_lines_may_end_at_the_founders_of_branches(house, editor):
    BranchFactory(clan=house["clan"], name="Chi Giáp", founder=house["sons"][0])
    rebuild_clan(house["clan"])
    father = seen(house["father"], editor)
    tree = drawn_descendants(father, editor, generations=5, split_branches=True)
    assert names(tree) == ["Cha", "Nhất", "Nhì", "Ba"]
    assert tree.figures[1].continues == "tiếp ở Chi Giáp"


def test_a_child_of_two_descendants_is_drawn_once(house, editor):
    cousin = WomanFactory(clan=house["clan"], given_name="Em")
    family(house["sons"][1], None, cousin)
    child = PersonFactory(clan=house["clan"], given_name="Chung")
    family(house["sons"][2], cousin, child)
    rebuild_clan(house["clan"])
    tree = drawn_descendants(seen(house["father"], editor), editor, generations=6)
    assert names(tree).count("Chung") == 1
    (wife,) = next(one for one in tree.figures if one.name.endswith("Ba")).partners
    assert wife.is_of_clan


def test_too_many_people_are_refused_with_what_would_fit(house, editor):
    with pytest.raises(TooManyPeople) as caught:
        drawn_descendants(seen(house["father"], editor), editor, generations=5, most=4)
    assert caught.value.generations == 2
    assert fitting_generations([5], 1) == 1


def test_figures_are_those_of_the_page_of_descendants(anonymous, member, editor):
    """The list of descendants is the oracle: the same people, cut alike, in the same order."""
    chance = random.Random(7)
    clan = ClanFactory()
    people = [PersonFactory(clan=clan, given_name="Tổ")]
    for number in range(60):
        parent = chance.choice(people[-12:])
        kind = LivingPersonFactory if chance.random() < 0.3 else PersonFactory
        child = kind(clan=clan, given_name=f"N{number}", sex=chance.choice("mf"))
        families.child_link(child=child, parent=parent)
        if chance.random() < 0.2:
            hide(child)
        people.append(child)
    found(people[0])
    rebuild_clan(clan)
    for viewer in (anonymous, member, editor):
        root = seen(people[0], viewer)
        drawn = drawn_descendants(root, viewer, generations=13)
        listed = [node for node, _parent in flatten(descendants(root, viewer, depth=12))]
        assert [one.name for one in drawn.figures] == [node.card.name for node in listed]
        assert [one.years for one in drawn.figures] == [node.card.years for node in listed]
        assert [one.sex for one in drawn.figures] == [node.card.sex for node in listed]


def test_the_number_of_queries_does_not_grow_with_the_people(house, editor):
    def count():
        person = seen(house["father"], editor)
        with CaptureQueriesContext(connection) as queries:
            drawing_of(person, editor, DrawingOptions(generations=9))
        return len(queries)

    before = count()
    for order in range(12):
        child = PersonFactory(clan=house["clan"], given_name=f"T{order}", child_order=order)
        family(house["sons"][order % 3], WomanFactory(clan=house["clan"]), child, order=order + 2)
    rebuild_clan(house["clan"])
    assert count() <= before + 1
    assert count() <= 12


class TestOthers:
    def test_both_parents_have_their_side_of_the_fan(self, house, editor):
        son = seen(house["sons"][1], editor)
        slots = ancestor_slots(son, editor, depth=3)
        assert {way: one.name.split()[-1] for way, one in slots.items()} == {
            "f": "Cha", "m": "Hai",
        }  # fmt: skip

    def test_years_nobody_may_know_draw_no_bar(self, house, anonymous):
        tree = drawn_descendants(seen(house["father"], anonymous), anonymous, generations=5)
        (lane,) = lanes_of(tree.figures)
        assert [life.name.split()[-1] for life in lane.lives] == ["Cha"]

    @pytest.mark.parametrize("kind", [kind for kind in DrawingKind if kind != DrawingKind.PATH])
    def test_every_kind_is_measured_as_large_as_it_is_drawn(self, kind, house, editor):
        person = seen(house["sons"][0], editor)
        options = DrawingOptions(kind=kind)
        drawing = drawing_of(person, editor, options)
        measured = drawing_of(person, editor, options, draw_most=0)
        (picture,) = drawing.pictures
        assert measured.pictures == []
        assert (measured.width, measured.height) == (picture.width, picture.height)
        assert person.full_name.split()[-1] in write_svg(picture)

    def test_a_line_to_somebody_hidden_is_a_line_to_nobody(self, house, anonymous):
        person = seen(house["father"], anonymous)
        for other in (str(house["grandchild"].uuid), "khong-co", ""):
            options = DrawingOptions(kind=DrawingKind.PATH, other=other)
            with pytest.raises(NothingToDraw):
                drawing_of(person, anonymous, options)

    def test_a_line_between_visible_people_is_drawn(self, house, editor):
        options = DrawingOptions(kind=DrawingKind.PATH, other=str(house["sons"][2].uuid))
        drawing = drawing_of(seen(house["grandchild"], editor), editor, options)
        assert drawing.people == 4


class TestOptions:
    def test_json_and_query_say_the_same_again(self):
        query = {
            "dang": "the",
            "doi": "7",
            "chu": "to",
            "giay": "ghep-a3",
            "con": "1",
            "chong": "0",
        }
        options = options_from_query(DrawingKind.POSTER, query)
        assert options.generations == 7
        assert options.sons_only
        assert not options.stacking
        assert options_from_query(DrawingKind.POSTER, options.as_query()) == options
        assert options_from_json(options.as_json()) == options

    @pytest.mark.parametrize("wrong", ["-1", "9999", "²", "x", "1e3", " "])
    def test_strange_numbers_are_left_at_what_is_usual(self, wrong):
        options = options_from_query(DrawingKind.POSTER, {"doi": wrong, "dang": wrong})
        assert options.generations == 0 or wrong == "9999"
        assert options.form == DrawingOptions().form

    def test_strange_json_is_no_trouble(self):
        assert options_from_json({"kind": ["x"], "paper": {}, "nope": 1}).kind == "pha-do"


def test_people_come_from_the_gate(house, anonymous):
    """The figures of a drawing are among the people `visible_to` gives."""
    visible = {str(one) for one in card_people(anonymous)}
    tree = drawn_descendants(seen(house["father"], anonymous), anonymous, generations=9)
    assert {one.name for one in tree.figures if not one.is_opaque} <= visible
