"""Coming in through the pages: by link, by typed code, by asking."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cms.accounts.models import User
from genealogy.enums import RequestState
from genealogy.models import ClanMember, Invitation, PersonAccount
from genealogy.services.members import invitation_create, invitation_revoke
from tests.genealogy.members import PASSWORD, account, house, member

pytestmark = pytest.mark.django_db

CODE = reverse("genealogy:invitation_code")
JOIN = reverse("genealogy:join")
WRONG = "CCCC-CCC-CCC"


@pytest.fixture
def home():
    return house()


@pytest.fixture
def invitation(home):
    return invitation_create(by=home.head, clan=home.clan, branch=home.giap, max_uses=3)


def landing(code):
    return reverse("genealogy:invitation", args=[code])


def new_account(**fields):
    return {
        "name": "Nguyễn Thị Mới",
        "login": "0912 345 678",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "agreed": "on",
        **fields,
    }


def asking(home, **fields):
    return new_account(place=f"{home.clan.slug}/{home.giap.slug}", message="Con ông Giáp", **fields)


def words(response):
    """Give what the page says, without the token against forged forms and its address."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r'value="[^"]*"|next=[^"]*', "", text)


def test_the_landing_page_names_clan_and_branch_and_nobody_of_the_book(client, home):
    _invitation, code = invitation_create(by=home.head, clan=home.clan, person=home.living)
    answer = client.get(landing(code.lower()))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Họ Nhà mời bạn vào Chi Giáp" in page
    assert str(home.living) not in page
    assert str(home.living.uuid) not in page
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_signing_up_opens_a_session_with_a_new_key_and_the_living(client, home, invitation):
    _row, code = invitation
    client.get(landing(code))
    before = client.session.session_key
    answer = client.post(landing(code), new_account())
    assert answer.status_code == 302
    assert answer["Location"] == home.giap.get_absolute_url()
    assert client.session.session_key != before
    assert client.get(home.living.get_absolute_url()).status_code == 200
    assert User.objects.get(username="0912345678").display_name == "Nguyễn Thị Mới"


def test_looking_at_an_invitation_uses_nothing_up(client, invitation):
    row, code = invitation
    for _ in range(3):
        client.get(landing(code))
        client.head(landing(code))
    row.refresh_from_db()
    assert row.uses == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"login": "không có"}, "login"),
        ({"password": "ngan", "password_again": "ngan"}, "password"),
        ({"password_again": "khac han 2026"}, "password_again"),
        ({"agreed": ""}, "agreed"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_loses_nothing_typed(client, invitation, wrong, field):
    row, code = invitation
    answer = client.post(landing(code), new_account(**wrong))
    form = answer.context["form"]
    assert list(form.errors) == [field]
    page = answer.content.decode()
    if "name" not in wrong:
        assert 'value="Nguyễn Thị Mới"' in page
    assert not User.objects.filter(username="0912345678").exists()
    row.refresh_from_db()
    assert row.uses == 0


@pytest.mark.parametrize(
    ("password", "told"),
    [("ngan", "ngắn quá"), ("password123", "nhiều người dùng"), ("8472910365", "toàn chữ số")],
)
def test_a_weak_password_is_refused_in_vietnamese(client, invitation, password, told):
    _row, code = invitation
    weak = new_account(password=password, password_again=password)
    errors = client.post(landing(code), weak).context["form"].errors["password"]
    assert told in " ".join(errors)
    assert "This password" not in " ".join(errors)


def test_a_known_number_is_told_to_sign_in_and_makes_nothing(client, invitation):
    member("0912345678")
    row, code = invitation
    answer = client.post(landing(code), new_account())
    assert "hãy đăng nhập rồi mở lại thư mời" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    row.refresh_from_db()
    assert row.uses == 0


def test_somebody_signed_in_just_joins(client, home, invitation):
    user = account("co-roi", display_name="Có Rồi")
    client.force_login(user)
    _row, code = invitation
    assert "Có Rồi" in client.get(landing(code)).content.decode()
    client.post(landing(code))
    place = ClanMember.objects.get(user=user)
    assert (place.state, place.branch) == (RequestState.ACCEPTED, home.giap)


def test_a_typed_code_leads_to_its_page(client, invitation):
    _row, code = invitation
    answer = client.post(CODE, {"code": code.replace("-", " ").lower()})
    assert answer["Location"] == landing(code)


def change(row, **columns):
    Invitation.objects.filter(pk=row.pk).update(**columns)


def test_every_code_that_opens_nothing_gets_the_same_answer(client, home):
    def ended(end):
        row, code = invitation_create(by=home.head, clan=home.clan, branch=home.giap)
        end(row)
        return code

    codes = [
        WRONG,
        "khong-phai-ma",
        ended(lambda row: invitation_revoke(row, by=home.head)),
        ended(lambda row: change(row, uses=1)),
        ended(lambda row: change(row, expires_at="2020-01-01T00:00Z")),
    ]
    answers = [client.get(landing(code)) for code in codes]
    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers}) == 1
    typed = [client.post(CODE, {"code": code}) for code in codes]
    assert {answer.status_code for answer in typed} == {404}
    assert len({words(answer) for answer in typed}) == 1


