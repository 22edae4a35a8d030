"""The table of routes: every pattern of the URL conf, how its arguments are filled, what it opens.

A pattern that no row of `TABLE` knows, or an argument nobody said how to fill, fails the matrix: a
route that is added must be added here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from genealogy.selectors.drawings_options import DrawingKind
from genealogy.views.proposals_sending import WAYS
from tests.privacy.route_rows import TABLE, Row

Source = Callable[[Any], list[str]]

UNKNOWN = "11111111-1111-4111-8111-111111111111"


def _subjects(world: Any) -> list[Any]:
    return list(world.subjects.values())


def _files(world: Any, kind: str) -> list[Any]:
    return [row for subject in _subjects(world) for row in subject.rows[kind]]


def _media_paths(world: Any) -> list[str]:
    images = _files(world, "images")
    sizes = [image.get_rendition("width-40") for image in images[::3]]
    return [row.file.name for row in (*images, *sizes)]


def _keys(model: str) -> Source:
    def keys(world: Any) -> list[str]:
        return [str(key) for key in apps.get_model(model).objects.values_list("pk", flat=True)]

    return keys


def _uuids(model: str) -> Source:
    def uuids(world: Any) -> list[str]:
        return [str(key) for key in apps.get_model(model).objects.values_list("uuid", flat=True)]

    return uuids


def _fixed(*values: str) -> Source:
    return lambda world: list(values)


SOURCES: dict[str, Source] = {
    "people": lambda world: [
        *(str(one.person.uuid) for one in _subjects(world)),
        *(str(one.rows["old_uuid"]) for one in _subjects(world)),
        str(world.founder.uuid),
        str(world.subjects["dead"].rows["heir"].uuid),
    ],
    "person keys": lambda world: [str(one.person.pk) for one in _subjects(world)],
    "couple keys": lambda world: [str(one.rows["couple"].pk) for one in _subjects(world)],
    "image keys": lambda world: [str(row.pk) for row in _files(world, "images")],
    "document keys": lambda world: [str(row.pk) for row in _files(world, "documents")],
    "documents": lambda world: [f"{row.pk}/{row.filename}" for row in _files(world, "documents")],
    "media paths": _media_paths,
    "clan": lambda world: [world.clan.slug],
    "clan keys": lambda world: [str(world.clan.pk)],
    "branches": lambda world: [world.branch.slug, world.other_branch.slug],
    "place uuids": _uuids("genealogy.Place"),
    "source uuids": _uuids("genealogy.Source"),
    "branch uuids": lambda world: [str(world.branch.uuid)],
    "calendar": lambda world: [world.calendar_secret],
    "calendar keys": lambda world: [str(world.calendar_link.pk)],
    "reminder keys": lambda world: [str(world.reminder.pk)],
    "prints": lambda world: [str(world.print_order.uuid)],
    "stop tokens": lambda world: [world.stop_token],
    "solar months": _fixed("2026-09", "2026-12", "1799-12"),
    "lunar months": _fixed("2026-08", "2026-10", "2025-06n"),
    "years": _fixed("2026"),
    "news": lambda world: [str(world.news.pk)],
    "page keys": lambda world: [str(world.news.pk), str(world.news.get_parent().pk)],
    "revisions": lambda world: [str(world.news.latest_revision_id)],
    "accounts": lambda world: [str(user.pk) for user in world.accounts.values()],
    "proposals": _uuids("genealogy.Proposal"),
    "requests": _uuids("genealogy.DataRequest"),
    "invitations": _uuids("genealogy.Invitation"),
    "one": _fixed("1"),
    "nothing": _fixed("khong-co"),
    "words": _fixed("genealogy", "person", "news", "newspage"),
    "topic": _fixed("thoi-su"),
    "author": _fixed("ban-thong-tin"),
    "page paths": _fixed("", "tin-tuc/", "tin-tuc/tin-cua-ho-0/", "khong-co/"),
    "empty": _fixed(""),
}
for _name in ("BranchOffice", "ClanMember", "PersonAccount", "Invitation", "Consent"):
    SOURCES[f"{_name} keys"] = _keys(f"genealogy.{_name}")
for _name in ("DataRequest", "Proposal", "Event", "Place", "Source", "ChangeSet", "Branch"):
    SOURCES[f"{_name} keys"] = _keys(f"genealogy.{_name}")
SOURCES["PersonContact keys"] = _keys("genealogy.PersonContact")

#: Arguments that mean the same wherever they stand.
COMMON = {
    "page_id": "page keys", "parent_page_id": "page keys", "page_to_move_id": "news",
    "destination_id": "page keys", "revision_id": "revisions", "image_id": "image keys",
    "document_id": "document keys", "doc_id": "document keys", "filter_spec": "filters",
    "app_label": "words", "model_name": "words", "app_name": "words",
    "content_type_app_name": "words", "content_type_model_name": "words",
    "page_pk": "news", "object_id": "one", "media_type": "recordings",
    "revision_id_a": "comparable", "revision_id_b": "comparable",
}  # fmt: skip
SOURCES["filters"] = _fixed("max-165x165")
SOURCES["recordings"] = _fixed("audio", "video")
SOURCES["comparable"] = _fixed("live", "latest")
#: Numbers and words of Wagtail that lead to no person.
_OF_WAGTAIL = {
    "restriction_id", "page_view_restriction_id", "task_state_id", "workflow_state_id", "task_id",
    "workflow_pk", "collection_id", "redirect_id", "session_id", "uploaded_file_id", "media_id",
    "uidb64", "token", "uidb36", "key", "action_name", "action",
}  # fmt: skip
COMMON |= dict.fromkeys(_OF_WAGTAIL, "one")

SOURCES["ways"] = lambda world: list(WAYS)
SOURCES["drawings"] = lambda world: [str(kind) for kind in DrawingKind]
SOURCES["text kinds"] = _fixed("clan", "branch", "person")
SOURCES["preview secrets"] = _fixed("A" * 43)
SOURCES["duties"] = _fixed("hide", "erase", "export", "correct", "withdraw")

_EXACT = {row.route: row for row in TABLE if not row.route.endswith("**")}
_BEGINNINGS = sorted(
    (row for row in TABLE if row.route.endswith("**")), key=lambda row: -len(row.route)
)

_ARGUMENT = re.compile(
    r"<(?:\w+:)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:[^()]|\([^()]*\))*\)"
    r"|(?P<unnamed>\((?:[^()?]|\([^()]*\))*\)(?:/\(\.\*\))?)"
)
_REGEX_SIGNS = re.compile(r"[\^$\\]|\(\?[:!].*?\)|[?*+]")


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Give every route of the URL conf as one string."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def row_of(route: str) -> Row | None:
    """Give the row that knows a route; the longest beginning when none names it wholly."""
    if route in _EXACT:
        return _EXACT[route]
    return next((row for row in _BEGINNINGS if route.startswith(row.route[:-2])), None)


class UnknownArgument(LookupError):
    """Nobody said how to fill an argument of a route."""


def _source(route: str, row: Row, name: str) -> str:
    inherited = (other for other in _BEGINNINGS if route.startswith(other.route[:-2]))
    for values in (row.values, COMMON, *(other.values for other in inherited)):
        if name in values:
            return values[name]
    raise UnknownArgument(f"{route}: say in tests/privacy/routes.py what <{name}> may be")


def addresses(route: str, world: Any, *, most: int = 0, salt: str = "") -> list[str]:
    """Give the addresses of a route with every value of its arguments.

    Args:
        route: a pattern of the URL conf.
        world: whose values fill it.
        most: at most so many, taken from all over the list; 0 is all.
        salt: with another salt others are taken.

    Raises:
        UnknownArgument: the table does not say what an argument may be.
    """
    row = row_of(route)
    if row is None:
        raise UnknownArgument(f"{route} is in no row of tests/privacy/routes.py")
    pieces: list[list[str]] = []
    rest = route
    while found := _ARGUMENT.search(rest):
        name = found["name"] or found["group"] or ""
        pieces += [[_plain(rest[: found.start()])], SOURCES[_source(route, row, name)](world)]
        rest = rest[found.end() :]
    filled = ["/" + "".join(parts) for parts in product(*pieces, [_plain(rest)])]
    if most and len(filled) > most:
        step = len(filled) // most
        filled = filled[zlib.crc32((route + salt).encode()) % step :: step][:most]
    return filled


def queries(route: str) -> tuple[str, ...]:
    """Give the query strings to ask a route with; those of a whole family are for its lists."""
    row = row_of(route)
    if row is None or "<" not in route or row.route == route:
        return row.queries if row else ()
    return tuple(query for query in row.queries if query.startswith("fields="))


def _plain(text: str) -> str:
    return _REGEX_SIGNS.sub("", text)


def words_of(subject: Any, world: Any) -> dict[str, str]:
    """Give what queries about somebody are filled with."""
    given = next(iter(subject.canaries["given_name"]))
    other = next(iter(subject.canaries["other_name"]))
    year = next(iter(subject.canaries["birth_year"]), "1985")
    return {
        "given": given,
        "prefix": given[:3],
        "other": other[:3],
        "year": year,
        "uuid": str(subject.person.uuid),
        "other_uuid": str(world.founder.uuid),
        "branch": str(world.branch.uuid),
    }
