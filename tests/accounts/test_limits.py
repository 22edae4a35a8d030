"""The six doors where somebody may try passwords, codes or keys: five wrong ones, then a pause."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail
from django.test import RequestFactory
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.accounts.roles import EDITORS, MEMBERS
from cms.accounts.services import member_create
from cms.accounts.throttles import api_key_failed, api_key_locked
from tests.accounts.signing import CODE, LOGIN, PASSWORD, add_app, code_now, sign_in

pytestmark = pytest.mark.django_db

RESET = "/tai-khoan/password/reset/"
WRONG = {"password": "sai-mat-roi"}


@pytest.fixture
def someone(db):
    return member_create(
        username="cu-muoi", password=PASSWORD, email="muoi@example.org", roles=[MEMBERS]
    )


@pytest.fixture
def page_door(db):
    """Give the address that takes the password of a page, and the password."""
    page = Site.objects.get().root_page
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="hoa-sen"
    )
    return f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"


@pytest.fixture
def documents_door(db):
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.objects.get(depth=1),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="hoa-sen",
    )
    return f"/documents/authenticate_with_password/{restriction.pk}/"


def bare(response):
    """Give the bytes without the token of the form, which differs every time."""
    content = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)
    return re.sub(rb'(?s)<script id="passkey-options".*?</script>', b"", content)


def assert_locked(wrong, right):
    assert wrong.status_code == right.status_code == 429
    assert bare(wrong) == bare(right)


# Sign-in ---------------------------------------------------------------------------------------


def test_name_and_mail_are_counted_together(client, someone):
    for name in ("cu-muoi", "muoi@example.org", "CU-MUOI", "Muoi@example.org", "cu-muoi"):
        sign_in(client, name, **WRONG)

    assert sign_in(client, "muoi@example.org", **WRONG).status_code == 429
    assert sign_in(client, "cu-muoi").status_code == 429


def test_one_number_written_differently_is_one_name(client):
    member_create(username="0987 654 321", password=PASSWORD, roles=[MEMBERS])
    for name in ("0987654321", "+84987654321", "84 987 654 321", "0987.654.321", "(+84)987654321"):
        sign_in(client, name, **WRONG)

    assert sign_in(client, "0987654321").status_code == 429


@pytest.mark.parametrize("name", ["0987654321", "0987 654 321", "+84987654321", "84 987 654 321"])
def test_a_phone_number_signs_in_however_it_is_written(client, name):
    user = member_create(username="+84 987 654 321", password=PASSWORD, roles=[MEMBERS])

    sign_in(client, name)

    assert user.username == "0987654321"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_name_from_a_hundred_addresses_stays_locked(client, someone):
    answers = [
        client.post(
            LOGIN, {"login": "cu-muoi", **WRONG}, REMOTE_ADDR=f"192.0.2.{number}"
        ).status_code
        for number in range(100)
    ]

    assert answers == [200] * 5 + [429] * 95


def test_a_hundred_names_from_one_address_are_locked_out(client):
    answers = [sign_in(client, f"ten-{number}", **WRONG).status_code for number in range(100)]

    assert answers == [200] * 10 + [429] * 90


def test_one_network_of_the_new_kind_is_one_address(client):
    answers = [
        client.post(
            LOGIN, {"login": f"ten-{number}", **WRONG}, REMOTE_ADDR=f"2001:db8::{number}"
        ).status_code
        for number in range(11)
    ]

    assert answers[-1] == 429


def test_the_lock_opens_after_five_minutes(client, someone, monkeypatch):
    for _ in range(6):
        sign_in(client, "cu-muoi", **WRONG)
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)

    assert sign_in(client, "cu-muoi")["Location"] == "/"


def test_right_ones_are_not_counted(client, someone):
    for _ in range(8):
        assert sign_in(client, "cu-muoi").status_code == 302
        client.logout()


def test_another_name_is_not_locked_by_the_first(client, someone):
    member_create(username="chi-hai", password=PASSWORD, roles=[EDITORS])
    for _ in range(6):
        sign_in(client, "cu-muoi", **WRONG)

    assert sign_in(client, "chi-hai").status_code == 302


# X-Forwarded-For -------------------------------------------------------------------------------


def forwarded(client, number, chain):
    return client.post(
        LOGIN, {"login": f"ten-{number}", **WRONG}, headers={"x-forwarded-for": chain}
    ).status_code


def test_without_a_proxy_what_the_caller_says_of_itself_is_not_believed(client):
    answers = [forwarded(client, number, f"198.51.100.{number}") for number in range(11)]

    assert answers[-1] == 429


def test_behind_one_proxy_only_what_the_proxy_added_is_believed(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [
        forwarded(client, number, f"198.51.100.{number}, 203.0.113.7") for number in range(11)
    ]

    assert answers[-1] == 429


def test_behind_one_proxy_readers_are_told_apart(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [forwarded(client, number, f"198.51.100.{number}") for number in range(11)]

    assert answers == [200] * 11


# Wagtail's own doors ---------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_wagtails_doors_count_and_let_nobody_in(client, someone, door):
    def send(password):
        return client.post(door, {"username": "cu-muoi", "password": password})

    answers = [send("sai").status_code for _ in range(5)]

    assert answers == [302] * 5
    assert_locked(send("sai"), send(PASSWORD))
    assert sign_in(client, "cu-muoi").status_code == 429
    assert "_auth_user_id" not in client.session


# The second factor -----------------------------------------------------------------------------


def test_wrong_codes_lock_and_the_right_one_does_not_help(client, someone):
    add_app(someone)
    sign_in(client, "cu-muoi")
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]

    assert answers == [200] * 5
    assert_locked(client.post(CODE, {"code": "000000"}), client.post(CODE, {"code": code_now()}))
    assert "_auth_user_id" not in client.session


def test_wrong_codes_count_across_sessions_and_addresses(client, client_factory, someone):
    codes = add_app(someone)
    for number in range(5):
        other = client_factory(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(other, "cu-muoi")
        other.post(CODE, {"code": "000000"})
    sign_in(client, "cu-muoi")

    assert client.post(CODE, {"code": codes[0]}).status_code == 429


@pytest.mark.parametrize("door", ["/tai-khoan/xac-nhan/", "/tai-khoan/hai-lop/xac-nhan/"])
def test_confirming_again_is_limited_too(client, someone, door):
    add_app(someone)
    client.force_login(someone)

    def send(word):
        return client.post(door, {"password": word, "code": word})

    answers = [send("000000").status_code for _ in range(5)]

    assert answers == [200] * 5
    right = send(PASSWORD if "hai-lop" not in door else code_now())
    assert_locked(send("000000"), right)


# The forgotten password ------------------------------------------------------------------------


def test_the_sixth_letter_is_refused_whether_the_address_is_known_or_not(client, someone):
    for address in ("muoi@example.org", "ai@example.org"):
        answers = [client.post(RESET, {"email": address}).status_code for _ in range(5)]
        assert answers == [302] * 5
    assert_locked(
        client.post(RESET, {"email": "ai@example.org"}),
        client.post(RESET, {"email": "muoi@example.org"}),
    )
    assert len([letter for letter in mail.outbox if letter.to == ["muoi@example.org"]]) == 5


def test_one_address_cannot_ask_for_many_accounts(client):
    answers = [
        client.post(RESET, {"email": f"ai-{number}@example.org"}).status_code
        for number in range(21)
    ]

    assert answers == [302] * 20 + [429]


# Passwords of pages and documents --------------------------------------------------------------


@pytest.mark.parametrize("which", ["page_door", "documents_door"])
def test_passwords_of_pages_lock_too(client, request, which):
    door = request.getfixturevalue(which)

    def send(password):
        return client.post(door, {"password": password, "return_url": "/"})

    answers = [send("sai").status_code for _ in range(5)]

    assert answers == [200] * 5
    assert_locked(send("sai"), send("hoa-sen"))


def test_a_right_page_password_goes_on_and_is_not_counted(client, page_door):
    for _ in range(8):
        response = client.post(page_door, {"password": "hoa-sen", "return_url": "/"})
        assert response.status_code == 302


def test_a_stranger_does_not_close_a_page_to_its_readers(client, page_door):
    for number in range(6):
        client.post(
            page_door, {"password": "sai", "return_url": "/"}, REMOTE_ADDR=f"192.0.2.{number % 2}"
        )

    response = client.post(
        page_door, {"password": "hoa-sen", "return_url": "/"}, REMOTE_ADDR="192.0.2.99"
    )
    assert response.status_code == 302


def test_a_page_password_is_not_tried_from_a_hundred_addresses(client, page_door):
    answers = [
        client.post(
            page_door, {"password": "sai", "return_url": "/"}, REMOTE_ADDR=f"192.0.2.{number}"
        ).status_code
        for number in range(51)
    ]

    assert answers == [200] * 50 + [429]


# Keys of the API -------------------------------------------------------------------------------


def test_five_wrong_keys_lock_the_address_and_no_other():
    stranger = RequestFactory().get("/api/v2/people/", REMOTE_ADDR="192.0.2.1")
    other = RequestFactory().get("/api/v2/people/", REMOTE_ADDR="192.0.2.2")
    for _ in range(4):
        api_key_failed(stranger)
    assert not api_key_locked(stranger)

    api_key_failed(stranger)

    assert api_key_locked(stranger)
    assert not api_key_locked(other)


def test_asking_whether_it_is_locked_counts_nothing():
    stranger = RequestFactory().get("/api/v2/people/")

    assert not any(api_key_locked(stranger) for _ in range(20))
