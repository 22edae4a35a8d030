"""Every address of the site, made from the URL conf: a route that is added is attacked too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.db.models.base import ModelBase
from django.urls import URLPattern, URLResolver, get_resolver

PLACE = re.compile(
    r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>"
    r"|\(\?P<(?P<group>\w+)>(?:[^()]|\([^()]*\))*\)"
    r"|(?P<nameless>\((?!\?)(?:[^()]|\([^()]*\))*\))"
)
_SIGNS_OF_REGEX = re.compile(r"[\^$\\]|\(\?[:!].*?\)|[?*+]")


@dataclass(frozen=True)
class Place:
    """An argument of a route: its converter (may be empty) and its name."""

    kind: str
    name: str

    @property
    def is_uuid(self) -> bool:
        return self.kind == "uuid" or self.name.endswith("uuid")

    @property
    def is_number(self) -> bool:
        numbers = {"pk", "id", r"(\d+)"}
        return self.kind == "int" or self.name in numbers or self.name.endswith(("_id", "_pk"))


@dataclass(frozen=True)
class Route:
    """One pattern of the URL conf."""

    text: str
    view: Callable[..., Any]

    @property
    def places(self) -> list[Place]:
        return [
            Place(found["kind"] or "", found["name"] or found["group"] or found["nameless"])
            for found in PLACE.finditer(self.text)
        ]

    @property
    def model(self) -> Any:
        """The model of a view that names one."""
        initial = getattr(self.view, "view_initkwargs", None) or {}
        view_class = getattr(self.view, "view_class", None)
        named = initial.get("model") or getattr(view_class, "model", None)
        return named if isinstance(named, ModelBase) else None

    @property
    def is_admin(self) -> bool:
        return self.text.startswith("admin/")

    def path(self, *values: Any) -> str:
        """Give the address with these arguments."""
        remaining = iter(values)
        filled = PLACE.sub(lambda _place: f"\0{next(remaining)}\0", self.text)
        # Only what stands between the arguments is a regular expression.
        parts = filled.split("\0")
        return "/" + "".join(
            part if number % 2 else _SIGNS_OF_REGEX.sub("", part)
            for number, part in enumerate(parts)
        )

    def paths(self, choices: Callable[[Route, Place], Iterable[Any]], most: int = 60) -> list[str]:
        """Give the addresses with every combination of `choices(route, place)`, `most` at most."""
        options = [list(choices(self, place)) for place in self.places]
        return [self.path(*values) for values in islice(product(*options), most)]


def all_routes() -> list[Route]:
    """Give every route once."""
    routes = dict.fromkeys(_walk(get_resolver(), ""))
    return list(routes)


def _walk(resolver: Any, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        text = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, text)
        elif isinstance(pattern, URLPattern):
            yield Route(text, pattern.callback)