def test_after_ten_wrong_codes_the_right_one_gets_the_same_words(client, invitation):
    _row, code = invitation
    for _ in range(10):
        wrong = client.get(landing(WRONG))
    assert wrong.status_code == 404
    shut = [client.get(landing(WRONG)), client.get(landing(code)), client.post(landing(code))]
    assert {answer.status_code for answer in shut} == {429}
    assert {words(answer) for answer in shut} == {words(wrong)}
    assert client.post(CODE, {"code": code}).status_code == 429
    assert client.get(landing(code), REMOTE_ADDR="10.1.1.1").status_code == 200
    assert client.get(landing(code), HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 429


def test_right_codes_are_not_counted_for_a_village_on_one_address(client, invitation):
    _row, code = invitation
    assert {client.get(landing(code)).status_code for _ in range(15)} == {200}


def test_who_was_invited_by_name_is_asked_and_says_yes(client, home):
    _row, code = invitation_create(by=home.head, clan=home.clan, person=home.living)
    answer = client.post(landing(code), new_account(), follow=True)
    assert answer.redirect_chain[0][0] == reverse("genealogy:invited_person")
    assert "Bạn có phải là người này?" in answer.content.decode()
    assert str(home.living) in answer.content.decode()
    assert not PersonAccount.objects.exists()
    done = client.post(reverse("genealogy:invited_person"), {"la-toi": "1"})
    assert done["Location"] == home.living.get_absolute_url()
    assert PersonAccount.objects.get().state == RequestState.ACCEPTED


def test_who_was_invited_by_name_may_be_somebody_else(client, home):
    _row, code = invitation_create(by=home.head, clan=home.clan, person=home.living)
    client.post(landing(code), new_account())
    client.post(reverse("genealogy:invited_person"), {"la-toi": "0"})
    assert not PersonAccount.objects.exists()
    assert client.get(reverse("genealogy:invited_person")).status_code == 302


def test_asking_ends_on_the_same_page_whether_the_account_is_known(client, home, mailoutbox):
    member("0912345678", email="chu@example.org")
    fresh = client.post(JOIN, asking(home, login="0912 345 679"), follow=True)
    known = client.post(JOIN, asking(home), follow=True)
    assert fresh.redirect_chain == known.redirect_chain
    assert words(fresh) == words(known)
    assert "_auth_user_id" not in client.session
    assert ClanMember.objects.get().user.username == "0912345679"
    assert [mail.to for mail in mailoutbox] == [["chu@example.org"]]


def test_only_public_clans_are_offered(client, home):
    assert "Họ Nhà" in client.get(JOIN).content.decode()
    home.clan.is_public = False
    home.clan.save(update_fields=["is_public"])
    assert "Họ Nhà" not in client.get(JOIN).content.decode()
    answer = client.post(JOIN, asking(home))
    assert list(answer.context["form"].errors) == ["place"]
    client.force_login(member())
    assert "Họ Nhà" not in client.get(JOIN).content.decode()


def test_the_sixth_account_from_one_address_within_half_an_hour_waits(client, home):
    for number in range(5):
        assert client.post(JOIN, asking(home, login=f"091234567{number}")).status_code == 302
    answer = client.post(JOIN, asking(home, login="0912345675"))
    assert answer.status_code == 429
    assert "Con ông Giáp" in answer.content.decode()
    assert not User.objects.filter(username="0912345675").exists()


def test_an_account_at_hand_asks_without_a_new_one(client, home):
    user = account("co-roi")
    client.force_login(user)
    assert 'name="password"' not in client.get(JOIN).content.decode()
    client.post(JOIN, {"place": home.clan.slug, "message": ""})
    assert ClanMember.objects.get().user == user
