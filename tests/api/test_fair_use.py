"""Fair use: what a call costs, when a caller must wait, and that every no is a problem."""

from __future__ import annotations

import multiprocessing
import threading

import pytest
from django.test import RequestFactory

from cms.core.api import fair_use
from cms.core.api.costs import points_of
from cms.core.api.ledger import Ledger, ledger

pytestmark = pytest.mark.django_db

NEWS = "/api/v2/news/"
PROBLEM = "application/problem+json"


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is told to move."""

    class Clock:
        now = 1_800_000_000.0

        def time(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(fair_use, "time", clock)
    return clock


def small(settings, points: int, per_minute: int = 60) -> None:
    settings.API_BUDGET_POINTS, settings.API_POINTS_PER_MINUTE = points, per_minute


# The budget of an address ----------------------------------------------------------------------


def test_a_stranger_is_told_what_is_left_and_when_to_come_back(client, settings, clock):
    small(settings, 3)
    answers = [client.get(NEWS) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[0]["RateLimit-Policy"] == '"address";q=3;w=3'
    assert answers[1]["RateLimit"] == '"address";r=1;t=2'
    refused = answers[3]
    assert refused["Retry-After"] == "1"
    assert refused["X-RateLimit-Reset"] == "1800000003"
    assert refused["Content-Type"] == PROBLEM
    assert refused["Cache-Control"] == "private, no-store"
    assert refused.json()["status"] == 429
    clock.now += 1
    assert [client.get(NEWS).status_code for _ in range(2)] == [200, 429]


def test_a_static_build_of_5000_pages_passes_at_any_speed(settings, rf):
    """5,000 records, 5,000 addresses and 250 lists within one second."""
    book, now = Ledger(None), 1_800_000_000.0
    budget = {"limit": 12_000, "per_minute": 1_200, "now": now}
    build = [f"{NEWS}{number}/" for number in range(5_000)]
    build += ["/api/v2/resolve/?path=/x/"] * 5_000 + [f"{NEWS}?limit=20&include=body"] * 250
    for address in build:
        assert not book.spend("a", points_of(rf.get(address)), **budget).is_over


def test_two_addresses_have_two_budgets_and_one_network_of_ipv6_has_one(client, settings, clock):
    small(settings, 1)

    def ask(address: str) -> int:
        return client.get(NEWS, REMOTE_ADDR=address).status_code

    assert [ask("203.0.113.1"), ask("203.0.113.1"), ask("203.0.113.2")] == [200, 429, 200]
    assert [ask("2001:db8:1:2::1"), ask("2001:db8:1:2:ffff::9"), ask("2001:db8:1:3::1")] == [
        200, 429, 200,
    ]  # fmt: skip
    # An IPv4 address written as IPv6 is the same caller.
    assert ask("::ffff:203.0.113.1") == 429


def test_forwarded_for_is_believed_as_far_as_the_site_trusts_its_proxies(client, settings, clock):
    small(settings, 1)

    def ask(forwarded: str) -> int:
        return client.get(NEWS, headers={"x-forwarded-for": forwarded}).status_code

    assert [ask("198.51.100.1"), ask("198.51.100.2")] == [200, 429]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # Whatever the caller writes stands before what the proxy adds.
    told = [ask("10.0.0.1, 198.51.100.7"), ask("10.0.0.2, 198.51.100.7"), ask("198.51.100.8")]
    assert told == [200, 429, 200]


def test_zero_points_is_no_limit_and_no_header(client, settings):
    settings.API_BUDGET_POINTS = 0
    answer = client.get(NEWS)
    assert answer.status_code == 200
    assert "RateLimit" not in answer


def test_pages_of_the_site_are_not_counted(client, settings, clock):
    small(settings, 1)
    for _ in range(3):
        assert "RateLimit" not in client.get("/robots.txt")
    assert client.get(NEWS).status_code == 200


def test_a_key_pays_for_itself_and_a_wrong_key_by_address(client, settings, clock, staff):
    from tests.api.token_keys import a_key, ask

    small(settings, 2)
    key = a_key(staff, rate_per_minute=50)
    told = [ask(client, key, NEWS) for _ in range(4)]
    assert {answer.status_code for answer in told} == {200}
    assert told[3]["RateLimit"].startswith('"key";r=46;')
    for _ in range(3):
        ask(client, "td_wrong", NEWS)
    assert client.get(NEWS).status_code == 429


def test_a_key_pays_more_for_heavy_questions(client, staff):
    from tests.api.token_keys import a_key, ask

    key = a_key(staff, rate_per_minute=50)
    ask(client, key, "/api/v2/search/?q=ho")
    assert ask(client, key, NEWS)["X-RateLimit-Remaining"] == "44"


# What a call costs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "points"),
    [
        ("news/", 1),
        ("news/12/", 1),
        ("news/?limit=20", 1),
        ("news/?limit=21", 2),
        ("news/?limit=100", 5),
        ("news/?limit=100&include=body", 10),
        ("news/?limit=1000", 5),
        ("news/?limit=x", 1),
        ("news/?search=ho", 5),
        ("news/?facets=topic,year", 5),
        ("pages/?fields=*", 2),
        ("search/?q=ho", 5),
        ("people/3f2a/", 1),
        ("people/3f2a/chart/?down=6", 5),
        ("people/3f2a/relationship/?to=x", 5),
        ("clans/ho-chim/overview/", 5),
        ("", 1),
    ],
)
def test_heavy_questions_cost_more(address, points):
    assert points_of(RequestFactory().get(f"/api/v2/{address}")) == points


def test_what_is_hidden_costs_what_does_not_exist_costs(client, settings, clock):
    from uuid import uuid4

    from tests.genealogy.factories import LivingPersonFactory

    small(settings, 100)
    told = []
    for uuid in (LivingPersonFactory().uuid, uuid4()):
        ledger().clear()
        told.append([client.get(f"/api/v2/people/{uuid}/{end}") for end in ("", "chart/")])
    for one, two in zip(*told, strict=True):
        assert one.status_code == two.status_code == 404
        assert one.headers == two.headers


def test_nothing_new_costs_a_fifth(client, settings, clock, monkeypatch):
    from django.http import HttpResponseNotModified

    small(settings, 100)
    monkeypatch.setattr(fair_use.FairUse, "_answer", lambda *_: HttpResponseNotModified())
    answers = [client.get(NEWS) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [304] * 5
    assert answers[4]["X-RateLimit-Remaining"] == "99"


# The ledger ------------------------------------------------------------------------------------


def _spend_many(path, turns):
    book = Ledger(path)
    for _ in range(turns):
        book.spend("caller", 1, limit=100_000, per_minute=6, now=1_000.0)


def test_workers_and_threads_count_together(tmp_path):
    path = tmp_path / "ledger"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_spend_many, args=(path, 400)) for _ in range(3)]
    book = Ledger(path)

    def spend() -> None:
        for _ in range(400):
            book.spend("caller", 1, limit=100_000, per_minute=6, now=1_000.0)

    threads = [threading.Thread(target=spend) for _ in range(2)]
    for one in (*workers, *threads):
        one.start()
    for one in (*workers, *threads):
        one.join()
    left = book.spend("caller", 0, limit=100_000, per_minute=6, now=1_000.0).remaining
    assert left == 100_000 - 5 * 400


def test_a_flood_of_addresses_forgives_nobody_who_owes_much():
    book, now = Ledger(None), 1_000.0
    for _ in range(50):
        book.spend("greedy", 1, limit=50, per_minute=60, now=now)
    for number in range(200_000):
        book.spend(f"2001:db8:{number}", 1, limit=50, per_minute=60, now=now)
    assert book.spend("greedy", 1, limit=50, per_minute=60, now=now).is_over


def test_a_damaged_file_locks_nobody_out_for_longer_than_a_budget(tmp_path):
    path = tmp_path / "ledger"
    path.write_bytes(b"\xff" * 100)
    book = Ledger(path)
    assert not book.spend("a", 1, limit=10, per_minute=60, now=1_000.0).is_over
    book.change("a", lambda *_: (1e300, float("nan")))
    told = book.spend("a", 1, limit=10, per_minute=60, now=1_000.0)
    assert told.wait == 1
    book.change("a", lambda *_: (float("nan"), 0.0))
    assert not book.spend("a", 1, limit=10, per_minute=60, now=1_000.0).is_over


def test_a_folder_that_cannot_be_written_leaves_each_worker_its_own_count(tmp_path):
    (tmp_path / "file").write_text("x")
    book = Ledger(tmp_path / "file" / "ledger")
    assert book.spend("a", 1, limit=2, per_minute=60, now=1.0).remaining == 1


def test_the_file_holds_no_address(tmp_path):
    path = tmp_path / "ledger"
    Ledger(path, b"secret").spend("203.0.113.9", 1, limit=2, per_minute=60, now=1.0)
    assert b"203.0.113.9" not in path.read_bytes()
