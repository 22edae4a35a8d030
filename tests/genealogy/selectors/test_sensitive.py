"""What is marked sensitive, or for members, is told to nobody else by any road."""

from __future__ import annotations

from datetime import date

import pytest

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import EventType, NameKind, ParentKind
from genealogy.models import Event, ParentLink, PersonName
from genealogy.selectors.cards import father_names
from genealogy.selectors.people import matching_people, person_by_uuid
from genealogy.selectors.person_page import person_view
from genealogy.selectors.relationship import relationship
from genealogy.selectors.trees import ancestors, descendants, flatten
from genealogy.services.families import child_link
from genealogy.services.history import recorded
from genealogy.services.people import person_update
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
READERS = [Viewer(Role.ANONYMOUS, TODAY), Viewer(Role.MEMBER, TODAY)]


def hush(link):
    """Mark a link sensitive."""
    with recorded(link.child.clan, by=None, people=[link.child_id]):
        ParentLink.objects.filter(pk=link.pk).update(is_sensitive=True)


@pytest.fixture
def house():
    """A founder with two sons; the younger's child by birth is raised in the elder's line."""
    clan = ClanFactory(slug="ho-kin-dao")
    founder = PersonFactory(clan=clan, given_name="Tổ")
    elder = PersonFactory(clan=clan, given_name="Trưởng", child_order=1)
    younger = PersonFactory(clan=clan, given_name="Thứ", child_order=2)
    family(founder, None, elder, younger)
    found(founder)
    child = PersonFactory(clan=clan, given_name="Con")
    adoption = child_link(child=child, parent=elder, kind=ParentKind.ADOPTED)
    birth = child_link(child=child, parent=younger, kind=ParentKind.BIRTH)
    ParentLink.objects.filter(child=child).update(is_lineage=False)
    ParentLink.objects.filter(pk=adoption.pk).update(is_lineage=True)
    for one in (founder, elder, younger, child):
        one.refresh_from_db()
    return {
        "clan": clan,
        "founder": founder,
        "elder": elder,
        "younger": younger,
        "child": child,
        "adoption": adoption,
        "birth": birth,
    }


def page(person, viewer):
    return person_view(person_by_uuid(person.uuid, viewer), viewer)


def names_of_children(person, viewer):
    view = page(person, viewer)
    cards = [*view.children_without_mother, *(c for s in view.spouses for c in s.children)]
    return {card.name: card.note for card in cards}


@pytest.mark.parametrize("viewer", READERS, ids=lambda one: one.role.name)
class TestLinks:
    def test_without_a_mark_the_adoption_of_the_dead_is_told(self, house, viewer):
        parents = {card.name: card.note for card in page(house["child"], viewer).parents}

        assert parents[str(house["elder"])] == "Cha nuôi"
        assert str(house["younger"]) in parents

    def test_a_sensitive_lineage_link_is_a_plain_father_and_the_only_one(self, house, viewer):
        hush(house["adoption"])

        parents = {card.name: card.note for card in page(house["child"], viewer).parents}
        assert parents == {str(house["elder"]): "Cha"}
        assert names_of_children(house["elder"], viewer)[str(house["child"])] == "con trai"
        assert str(house["child"]) not in names_of_children(house["younger"], viewer)

    def test_trees_tell_no_more_than_the_page(self, house, viewer):
        hush(house["adoption"])

        above = ancestors(house["child"], viewer)
        assert [(node.card.name, node.label) for node in above[:1]] == [
            (str(house["elder"]), "Cha")
        ]
        assert str(house["younger"]) not in {node.card.name for node in above}
        below = [node for node, _parent in flatten(descendants(house["founder"], viewer))]
        ours = [node.card for node in below if node.card.name == str(house["child"])]
        assert [(card.note, card.is_adopted) for card in ours] == [("con trai", False)]
        under = flatten(descendants(house["younger"], viewer))
        assert str(house["child"]) not in {node.card.name for node, _parent in under}

    def test_kinship_is_that_of_the_line_alone(self, house, viewer):
        hush(house["adoption"])

        told = relationship(house["child"], house["younger"], viewer)
        plain = relationship(house["child"], house["elder"], viewer)
        assert len(told.lines) == 1
        assert "nuôi" not in str(told)
        assert "nuôi" not in str(plain)
        assert [node.card.name for node in told.lines[0].path] == [
            str(house[name]) for name in ("child", "elder", "founder", "younger")
        ]

    def test_a_sensitive_link_beside_the_lineage_is_not_there(self, house, viewer):
        hush(house["birth"])

        parents = {card.name: card.note for card in page(house["child"], viewer).parents}
        assert parents == {str(house["elder"]): "Cha nuôi"}
        assert str(house["child"]) not in names_of_children(house["younger"], viewer)
        assert str(house["younger"]) not in {
            node.card.name for node in ancestors(house["child"], viewer)
        }
        assert father_names([house["child"].pk], viewer) == {house["child"].pk: str(house["elder"])}

    def test_the_page_is_that_of_a_book_without_the_link(self, house, viewer, client):
        hush(house["birth"])
        kept = [page(house[name], viewer) for name in ("child", "younger", "elder")]
        lines = relationship(house["child"], house["younger"], viewer)
        with recorded(house["clan"], by=None, people=[house["child"].pk]):
            house["birth"].delete()

        assert [page(house[name], viewer) for name in ("child", "younger", "elder")] == kept
        assert relationship(house["child"], house["younger"], viewer) == lines


