"""The page of relatives: who may open it, what it says to whom."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.accounts.models import User
from genealogy.enums import LivingState, RequestState
from genealogy.models import PersonAccount
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    clan = ClanFactory()
    father = PersonFactory(clan=clan, given_name="Cha")
    uncle = PersonFactory(clan=clan, given_name="Bác", child_order=1)
    me = PersonFactory(clan=clan, given_name="Tôi", living_state=LivingState.LIVING)
    top = PersonFactory(clan=clan, given_name="Tổ")
    family(top, None, uncle, father)
    family(father, None, me)
    found(top)
    return {"top": top, "father": father, "uncle": uncle, "me": me}


@pytest.fixture
def reader(client):
    user = User.objects.create_user("thu", password="x")
    permission = Permission.objects.get(
        codename="browse_living", content_type__app_label="genealogy"
    )
    user.user_permissions.add(permission)
    client.force_login(user)
    return user


def linked(user, person):
    PersonAccount.objects.create(user=user, person=person, state=RequestState.ACCEPTED)


OWN = "/gia-pha/ho-hang/"


def test_a_stranger_is_asked_to_log_in(client, house):
    other = reverse("genealogy:person_relatives", args=[house["me"].uuid])
    for address in (OWN, other):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_who_is_not_linked_is_told_the_next_step(client, house, reader):
    body = client.get(OWN).content.decode()
    assert "Đây là tôi" in body
    assert "Dương Văn Cha" not in body


def test_an_account_that_is_no_member_is_shown_the_way_in(client, house):
    client.force_login(User.objects.create_user("la", password="x"))
    body = client.get(OWN).content.decode()
    assert reverse("genealogy:join") in body
    address = reverse("genealogy:person_relatives", args=[house["father"].uuid])
    assert client.get(address).status_code == 404


def test_who_is_linked_reads_the_words_both_ways(client, house, reader):
    linked(reader, house["me"])
    body = client.get(OWN).content.decode()
    assert "Dương Văn Bác" in body
    assert "Bạn gọi" in body
    assert "Bố" in body
    assert "private" in client.get(OWN)["Cache-Control"]
    assert "no-store" in client.get(OWN)["Cache-Control"]


def test_a_claim_that_waits_opens_nothing(client, house, reader):
    PersonAccount.objects.create(user=reader, person=house["me"], state=RequestState.ASKED)
    assert "Dương Văn Bác" not in client.get(OWN).content.decode()


def test_the_own_page_stands_at_one_address(client, house, reader):
    linked(reader, house["me"])
    address = reverse("genealogy:person_relatives", args=[house["me"].uuid])
    answer = client.get(address, {"bac": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{OWN}?bac=1")


def test_relatives_of_another_person_are_read_by_members(client, house, reader):
    address = reverse("genealogy:person_relatives", args=[house["top"].uuid])
    body = client.get(address).content.decode()
    assert "Họ hàng của Dương Văn Tổ" in body
    assert "Cháu nội" in body


def test_the_reach_is_kept_within_its_limits(client, house, reader):
    linked(reader, house["me"])
    for query in ("len=99&xuong=-5&bac=77", "len=abc", "vung=tay"):
        assert client.get(f"{OWN}?{query}").status_code == 200
    near = client.get(f"{OWN}?len=1&bac=0").content.decode()
    assert "Dương Văn Cha" in near
    assert "Dương Văn Bác" not in near


def test_words_are_found_without_marks(client, house, reader):
    linked(reader, house["me"])
    body = client.get(f"{OWN}?tim=bac").content.decode()
    assert "Dương Văn Bác" in body
    assert "Dương Văn Cha" not in body
    assert "Không có ai hợp" in client.get(f"{OWN}?tim=xyz").content.decode()


def test_the_page_of_a_person_says_what_they_are_to_the_reader(client, house, reader):
    page = house["uncle"].get_absolute_url()
    assert "Với bạn là gì?" not in client.get(page).content.decode()
    linked(reader, house["me"])
    body = client.get(page).content.decode()
    assert "Với bạn là gì?" in body
    assert "Xem đường nối với tôi" in body
    assert "Đây là bạn" in client.get(house["me"].get_absolute_url()).content.decode()
    client.logout()
    assert "Với bạn là gì?" not in client.get(page).content.decode()


def test_the_reader_picks_themselves_as_one_of_two(client, house, reader):
    linked(reader, house["me"])
    address = reverse("genealogy:relationship")
    body = client.get(address, {"den": str(house["top"].uuid)}).content.decode()
    assert f"tu={house['me'].uuid}" in body
    client.logout()
    assert "Chọn tôi" not in client.get(address).content.decode()
