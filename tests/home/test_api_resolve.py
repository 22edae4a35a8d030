"""`/api/v2/resolve/`: whatever stands at an address, told as the site itself would answer it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.council.models import EventIndexPage, EventPage
from cms.news.models import NewsIndexPage
from cms.programmes.models import ProgrammeIndexPage
from genealogy.models import PersonRedirect
from home.models import HomePage
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
)
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db
UNKNOWN = "/gia-pha/nguoi/11111111-1111-4111-8111-111111111111/"


@pytest.fixture
def ask(client):
    def _ask(path: str):
        return client.get("/api/v2/resolve/", {"path": path})

    return _ask


def told(answer) -> tuple:
    """Everything an answer says, but how often this caller may ask on."""
    headers = {name: text for name, text in answer.headers.items() if "RateLimit" not in name}
    return answer.status_code, answer.content, headers


def redirect(old: str, to: str | Page, *, permanent: bool = True) -> Redirect:
    return Redirect.add_redirect(old, to, is_permanent=permanent)


def test_a_page_comes_with_the_record_of_its_endpoint(ask, client):
    page = add_news("Giỗ tổ", lead="Sáng mồng mười.")
    answer = ask(page.url).json()
    assert answer["kind"] == "page"
    assert (answer["type"], answer["endpoint"], answer["id"]) == ("news.NewsPage", "news", page.pk)
    assert answer["record"] == client.get(f"/api/v2/news/{page.pk}/").json()
    assert answer["last_published_at"] == answer["record"]["last_published_at"] is not None
    assert answer["detail_url"] == f"http://testserver/api/v2/news/{page.pk}/"
    assert answer["url"] == f"http://testserver{page.url}"


@pytest.mark.parametrize("model", [HomePage, NewsIndexPage, ProgrammeIndexPage, EventIndexPage])
def test_every_section_of_the_site_is_found(ask, model):
    page = model.objects.first()
    if page is None:
        page = model(title="Mục", slug="muc")
        HomePage.objects.get().add_child(instance=page)
    answer = ask(page.url).json()
    assert (answer["kind"], answer["id"]) == ("page", page.pk)
    assert answer["record"]["title"] == page.title


def test_the_detail_address_of_any_page_answers(ask, client):
    for page in Page.objects.live().filter(depth__gt=1):
        address = ask(page.url).json()["detail_url"]
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "written",
    [
        "/tin-tuc/gio-to",
        "tin-tuc/gio-to/",
        "//tin-tuc//gio-to/"[1:],
        "/tin-tuc/./x/../gio-to/",
        "/tin-tuc/gio%2Dto/",
        "/%74in-tuc/gio-to/",
        "/tin-tuc/gio-to/?utm=1#dau",
        "http://testserver/tin-tuc/gio-to/",
        "http://TESTSERVER/tin-tuc/gio-to",
    ],
)
def test_every_way_to_write_an_address_leads_to_the_page(ask, written):
    page = add_news("Giỗ tổ", slug="gio-to")
    assert ask(written).json()["id"] == page.pk


@pytest.mark.parametrize(
    "foreign",
    [
        "http://evil.example/tin-tuc/",
        "//evil.example/tin-tuc/",
        "http://a@testserver/tin-tuc/",
        "http://testserver:99999/tin-tuc/",
        "javascript:alert(1)",
        "ftp://testserver/tin-tuc/",
        "http://[/",
        "/tin\ntuc/",
        "/tin%0atuc/",
        "/%ff/",
        "",
        "/" + "a" * 2000,
    ],
)
def test_what_is_no_address_of_ours_is_refused_by_name(ask, foreign):
    answer = ask(foreign)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "path" in answer.json()["errors"]


def test_an_address_of_another_site_of_ours_leads_to_its_page(ask):
    root = Page.objects.get(depth=1)
    other = root.add_child(instance=Page(title="Khác", slug="khac"))
    child = other.add_child(instance=Page(title="Con", slug="con"))
    Site.objects.create(hostname="khac.example", port=80, root_page=other)
    assert ask("http://khac.example/con/").json()["id"] == child.pk
    assert ask("/con/").status_code == 404


def test_what_is_not_for_everybody_answers_as_what_never_was(ask):
    draft = add_news("Nháp", publish=False)
    closed = NewsIndexPage.objects.get().add_child(
        instance=type(draft)(title="Kín", slug="kin", live=False)
    )
    restriction = PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.first())
    closed.save_revision().publish()
    nothing = ask("/tin-tuc/khong-co/")
    assert nothing.status_code == 404
    for page in (draft, closed):
        answer = ask(f"/tin-tuc/{page.slug}/")
        assert told(answer) == told(nothing)


def test_records_of_the_tree_are_named(ask):
    clan = ClanFactory(slug="ho-mai")
    branch = BranchFactory(clan=clan, slug="chi-mot")
    person = PersonFactory(clan=clan)
    for thing, kind, endpoint, key in (
        (person, "person", "people", str(person.uuid)),
        (branch, "branch", "branches", str(branch.uuid)),
        (clan, "clan", "clans", clan.slug),
    ):
        assert ask(thing.get_absolute_url()).json() == {
            "kind": kind,
            "endpoint": endpoint,
            "id": key,
            "url": f"http://testserver{thing.get_absolute_url()}",
            "detail_url": f"http://testserver/api/v2/{endpoint}/{key}/",
        }


def test_somebody_hidden_answers_as_nobody_byte_for_byte(ask, member_client):
    hidden = LivingPersonFactory()
    merged = "22222222-2222-4222-8222-222222222222"
    PersonRedirect.objects.create(old_uuid=merged, person=hidden)
    redirect("/cu-an", f"http://testserver{hidden.get_absolute_url()}")
    redirect("/cu-khong", f"http://testserver{UNKNOWN}")
    member_client.logout()
    nobody = ask(UNKNOWN)
    for path in (hidden.get_absolute_url(), f"/gia-pha/nguoi/{merged}/", "/cu-an/", "/cu-khong/"):
        assert told(ask(path)) == told(nobody)
    assert nobody.status_code == 404


def test_a_member_is_told_of_the_living_and_nobody_keeps_it(member_client):
    person = LivingPersonFactory()
    answer = member_client.get("/api/v2/resolve/", {"path": person.get_absolute_url()})
    assert answer.json()["id"] == str(person.uuid)
    assert answer["Cache-Control"] == "private, no-store"


def test_a_closed_clan_and_its_branches_are_nowhere(ask):
    clan = ClanFactory(is_public=False)
    branch = BranchFactory(clan=clan)
    assert ask(clan.get_absolute_url()).status_code == 404
    assert ask(branch.get_absolute_url()).status_code == 404


def test_somebody_merged_leads_to_the_one_who_stayed(ask):
    person = PersonFactory()
    old = "22222222-2222-4222-8222-222222222222"
    PersonRedirect.objects.create(old_uuid=old, person=person)
    assert ask(f"/gia-pha/nguoi/{old}/").json() == {
        "kind": "redirect",
        "status": 301,
        "location": f"http://testserver{person.get_absolute_url()}",
    }


def test_redirects_are_followed_to_their_end(ask):
    page = add_news("Giỗ tổ")
    redirect("/a", "http://testserver/b/")
    redirect("/b", "/c/", permanent=False)
    redirect("/c", page)
    redirect("/ngoai", "https://other.example/x")
    redirect("/tep", "/media/tep.pdf")
    assert ask("/a/").json() == {
        "kind": "redirect",
        "status": 302,
        "location": f"http://testserver{page.url}",
    }
    assert ask("/c").json()["status"] == 301
    assert ask("/ngoai/").json()["location"] == "https://other.example/x"
    assert ask("/tep/").json()["location"] == "http://testserver/media/tep.pdf"


def test_redirects_of_old_sites_keep_their_questions_and_marks(ask):
    page = add_news("Giỗ tổ")
    redirect("/bai.aspx?id=7&b=1", page)
    redirect("/tin cũ", page)
    assert ask("/bai.aspx?b=1&id=7").json()["kind"] == "redirect"
    assert ask("/bai.aspx?id=8").status_code == 404
    assert ask(quote("/tin cũ/")).json()["kind"] == "redirect"


def test_redirects_in_a_circle_or_to_what_is_closed_are_nowhere(ask):
    draft = add_news("Nháp", publish=False)
    redirect("/a", "/b/")
    redirect("/b", "/a/")
    redirect("/nhap", draft)
    redirect("/minh", "/minh/")
    nothing = ask("/khong-co/").content
    for path in ("/a/", "/nhap/", "/minh/"):
        assert ask(path).content == nothing


def test_a_page_stands_before_a_redirect_of_its_address(ask):
    page = add_news("Giỗ tổ", slug="gio-to")
    redirect("/tin-tuc/gio-to", "https://other.example/")
    assert ask("/tin-tuc/gio-to/").json()["id"] == page.pk


def test_archives_of_the_newsroom_are_named(ask, client):
    add_news("Tin", topics=[add_topic("Thời sự")], author=add_author("Ban Thông tin"))
    topic = ask("/tin-tuc/chu-de/thoi-su/").json()
    author = ask("/tin-tuc/tac-gia/ban-thong-tin").json()
    assert (topic["kind"], topic["id"]) == ("topic", "thoi-su")
    assert (author["kind"], author["id"]) == ("author", "ban-thong-tin")
    for answer in (topic, author):
        assert client.get(answer["detail_url"]).status_code == 200
    assert ask("/tin-tuc/chu-de/khong-co/").status_code == 404


def test_a_page_that_was_taken_away_is_gone(ask):
    unpublished, deleted, moved = add_news("Một"), add_news("Hai"), add_news("Ba")
    old = moved.url
    unpublished.unpublish()
    deleted_url = deleted.url
    deleted.delete()
    moved.slug = "ba-moi"
    moved.save_revision().publish()
    for path in (unpublished.url, deleted_url, old):
        answer = ask(path)
        assert answer.status_code == 410, path
        assert answer.json()["status"] == 410
        assert answer["Cache-Control"] == "private, no-store"
    assert ask("/tin-tuc/ba-moi/").status_code == 200
    unpublished.save_revision().publish()
    assert ask(unpublished.url).status_code == 200


def test_a_page_that_was_closed_is_not_told_of(ask):
    page = add_news("Một")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert ask(page.url).status_code == 404


def test_an_event_is_told_as_its_endpoint_tells_it(ask, client):
    index = EventIndexPage.objects.first()
    if index is None:
        index = HomePage.objects.get().add_child(instance=EventIndexPage(title="Lịch", slug="lich"))
    event = index.add_child(
        instance=EventPage(title="Họp họ", slug="hop-ho", starts_at="2026-12-01T01:00Z")
    )
    answer = ask(event.url).json()
    assert answer["record"] == client.get(f"/api/v2/events/{event.pk}/").json()
