"""The entry field of dates: what it says while somebody types, and what is kept."""

from __future__ import annotations

import pytest

from genealogy.enums import EventType
from genealogy.models import Event, Person
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found
from tests.genealogy.viewsets.forms import person_form, url

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/gia-pha/doc-ngay/"


def ask(client, text, **facts):
    return client.get(ADDRESS, {"text": text, **facts}).json()


@pytest.fixture
def line():
    clan = ClanFactory()
    father = PersonFactory(clan=clan, birth="1790")
    son = PersonFactory(clan=clan, child_order=1)
    family(father, None, son)
    found(father)
    son.refresh_from_db()
    return father, son


def test_it_says_what_it_understood_in_both_calendars(editor_client):
    answer = ask(editor_client, "27/9/1847 âm lịch")
    assert answer["understood"] == "27 tháng 9 năm Đinh Mùi (4/11/1847)"
    assert (answer["warnings"], answer["error"], answer["candidates"]) == ([], "", [])


def test_it_warns_where_a_book_contradicts_itself(editor_client):
    answer = ask(editor_client, "4/10/1847 (27/9 Đinh Mùi)")
    assert "4/10/1847" in answer["warnings"][0]
    assert "26/8/1847" in answer["warnings"][0]
    assert answer["error"] == ""


def test_it_offers_the_years_of_a_can_chi_name(editor_client):
    years = [candidate["year"] for candidate in ask(editor_client, "năm Kỷ Mão")["candidates"]]
    assert years == [1999, 1939, 1879, 1819]


def test_a_generation_tells_which_year_is_meant(editor_client, line):
    _father, son = line
    answer = ask(editor_client, "năm Kỷ Mão", person=son.pk, type="birth")
    assert answer["candidates"][0] == {"year": 1819, "text": "năm Kỷ Mão 1819", "is_likely": True}
    assert "1819" in answer["warnings"][0]


def test_a_father_chosen_in_the_form_tells_it_too(editor_client, line):
    father, _son = line
    answer = ask(editor_client, "năm Kỷ Mão", parent=father.pk, type="birth")
    assert answer["candidates"][0]["year"] == 1819


@pytest.mark.parametrize("facts", [{"person": "x"}, {"person": "9" * 30}, {"parent": "-1"}])
def test_odd_facts_are_no_error(editor_client, facts):
    assert ask(editor_client, "năm Kỷ Mão", **facts)["candidates"]


def test_it_is_for_editors(member_client, client):
    assert member_client.get(ADDRESS, {"text": "1850"}).status_code in {302, 403}


def save_event(client, person, text, kind=EventType.DEATH):
    parents = [
        {"id": link.pk, "parent": link.parent_id, "is_lineage": "on"}
        for link in person.parent_links.all()
    ]
    data = person_form(
        person.clan,
        parents=parents,
        events=[{"type": kind, "date": text}],
        initial={"parent_links": len(parents)},
    )
    return client.post(url(Person, "edit", person.pk), data, follow=True)


def test_a_contradiction_is_saved_as_written_and_told(editor_client, line):
    _father, son = line
    response = save_event(editor_client, son, "4/10/1847 (27/9 Đinh Mùi)")
    assert "không phải cùng một ngày" in response.content.decode()
    event = Event.objects.get(person=son)
    assert event.date.text == "4/10/1847 (27/9 Đinh Mùi)"
    son.refresh_from_db()
    assert (son.memorial_month, son.memorial_day) == (9, 27)


def test_a_can_chi_year_is_worked_out_from_the_father_on_saving(editor_client, line):
    _father, son = line
    response = save_event(editor_client, son, "năm Kỷ Mão", EventType.BIRTH)
    assert "Hiểu là năm 1819" in response.content.decode()
    assert Person.objects.get(pk=son.pk).birth_year == 1819


def test_a_can_chi_year_nothing_tells_of_is_refused_with_the_choice(editor_client):
    stranger = PersonFactory()
    response = save_event(editor_client, stranger, "năm Kỷ Mão")
    assert "1999, 1939, 1879, 1819" in response.content.decode()
    assert not Event.objects.filter(person=stranger).exists()
