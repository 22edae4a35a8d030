"""A session gets a new key when its rights change, and dies when it should."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from cms.accounts.devices import device_words
from cms.accounts.roles import MEMBERS
from cms.accounts.services import member_create
from tests.accounts.signing import PASSWORD, add_app, confirm_password, sign_in, sign_in_with_code

pytestmark = pytest.mark.django_db

CHANGE = "/tai-khoan/password/change/"
LIST = "/tai-khoan/may-dang-dung/"
NEW = "cau-tre-lac-8-nhip"


@pytest.fixture
def someone(db):
    return member_create(
        username="cu-muoi", password=PASSWORD, email="muoi@example.org", roles=[MEMBERS]
    )


def is_in(client):
    return client.get("/tai-khoan/").status_code == 200


def steal(client, client_factory):
    """Give another browser the cookie of this one."""
    thief = client_factory()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    return thief


def test_a_key_known_before_signing_in_opens_nothing(client, client_factory, someone):
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    thief = steal(client, client_factory)

    sign_in(client, "cu-muoi")

    assert is_in(client)
    assert not is_in(thief)


def test_a_key_known_between_password_and_code_opens_nothing(client, client_factory, someone):
    add_app(someone)
    sign_in(client, "cu-muoi")
    thief = steal(client, client_factory)

    sign_in_with_code(client, "cu-muoi")

    assert is_in(client)
    assert not is_in(thief)


def test_signing_out_kills_the_session_on_the_server(client, client_factory, someone):
    sign_in(client, "cu-muoi")
    key = client.session.session_key
    thief = steal(client, client_factory)

    client.post("/tai-khoan/logout/")

    assert not is_in(thief)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_look_at_the_way_out_leaves_one_in(client, someone):
    sign_in(client, "cu-muoi")
    client.get("/tai-khoan/logout/")

    assert is_in(client)


def test_a_new_password_keeps_this_session_under_a_new_key_and_ends_all_others(
    client, client_factory, someone
):
    sign_in(client, "cu-muoi")
    elsewhere = client_factory()
    sign_in(elsewhere, "cu-muoi")
    thief = steal(client, client_factory)

    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert is_in(client)
    assert not is_in(elsewhere)
    assert not is_in(thief)


def test_a_password_set_by_an_administrator_ends_all_sessions(client, someone):
    sign_in(client, "cu-muoi")
    someone.set_password(NEW)
    someone.save()

    assert not is_in(client)


def test_a_closed_account_is_out_at_once(client, someone):
    sign_in(client, "cu-muoi")
    type(someone).objects.update(is_active=False)

    assert not is_in(client)


def test_the_list_names_machines_and_marks_this_one(client, client_factory, someone):
    phone = client_factory(
        HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"
    )
    sign_in(phone, "cu-muoi")
    sign_in(client, "cu-muoi")

    page = client.get(LIST).content.decode()

    assert "Safari trên iPhone" in page
    assert page.count("máy bạn đang dùng") == 1


def test_the_other_machines_are_sent_out(client, client_factory, someone):
    phone = client_factory()
    sign_in(phone, "cu-muoi")
    sign_in(client, "cu-muoi")

    client.post(LIST)

    assert is_in(client)
    assert not is_in(phone)


def test_sessions_of_others_stay(client, client_factory, someone):
    member_create(username="ai-do", password=PASSWORD, roles=[MEMBERS])
    other = client_factory()
    sign_in(other, "ai-do")
    sign_in(client, "cu-muoi")

    client.post(LIST)

    assert is_in(other)


def test_cookies_are_closed_to_scripts_and_other_sites(client, someone):
    sign_in(client, "cu-muoi")
    cookie = client.cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_page_of_the_account_is_for_its_owner_only(client, someone):
    sign_in(client, "cu-muoi")

    response = client.get("/tai-khoan/")

    assert "muoi@example.org" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge trên Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) SamsungBrowser/25.0 Chrome/121 Safari/537",
            "Samsung Internet trên Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Zalo iOS/600", "Zalo trên iPhone"),
        ("curl/8.0", "máy không rõ loại"),
        ("", "máy không rõ loại"),
    ],
)
def test_machines_are_named_in_words(agent, words):
    assert device_words(agent) == words


# One's own name and ways to be reached ---------------------------------------------------------


def edit(client, **changes):
    fields = {"display_name": "Cụ Mười", "email": "muoi@example.org", "phone": "", **changes}
    return client.post("/tai-khoan/sua/", fields)


def test_name_and_phone_are_changed_after_the_password_was_shown(client, someone):
    sign_in(client, "cu-muoi")
    assert client.get("/tai-khoan/sua/")["Location"].startswith("/tai-khoan/xac-nhan/")
    confirm_password(client)

    edit(client, display_name="Bà Mười", phone="+84 912 345 678")

    someone.refresh_from_db()
    assert (someone.display_name, someone.phone) == ("Bà Mười", "0912345678")


def test_a_stolen_session_does_not_change_the_address(client, someone):
    client.force_login(someone)

    edit(client, email="ke-gian@example.org")

    someone.refresh_from_db()
    assert someone.email == "muoi@example.org"


def test_the_old_address_is_told_of_a_new_one(
    client, someone, mailoutbox, django_capture_on_commit_callbacks
):
    sign_in(client, "cu-muoi")
    confirm_password(client)

    with django_capture_on_commit_callbacks(execute=True):
        edit(client, email="Moi@Example.org")

    someone.refresh_from_db()
    assert someone.email == "moi@example.org"
    assert [letter.to for letter in mailoutbox] == [["muoi@example.org"]]


def test_a_wrong_phone_is_said_and_nothing_typed_is_lost(client, someone):
    sign_in(client, "cu-muoi")
    confirm_password(client)

    page = edit(client, display_name="Bà Mười", phone="một hai ba").content.decode()

    assert "Số này chưa đúng" in page
    assert 'value="Bà Mười"' in page
    assert 'value="một hai ba"' in page


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "username", "is_active", "groups"])
def test_nothing_else_of_the_account_can_be_sent_along(client, someone, field):
    sign_in(client, "cu-muoi")
    confirm_password(client)
    before = {name: getattr(someone, name) for name in ("is_superuser", "is_staff", "username")}

    edit(client, **{field: "1"})

    someone.refresh_from_db()
    assert {name: getattr(someone, name) for name in before} == before
    assert someone.is_active
    assert list(someone.groups.values_list("name", flat=True)) == [MEMBERS]
