"""What is kept, for whom and until when; headers, tags and codings of answers for anybody."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.test import Client

from cms.api import router
from cms.core import versions
from cms.core.api import kept
from cms.core.api.caching import POLICIES
from cms.core.api.codings import coding_for
from cms.core.api.shelf import Kept, Shelf
from cms.core.models import ContentVersion
from cms.core.version_reads import reads_watched
from cms.core.version_watch import watch_of
from cms.news.models import Topic
from genealogy.services import people
from tests.api.conftest import headers_of
from tests.api.token_keys import a_key, bearer
from tests.genealogy.factories import LivingPersonFactory, PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeping(monkeypatch):
    """Keep answers although each test stands in a transaction; what is written counts at once."""

    def latest():
        watch_of()._settle()
        return ContentVersion.objects.get(tag="*").number

    versions.begin()
    monkeypatch.setattr(kept, "in_transaction", lambda: False)
    monkeypatch.setattr(versions, "latest", latest)
    kept.shelf.clear()
    yield kept.shelf
    kept.shelf.clear()


@pytest.fixture
def site(db):
    person = PersonFactory(given_name="An")
    topic, author = add_topic(), add_author()
    news = [add_news(f"Bài {n}", topics=[topic], author=author) for n in range(3)]
    return {"person": person, "news": news, "topic": topic}


def valid(shelf) -> set[str]:
    """Give the addresses whose kept answers are still true."""
    number = versions.latest()
    return {key[4] for key, one in shelf.entries().items() if kept.is_true(one, number)}


# What is kept ----------------------------------------------------------------------------------


def test_an_edit_of_an_article_leaves_every_other_answer_valid(client, keeping, site):
    first, *others = site["news"]
    person = f"/api/v2/people/{site['person'].uuid}/"
    untouched = [
        *(f"/api/v2/news/{page.pk}/" for page in others), "/api/v2/people/", f"{person}chart/",
        f"{person}ancestors/", f"{person}descendants/", "/api/v2/programmes/", "/api/v2/episodes/",
        "/api/v2/events/", "/api/v2/clans/", "/api/v2/branches/", "/api/v2/redirects/",
        "/api/v2/images/", "/api/v2/documents/",
    ]  # fmt: skip
    touched = [f"/api/v2/news/{first.pk}/", "/api/v2/news/", "/api/v2/pages/", "/api/v2/topics/"]
    for address in [*untouched, *touched]:
        assert client.get(address).status_code == 200, address
    assert valid(keeping) == {*untouched, *touched}
    first.title = "Đã sửa"
    first.save_revision().publish()
    assert valid(keeping) == set(untouched)
    assert client.get(touched[0]).json()["title"] == "Đã sửa"


def test_a_second_answer_comes_from_memory_and_costs_one_question(client, keeping, site, settings):
    # The budget does not fill again between the two.
    settings.API_POINTS_PER_MINUTE = 1
    address = "/api/v2/news/?topic=thoi-su&limit=2"
    first = client.get(address)
    with reads_watched() as reading:
        second = client.get("/api/v2/news/?limit=2&topic=thoi-su")
    assert second.content == first.content
    assert headers_of(second) == headers_of(first)
    # Fair use counts it all the same.
    assert int(second["X-RateLimit-Remaining"]) < int(first["X-RateLimit-Remaining"])
    assert reading.tags == set()


@pytest.mark.parametrize("name", sorted(router._endpoints))
def test_every_endpoint_has_a_policy_and_reads_only_what_is_watched(client, site, name):
    assert name in POLICIES
    with reads_watched() as reading:
        answer = client.get(f"/api/v2/{name}/?q=an&path=/" if name == "search" else f"/api/v2/{name}/")  # fmt: skip # noqa: E501
    if answer.status_code == 200:
        assert reading.unknown == set(), name
        assert reading.tags, name
        keys = answer["Surrogate-Key"].split()
        assert keys[0] == name
        assert answer["Cache-Tag"].split(",") == keys


def test_what_is_edited_in_between_is_not_kept(client, keeping, site, monkeypatch):
    unchanged = versions.is_unchanged

    def edited(tags, *, since):
        Topic.objects.update(name="Vừa đổi")
        watch_of()._settle()
        return unchanged(tags, since=since)

    monkeypatch.setattr(versions, "is_unchanged", edited)
    assert client.get("/api/v2/topics/").status_code == 200
    assert keeping.entries() == {}


# For whom --------------------------------------------------------------------------------------


def test_answers_to_accounts_and_keys_are_never_kept_nor_taken_from_memory(
    keeping, site, member_user, staff
):
    living = LivingPersonFactory(clan=site["person"].clan, given_name="Kanarix")
    member, stranger = Client(), Client()
    member.force_login(member_user)
    address = "/api/v2/people/"
    assert b"Kanarix" in member.get(address).content
    assert stranger.get(address, headers=bearer(a_key(staff))).status_code == 200
    assert keeping.entries() == {}
    assert b"Kanarix" not in stranger.get(address).content
    assert len(keeping.entries()) == 1
    answer = member.get(address)
    assert b"Kanarix" in answer.content
    assert answer["Cache-Control"] == "private, no-store"
    assert not {"ETag", "Surrogate-Key", "Content-Encoding"} & set(answer.headers)
    assert living.given_name not in str([one.body for one in keeping.entries().values()])


def test_a_session_of_nobody_is_somebody_to_caches(client, keeping, site):
    # It may know the password of a page.
    session = client.session
    session["passed_page_view_restrictions"] = [1]
    session.save()
    assert client.get("/api/v2/pages/")["Cache-Control"] == "private, no-store"
    assert keeping.entries() == {}


def test_hosts_and_days_do_not_share(client, keeping, site, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = f"/api/v2/news/{site['news'][0].pk}/"
    first = client.get(address, headers={"host": "testserver"})
    second = client.get(address, headers={"host": "127.0.0.1"})
    assert b"http://127.0.0.1/" in second.content
    assert b"http://127.0.0.1/" not in first.content
    day = kept.timezone.localdate()
    monkeypatch.setattr(kept.timezone, "localdate", lambda: day.replace(year=day.year + 1))
    client.get(address)
    assert len(keeping.entries()) == 3


def test_a_hidden_edit_changes_no_byte_and_no_header(client, keeping, site):
    clan = site["person"].clan
    living = LivingPersonFactory(clan=clan)
    add_news("Nháp", publish=False)
    addresses = [
        "/api/v2/people/",
        "/api/v2/news/",
        f"/api/v2/clans/{clan.slug}/",
        "/api/v2/paths/",
    ]
    before = [(client.get(one).content, headers_of(client.get(one))) for one in addresses]
    people.person_update(living, given_name="Khác")
    add_news("Nháp khác", publish=False)
    after = [(client.get(one).content, headers_of(client.get(one))) for one in addresses]
    assert after == before


# Headers ---------------------------------------------------------------------------------------


def test_an_etag_is_the_bytes_and_answers_304_and_head(client, site):
    address = f"/api/v2/news/{site['news'][0].pk}/"
    answer = client.get(address)
    tag = answer["ETag"]
    assert client.get(address)["ETag"] == tag
    for known in (tag, f'"x", W/{tag}', "*"):
        again = client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert {again[name] == answer[name] for name in ("ETag", "Cache-Control", "Vary")} == {True}
    head = client.head(address)
    assert (head["ETag"], head["Content-Length"]) == (tag, str(len(answer.content)))
    # A name beside the record changes without its day: only the tag tells.
    since = client.get(address, headers={"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert since.status_code == 200
    site["topic"].name = "Tên khác"
    site["topic"].save()
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_codings_carry_the_same_answer_under_their_own_tags(client, site):
    plain = client.get("/api/v2/news/")
    tags = {plain["ETag"]}
    for coding, read in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        answer = client.get("/api/v2/news/", headers={"accept-encoding": f"{coding};q=0.8, x"})
        assert answer["Content-Encoding"] == coding
        assert read(answer.content) == plain.content
        assert len(answer.content) == int(answer["Content-Length"]) < len(plain.content)
        tags.add(answer["ETag"])
    assert len(tags) == 3
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""), ("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0.1, gzip;q=0.2", "gzip"),
        ("br;q=0, gzip;q=0", ""), ("*", "br"), ("*;q=0, identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("BR", "br"), ("gzip;q=x", ""), ("deflate", ""),
    ],
)  # fmt: skip
def test_the_coding_is_the_one_the_caller_likes_best(accepted, coding):
    assert coding_for(accepted) == coding


def test_the_shelf_holds_so_many_bytes_and_drops_what_was_used_least():
    shelf = Shelf(100_000)
    for number in range(20):
        shelf.put(number, Kept(b"x" * 6_000, {}))
        shelf.get(0)
    assert shelf.bytes <= 100_000
    assert 0 in shelf.entries()
    assert 1 not in shelf.entries()
    shelf.put("big", Kept(b"x" * 50_000, {}))
    assert "big" not in shelf.entries()
