"""What the book tells of a person is what the person's own page tells the same reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from genealogy.domain.book.arrangement import arrange
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Person
from genealogy.selectors.book import book_contents, book_size
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.person_page import person_view
from genealogy.services.clans import clan_update
from tests.genealogy import book_world
from tests.genealogy.factories import LivingPersonFactory, PersonFactory, family

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return book_world.build()


def viewers(clan):
    today = timezone.localdate()
    living = Person.objects.get(given_name=book_world.HIDDEN)
    branch = Branch.objects.get(slug="chi-hai")
    return {
        "stranger": Viewer(Role.ANONYMOUS, today),
        "member": Viewer(Role.MEMBER, today),
        "near": Viewer(Role.MEMBER, today, close_person_ids=frozenset({living.pk})),
        "head": Viewer(Role.MEMBER, today, full_branch_ids=frozenset({branch.pk})),
        "program": Viewer(Role.ANONYMOUS, today, member_branch_ids=frozenset({branch.pk})),
        "editor": Viewer(Role.EDITOR, today),
    }


WHO = ["stranger", "member", "near", "head", "program", "editor"]


def of_book(one):
    return {
        "name": one.name,
        "generation": one.generation_label,
        "of branch": one.branch_generation_label,
        "code": one.code,
        "sex": one.sex,
        "living": one.is_living,
        "years": (one.years, one.birth_year, one.death_year),
        "birth": one.birth_text,
        "death": one.death_text,
        "position": one.position_label,
        "names": list(one.names),
        "parents": [(kin.name, kin.note) for kin in one.parents],
        "spouses": [
            (bond.name, bond.label, [(kin.name, kin.note) for kin in bond.children])
            for bond in one.bonds
        ],
        "loose": [(kin.name, kin.note) for kin in one.children_without_mother],
        "events": [(deed.label, deed.text, deed.description) for deed in one.deeds],
        "graves": [(grave.text, grave.description) for grave in one.graves],
        "giỗ": one.remembrance.text if one.remembrance else None,
        "sources": [(one.title, one.quote) for one in one.sources],
        "notes": list(one.notes),
        "has story": bool(one.biography),
    }


def of_page(view):
    return {
        "name": view.name,
        "generation": view.generation_label,
        "of branch": view.branch_generation_label,
        "code": view.code,
        "sex": view.sex,
        "living": view.is_living,
        "years": (view.years, view.birth_year, view.death_year),
        "birth": view.birth_text,
        "death": view.death_text,
        "position": view.position_label,
        "names": view.other_names,
        "parents": [(card.name, card.note) for card in view.parents],
        "spouses": [
            (item.card.name, item.order_label, [(card.name, card.note) for card in item.children])
            for item in view.spouses
        ],
        "loose": [(card.name, card.note) for card in view.children_without_mother],
        "events": [(item.label, item.text, item.description) for item in view.events],
        "graves": [(item.text, item.description) for item in view.graves],
        "giỗ": view.memorial.lunar_text if view.memorial else None,
        "sources": [(item.title, item.quote) for item in view.sources],
        "notes": view.notes,
        "has story": bool(view.biography),
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("policy", ["hidden", "name_only"])
def test_the_book_tells_what_the_page_tells(clan, who, policy):
    """The page of a person is the measure, for everybody the reader may know of and nobody else."""
    clan_update(clan, living_policy=policy)
    viewer = viewers(clan)[who]
    told = {one.uuid: one for one in book_contents(clan, None, viewer).people}
    everybody = [str(uuid) for uuid in Person.objects.values_list("uuid", flat=True)]
    seen = {uuid: person_by_uuid(uuid, viewer) for uuid in everybody}
    assert told.keys() == {uuid for uuid, person in seen.items() if person is not None}
    for uuid, facts in told.items():
        assert of_book(facts) == of_page(person_view(seen[uuid], viewer, with_news=False))


@pytest.mark.parametrize("who", WHO)
def test_the_book_of_a_branch_tells_the_same_of_fewer(clan, who):
    """Relatives outside the branch are named as on the page; they get no entry."""
    viewer = viewers(clan)[who]
    branch = Branch.objects.get(slug="chi-hai")
    contents = book_contents(clan, branch, viewer)
    assert len(contents.people) == book_size(clan, branch, viewer)
    assert {one.branch for one in contents.people} == {branch.pk}
    for facts in contents.people:
        view = person_view(person_by_uuid(facts.uuid, viewer), viewer, with_news=False)
        assert of_book(facts) == of_page(view)


def test_numbers_follow_visible_people_only(clan):
    """Somebody hidden leaves no gap in the numbers and no mark in the words."""
    viewer = viewers(clan)["stranger"]
    before = book_contents(clan, None, viewer)
    hidden = LivingPersonFactory(clan=clan, given_name="Khuất", child_order=2)
    family(Person.objects.get(given_name="Bình"), None, hidden)
    after = book_contents(clan, None, viewer)
    places = [arrange(one.people, one.branches).places for one in (before, after)]
    assert places[0] == places[1]
    assert sorted(places[0].values())[-1] == len(set(places[0].values()))
    assert book_world.HIDDEN not in repr(after)


def test_the_number_of_queries_does_not_follow_that_of_people(clan, django_assert_num_queries):
    """Ten more people cost no query more."""
    viewer = viewers(clan)["editor"]
    with CaptureQueriesContext(connection) as few:
        book_contents(clan, None, viewer)
    for place in range(10):
        son = PersonFactory(clan=clan, given_name=f"Con {place}", death="3/3 âm lịch")
        family(Person.objects.get(given_name="Bình"), None, son)
    with django_assert_num_queries(len(few)):
        book_contents(clan, None, viewer)
