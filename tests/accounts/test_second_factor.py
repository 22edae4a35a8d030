"""Staff get nowhere without a second factor, by whatever way they come."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from wagtail.documents import get_document_model

from cms.accounts.roles import EDITORS, MEMBERS
from cms.accounts.second_factor import is_staff_account
from cms.accounts.services import member_create
from tests.accounts.signing import (
    CODE,
    PASSWORD,
    SECRET,
    add_app,
    code_now,
    confirm_password,
    factors,
    sign_in,
    sign_in_with_code,
)

pytestmark = pytest.mark.django_db

SET_UP = "/tai-khoan/hai-lop/"
SHOW = "/tai-khoan/hai-lop/xac-nhan/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_MFA_REQUIRED = True


@pytest.fixture
def editor(db):
    return member_create(
        username="chi-hai", password=PASSWORD, email="hai@example.org", roles=[EDITORS]
    )


@pytest.fixture
def reader(db):
    return member_create(username="cu-muoi", password=PASSWORD, roles=[MEMBERS])


DOORS = [
    "/",
    "/admin/",
    "/admin/pages/",
    "/admin/api/main/pages/",
    "/admin/account/",
    "/admin/users/",
    "/api/v2/pages/",
    "/api/v2/people/",
    "/gia-pha/",
    "/tim-kiem/?q=a",
    "/documents/1/tep.pdf",
    "/media/a.jpg",
    "/tai-khoan/",
    "/tai-khoan/sua/",
    "/tai-khoan/thong-bao/",
    "/tai-khoan/may-dang-dung/",
    "/tai-khoan/password/change/",
    "/tai-khoan/hai-lop/ma-du-phong/",
    "/tai-khoan/hai-lop/ma-du-phong/tao/",
    "/tai-khoan/hai-lop/ma-du-phong/tai/",
]
METHODS = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]


@pytest.mark.parametrize("door", DOORS)
def test_without_a_factor_every_door_is_closed_to_every_method(client, editor, door):
    client.force_login(editor)

    for method in METHODS:
        response = getattr(client, method)(door)

        assert response.status_code in {302, 403}, method
        if response.status_code == 302:
            assert response["Location"].startswith(SET_UP)
        else:
            assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("door", DOORS)
def test_with_a_factor_that_was_not_shown_every_door_is_closed(client, editor, door):
    add_app(editor)
    client.force_login(editor)

    response = client.get(door)

    assert response.status_code in {302, 403}, door
    if response.status_code == 302:
        assert response["Location"].startswith(SHOW)


@pytest.mark.parametrize("page", ["ung-dung/bat/", "ung-dung/tat/", "khoa/them/", "ma-du-phong/"])
def test_the_password_alone_reaches_nothing_of_a_factor_that_is_set_up(client, editor, page):
    add_app(editor)
    client.force_login(editor)

    confirmed = confirm_password(client)
    response = client.get(f"{SET_UP}{page}")

    assert (confirmed.status_code, response.status_code) == (302, 302)
    assert response["Location"].startswith(SHOW)


def test_admin_login_opens_nothing(client, editor):
    client.post("/admin/login/", {"username": "chi-hai", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_password_alone_opens_no_session_once_a_factor_is_set_up(client, editor):
    add_app(editor)

    response = sign_in(client, "chi-hai")

    assert response["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_password_and_code_open_the_desk(client, editor):
    add_app(editor)

    response = sign_in_with_code(client, "chi-hai")

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_stands_in_once(client, editor):
    code = add_app(editor)[0]
    sign_in(client, "chi-hai")
    assert client.post(CODE, {"code": code})["Location"] == "/admin/"
    client.logout()
    sign_in(client, "chi-hai")

    assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_recovery_codes_alone_are_no_second_factor(client, editor):
    RecoveryCodes.activate(editor)
    client.force_login(editor)

    assert client.get("/admin/")["Location"].startswith(SET_UP)


def test_setting_up_an_app_opens_the_desk_at_once_and_gives_codes(client, editor):
    sign_in(client, "chi-hai")
    assert client.get("/admin/")["Location"] == f"{SET_UP}?next=%2Fadmin%2F"
    confirm_password(client)
    page = client.get(f"{SET_UP}ung-dung/bat/").content.decode()
    secret = re.search(r"account-secret\">(\w+)<", page)[1]

    response = client.post(f"{SET_UP}ung-dung/bat/", {"code": code_now(secret)})

    assert response["Location"] == f"{SET_UP}ma-du-phong/"
    assert client.get(response["Location"]).content.decode().count("<li><code>") == 10
    assert client.get("/admin/").status_code == 200
    assert factors(editor) == {"totp", "recovery_codes"}


def test_a_session_from_before_does_not_profit_from_a_factor_set_up_elsewhere(client, editor):
    client.force_login(editor)
    add_app(editor)

    assert client.get("/admin/")["Location"].startswith(SHOW)


def test_showing_the_code_opens_a_session_from_before(client, editor):
    add_app(editor)
    client.force_login(editor)

    client.post(SHOW, {"code": code_now()})

    assert client.get("/admin/").status_code == 200


def test_taking_the_last_factor_away_closes_the_desk(client, editor):
    add_app(editor)
    sign_in_with_code(client, "chi-hai")
    assert client.get("/admin/").status_code == 200

    Authenticator.objects.filter(user=editor, type="totp").delete()

    assert client.get("/admin/")["Location"].startswith(SET_UP)


def test_the_page_that_asks_for_the_factor_offers_no_way_by_password(client, editor):
    add_app(editor)
    client.force_login(editor)

    page = client.get(SHOW).content.decode()

    assert "Xác nhận lại là bạn" in page
    assert "Dùng mật khẩu" not in page


def test_a_passkey_alone_leads_to_its_own_page_and_not_in_circles(client, editor):
    Authenticator.objects.create(user=editor, type="webauthn", data={"name": "Máy cũ"})
    client.force_login(editor)

    assert client.get(SHOW)["Location"] == "/tai-khoan/hai-lop/khoa/xac-nhan/"


def test_the_api_says_so_as_a_problem(client, editor):
    client.force_login(editor)

    response = client.get("/api/v2/pages/")

    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert response.json()["status"] == 403


def test_a_script_is_told_where_to_go(client, editor):
    client.force_login(editor)

    response = client.get("/gia-pha/", headers={"hx-request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (403, SET_UP)
    assert response.content == b""


def test_a_document_is_not_served(client, editor):
    document = get_document_model().objects.create(
        title="Biên bản", file=ContentFile(b"noi dung", name="bien-ban.txt")
    )
    client.force_login(editor)

    assert client.get(document.url)["Location"].startswith(SET_UP)


@pytest.mark.parametrize("role", ["edit_branch", "review_proposals", "change_person"])
def test_whoever_decides_over_the_book_is_staff(reader, role):
    assert not is_staff_account(reader)
    reader.user_permissions.add(
        Permission.objects.get(content_type__app_label="genealogy", codename=role)
    )

    assert is_staff_account(type(reader).objects.get(pk=reader.pk))


def test_administrators_are_staff(admin_account):
    assert is_staff_account(admin_account)


def test_members_and_strangers_go_on_as_before(client, reader):
    assert client.get("/").status_code == 200
    sign_in(client, "cu-muoi")

    assert client.get("/tai-khoan/").status_code == 200


def test_a_member_may_have_a_second_factor_too(client, reader):
    add_app(reader)

    assert sign_in(client, "cu-muoi")["Location"] == CODE
    assert client.post(CODE, {"code": code_now()})["Location"] == "/"


def test_without_the_setting_the_demo_opens_at_once(client, editor, settings):
    settings.STAFF_MFA_REQUIRED = False
    sign_in(client, "chi-hai")

    assert client.get("/admin/").status_code == 200


def test_leaving_is_always_possible(client, editor):
    client.force_login(editor)

    client.post("/tai-khoan/logout/")

    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once_within_its_whole_life(client, editor):
    add_app(editor)
    code = code_now(ahead=-1)
    sign_in(client, "chi-hai")
    assert client.post(CODE, {"code": code})["Location"] == "/admin/"
    client.logout()
    sign_in(client, "chi-hai")
    # allauth's own memory of the code lasts one period only.
    cache.delete(f"allauth.mfa.totp.used?user={editor.pk}&code={code}")

    assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_secrets_are_sealed_in_the_database(editor):
    codes = add_app(editor)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored
    assert not any(code in stored for code in codes)


def test_a_key_that_was_replaced_still_opens_what_it_sealed(client, editor, settings):
    add_app(editor)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 5, [old]

    assert sign_in_with_code(client, "chi-hai")["Location"] == "/admin/"


def test_with_a_lost_key_no_code_fits(client, editor, settings):
    add_app(editor)
    settings.SECRET_KEY = "another-key-" * 5
    sign_in(client, "chi-hai")

    for code in (code_now(), "000000", ""):
        assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("change", ["tat", "khoa"])
def test_a_factor_taken_away_is_told_by_mail_in_vietnamese(client, editor, change):
    add_app(editor)
    key = Authenticator.objects.create(user=editor, type="webauthn", data={"name": "Máy cũ"})
    phone = "Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Safari/537"
    sign_in_with_code(client, "chi-hai")
    confirm_password(client)
    path = "ung-dung/tat/" if change == "tat" else f"khoa/{key.pk}/bo/"
    client.post(f"{SET_UP}{path}", headers={"user-agent": phone})

    (letter,) = mail.outbox
    assert letter.to == ["hai@example.org"]
    assert letter.subject in {"Đã tắt ứng dụng tạo mã", "Đã bỏ một khoá đăng nhập"}
    assert "từ Chrome trên Android, địa chỉ mạng 127.0.0.1." in letter.body
    assert "Kính chào bạn," in letter.body
    assert "Thư gửi tự động từ Từ Đường." in letter.body


@pytest.mark.parametrize(
    "letter",
    [
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
        "mfa/email/recovery_codes_generated",
        "account/email/password_changed",
        "account/email/password_reset",
        "account/email/password_reset_key",
        "account/email/unknown_account",
    ],
)
def test_every_letter_is_vietnamese(letter):
    for part in ("subject", "message"):
        text = render_to_string(f"{letter}_{part}.txt", {"site_name": "Từ Đường"})

        assert re.search(r"[ạảãắằặấầậẹếềệịọốồộớờợụứừựỳỵđ]", text), text
        assert not re.search(r"\b(the|your|account|code|key)\b", text)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "ung-dung/bat/",
        "ung-dung/tat/",
        "khoa/",
        "khoa/them/",
        "ma-du-phong/",
        "ma-du-phong/tao/",
    ],
)
def test_pages_of_the_second_factor_are_vietnamese_and_ours(client, reader, page):
    sign_in(client, "cu-muoi")
    confirm_password(client)
    if page in {"ung-dung/tat/", "ma-du-phong/", "ma-du-phong/tao/"}:
        add_app(reader)
        client.logout()
        sign_in_with_code(client, "cu-muoi")
        confirm_password(client)

    response = client.get(f"{SET_UP}{page}")
    text = response.content.decode()

    assert response.status_code == 200
    assert 'class="page account"' in text
    words = re.sub(
        r"(?s)<script.*?</script>|<[^>]+>", " ", text.split("<main", 1)[1].split("</main")[0]
    )
    assert not re.search(r"\b(the|your|code|key|Add|Save|Activate|Passwordless|Name)\b", words)
    assert "private, no-store" in response["Cache-Control"]
