"""Pages of proposals by role: what the author and those who decide may see and do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from genealogy.enums import EventType, ProposalState, Visibility
from genealogy.models import Person
from genealogy.services.people import person_update
from tests.genealogy.factories import (
    LivingPersonFactory,
    family,
)
from tests.genealogy.proposal_world import account, build_world, field, submit

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


def sent(world, *items, **more):
    return submit(world, *(items or [field("given_name", "Bính")]), **more)


def page_of(proposal, name="proposal"):
    return reverse(f"genealogy:{name}", args=[proposal.uuid])


def test_a_proposal_is_nobodys_but_its_authors_and_who_decides(
    world, client, person, member_user, head, other_head, django_user_model
):
    proposal = sent(world)
    cousin = account(django_user_model, "cousin", "browse_living")
    for user, status in ((member_user, 200), (head, 200), (other_head, 404), (cousin, 404)):
        client.force_login(user)
        assert client.get(page_of(proposal)).status_code == status
    nobody = client.get(page_of(proposal).replace(str(proposal.uuid), UNKNOWN))
    theirs = client.get(page_of(proposal))
    assert nobody.status_code == theirs.status_code == 404
    assert nobody.content.replace(UNKNOWN.encode(), b"") == theirs.content.replace(
        str(proposal.uuid).encode(), b""
    )
    client.logout()
    assert client.get(page_of(proposal)).status_code == 302


def test_the_head_of_another_branch_cannot_accept_by_address(
    world, client, person, member_user, other_head
):
    proposal = sent(world)
    client.force_login(other_head)
    for name in ("proposal_decide", "proposal_undo", "proposal_withdraw", "proposal_comment"):
        answer = client.post(
            page_of(proposal, name), {"viec": "nhan", "nhan": "1", "noi-dung": "x", "ly-do": "x"}
        )
        assert answer.status_code == 404
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN
    assert not proposal.comments.exists()


def test_the_author_sees_her_own_words_and_not_what_the_book_says(
    world, client, person, member_user
):
    birth = {"action": "set_event", "data": {"type": "birth", "date": "5/6/1961"}}
    proposal = sent(world, birth)
    client.force_login(member_user)
    text = client.get(page_of(proposal)).content.decode()
    assert "5/6/1961" in text
    assert "3/4/1960" not in text


def test_who_decides_sees_what_it_was_and_what_is_asked(world, client, person, member_user, head):
    birth = {"action": "set_event", "data": {"type": "birth", "date": "5/6/1961"}}
    proposal = sent(world, birth)
    client.force_login(head)
    text = client.get(page_of(proposal)).content.decode()
    assert text.index("3/4/1960") < text.index("5/6/1961")


def test_a_conflict_shows_all_three_and_is_not_ticked(world, client, person, member_user, head):
    proposal = sent(world)
    person_update(person, given_name="Đinh")
    client.force_login(head)
    text = client.get(page_of(proposal)).content.decode()
    for words in ("Khi gửi: Giáp", "Nay đã sửa thành: Đinh", "Đề nghị: Bính", "van-nhan-1"):
        assert words in text
    answer = client.post(page_of(proposal, "proposal_decide"), {"viec": "nhan", "nhan": "1"})
    assert answer.status_code == 422
    person.refresh_from_db()
    assert person.given_name == "Đinh"
    client.post(page_of(proposal, "proposal_decide"), {"viec": "nhan", "van-nhan": "1"})
    person.refresh_from_db()
    assert person.given_name == "Bính"


def test_the_same_name_near_by_is_told_to_who_decides(world, client, person, member_user, head):
    kid = LivingPersonFactory(clan=person.clan, given_name="Tí")
    family(person, None, kid)
    data = {"surname": "Dương", "middle_name": "Văn", "given_name": "Tí"}
    proposal = sent(world, {"action": "add_child", "data": data}, kind="child")
    client.force_login(head)
    assert "cùng tên" in client.get(page_of(proposal)).content.decode()
    client.force_login(member_user)
    assert "cùng tên" not in client.get(page_of(proposal)).content.decode()


def test_accepting_on_the_page_writes_the_book_and_undoing_restores_it(
    world, client, person, member_user, head
):
    proposal = sent(world)
    client.force_login(head)
    answer = client.post(
        page_of(proposal, "proposal_decide"), {"viec": "nhan", "nhan": "1"}, follow=True
    )
    assert "Đã ghi vào gia phả" in answer.content.decode()
    client.force_login(member_user)
    assert "Rút lại, trả gia phả như cũ" in client.get(page_of(proposal)).content.decode()
    client.post(page_of(proposal, "proposal_undo"))
    person.refresh_from_db()
    assert person.given_name == "Giáp"


def test_a_refusal_without_a_reason_keeps_the_page_and_the_ticks(
    world, client, person, member_user, head
):
    proposal = sent(world)
    client.force_login(head)
    answer = client.post(page_of(proposal, "proposal_decide"), {"viec": "tu-choi", "nhan": "1"})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in answer.content.decode()


def test_the_queue_holds_what_its_reader_decides_on(
    world, client, person, member_user, head, other_head
):
    sent(world)
    queue = reverse("genealogy:proposal_queue")
    for user, count in ((head, 1), (other_head, 0)):
        client.force_login(user)
        assert client.get(queue).context["total"] == count
    client.force_login(member_user)
    assert client.get(queue).status_code == 404


def test_the_queue_is_narrowed_by_branch_and_kind(
    world, client, person, member_user, head, other_head
):
    sent(world)
    client.force_login(head)
    queue = reverse("genealogy:proposal_queue")
    for query, count in (
        (f"?chi={person.branch.uuid}", 1),
        ("?loai=correction", 1),
        ("?loai=death", 0),
        ("?xem=da-xong", 0),
    ):
        assert client.get(queue + query).context["total"] == count
    theirs = other_head.branch_offices.get().branch
    assert client.get(f"{queue}?chi={theirs.uuid}").status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_ten(world, client, person, member_user, head):
    client.force_login(head)
    costs = []
    for number in range(10):
        sent(world, note=f"lần {number}")
        if number in (1, 9):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("genealogy:proposal_queue"))
            costs.append(len(asked))
    assert costs[1] <= costs[0] <= 30


def test_the_own_list_holds_ones_own(world, client, person, member_user, head):
    sent(world)
    own = reverse("genealogy:own_proposals")
    for user, count in ((member_user, 1), (head, 0)):
        client.force_login(user)
        assert len(client.get(own).context["rows"]) == count


def test_a_hidden_subject_is_not_named_to_the_author_any_more(world, client, person, member_user):
    proposal = sent(world)
    person_update(person, visibility=Visibility.EDITORS)
    client.force_login(member_user)
    for page in (page_of(proposal), reverse("genealogy:own_proposals")):
        assert "Giáp" not in client.get(page).content.decode()


def test_a_date_is_read_for_members_alone(client, member_user):
    read = reverse("genealogy:read_date")
    assert client.get(read, {"birth": "3/2/1950"}).status_code == 404
    client.force_login(member_user)
    assert "1950" in client.get(read, {"birth": "3/2/1950"}).content.decode()
    assert "&lt;b&gt;" in client.get(read, {"birth": "<b>"}).content.decode()


def test_the_person_page_offers_it_to_members_alone(person, member_user, django_user_model):
    stranger = django_user_model.objects.create_user(username="stranger")
    for user, is_offered in ((member_user, True), (stranger, False), (AnonymousUser(), False)):
        request = RequestFactory().get("/")
        request.user = user
        text = render_to_string(
            "genealogy/proposals/propose_links.html", {"person": person}, request=request
        )
        assert ("Sửa hoặc ghi thêm" in text) is is_offered


def test_what_was_typed_is_escaped(world, client, person, member_user, head):
    payload = "<script>alert(1)</script>"
    proposal = sent(
        world,
        {"action": "set_field", "data": {"field": "given_name", "value": payload}},
        note=payload,
    )
    for user in (member_user, head):
        client.force_login(user)
        text = client.get(page_of(proposal)).content.decode()
        assert payload not in text
        assert "&lt;script&gt;" in text


def test_somebody_added_by_a_proposal_is_born_in_the_book(world, client, person, member_user, head):
    data = {"given_name": "Tí", "sex": "m", "birth": "3/2/2020"}
    proposal = sent(world, {"action": "add_child", "data": data}, kind="child")
    client.force_login(head)
    client.post(page_of(proposal, "proposal_decide"), {"viec": "nhan", "nhan": "1"})
    made = Person.objects.get(given_name="Tí")
    assert made.events.get().type == EventType.BIRTH
    assert made.birth_year == 2020
