"""No route tells a stranger anything of a living person.

Every pattern of the URL conf is asked with every argument that could lead to the living person of
the fixture. A pattern whose arguments are not known here fails, so a route that is added must be
added to the table too.
"""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page

from genealogy.models import Citation, Note, PersonContact
from genealogy.services.derived import rebuild_clan
from home.models import SiteSettings
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    SourceFactory,
    WomanFactory,
    family,
    found,
)
from tests.news.factories import add_author, add_news, add_topic

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Planted in every fact of the living person; odd enough to stand nowhere by chance.
CANARIES = ("Kanarix", "kanarix", "1987", "0987654321", "kanarix@example.org")
#: Icons and words of the admin's own pages; they hold nothing of the site.
OPEN_IN_ADMIN = {"/admin/sprite/", "/admin/jsi18n/"}
QUERIES = ("", "?q=kanarix", "?search=kanarix", "?q=kan", "?born_from=1987", "?page=1")


@pytest.fixture
def house():
    """A public clan with one living person, spoken of wherever a person can be spoken of."""
    clan = ClanFactory(slug="ho-canh-gac")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2 âm lịch")
    living = LivingPersonFactory(
        clan=clan,
        surname="Kanarix",
        given_name="Kanarix",
        birth="5/6/1987",
        biography="<p>Kanarix 0987654321</p>",
        names=[{"kind": "everyday", "value": "Kanarix Gọi"}],
        events=[{"type": "occupation", "description": "Kanarix làm nghề"}],
    )
    child = PersonFactory(clan=clan, given_name="Mất", birth="2010", death="2012")
    family(founder, WomanFactory(clan=clan), living)
    family(living, WomanFactory(clan=clan), child)
    found(founder)
    branch = BranchFactory(clan=clan, slug="chi-mot", name="Chi Một", founder=founder, head=living)
    PersonContact.objects.create(
        person=living, phone="0987654321", email="kanarix@example.org", address="Kanarix"
    )
    Note.objects.create(person=living, text="Kanarix")
    Citation.objects.create(person=living, source=SourceFactory(clan=clan), text="Kanarix")
    clan.head = living
    clan.save(update_fields=["head"])
    rebuild_clan(clan)
    news = add_news(
        "Tin của họ",
        people=[founder, living],
        branches=[branch],
        topics=[add_topic("Thời sự")],
        author=add_author("Ban Thông tin"),
    )
    settings = SiteSettings.objects.first()
    settings.main_clan = clan
    settings.save()
    living.refresh_from_db()
    clan.refresh_from_db()
    return {"living": living, "clan": clan, "branch": branch, "news": news, "child": child}


def patterns(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


def candidates(house):
    """Values for the arguments of routes, by the names routes give them."""
    living, child = house["living"], house["child"]
    pk = str(living.pk)
    numbers = {pk, "1", str(house["news"].pk)}
    return {
        "uuid": {str(living.uuid), str(child.uuid)},
        "pk": numbers,
        "slug": {"ho-canh-gac", "chi-mot", "thoi-su", "ban-thong-tin", "kanarix", pk},
        "clan_slug": {"ho-canh-gac"},
        "path": {"tin-tuc/", "images/kanarix.jpg", "kanarix"},
        "text": {"kanarix", "news", "genealogy", "person"},
    }


PLACE = re.compile(
    r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:[^()]|\([^()]*\))*\)"
)
TEXT_NAMES = {
    "app_label", "model_name", "model", "snippet_app_name", "snippet_model_name", "name", "key",
    "uidb36", "filename", "document_filename", "content_type_app_name", "mode", "filter_spec",
    "signature", "media_type", "content_type_model_name", "app_name", "ordinal", "language_code",
    "secret",
}  # fmt: skip


def filled(route: str, values: dict[str, set[str]]) -> list[str]:
    """Give the addresses of a route with every candidate for its arguments."""
    addresses = [""]
    rest = route
    while place := PLACE.search(rest):
        name = place["name"] or place["group"]
        kind = place["kind"]
        if kind == "uuid" or name == "uuid":
            choices = values["uuid"]
        elif (
            kind == "int"
            or name in {"pk", "page_id", "image_id", "document_id", "revision_id"}
            or name.endswith("id")
            or name in {"object_id", "usage_id", "revision_id_a"}
        ):
            choices = values["pk"]
        elif name in {"slug", "clan_slug", "branch_slug"} or kind == "slug":
            choices = values["slug"]
        elif name == "path":
            choices = values["path"]
        elif name in TEXT_NAMES or name.startswith("revision") or route.startswith("admin/"):
            choices = values["text"] | values["pk"]
        else:
            pytest.fail(f"route {route}: say in this test what <{name}> may be")
        before, rest = rest[: place.start()], rest[place.end() :]
        addresses = [
            f"{start}{before}{choice}" for start in addresses for choice in sorted(choices)
        ]
    return [
        "/" + re.sub(r"[\^$\\]|\(\?[:!].*?\)|[?*+]", "", address + rest) for address in addresses
    ]


