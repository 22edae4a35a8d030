"""Couples, branches, clans, places and sources in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from genealogy.models import Branch, Clan, Place, Source, Union
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    PersonFactory,
    PlaceFactory,
    WomanFactory,
    family,
    found,
)
from tests.genealogy.viewsets.forms import union_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def test_couple_is_saved_and_the_wife_takes_her_husbands_generation(root_client, clan):
    father, mother = PersonFactory(clan=clan), WomanFactory(clan=clan)
    found(father)
    response = root_client.post(
        url(Union, "add"),
        union_form(
            clan,
            members=[
                {"person": father.pk, "role": "husband"},
                {"person": mother.pk, "role": "wife", "standing": "principal"},
            ],
            events=[{"type": "marriage", "date": "1843"}],
        ),
    )
    assert response.status_code == 302
    mother.refresh_from_db()
    assert (mother.generation, mother.membership) == (1, "wife")
    assert Union.objects.get().events.get().date.year == 1843
    assert verify_clan(clan) == ([], [])


def test_a_changed_couple_updates_both_old_and_new_wife(root_client, clan):
    father, first, second = PersonFactory(clan=clan), *WomanFactory.create_batch(2, clan=clan)
    found(father)
    union = family(father, first)
    rows = {member.person_id: member for member in union.members.all()}
    response = root_client.post(
        url(Union, "edit", union.pk),
        union_form(
            clan,
            members=[
                {"id": rows[father.pk].pk, "person": father.pk, "role": "husband"},
                {"id": rows[first.pk].pk, "person": second.pk, "role": "wife"},
            ],
            initial={"members": 2},
        ),
    )
    assert response.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.membership, second.membership) == ("unconnected", "wife")
    assert verify_clan(clan) == ([], [])


def test_one_person_stands_once_in_a_couple(root_client, clan):
    person = PersonFactory(clan=clan)
    response = root_client.post(
        url(Union, "add"),
        union_form(clan, members=[{"person": person.pk, "role": "husband"}] * 2),
    )
    forms = response.context["form"].formsets["members"].forms
    assert "chỉ đứng một lần" in forms[1].errors["person"][0]


def test_couple_shows_its_children_and_a_button_for_the_next(root_client, clan):
    father, mother, child = (
        PersonFactory(clan=clan),
        WomanFactory(clan=clan),
        PersonFactory(clan=clan, given_name="Kha"),
    )
    union = family(father, mother, child)
    page = root_client.get(url(Union, "edit", union.pk)).content.decode()
    assert "Dương Văn Kha" in page
    assert f"?union={union.pk}" in page


@pytest.mark.parametrize(("query", "is_found"), [("le thi an", True), ("tung", False)])
def test_couples_are_found_by_either_name(root_client, clan, query, is_found):
    family(PersonFactory(clan=clan, given_name="Bình"), WomanFactory(clan=clan, given_name="An"))
    page = root_client.get(url(Union, "index_results"), {"q": query}).content.decode()
    assert ("Lê Thị An" in page) is is_found


def test_couple_is_parted_and_children_stay(root_client, clan):
    father, mother, child = (
        PersonFactory(clan=clan),
        WomanFactory(clan=clan),
        PersonFactory(clan=clan),
    )
    union = family(father, mother, child)
    assert root_client.post(url(Union, "delete", union.pk)).status_code == 302
    assert child.parent_links.count() == 2
    assert verify_clan(clan) == ([], [])


def branch_data(clan, **fields):
    return nested_form_data(
        {
            "clan": clan.pk,
            "parent": "",
            "label": "chi",
            "ordinal": 1,
            "ordinal_style": "stem",
            "name": "",
            "slug": "",
            "founder": "",
            "head": "",
            "since_generation": "",
            "hall": "",
            "introduction": rich_text("<p>Chi trưởng.</p>"),
            **fields,
        }
    )


def test_branch_gets_an_address_and_its_people(root_client, clan):
    father, son = PersonFactory(clan=clan), PersonFactory(clan=clan)
    family(father, None, son)
    response = root_client.post(reverse("genealogy_branch:add"), branch_data(clan, founder=son.pk))
    assert response.status_code == 302
    branch = Branch.objects.get()
    assert (branch.slug, branch.title) == ("chi-giap", "Chi Giáp")
    son.refresh_from_db()
    assert son.branch == branch


def test_branch_under_itself_is_refused_at_the_field(root_client, clan):
    upper = BranchFactory(clan=clan)
    lower = BranchFactory(clan=clan, parent=upper)
    response = root_client.post(
        reverse("genealogy_branch:edit", args=[upper.pk]),
        branch_data(clan, slug=upper.slug, parent=lower.pk),
    )
    assert response.status_code == 200
    assert "không thể thuộc chính nó" in response.context["form"].errors["parent"][0]
    upper.refresh_from_db()
    assert upper.parent is None


def test_branch_founder_of_another_clan_is_refused_and_nothing_is_saved(root_client, clan):
    response = root_client.post(
        reverse("genealogy_branch:add"), branch_data(clan, founder=PersonFactory().pk)
    )
    assert "thuộc dòng họ khác" in response.context["form"].errors["founder"][0]
    assert not Branch.objects.exists()


def test_branches_are_found_by_their_printed_title(root_client, clan):
    BranchFactory(clan=clan, name="", label="chi", ordinal=1, ordinal_style="stem", slug="a")
    BranchFactory(clan=clan, name="", label="chi", ordinal=2, ordinal_style="stem", slug="b")
    page = root_client.get(reverse("genealogy_branch:index"), {"q": "giap"}).content.decode()
    assert "Chi Giáp" in page
    assert "Chi Ất" not in page


def clan_data(**fields):
    return nested_form_data(
        {
            "name": "Họ Dương Thanh Hoá",
            "slug": "",
            "motto": "",
            "origin": "",
            "cover": "",
            "introduction": rich_text(""),
            "founder": "",
            "founder_generation": 1,
            "head": "",
            "level_labels": "chi, phái, cành",
            "name_order": "surname_first",
            "kinship_region": "north",
            "short_month": "last_day",
            "kinship_overrides": "",
            "close_kin_generations": 5,
            "is_public": "on",
            "living_policy": "hidden",
            "member_scope": "close",
            "member_steps": 2,
            **fields,
        }
    )


def test_clan_is_opened_with_words_for_its_levels(root_client):
    assert root_client.post(reverse("genealogy_clan:add"), clan_data()).status_code == 302
    clan = Clan.objects.get()
    assert clan.slug == "ho-duong-thanh-hoa"
    assert clan.level_labels == ["chi", "phái", "cành"]


def test_new_founder_places_everybody(root_client, clan):
    father, son = PersonFactory(clan=clan), PersonFactory(clan=clan)
    family(father, None, son)
    response = root_client.post(
        reverse("genealogy_clan:edit", args=[clan.pk]),
        clan_data(slug=clan.slug, founder=father.pk, founder_generation=3),
    )
    assert response.status_code == 302
    son.refresh_from_db()
    assert son.generation == 4


def test_clan_with_people_is_not_deleted(root_client, clan):
    PersonFactory(clan=clan)
    page = root_client.post(
        reverse("genealogy_clan:delete", args=[clan.pk]), follow=True
    ).content.decode()
    assert "vì còn 1 người" in page
    assert Clan.objects.filter(pk=clan.pk).exists()


def test_place_is_saved_with_its_search_text(root_client, clan):
    data = {
        "clan": clan.pk,
        "text": "Làng  Giàng",
        "parent": "",
        "current_name": "phường Hàm Rồng",
        "old_names": "Dương Xá",
        "latitude": "19.86",
        "longitude": "105.77",
    }
    assert root_client.post(reverse("genealogy_place:add"), data).status_code == 302
    place = Place.objects.get()
    assert place.text == "Làng Giàng"
    assert place.search_fold == " lang giang phuong ham rong duong xa"
    page = root_client.get(reverse("genealogy_place:index"), {"q": "ham rong"}).content.decode()
    assert "Làng Giàng" in page


def test_latitude_beyond_the_pole_is_told_at_the_field(root_client, clan):
    place = PlaceFactory(clan=clan)
    data = {"clan": clan.pk, "text": place.text, "parent": "", "latitude": "91", "longitude": "0"}
    response = root_client.post(reverse("genealogy_place:edit", args=[place.pk]), data)
    assert response.context["form"].errors["latitude"]


def test_source_is_added(root_client, clan):
    data = nested_form_data(
        {"clan": clan.pk, "title": "Bia nhà thờ họ", "text": rich_text("<p>Nguyên văn.</p>")}
    )
    assert root_client.post(reverse("genealogy_source:add"), data).status_code == 302
    assert Source.objects.get().title == "Bia nhà thờ họ"
