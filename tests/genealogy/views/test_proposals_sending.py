"""Forms by which members propose: asked for in words, nothing lost, nobody hidden named."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from genealogy.enums import Visibility
from genealogy.models import MediaLink, Proposal
from genealogy.views.proposals_sending import WAYS
from tests.genealogy.factories import (
    PersonFactory,
)
from tests.genealogy.proposal_world import build_world

pytestmark = pytest.mark.django_db

UNKNOWN = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def world(django_user_model):
    return build_world(django_user_model)


@pytest.fixture
def person(world):
    return world.first


@pytest.fixture
def member_user(world):
    return world.member


@pytest.fixture
def head(world):
    return world.head


@pytest.fixture
def other_head(world):
    return world.other_head


@pytest.fixture
def member_client(client, member_user):
    client.force_login(member_user)
    return client


def address(person, way=""):
    name = "genealogy:propose" if way else "genealogy:propose_choices"
    return reverse(name, args=[person.uuid, *([way] if way else [])])


def page_of(proposal, name="proposal"):
    return reverse(f"genealogy:{name}", args=[proposal.uuid])


def picture(name="nhà tôi.jpg", size=(40, 30)):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


@pytest.mark.parametrize("way", ["", *WAYS])
def test_a_member_finds_a_form_for_each_way(member_client, person, way):
    answer = member_client.get(address(person, way))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "<label" in answer.content.decode() or not way


@pytest.mark.parametrize("way", ["", "sua"])
def test_a_stranger_is_asked_to_sign_in_whoever_it_is_about(client, person, way):
    known = client.get(address(person, way))
    unknown = client.get(address(person, way).replace(str(person.uuid), UNKNOWN))
    assert known.status_code == unknown.status_code == 302
    assert known.url.replace(str(person.uuid), UNKNOWN) == unknown.url


def test_an_account_without_a_clan_is_told_so_whoever_it_is_about(
    client, person, django_user_model
):
    client.force_login(django_user_model.objects.create_user(username="nobody"))
    known, unknown = (
        client.get(address(person, "sua").replace(str(person.uuid), uuid))
        for uuid in (str(person.uuid), UNKNOWN)
    )
    assert known.status_code == unknown.status_code == 403
    assert "Giáp" not in known.content.decode()


def test_somebody_hidden_is_not_found(member_client, world):
    hidden = PersonFactory(clan=world.clan, visibility=Visibility.EDITORS)
    assert member_client.get(address(hidden, "sua")).status_code == 404
    assert member_client.post(address(hidden, "sua"), {"note": "x"}).status_code == 404


def test_the_form_fills_in_no_date_of_a_living_person_who_is_not_near(member_client, person):
    assert "3/4/1960" not in member_client.get(address(person, "sua")).content.decode()


def test_what_was_understood_is_shown_before_it_is_sent(member_client, person):
    data = {"name": "Dương Văn Tí", "sex": "m", "living_state": "living", "birth": "3/2/2020"}
    answer = member_client.post(address(person, "them-con"), data)
    text = answer.content.decode()
    assert not Proposal.objects.exists()
    assert "3/2/2020" in text
    assert "10 tháng 1 năm Canh Tý" in text
    answer = member_client.post(address(person, "them-con"), {**data, "gui": "1"})
    proposal = Proposal.objects.get()
    assert answer.url == page_of(proposal)
    assert proposal.items.get().data["given_name"] == "Tí"


def test_going_back_keeps_what_was_typed(member_client, person):
    data = {"name": "Dương Văn Tí", "sex": "m", "living_state": "living", "sua-lai": "1"}
    text = member_client.post(address(person, "them-con"), data).content.decode()
    assert 'value="Dương Văn Tí"' in text
    assert not Proposal.objects.exists()


def test_a_date_that_cannot_be_read_is_said_at_its_field_and_nothing_is_lost(member_client, person):
    data = {"name": "Tí", "sex": "m", "living_state": "living", "birth": "hôm nọ", "gui": "1"}
    text = member_client.post(address(person, "them-con"), data).content.decode()
    assert 'value="Tí"' in text
    assert 'value="hôm nọ"' in text
    assert "Chưa hiểu ngày" in text
    assert not Proposal.objects.exists()


def test_a_correction_asks_only_for_what_was_changed(member_client, person):
    data = {
        "surname": "Dương",
        "middle_name": "Văn",
        "given_name": "Bính",
        "sex": "m",
        "child_order": "1",
        "gui": "1",
    }
    member_client.post(address(person, "sua"), data)
    assert Proposal.objects.get().items.get().data == {"field": "given_name", "value": "Bính"}


def test_a_form_sent_unchanged_says_that_nothing_is_asked(member_client, person):
    data = {
        "surname": "Dương",
        "middle_name": "Văn",
        "given_name": "Giáp",
        "sex": "m",
        "child_order": "1",
    }
    answer = member_client.post(address(person, "sua"), data)
    assert "Bạn chưa sửa hay ghi thêm điều gì" in answer.content.decode()


def test_only_the_memorial_day_is_enough_for_a_grandfather(member_client, person):
    founder = person.clan.founder
    data = {"death": "", "memorial_day": "20", "memorial_month": "10", "gui": "1"}
    member_client.post(address(founder, "bao-mat"), {**data, "death": "1950"})
    items = Proposal.objects.get().items.all()
    assert [(item.action, item.data) for item in items] == [
        ("set_memorial", {"day": 20, "month": 10, "leap": False})
    ]


def test_a_day_of_death_and_another_memorial_day_are_not_taken(member_client, person):
    data = {"death": "3/2/1950", "memorial_day": "20", "memorial_month": "10", "gui": "1"}
    answer = member_client.post(address(person.clan.founder, "bao-mat"), data)
    assert "khác ngày giỗ này" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_house_is_sent_in_one_form(member_client, person):
    data = {
        "house": "child",
        "head_name": "Dương Văn Tư",
        "head_sex": "m",
        "head_living_state": "living",
        "spouse_name": "Lê Thị Mai",
        "spouse_living_state": "living",
        "c1_name": "Dương Văn Tí",
        "c1_sex": "m",
        "c1_living_state": "living",
        "c2_name": "Dương Thị Sửu",
        "c2_sex": "f",
        "c2_living_state": "living",
        "gui": "1",
    }
    answer = member_client.post(address(person, "khai-mot-nha"), data)
    assert answer.status_code == 302
    items = list(Proposal.objects.get().items.all())
    assert [(item.action, item.target) for item in items] == [
        ("add_child", str(person.uuid)),
        ("add_spouse", "nha"),
        ("add_child", "nha"),
        ("add_child", "nha"),
    ]
    assert [item.data.get("child_order") for item in items[2:]] == [1, 2]
    assert items[2].data["other_parent"] == "ban-doi"


def test_a_child_told_without_a_name_is_asked_for_at_its_row(member_client, person):
    data = {"house": "own", "c2_birth": "2020", "c2_living_state": "living", "gui": "1"}
    answer = member_client.post(address(person, "khai-mot-nha"), data)
    form = answer.context["form"]
    assert form.errors["c2_name"]
    assert not Proposal.objects.exists()


def test_a_photograph_waits_where_only_its_author_and_who_decides_open_it(
    client, person, member_user, head, other_head
):
    client.force_login(member_user)
    answer = client.post(
        address(person, "gui-anh"), {"photos": [picture()], "caption": "Ở quê", "is_portrait": "on"}
    )
    assert answer.status_code == 302
    proposal = Proposal.objects.get()
    item = proposal.items.get()
    assert "nhà" not in item.image.file.name
    file = reverse("genealogy:proposal_picture", args=[proposal.uuid, 1])
    shown = client.get(file)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    assert client.get(item.image.file.url).status_code == 404
    client.force_login(other_head)
    assert client.get(file).status_code == 404
    client.force_login(head)
    assert client.get(file).status_code == 200
    client.post(page_of(proposal, "proposal_decide"), {"viec": "nhan", "nhan": "1"})
    person.refresh_from_db()
    assert person.portrait == item.image
    assert MediaLink.objects.get(person=person).caption == "Ở quê"


def test_a_refused_photograph_is_deleted(client, person, member_user, head):
    client.force_login(member_user)
    client.post(address(person, "gui-anh"), {"photos": [picture()]})
    proposal = Proposal.objects.get()
    client.force_login(head)
    client.post(page_of(proposal, "proposal_decide"), {"viec": "tu-choi", "ly-do": "Mờ quá"})
    assert proposal.items.get().image is None


@pytest.mark.parametrize(
    "file",
    [SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>"), SimpleUploadedFile("b.jpg", b"")],
)
def test_a_file_that_is_no_picture_is_refused_and_the_caption_stays(member_client, person, file):
    answer = member_client.post(
        address(person, "gui-anh"), {"photos": [file], "caption": "Ảnh cụ Tổ"}
    )
    assert answer.context["form"].errors["photos"]
    assert 'value="Ảnh cụ Tổ"' in answer.content.decode()


def test_seven_photographs_are_too_many(member_client, person):
    photos = [picture(f"{number}.jpg") for number in range(7)]
    answer = member_client.post(address(person, "gui-anh"), {"photos": photos})
    assert answer.context["form"].errors["photos"]


def test_a_new_head_of_a_house_is_not_lost_when_the_house_is_said_to_be_ones_own(
    member_client, person
):
    data = {"house": "own", "head_name": "Dương Văn Tư", "head_sex": "m", "gui": "1"}
    answer = member_client.post(address(person, "khai-mot-nha"), data)
    assert answer.context["form"].errors["house"]
    assert 'value="Dương Văn Tư"' in answer.content.decode()
