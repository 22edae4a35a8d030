"""History in the admin: told in words, undone after a question, for compilers alone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from genealogy.models import ChangeSet, Event, Person
from genealogy.services import events, families, people
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family
from tests.genealogy.viewsets.forms import person_form, url
from tests.genealogy.viewsets.test_person_admin import edit_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def an(clan):
    return PersonFactory(clan=clan, given_name="An", death="3/2 âm lịch")


def last():
    return ChangeSet.objects.order_by("-pk").first()


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_persons_page_tells_the_day_of_death_before_and_after(root_client, clan, an):
    people.person_update(an, events=[{"type": "death", "date": "4/2 âm lịch"}])
    page = text_of(root_client.get(url(Person, "history", an.pk)))
    assert "Ngày mất:" in page
    assert "<del>3 tháng 2 âm lịch, không rõ năm</del>" in page
    assert "<ins>4 tháng 2 âm lịch, không rõ năm</ins>" in page


def test_a_child_is_told_on_the_page_of_the_father(root_client, clan, an):
    child = PersonFactory(clan=clan, given_name="Con")
    families.child_link(child=child, parent=an)
    fathers = text_of(root_client.get(url(Person, "history", an.pk)))
    childs = text_of(root_client.get(url(Person, "history", child.pk)))
    assert "Thêm con:" in fathers
    assert f"{child} (con đẻ)" in fathers
    assert "Thêm cha:" in childs
    assert f"{an} (con đẻ)" in childs


def test_the_list_is_sifted_by_clan_author_kind_and_period(root_client, editor_user, an):
    people.person_update(an, by=editor_user, given_name="Ân")
    other = PersonFactory(given_name="Xa")
    address = reverse("genealogy_history:index")
    whole = text_of(root_client.get(address))
    assert "Dương Văn Ân" in whole
    assert str(other) in whole
    assert str(other) not in text_of(root_client.get(address, {"clan": an.clan.pk}))
    assert str(other) not in text_of(root_client.get(address, {"author": editor_user.pk}))
    assert "Dương Văn Ân" not in text_of(root_client.get(address, {"kind": "undo"}))
    assert "Dương Văn Ân" not in text_of(root_client.get(address, {"created_at_to": "2001-01-01"}))


def test_undo_asks_first_and_then_does_it(root_client, an):
    people.person_update(an, given_name="Ân")
    change_set = last()
    address = reverse("genealogy_history:undo", args=[change_set.pk])
    asked = text_of(root_client.get(address))
    assert "<del>An</del>" in asked
    assert "sẽ trở lại như trước" in asked
    an.refresh_from_db()
    assert an.given_name == "Ân"
    response = root_client.post(address, {"reason": "gõ nhầm"})
    assert response.status_code == 302
    an.refresh_from_db()
    assert (an.given_name, an.full_name) == ("An", "Dương Văn An")
    assert last().reverts == change_set
    assert last().reason == "gõ nhầm"


def test_a_conflict_names_the_later_edit_and_changes_nothing(root_client, editor_user, an):
    people.person_update(an, given_name="Ân")
    change_set = last()
    people.person_update(an, by=editor_user, given_name="Ẩn")
    address = reverse("genealogy_history:undo", args=[change_set.pk])
    response = root_client.post(address)
    assert response.status_code == 409
    page = text_of(response)
    assert "đã được sửa sau đó (tên)" in page
    assert str(editor_user) in page
    assert reverse("genealogy_history:change_set", args=[last().pk]) in page
    an.refresh_from_db()
    assert an.given_name == "Ẩn"


def test_what_is_undone_is_not_undone_twice(root_client, an):
    people.person_update(an, given_name="Ân")
    address = reverse("genealogy_history:undo", args=[last().pk])
    root_client.post(address)
    count = ChangeSet.objects.count()
    response = root_client.post(address, follow=True)
    assert "không hoàn tác được" in text_of(response)
    assert ChangeSet.objects.count() == count


def test_the_history_is_closed_to_members(client, member_user, an):
    access = Permission.objects.get(codename="access_admin")
    member_user.user_permissions.add(access)
    client.force_login(member_user)
    people.person_update(an, given_name="Ân")
    pages = [
        reverse("genealogy_history:index"),
        reverse("genealogy_history:change_set", args=[last().pk]),
        reverse("genealogy_history:undo", args=[last().pk]),
        url(Person, "history", an.pk),
    ]
    for page in pages:
        response = client.get(page, follow=True)
        assert "Dương Văn" not in text_of(response), page


def test_an_editor_reads_and_undoes(editor_client, an):
    people.person_update(an, given_name="Ân")
    response = editor_client.post(reverse("genealogy_history:undo", args=[last().pk]))
    assert response.status_code == 302
    an.refresh_from_db()
    assert an.given_name == "An"


def test_what_a_form_saves_has_a_history_with_its_author(root_client, clan):
    father, mother = PersonFactory(clan=clan), WomanFactory(clan=clan)
    son = PersonFactory(clan=clan, given_name="Minh")
    family(father, mother, son)
    root_client.post(url(Person, "edit", son.pk), edit_data(son, given_name="Đức"))
    change_set = last()
    assert change_set.author.is_superuser
    (change,) = change_set.changes.all()
    assert (change.model, change.action) == ("person", "update")
    assert (change.before["given_name"], change.after["given_name"]) == ("Minh", "Đức")


def opened(client, person) -> dict[str, str]:
    """Give the hidden fields of a form as it is opened now."""
    page = client.get(url(Person, "edit", person.pk))
    return {
        "version": str(page.context["version"]),
        "change_set": str(page.context["last_change_set"]),
    }


def test_the_second_of_two_editors_is_told_what_the_first_saved(root_client, editor_user, an):
    hidden = opened(root_client, an)
    people.person_update(an, by=editor_user, middle_name="Đình")
    data = edit_data(an, given_name="Bình") | hidden | {"middle_name": "Văn"}
    response = root_client.post(url(Person, "edit", an.pk), data)
    page = text_of(response)
    assert response.status_code == 200
    assert "Trong lúc anh chị sửa, người khác đã lưu người này" in page
    assert "<del>Văn</del>" in page
    assert "<ins>Đình</ins>" in page
    assert str(editor_user) in page
    assert 'value="Bình"' in page
    an.refresh_from_db()
    assert (an.middle_name, an.given_name) == ("Đình", "An")


def test_saving_again_saves_over(root_client, an):
    hidden = opened(root_client, an)
    people.person_update(an, middle_name="Đình")
    data = edit_data(an, given_name="Bình") | hidden | {"middle_name": "Văn"}
    context = root_client.post(url(Person, "edit", an.pk), data).context
    data |= {"version": context["version"], "change_set": context["last_change_set"]}
    assert root_client.post(url(Person, "edit", an.pk), data).status_code == 302
    an.refresh_from_db()
    assert (an.middle_name, an.given_name) == ("Văn", "Bình")


def test_an_event_saved_elsewhere_counts_as_an_edit_of_the_person(root_client, an):
    hidden = opened(root_client, an)
    events.event_save(Event(person=an, type="title"))
    response = root_client.post(url(Person, "edit", an.pk), edit_data(an) | hidden)
    assert response.status_code == 200


def test_a_row_deleted_elsewhere_ends_in_the_same_words(root_client, an):
    row = {"id": an.events.get().pk, "type": "death", "date": "5/2 âm lịch"}
    data = person_form(an.clan, events=[row], initial={"events": 1}) | opened(root_client, an)
    people.person_update(an, events=[])
    response = root_client.post(url(Person, "edit", an.pk), data)
    assert response.status_code == 200
    page = text_of(response)
    assert "Trong lúc anh chị sửa, người khác đã lưu người này" in page
    assert "Bỏ sự kiện mất" in page
