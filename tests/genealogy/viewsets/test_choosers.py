from __future__ import annotations

import json

import pytest
from django import forms
from django.urls import reverse
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets.chooser import BaseChooser

from genealogy.models import Branch, Clan, Person, Place, Source, Union
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def results(client, name, **query):
    response = client.get(reverse(f"{name}:choose_results"), query)
    assert response.status_code == 200
    return response.content.decode()


def every_foreign_key():
    from django.apps import apps

    targets = (Person, Branch, Place, Union, Source, Clan)
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in targets and field.formfield() is not None
    ]


def test_every_foreign_key_to_the_tree_uses_a_chooser():
    fields = every_foreign_key()
    assert len(fields) > 20
    for field in fields:
        widget = formfield_for_dbfield(field).widget
        assert isinstance(widget, BaseChooser), field
        assert not isinstance(widget, forms.Select), field


@pytest.mark.parametrize("query", ["duong van tung", "tung duong", "van tu"])
def test_people_are_found_folded_in_any_order(root_client, clan, query):
    PersonFactory(clan=clan, given_name="Tùng")
    PersonFactory(clan=clan, given_name="Minh")
    page = results(root_client, "person_chooser", q=query)
    assert "Dương Văn Tùng" in page
    assert "Dương Văn Minh" not in page


def test_a_row_shows_generation_branch_father_and_years(root_client, clan):
    father = PersonFactory(clan=clan, given_name="Nghệ")
    son = PersonFactory(clan=clan, given_name="Kha", birth="1820", death="1890")
    family(father, WomanFactory(clan=clan), son)
    found(father)
    BranchFactory(clan=clan, name="Chi Giáp", founder=son)
    page = results(root_client, "person_chooser", q="kha")
    for told in ("Đời 2", "Chi Giáp", "Dương Văn Nghệ", "1820–1890"):
        assert told in page


def test_rows_can_be_cut_to_one_clan(root_client, clan):
    PersonFactory(clan=clan, given_name="Tùng")
    other = PersonFactory(given_name="Minh")
    page = results(root_client, "person_chooser", clan=other.clan.pk)
    assert "Dương Văn Minh" in page
    assert "Dương Văn Tùng" not in page
    assert results(root_client, "person_chooser", clan="x'y")


def test_chosen_person_comes_with_what_tells_namesakes_apart(root_client, clan):
    person = PersonFactory(clan=clan, given_name="Tùng", birth="1820")
    found(person)
    answer = root_client.get(reverse("person_chooser:chosen", args=[person.pk]))
    title = json.loads(answer.content)["result"]["title"]
    assert title == "Dương Văn Tùng (Đời 1, sinh 1820)"


def test_years_of_the_living_are_not_in_the_title(root_client, clan):
    person = LivingPersonFactory(clan=clan, given_name="Tùng", birth="1990")
    answer = root_client.get(reverse("person_chooser:chosen", args=[person.pk]))
    assert b"1990" not in answer.content


def test_a_news_editor_chooses_only_among_those_strangers_may_see(client, news_editor, clan):
    PersonFactory(clan=clan, given_name="Cổ")
    living = LivingPersonFactory(clan=clan, given_name="Kín")
    client.force_login(news_editor)
    page = results(client, "person_chooser")
    assert "Dương Văn Cổ" in page
    assert "Kín" not in page
    assert client.get(reverse("person_chooser:chosen", args=[living.pk])).status_code == 404
    several = client.get(reverse("person_chooser:chosen_multiple"), {"id": living.pk})
    assert "Kín" not in several.content.decode()


def test_a_news_editor_sees_no_couples_places_or_sources(client, news_editor, clan):
    family(PersonFactory(clan=clan, given_name="Cổ"), WomanFactory(clan=clan))
    PlaceFactory(clan=clan, text="Làng Giàng")
    SourceFactory(clan=clan, title="Bia cổ")
    client.force_login(news_editor)
    assert "Dương Văn Cổ" not in results(client, "union_chooser")
    assert "Làng Giàng" not in results(client, "place_chooser")
    assert "Bia cổ" not in results(client, "source_chooser")


@pytest.fixture
def news_editor(django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user(username="tin", password="tin-password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_branches_clans_couples_places_and_sources_are_found_folded(root_client, clan):
    Clan.objects.filter(pk=clan.pk).update(slug="ho-duong-lang-giang", name="Họ Dương làng Giàng")
    BranchFactory(clan=clan, name="Chi Giáp")
    family(PersonFactory(clan=clan, given_name="Tùng"), WomanFactory(clan=clan, given_name="Ánh"))
    PlaceFactory(clan=clan, text="Làng Giàng", search_fold=" lang giang")
    SourceFactory(clan=clan, title="Bia nhà thờ")
    assert "Chi Giáp" in results(root_client, "branch_chooser", q="giap")
    assert "làng Giàng" in results(root_client, "clan_chooser", q="lang giang")
    assert "Lê Thị Ánh" in results(root_client, "union_chooser", q="anh tung")
    assert "Làng Giàng" in results(root_client, "place_chooser", q="giang")
    assert "Bia nhà thờ" in results(root_client, "source_chooser", q="nhà thờ")


def test_a_place_is_added_once_from_the_dialog(root_client, clan):
    for text in ("Thanh Hoá", "Thanh Hóa"):
        answer = root_client.post(reverse("place_chooser:create"), {"clan": clan.pk, "text": text})
        assert json.loads(answer.content)["step"] == "chosen"
    assert Place.objects.count() == 1


@pytest.mark.parametrize("name", ["person", "branch", "clan", "union", "place", "source"])
def test_every_dialog_opens(root_client, clan, name):
    person = PersonFactory(clan=clan)
    family(person, WomanFactory(clan=clan))
    BranchFactory(clan=clan)
    PlaceFactory(clan=clan)
    SourceFactory(clan=clan)
    answer = root_client.get(reverse(f"{name}_chooser:choose"), {"clan": clan.pk})
    assert json.loads(answer.content)["step"] == "choose"
