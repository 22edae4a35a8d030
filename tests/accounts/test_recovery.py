"""A lost phone: an administrator takes the second factor away, seen by everybody it concerns."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from cms.accounts.models import AccessRecord, Notice
from cms.accounts.profiles import account_change
from cms.accounts.roles import MEMBERS
from cms.accounts.services import member_create
from tests.accounts.signing import (
    PASSWORD,
    add_app,
    confirm_password,
    factors,
    sign_in,
    sign_in_with_code,
)

pytestmark = pytest.mark.django_db

PAGE = "/tai-khoan/giup-dang-nhap/"


@pytest.fixture
def someone(db):
    user = member_create(
        username="0912 345 678", password=PASSWORD, email="muoi@example.org", roles=[MEMBERS]
    )
    add_app(user)
    return user


@pytest.fixture
def root(client, admin_account):
    client.force_login(admin_account)
    confirm_password(client, "root-password")
    return client


@pytest.mark.parametrize("name", ["0912345678", "+84 912 345 678", "Muoi@example.org"])
def test_the_administrator_lets_somebody_in_again(root, client_factory, someone, name):
    root.post(PAGE, {"account": name, "is_sure": "on"})

    assert factors(someone) == set()
    assert sign_in(client_factory(), "0912345678")["Location"] == "/"
    assert AccessRecord.objects.get().detail == f"second factor reset: account {someone.pk}"
    assert Notice.objects.get().user == someone


def test_it_ends_the_sessions_of_whoever_has_the_phone(root, client_factory, someone):
    thief = client_factory()
    sign_in_with_code(thief, "0912345678")
    assert thief.get("/tai-khoan/").status_code == 200

    root.post(PAGE, {"account": "0912345678", "is_sure": "on"})

    assert thief.get("/tai-khoan/").status_code == 302


def test_without_having_talked_nothing_happens_and_nothing_typed_is_lost(root, someone):
    page = root.post(PAGE, {"account": "0912345678"}).content.decode()

    assert factors(someone)
    assert 'value="0912345678"' in page


def test_an_unknown_name_is_said(root):
    page = root.post(PAGE, {"account": "khong-ai", "is_sure": "on"}).content.decode()

    assert "Không có tài khoản nào như vậy" in page


def test_a_session_without_the_password_shown_again_cannot(client, admin_account, someone):
    client.force_login(admin_account)

    assert client.post(PAGE, {"account": "0912345678", "is_sure": "on"}).status_code == 302
    assert factors(someone)


def test_for_anybody_else_the_page_is_not_there(client, editor_user, someone):
    client.force_login(editor_user)
    confirm_password(client, "editor-password")

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"account": "0912345678", "is_sure": "on"}).status_code == 404
    assert factors(someone)


def test_the_command_does_the_same(someone):
    call_command("reset_second_factor", "0912 345 678")

    assert factors(someone) == set()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "khong-ai")


# Accounts that sign in with the mail address ---------------------------------------------------


@pytest.fixture
def by_mail(db):
    return member_create(username="cu@example.org", password=PASSWORD, email="cu@example.org")


def change(user, email):
    account_change(user=user, display_name="Cô Ba", email=email, phone="")


def test_a_new_address_signs_in_and_the_old_one_does_not(client, client_factory, by_mail):
    change(by_mail, "moi@example.org")

    assert sign_in(client, "moi@example.org").status_code == 302
    assert sign_in(client_factory(), "cu@example.org").status_code == 200


@pytest.mark.parametrize("email", ["", "khac@example.org"])
def test_an_address_to_sign_in_with_is_neither_dropped_nor_taken(client, by_mail, email):
    member_create(username="khac@example.org", password=PASSWORD, email="khac@example.org")
    client.force_login(by_mail)
    confirm_password(client)

    fields = {"display_name": "Cô Ba", "email": email, "phone": ""}
    page = client.post("/tai-khoan/sua/", fields).content.decode()

    by_mail.refresh_from_db()
    assert by_mail.email == by_mail.username == "cu@example.org"
    assert "errorlist" in page