def test_editors_see_every_link_as_it_is(house):
    hush(house["adoption"])
    hush(house["birth"])
    editor = Viewer(Role.EDITOR, TODAY)

    parents = {card.name: card.note for card in page(house["child"], editor).parents}
    assert parents == {str(house["elder"]): "Cha nuôi", str(house["younger"]): "Cha"}


@pytest.mark.parametrize("viewer", READERS, ids=lambda one: one.role.name)
def test_a_sensitive_name_is_neither_shown_nor_found(viewer):
    person = PersonFactory(given_name="Tùng")
    names = [
        {"kind": NameKind.TU, "value": "Nhuận Phủ"},
        {"kind": NameKind.OTHER, "value": "Canari", "is_sensitive": True},
    ]
    person_update(person, names=names)

    assert page(person, viewer).other_names == [("tự", "Nhuận Phủ")]
    people = type(person).objects.visible_to(viewer)
    assert not matching_people(people, "canari", viewer).exists()
    assert matching_people(people, "nhuan", viewer).exists()
    assert PersonName.objects.filter(value="Canari").exists()


def test_an_event_for_members_is_no_strangers():
    person = PersonFactory(death="1/2/1950")
    with recorded(person.clan, by=None, people=[person.pk]):
        Event.objects.create(
            person=person, type=EventType.AWARD, description="Thưởng kín", members_only=True
        )
    stranger, member = READERS

    def told(viewer):
        return [item.description for item in page(person, viewer).events]

    assert "Thưởng kín" not in told(stranger)
    assert "Thưởng kín" in told(member)
    branch_key = Viewer(Role.ANONYMOUS, TODAY, member_branch_ids=frozenset({-1}))
    assert "Thưởng kín" not in told(branch_key)


def test_a_sensitive_death_gives_no_year_and_no_day_of_remembrance_away():
    person = PersonFactory(
        events=[{"type": EventType.DEATH, "date": "27/9/1890 âm lịch", "is_sensitive": True}]
    )
    person.refresh_from_db()

    assert person.death_year is None
    assert person.memorial_day is None
    assert not person.presumed_living


def test_no_door_tells_the_mark(house, client):
    hush(house["adoption"])
    for path in (
        house["child"].get_absolute_url(),
        f"/api/v2/people/{house['child'].uuid}/",
        f"/api/v2/people/{house['child'].uuid}/ancestors/",
        f"/api/v2/people/{house['founder'].uuid}/descendants/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        body = response.content.decode()
        assert "nuôi" not in body
        assert "adopted" not in body.replace('"is_adopted":false', "").replace(
            '"is_adopted": false', ""
        )
        assert "sensitive" not in body
