"""A write with an `Idempotency-Key` is done once, however often and however fast it is sent."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from cms.accounts.models import ApiRepeat
from cms.news.models import NewsIndexPage, NewsPage
from genealogy.models import Proposal
from tests.api.token_keys import bearer
from tests.api.writing_world import JSON, NEWS, Program, an_editor
from tests.genealogy.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return an_editor(django_user_model)


@pytest.fixture
def program(client, editor):
    return Program(client, editor, "write:news", "write:proposals")


def test_the_same_sending_has_the_same_answer_and_is_done_once(program):
    one, two = (program.post(NEWS, {"title": "Tin", "lead": "x"}, key="a-1") for _ in range(2))
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.content == two.content
    assert one["ETag"] == two["ETag"]
    assert "Idempotency-Replayed" not in one
    assert two["Idempotency-Replayed"] == "true"
    assert NewsPage.objects.count() == 1
    # The order of the fields is no difference.
    assert program.post(NEWS, {"lead": "x", "title": "Tin"}, key="a-1").content == one.content


def test_the_same_key_with_another_body_or_address_is_refused(program):
    facts = program.post(NEWS, {"title": "Tin"}, key="a-1").json()
    assert program.post(NEWS, {"title": "Khác"}, key="a-1").status_code == 422
    answer = program.patch(f"{NEWS}{facts['id']}/", {"title": "Tin"}, key="a-1")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert NewsPage.objects.count() == 1


def test_a_change_that_is_sent_twice_is_one_version(program):
    facts = program.post(NEWS, {"title": "Tin"}).json()
    words = {"lead": "Mới", "version": facts["version"]}
    one, two = (program.patch(f"{NEWS}{facts['id']}/", words, key="b-1") for _ in range(2))
    assert (one.status_code, two.status_code) == (200, 200)
    assert one.content == two.content
    assert NewsPage.objects.get().revisions.count() == 2


def test_what_was_refused_may_be_mended_under_the_same_key(program):
    assert program.post(NEWS, {"title": ""}, key="a-1").status_code == 400
    assert program.post(NEWS, {"title": "Tin"}, key="a-1").status_code == 201


def test_keys_of_two_programs_do_not_meet(client, program, editor):
    other = Program(client, editor, "write:news")
    assert program.post(NEWS, {"title": "Tin"}, key="a-1").status_code == 201
    assert other.post(NEWS, {"title": "Khác"}, key="a-1").status_code == 201
    assert NewsPage.objects.count() == 2


@pytest.mark.parametrize("key", ["x" * 256, "a b", "khoá", "\x7f"])
def test_what_is_no_key_is_refused(program, key):
    answer = program.post(NEWS, {"title": "Tin"}, key=key)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["errors"]
    assert not NewsPage.objects.exists()


def test_a_sending_is_forgotten_after_a_day(program):
    program.post(NEWS, {"title": "Tin"}, key="a-1")
    ApiRepeat.objects.update(made_at=timezone.now() - timedelta(hours=23))
    assert "Idempotency-Replayed" in program.post(NEWS, {"title": "Tin"}, key="a-1")
    ApiRepeat.objects.update(made_at=timezone.now() - timedelta(hours=25))
    program.post(NEWS, {"title": "Khác"}, key="b-1")
    assert ApiRepeat.objects.count() == 1


def test_a_copy_of_the_database_tells_neither_key_nor_answer(program):
    program.post(NEWS, {"title": "Chuyện kín của họ"}, key="khoa-cua-toi-4711")
    row = ApiRepeat.objects.get()
    kept = json.dumps([row.key_digest, row.request_digest, row.answer])
    assert "4711" not in kept
    assert "Chuy" not in kept


def test_a_worker_that_died_is_followed_and_one_at_work_is_waited_for(program):
    program.post(NEWS, {"title": "Tin"}, key="a-1")
    ApiRepeat.objects.update(status=None, answer="")
    busy = program.post(NEWS, {"title": "Tin"}, key="a-1")
    assert (busy.status_code, busy["Retry-After"]) == (409, "1")
    ApiRepeat.objects.update(made_at=timezone.now() - timedelta(minutes=6))
    assert program.post(NEWS, {"title": "Tin"}, key="a-1").status_code == 201


def test_a_write_that_breaks_leaves_neither_page_nor_claim(program, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("broken")

    program.client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("cms.core.api.draft_views.history_add", broken)
        assert program.post(NEWS, {"title": "Tin"}, key="a-1").status_code == 500
    assert not NewsPage.objects.exists()
    assert not ApiRepeat.objects.exists()
    assert program.post(NEWS, {"title": "Tin"}, key="a-1").status_code == 201


def test_a_proposal_is_made_once(client, django_user_model):
    from django.contrib.auth.models import Group

    from cms.accounts.roles import MEMBERS
    from tests.api.token_keys import grant

    user = django_user_model.objects.create_user(username="nha", password="nguoi-nha-password")
    user.groups.add(Group.objects.get(name=MEMBERS))
    grant(user, "wagtailadmin.access_admin")
    program = Program(client, user, "write:proposals")
    words = {"subject": str(PersonFactory().uuid), "kind": "correction", "note": "Theo bia mộ"}
    one, two = (program.post("/api/v2/proposals/", words, key="p-1") for _ in range(2))
    assert one.status_code == 201, one.content
    assert one.content == two.content
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_at_once_make_one():
    from django.contrib.auth import get_user_model

    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection")
    _race(an_editor(get_user_model()))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_read_one_version_one_is_told_to_read_again():
    from django.contrib.auth import get_user_model

    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection")
    program = Program(Client(), an_editor(get_user_model()), "write:news")
    facts = program.post(NEWS, {"title": "Tin"}).json()
    start, told = threading.Barrier(4), []

    def change(number: int) -> None:
        try:
            start.wait()
            words = {"lead": f"Bản {number}", "version": facts["version"]}
            answer = Client().patch(
                f"{NEWS}{facts['id']}/",
                json.dumps(words),
                content_type=JSON,
                headers=bearer(program.key),
            )
            told.append(answer.status_code)
        finally:
            connections.close_all()

    racers = [threading.Thread(target=change, args=(number,)) for number in range(4)]
    for one in racers:
        one.start()
    for one in racers:
        one.join()
    assert sorted(told) == [200, 412, 412, 412]
    assert NewsPage.objects.get().revisions.count() == 2


def _race(user) -> None:
    program = Program(Client(), user, "write:news")
    start, told = threading.Barrier(4), []

    def send() -> None:
        try:
            start.wait()
            headers = {**bearer(program.key), "idempotency-key": "r-1"}
            answer = Client().post(
                NEWS, json.dumps({"title": "Tin"}), content_type=JSON, headers=headers
            )
            told.append((answer.status_code, answer.content))
        finally:
            connections.close_all()

    racers = [threading.Thread(target=send) for _ in range(4)]
    for one in racers:
        one.start()
    for one in racers:
        one.join()
    assert NewsIndexPage.objects.get().get_children().count() == 1
    assert {status for status, _ in told} <= {201, 409}
    assert len({content for status, content in told if status == 201}) == 1
