from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from genealogy.enums import EventType
from genealogy.models import Person, Place, Union
from genealogy.services import people
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def test_created_person_has_every_own_column(clan):
    person = people.person_create(
        clan=clan,
        surname=" Dương ",
        middle_name="Văn",
        given_name="Tu\u0300ng",
        names=[{"kind": "hieu", "value": "Nột Trai"}],
        events=[
            {"type": EventType.BIRTH, "date": "3/2/1820", "place": "Làng Giàng"},
            {"type": EventType.DEATH, "date": "27/9/1890 âm lịch"},
        ],
    )
    assert person.full_name == "Dương Văn Tùng"
    assert person.search_fold == " duong van tung not trai"
    assert (person.birth_year, person.death_year) == (1820, 1890)
    assert (person.memorial_month, person.memorial_day) == (9, 27)
    assert person.presumed_living is False
    assert Place.objects.get().search_fold == " lang giang"
    assert verify_clan(clan) == ([], [])


def test_memorial_comes_from_a_solar_death_too(clan):
    # 20 July 1613 lies before the lunar table; 10 February 1945 is 28 tháng Chạp.
    person = PersonFactory(clan=clan, death="10/2/1945")
    assert (person.memorial_month, person.memorial_day) == (12, 28)


def test_clans_who_write_the_given_name_first(clan):
    clan = ClanFactory(name_order="given_first")
    person = PersonFactory(clan=clan, surname="Dupont", middle_name="", given_name="Anna")
    assert str(person) == "Anna Dupont"
    assert person.search_fold == " anna dupont"


def test_update_replaces_names_and_events_only_when_given(clan):
    person = PersonFactory(clan=clan, birth="1820", names=[{"kind": "tu", "value": "Nhuận Phủ"}])
    people.person_update(person, given_name="Đức")
    assert person.search_fold == " duong van duc nhuan phu"
    assert person.birth_year == 1820
    assert person.version == 2
    people.person_update(person, names=[], events=[])
    assert person.search_fold == " duong van duc"
    assert person.birth_year is None


@pytest.mark.parametrize("written", ["30/2/2025 âm lịch", "31/2/1900", "hôm nọ"])
def test_a_date_that_does_not_exist_saves_nothing(clan, written):
    with pytest.raises(ValidationError) as refusal:
        people.person_create(
            clan=clan, given_name="Tùng", events=[{"type": EventType.DEATH, "date": written}]
        )
    assert "date" in refusal.value.message_dict
    assert not Person.objects.exists()


def test_a_person_does_not_change_clans(clan):
    with pytest.raises(ValidationError):
        people.person_update(PersonFactory(), clan=clan)


def test_somebody_with_children_is_not_deleted(clan):
    father = PersonFactory(clan=clan)
    family(father, None, PersonFactory(clan=clan, given_name="Kha"))
    with pytest.raises(ValidationError, match="còn 1 người con: Dương Văn Kha"):
        people.person_delete(father)


def test_the_founder_is_not_deleted(clan):
    founder = PersonFactory(clan=clan)
    found(founder)
    with pytest.raises(ValidationError, match="là thủy tổ"):
        people.person_delete(founder)


def test_deleting_a_child_closes_the_gap_and_counts_again(clan):
    father, first, second = PersonFactory.create_batch(3, clan=clan)
    family(father, WomanFactory(clan=clan), first, second)
    found(father)
    people.person_delete(first)
    father.refresh_from_db()
    second.refresh_from_db()
    assert father.descendant_count == 1
    assert second.lineage_path == "00000001"
    assert verify_clan(clan) == ([], [])


def test_a_couple_without_anybody_left_goes_too(clan):
    father, mother = PersonFactory(clan=clan), WomanFactory(clan=clan)
    family(father, mother)
    people.person_delete(father)
    assert Union.objects.count() == 1
    people.person_delete(mother)
    assert not Union.objects.exists()


def test_who_did_it_is_logged(clan, admin_account):
    from wagtail.models import ModelLogEntry

    person = people.person_create(clan=clan, given_name="Tùng", by=admin_account)
    people.person_update(person, by=admin_account, given_name="Minh")
    people.person_delete(person, by=admin_account)
    actions = ModelLogEntry.objects.filter(user=admin_account).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "wagtail.create",
        "wagtail.edit",
        "wagtail.delete",
    ]
