"""The page of reminders and the link at the end of each mail."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from genealogy.domain.viewer import Mark
from genealogy.models import MemorialReminder
from genealogy.services.people import person_update
from genealogy.services.reminders import reminder_create, stop_token
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/gia-pha/ho-thu/nhac-gio/"


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-thu", name="Họ Thử")


@pytest.fixture
def dead(clan):
    return PersonFactory(clan=clan, given_name="Khiêm", death="18/10 âm lịch")


@pytest.fixture
def user(member_user):
    member_user.email = "thanhvien@vidu.vn"
    member_user.save()
    return member_user


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, clan, dead):
    answer = client.get(f"{PAGE}?nguoi={dead.uuid}")
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert str(dead.uuid) in answer["Location"]
    assert client.post(PAGE, {"cua": "ca-ho", "truoc": "3"}).status_code == 302
    assert not MemorialReminder.objects.exists()


def test_a_person_is_preset_and_kept(member_client, user, clan, dead):
    soup = BeautifulSoup(member_client.get(f"{PAGE}?nguoi={dead.uuid}").content, "html.parser")
    assert soup.select_one("select[name=cua] option").text == "Dương Văn Khiêm"
    assert "thanhvien@vidu.vn" in soup.text
    answer = member_client.post(PAGE, {"cua": "nguoi", "truoc": "7", "nguoi": dead.uuid})
    assert answer["Location"] == PAGE
    row = MemorialReminder.objects.get()
    assert (row.user, row.person, row.days_before) == (user, dead, 7)
    assert "nhắc trước 7 ngày" in member_client.get(PAGE).content.decode()


def test_a_branch_is_kept(member_client, user, clan):
    branch = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp")
    member_client.post(PAGE, {"cua": "chi-phai:chi-giap", "truoc": "0"})
    assert MemorialReminder.objects.get().branch == branch
    assert "nhắc đúng ngày giỗ" in member_client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"cua": "dong-toi", "truoc": "3"},
        {"cua": "nguoi", "truoc": "3"},
        {"cua": "chi-phai:khong-co", "truoc": "3"},
        {"cua": "ca-ho", "truoc": "61"},
        {"cua": "ca-ho", "truoc": ""},
    ],
)
def test_what_cannot_be_is_refused_with_the_form_as_it_was(member_client, user, clan, sent):
    answer = member_client.post(PAGE, sent)
    assert answer.status_code == 422
    assert not MemorialReminder.objects.exists()
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select(".errorlist")
    assert soup.select_one("input[name=truoc]").get("value", "") == sent["truoc"]


def test_the_hidden_the_living_and_the_unknown_answer_alike(member_client, user, clan):
    hidden = PersonFactory(
        clan=clan, given_name="Riêng", death="18/10 âm lịch", visibility=Mark.EDITORS
    )
    living = LivingPersonFactory(clan=clan, given_name="Sống")
    elsewhere = PersonFactory(given_name="Khác", death="18/10 âm lịch")

    def main(uuid):
        soup = BeautifulSoup(member_client.get(f"{PAGE}?nguoi={uuid}").content, "html.parser")
        for token in soup.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
        return str(soup.main)

    unknown = main(uuid4())
    assert [main(one.uuid) == unknown for one in (hidden, living, elsewhere)] == [True] * 3
    assert main("khong-phai-uuid") == unknown
    for one in (hidden, living, elsewhere):
        sent = {"cua": "nguoi", "truoc": "3", "nguoi": one.uuid}
        assert member_client.post(PAGE, sent).status_code == 422


def test_who_was_hidden_since_is_named_no_more(member_client, user, clan, dead):
    reminder_create(user=user, clan=clan, days_before=3, person=dead)
    person_update(person=dead, visibility=Mark.EDITORS)
    html = member_client.get(PAGE).content.decode()
    assert "Khiêm" not in html
    assert str(dead.uuid) not in html
    assert "không còn hiện" in html


def test_only_the_own_reminder_is_removed(member_client, user, clan, admin_account):
    admin_account.email = "quantri@vidu.vn"
    own = reminder_create(user=user, clan=clan, days_before=3)
    other = reminder_create(user=admin_account, clan=clan, days_before=3)
    assert member_client.post(f"{PAGE}{other.pk}/xoa/").status_code == 404
    assert member_client.get(f"{PAGE}{own.pk}/xoa/").status_code == 405
    assert member_client.post(f"{PAGE}{own.pk}/xoa/")["Location"] == PAGE
    assert list(MemorialReminder.objects.all()) == [other]


def test_an_account_without_an_address_is_told_where_to_give_it(member_client, clan):
    html = member_client.get(PAGE).content.decode()
    assert "Ghi thư điện tử" in html
    assert "Thư gửi đến" not in html


def test_looking_at_the_link_changes_nothing_and_the_button_ends_all(client, user, clan, dead):
    reminder_create(user=user, clan=clan, days_before=3, person=dead)
    url = f"/gia-pha/nhac-gio/thoi/{stop_token(user)}/"
    answer = client.get(url)
    assert answer.status_code == 200
    assert "Khiêm" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert MemorialReminder.objects.count() == 1
    assert "Đã thôi" in client.post(url).content.decode()
    assert not MemorialReminder.objects.exists()


def test_the_link_does_not_tell_how_much_is_asked_for(client, user, clan, dead):
    # A mail may be passed on; the person asked for may be hidden, or gone.
    url = f"/gia-pha/nhac-gio/thoi/{stop_token(user)}/"
    drawn = re.compile(r'csrfmiddlewaretoken" value="\w+"')
    nothing = drawn.sub("", client.get(url).content.decode())
    reminder_create(user=user, clan=clan, days_before=3, person=dead)
    assert drawn.sub("", client.get(url).content.decode()) == nothing


def test_a_wrong_link_does_not_exist(client, user, clan):
    reminder_create(user=user, clan=clan, days_before=3)
    token = stop_token(user)
    for wrong in (token[:-2] + "xx", "1", "a:b:c"):
        assert client.get(f"/gia-pha/nhac-gio/thoi/{wrong}/").status_code == 404
        assert client.post(f"/gia-pha/nhac-gio/thoi/{wrong}/").status_code == 404
    assert MemorialReminder.objects.count() == 1
