"""The page of the calendar on a phone, and the file behind a secret address."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from icalendar import Calendar

from genealogy.domain.viewer import Mark
from genealogy.models import CalendarLink
from genealogy.services.calendar_links import calendar_link_create
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/gia-pha/ho-thu/lich/"
SECRET = re.compile(r'value="(http://testserver(/gia-pha/lich/[\w-]+\.ics))"')


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    PersonFactory(clan=clan, given_name="Công", death="15/10 âm lịch")
    PersonFactory(clan=clan, given_name="Kín", death="16/10 âm lịch", visibility=Mark.MEMBERS)
    PersonFactory(clan=clan, given_name="Riêng", death="17/10 âm lịch", visibility=Mark.EDITORS)
    return clan


def names(body):
    summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")]
    return {summary.split()[-1] for summary in summaries}


@pytest.fixture
def address(clan, member_user):
    _link, secret = calendar_link_create(user=member_user, clan=clan)
    return f"/gia-pha/lich/{secret}.ics"


def test_a_stranger_is_shown_the_public_address_and_no_form(client, clan):
    html = client.get(PAGE).content.decode()
    assert "http://testserver/api/v2/clans/ho-thu/anniversaries.ics" in html
    assert "webcal://testserver/api/v2/clans/ho-thu/anniversaries.ics" in html
    assert "/accounts/login/" in html or "Đăng nhập" in html
    assert "<form" not in html.split("<main")[1]


def test_a_stranger_cannot_make_an_address(client, clan):
    answer = client.post(PAGE)
    assert answer.status_code == 302
    assert "login" in answer["Location"] or "dang-nhap" in answer["Location"]
    assert not CalendarLink.objects.exists()


def test_a_closed_clan_has_no_page_for_strangers(client, clan, member_user):
    clan.is_public = False
    clan.save()
    assert client.get(PAGE).status_code == 404
    client.force_login(member_user)
    html = client.get(PAGE).content.decode()
    assert "anniversaries.ics" not in html


def test_the_secret_is_shown_once(client, clan, member_user):
    client.force_login(member_user)
    answer = client.post(PAGE)
    html = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    whole, path = SECRET.search(html).groups()
    assert whole.replace("http:", "webcal:") in html
    assert SECRET.search(client.get(PAGE).content.decode()) is None
    assert names(client.get(path).content) == {"Công", "Kín"}


def test_a_member_takes_the_days_of_a_branch(client, clan, member_user):
    branch = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp")
    branch.people.add(clan.people.get(given_name="Kín"))
    client.force_login(member_user)
    html = client.post(PAGE, {"chi": "chi-giap"}).content.decode()
    assert names(client.get(SECRET.search(html)[2]).content) == {"Kín"}


def test_too_many_addresses_are_refused_in_words(client, clan, member_user, monkeypatch):
    monkeypatch.setattr("genealogy.services.calendar_links.MOST_LINKS", 0)
    client.force_login(member_user)
    answer = client.post(PAGE, follow=True)
    assert "thu hồi bớt" in answer.content.decode()
    assert not CalendarLink.objects.exists()


def test_the_file_needs_no_login_and_is_kept_by_nobody(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert names(answer.content) == {"Công", "Kín"}


def test_a_lost_role_takes_effect_at_once(client, address, member_user):
    member_user.user_permissions.clear()
    assert names(client.get(address).content) == {"Công"}


def test_a_lost_role_closes_a_closed_clan(client, address, clan, member_user):
    clan.is_public = False
    clan.save()
    assert client.get(address).status_code == 200
    member_user.user_permissions.clear()
    assert client.get(address).status_code == 404


def test_a_new_role_shows_more(client, address, member_user):
    member_user.is_superuser = True
    member_user.save()
    assert names(client.get(address).content) == {"Công", "Kín", "Riêng"}


def test_who_reads_makes_no_difference(client, address, root_client):
    assert names(root_client.get(address).content) == {"Công", "Kín"}


def test_unknown_revoked_and_disabled_answer_alike(client, clan, member_user, address):
    unknown = client.get("/gia-pha/lich/khong-co.ics")
    member_user.is_active = False
    member_user.save()
    disabled = client.get(address)
    member_user.is_active = True
    member_user.save()
    link = CalendarLink.objects.get()
    client.force_login(member_user)
    assert client.post(f"{PAGE}{link.pk}/thu-hoi/").status_code == 302
    client.logout()
    cache.clear()
    revoked = client.get(address)
    assert {answer.status_code for answer in (unknown, disabled, revoked)} == {404}
    bodies = {
        re.sub(r'"/gia-pha/lich/[^"]*"', "", answer.content.decode())
        for answer in (unknown, disabled, revoked)
    }
    assert len(bodies) == 1


def test_nobody_revokes_the_address_of_another(client, clan, address, editor_user):
    link = CalendarLink.objects.get()
    client.force_login(editor_user)
    assert client.post(f"{PAGE}{link.pk}/thu-hoi/").status_code == 404
    assert client.get(address).status_code == 200


def test_revoking_needs_a_login_and_a_button(client, clan, address):
    link = CalendarLink.objects.get()
    assert client.get(f"{PAGE}{link.pk}/thu-hoi/").status_code == 405
    assert client.post(f"{PAGE}{link.pk}/thu-hoi/").status_code == 302
    assert client.get(address).status_code == 200


def test_the_page_lists_the_addresses_of_the_reader_alone(
    client, clan, address, member_user, editor_user
):
    client.force_login(member_user)
    assert "Các địa chỉ đang dùng" in client.get(PAGE).content.decode()
    client.force_login(editor_user)
    assert "Các địa chỉ đang dùng" not in client.get(PAGE).content.decode()