def told(response) -> str:
    """Give all a stranger receives, as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)} {body.decode('utf-8', 'replace')}"


def leaks(text: str, uuid: str, query: str) -> list[str]:
    asked = query.lower()
    return [word for word in (*CANARIES, uuid) if word in text and word.lower() not in asked]


def test_no_route_tells_a_stranger_of_the_living(client, house):
    values = candidates(house)
    uuid = str(house["living"].uuid)
    client.raise_request_exception = False
    asked, found_leaks, broken = 0, [], []
    for route, _pattern in patterns(get_resolver()):
        for address in filled(route, values):
            queries = QUERIES if not address.startswith("/admin/") else ("",)
            for query in queries:
                response = client.get(address + query)
                asked += 1
                if response.status_code >= 500:
                    broken.append(address + query)
                own = address + query
                found_leaks += [(own, word) for word in leaks(told(response), uuid, own)]
    assert asked > 1000
    assert found_leaks == []
    assert broken == []


def test_no_page_of_the_site_tells_a_stranger_of_the_living(client, house):
    uuid = str(house["living"].uuid)
    for page in Page.objects.live().filter(depth__gt=1):
        response = client.get(page.get_url())
        assert response.status_code == 200
        assert leaks(told(response), uuid, "") == []


def test_the_admin_is_closed_to_strangers(client):
    client.raise_request_exception = False
    for route, _pattern in patterns(get_resolver()):
        if not route.startswith("admin/") or PLACE.search(route):
            continue
        address = "/" + re.sub(r"[\^$\\]", "", route)
        status = client.get(address).status_code
        assert status in {301, 302, 403, 404, 405} or address in OPEN_IN_ADMIN, address


@pytest.mark.parametrize("change", ["value", "existence"])
def test_two_sites_that_differ_in_the_hidden_answer_alike(client, house, change):
    """The differential method: the oracle is the same site without the hidden fact."""
    clan, living = house["clan"], house["living"]
    # A leaf, because somebody hidden who joins two visible people is drawn as an opaque node.
    leaf = LivingPersonFactory(clan=clan, given_name="Lá", birth="1999", child_order=9)
    family(PersonFactory(clan=clan, given_name="Cha"), None, leaf)
    addresses = [
        "/gia-pha/",
        "/gia-pha/ho-canh-gac/",
        "/gia-pha/ho-canh-gac/chi/chi-mot/",
        "/gia-pha/ho-canh-gac/so-lieu/",
        "/gia-pha/ho-canh-gac/chi/chi-mot/so-lieu/",
        "/gia-pha/ho-canh-gac/ngay-gio/",
        "/gia-pha/ho-canh-gac/ngay-gio/?thang=2&chi=chi-mot",
        "/gia-pha/ho-canh-gac/lich/",
        "/gia-pha/tim/?q=du",
        "/gia-pha/tim/?clan=ho-canh-gac",
        "/api/v2/people/",
        "/api/v2/people/?order=-name",
        "/api/v2/people/?search=van",
        "/api/v2/people/?born_from=1900",
        "/api/v2/people/?sex=m",
        "/api/v2/people/?generation_from=1",
        "/api/v2/clans/",
        "/api/v2/clans/ho-canh-gac/",
        "/api/v2/clans/ho-canh-gac/anniversaries/?from=2026-01-01&to=2027-12-31",
        "/api/v2/clans/ho-canh-gac/anniversaries.ics",
        "/api/v2/clans/ho-canh-gac/statistics/",
        "/api/v2/clans/ho-canh-gac/statistics/chart.svg",
        "/api/v2/clans/ho-canh-gac/statistics/chart.svg?kind=births",
        f"/api/v2/branches/{house['branch'].uuid}/statistics/",
        "/api/v2/branches/",
        "/api/v2/search/?q=van",
        f"/api/v2/people/{clan.founder.uuid}/",
        f"/api/v2/people/{clan.founder.uuid}/descendants/",
        f"/gia-pha/nguoi/{clan.founder.uuid}/",
        f"/gia-pha/nguoi/{clan.founder.uuid}/con-chau/",
        "/tim-kiem/?q=van",
        "/sitemap.xml",
        "/",
    ]

    def answers():
        cache.clear()
        return {address: told(client.get(address)) for address in addresses}

    before = answers()
    if change == "value":
        leaf.given_name, leaf.sex = "Khác", "f"
        leaf.save()
        living.given_name = "Đổi"
        living.save()
    else:
        leaf.delete()
    rebuild_clan(clan)
    after = answers()
    for address in addresses:
        assert before[address] == after[address], address
