"""The privacy proof in small: named checks that hold of the site and cost a second each.

`test_checks.py` runs each by name; `test_planted_leaks.py` plants leaks and shows that the check
named beside each turns red. The wide forms are the matrix and the differential.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.utils import timezone

from cms.media.services import image_create
from genealogy.enums import EventType
from genealogy.models import Person
from genealogy.services import people
from tests.media.pictures import CANARY, exif, picture
from tests.privacy.asking import tells
from tests.privacy.differential import ask_all, differences
from tests.privacy.facts import FACT
from tests.privacy.hidden_changes import CHANGES
from tests.privacy.matrix import asker, scanner, walk
from tests.privacy.roles import ADMINISTRATOR, NEWSROOM, PAGES, RELATIVE, ROLES, STRANGER, may_see
from tests.privacy.routes import UNKNOWN

CHECKS: dict[str, Callable[[Any], None]] = {}

_PERSON_PAGES = ["gia-pha/nguoi/<uuid:uuid>/", "gia-pha/nguoi/<uuid:uuid>/con-chau/"]
_LISTS = [
    "gia-pha/<slug:slug>/",
    "gia-pha/<slug:slug>/ngay-gio/",
    "gia-pha/<slug:clan>/chi/<slug:slug>/",
    "gia-pha/tim/",
    "gia-pha/quan-he/",
]
_PEOPLE_API = ["api/v2/^people/", "api/v2/^people/<uuid:uuid>/"]
_CALENDARS = [
    "gia-pha/<slug:slug>/ngay-gio/",
    "api/v2/^clans/<slug:slug>/anniversaries/",
    "api/v2/^clans/<slug:slug>/anniversaries.ics",
]
_SITE = ["sitemap.xml", "^((?:[\\w\\-]+/)*)$", "tim-kiem/", "api/v2/^news/<int:pk>/"]
_FILES = ["^media/(?P<path>.+)$", "documents/^(\\d+)/(.*)$"]
_LIBRARY = ["api/v2/^images/", "api/v2/^documents/"]
_EDITORS = ["admin/gia-pha/nguoi/", "admin/gia-pha/nguoi/edit/<int:pk>/", "admin/images/"]


def _check(check: Callable[[Any], None]) -> Callable[[Any], None]:
    CHECKS[check.__name__] = check
    return check


def _nothing_is_told(role: str, world: Any, routes: list[str]) -> None:
    found = walk(role, world, routes=routes, is_full=True, states=["living adult", "dead, members"])
    assert found.requests > 0
    assert found.broken == []
    assert [str(leak) for leak in found.leaks] == []


@_check
def strangers_read_nothing_hidden_on_a_persons_page(world: Any) -> None:
    """Pages of each subject, by the present and by an old address."""
    _nothing_is_told(STRANGER, world, _PERSON_PAGES)


@_check
def strangers_read_nothing_hidden_in_lists(world: Any) -> None:
    """Clan, branch, giỗ, search and the pickers of the question of kinship."""
    _nothing_is_told(STRANGER, world, _LISTS)


@_check
def programs_read_nothing_hidden(world: Any) -> None:
    """The API of people, lists and records, and what is logged on the way."""
    _nothing_is_told(STRANGER, world, _PEOPLE_API)


@_check
def calendars_name_nobody_hidden(world: Any) -> None:
    """Giỗ as a page, in the API and as the file a phone fetches."""
    _nothing_is_told(STRANGER, world, _CALENDARS)


@_check
def the_site_names_nobody_hidden(world: Any) -> None:
    """Sitemap, pages, site search and the news that speaks of people."""
    _nothing_is_told(STRANGER, world, _SITE)


@_check
def files_of_the_hidden_are_closed(world: Any) -> None:
    """Pictures, their sizes and documents at their own addresses."""
    _nothing_is_told(STRANGER, world, _FILES)


@_check
def lists_of_files_leave_out_the_hidden(world: Any) -> None:
    """Pictures and documents in the API."""
    _nothing_is_told(STRANGER, world, _LIBRARY)


@_check
def the_newsroom_reads_nothing_hidden_in_the_admin(world: Any) -> None:
    """People and pictures in the editors' pages, for editors of news alone."""
    _nothing_is_told(NEWSROOM, world, _EDITORS)


