from __future__ import annotations

import re

import pytest
from django.core import mail

from cms.accounts.roles import EDITORS, MEMBERS
from cms.accounts.services import member_create

pytestmark = pytest.mark.django_db

LOGIN = "/tai-khoan/login/"
PASSWORD = "thuyen-về-bến-7"


@pytest.fixture
def someone(db):
    return member_create(
        username="cu-muoi", password=PASSWORD, email="muoi@example.org", roles=[MEMBERS]
    )


@pytest.fixture
def writer(db):
    return member_create(username="chi-hai", password=PASSWORD, roles=[EDITORS])


def sign_in(client, name, password=PASSWORD, **fields):
    return client.post(LOGIN, {"login": name, "password": password, **fields})


def test_login_page_is_vietnamese(client):
    page = client.get(LOGIN).content.decode()

    assert "Mật khẩu" in page
    assert "Số điện thoại, tên đăng nhập hoặc thư điện tử" in page
    assert "Password" not in page
    assert "Username" not in page


@pytest.mark.parametrize("name", ["cu-muoi", "muoi@example.org"])
def test_member_comes_in_by_name_or_mail_and_lands_at_home(client, someone, name):
    response = sign_in(client, name)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(someone.pk)


def test_editor_lands_at_the_desk(client, writer):
    assert sign_in(client, "chi-hai")["Location"] == "/admin/"


def test_editor_goes_on_to_where_the_login_was_asked(client, writer):
    assert sign_in(client, "chi-hai", next="/gia-pha/")["Location"] == "/gia-pha/"


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "\thttps://evil.example",
        "javascript:alert(1)",
    ],
)
def test_login_never_leads_to_another_house(client, someone, goal):
    assert sign_in(client, "cu-muoi", next=goal)["Location"] == "/"


def test_wrong_password_says_so_in_vietnamese_without_naming_what_was_wrong(client, someone):
    wrong = sign_in(client, "cu-muoi", "sai").content.decode()
    unknown = sign_in(client, "khong-ai", "sai").content.decode()

    message = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert message in wrong
    assert message in unknown


def test_sixth_wrong_password_is_answered_429(client, someone):
    answers = [sign_in(client, "cu-muoi", "sai").status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


def test_locked_login_refuses_the_right_password_with_the_same_words(client, someone):
    for _ in range(5):
        sign_in(client, "cu-muoi", "sai")
    wrong, right = sign_in(client, "cu-muoi", "sai"), sign_in(client, "cu-muoi")

    assert wrong.status_code == right.status_code == 429
    assert "Đã thử sai quá nhiều lần" in right.content.decode()
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub(b"", wrong.content) == token.sub(b"", right.content)
    assert "_auth_user_id" not in client.session


def test_lock_holds_from_another_address(client, someone):
    for number in range(5):
        client.post(LOGIN, {"login": "cu-muoi", "password": "sai"}, REMOTE_ADDR=f"192.0.2.{number}")
    answer = client.post(
        LOGIN, {"login": "cu-muoi", "password": PASSWORD}, REMOTE_ADDR="192.0.2.99"
    )

    assert answer.status_code == 429


def test_one_address_cannot_try_many_names(client, someone):
    answers = [sign_in(client, f"ten-{number}", "sai").status_code for number in range(12)]

    assert answers[-1] == 429


def test_forwarded_address_of_a_stranger_does_not_open_the_lock(client):
    answers = [
        client.post(
            LOGIN,
            {"login": f"ten-{number}", "password": "sai"},
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        ).status_code
        for number in range(12)
    ]

    assert answers[-1] == 429


@pytest.mark.parametrize("is_right", [True, False])
def test_closed_account_stays_out(client, someone, is_right):
    someone.is_active = False
    someone.save()

    sign_in(client, "cu-muoi", PASSWORD if is_right else "sai")

    assert "_auth_user_id" not in client.session


def test_session_gets_a_new_key_at_login(client, someone):
    session = client.session
    session["before"] = True
    session.save()
    old = session.session_key

    sign_in(client, "cu-muoi")

    assert client.session.session_key != old


@pytest.mark.parametrize(
    ("door", "goal"),
    [
        ("/admin/login/", "/admin/"),
        ("/admin/login/?next=/admin/pages/", "/admin/pages/"),
        ("/admin/login/?next=https://evil.example/", "/admin/"),
        ("/_util/login/", "/"),
        ("/_util/login/?next=/tin-tuc/", "/tin-tuc/"),
        ("/_util/login/?next=//evil.example/", "/"),
    ],
)
def test_wagtails_own_doors_lead_to_the_limited_login(client, door, goal):
    for response in (client.get(door), client.post(door, {"username": "a", "password": "b"})):
        assert response.status_code == 302
        path, query = response["Location"].split("?")
        assert path == LOGIN
        assert query.replace("%2F", "/") == f"next={goal}"


def test_admin_sends_strangers_to_the_limited_login(client):
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response["Location"].startswith((LOGIN, "/admin/login/"))


def test_nobody_signs_up_alone(client, django_user_model):
    fields = {"username": "la", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/tai-khoan/signup/", fields)

    assert not django_user_model.objects.filter(username="la").exists()


def test_forgotten_password_is_set_anew_by_mail(client, someone):
    client.post("/tai-khoan/password/reset/", {"email": "muoi@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    page = client.get(link[1], follow=True)
    changed = client.post(
        page.request["PATH_INFO"], {"password1": "cau-tre-lac-8", "password2": "cau-tre-lac-8"}
    )

    assert changed.status_code == 302
    assert sign_in(client, "cu-muoi", "cau-tre-lac-8")["Location"] == "/"


def test_reset_tells_nothing_about_who_has_an_account(client, someone):
    known = client.post("/tai-khoan/password/reset/", {"email": "muoi@example.org"})
    unknown = client.post("/tai-khoan/password/reset/", {"email": "ai@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_wagtails_unlimited_password_reset_is_closed(client):
    assert client.get("/admin/password_reset/").status_code in {302, 404}
    assert not mail.outbox