@_check
def strangers_notice_nothing(world: Any) -> None:
    """Lists, counts, statistics and headers do not move with what is hidden."""
    founder, dead = world.founder.uuid, world.subjects["dead"].person.uuid
    before = ask_all(
        [
            "/gia-pha/ho-chim/",
            "/gia-pha/ho-chim/so-lieu/",
            "/gia-pha/tim/?q=be",
            "/gia-pha/quan-he/?tim=be",
            f"/gia-pha/nguoi/{dead}/",
            f"/gia-pha/nguoi/{founder}/con-chau/",
            "/api/v2/people/",
            f"/api/v2/people/{dead}/",
            "/api/v2/clans/ho-chim/statistics/",
        ]
    )
    assert {answer.status for answer in before.values()} == {200}
    for kind in ("a living child is born", "the name of a living person"):
        assert differences(before, CHANGES[kind], world) == [], kind


@_check
def members_notice_nothing(world: Any) -> None:
    """A filter, an order or a search tells a member nothing that the answer keeps from him."""
    member = asker(RELATIVE, world)
    year = people_year(world)
    before = ask_all(
        [
            f"/api/v2/people/?born_from={year}&born_to={year}",
            "/api/v2/people/?order=name&limit=100",
            "/api/v2/people/?search=goi",
            "/gia-pha/tim/?q=goi",
        ],
        member,
    )
    assert {answer.status for answer in before.values()} == {200}
    for change in (_child_is_older, _child_is_called):
        assert differences(before, change, world, member) == [], change.__name__


def people_year(world: Any) -> int:
    """Give the year in which the living child was born."""
    return int(next(iter(world.subjects["living child"].canaries["birth_year"])))


def _child(world: Any) -> Person:
    return Person.objects.get(pk=world.subjects["living child"].person.pk)


def _child_is_older(world: Any) -> None:
    # Older than the one born twelve years ago whom everybody sees, and still a child.
    events = [{"type": EventType.BIRTH, "date": str(timezone.localdate().year - 15)}]
    people.person_update(_child(world), events=events)


def _child_is_called(world: Any) -> None:
    people.person_update(_child(world), names=[{"kind": "everyday", "value": "Gọi"}])


@_check
def hidden_and_unknown_answer_alike(world: Any) -> None:
    """Somebody hidden is nobody: the same status, body and names of headers."""
    stranger = asker(STRANGER, world)
    for tail in ("/gia-pha/nguoi/{}/", "/gia-pha/nguoi/{}/con-chau/", "/api/v2/people/{}/"):
        unknown = stranger.get(tail.format(UNKNOWN))
        assert unknown.status == 404
        for state in ("living adult", "dead, members", "dead, editors", "staged"):
            uuid = str(world.subjects[state].person.uuid)
            hidden = stranger.get(tail.format(uuid))
            body = hidden.body.replace(uuid.encode(), UNKNOWN.encode())
            assert (hidden.status, body) == (404, unknown.body), (tail, state)
            assert hidden.headers.keys() == unknown.headers.keys(), (tail, state)


@_check
def answers_to_accounts_are_kept_by_nobody(world: Any) -> None:
    """What a session was told is never stored; what anybody may store differs by cookie."""
    dead = world.subjects["dead"].person
    pages = [
        "/gia-pha/ho-chim/", f"/gia-pha/nguoi/{dead.uuid}/", "/api/v2/people/",
        f"/media/{dead.portrait.file.name}",
    ]  # fmt: skip
    for role in ROLES:
        somebody = asker(role, world)
        for page in pages:
            answer = somebody.get(page)
            assert answer.status == 200
            policy = answer.headers.get("Cache-Control", "")
            if role != STRANGER:
                assert policy == "private, no-store", (role, page)
            elif "public" in policy and not page.startswith("/media/"):
                assert "cookie" in answer.headers.get("Vary", "").lower(), page


@_check
def the_next_reader_gets_his_own_answer(world: Any) -> None:
    """Whoever asked before, a stranger reads what strangers read."""
    uuid, eyes = world.subjects["dead"].person.uuid, scanner(world)
    pages = [f"/gia-pha/nguoi/{uuid}/", f"/api/v2/people/{uuid}/", "/api/v2/people/"]
    ask_all(pages, asker(ADMINISTRATOR, world))
    stranger = asker(STRANGER, world)
    for page in pages:
        for state, fact in tells(stranger.get(page), eyes):
            assert may_see(STRANGER, state, FACT[fact], PAGES), (page, state, fact)


@_check
def pictures_carry_no_words(world: Any) -> None:
    """What a camera wrote into a picture is in no stored byte of it, nor of its sizes."""
    for kind, name in (("JPEG", "anh.jpg"), ("PNG", "anh.png"), ("WEBP", "anh.webp")):
        data = picture(kind, exif=exif())
        assert CANARY in data
        image = image_create(title="Ảnh", file=BytesIO(data), name=name)
        for stored in (image, image.get_rendition("width-40")):
            with stored.file.open("rb") as file:
                assert CANARY not in file.read(), (kind, stored)
