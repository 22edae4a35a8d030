"""Who may keep an answer of the API, for how long, and under which names a CDN may drop it.

The server's own memory of answers (`cms.core.api.kept`) does not ask here: it follows what was
really read. What stands here is told to strangers, so it is fixed for each address: never may a
name, a date or the length of a life depend on what is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

#: The public answers of anonymous readers may rest in caches this long, in seconds.
PUBLIC_SECONDS = 60
#: What the answers of the API depend on besides their address.
#:
#: `Cookie` stays although it costs caches variants: browsers of members send a session to the same
#: addresses, and their own cache would answer them with what strangers see. Other sites' pages,
#: apps and builds send no cookies, so for them there is one variant.
VARY = ("Accept", "Authorization", "Cookie")


@dataclass(frozen=True)
class Policy:
    """What is told with the answers of one endpoint.

    `keys` are the kinds of content its answers are made of, besides what the address names.
    Whoever tells of people must be able to fall silent at once: such answers may be served a few
    seconds too old, never for long because the server is away.
    """

    keys: tuple[str, ...] = ()
    is_of_people: bool = True
    #: The records of this endpoint are pages of the site.
    is_of_pages: bool = False

    @property
    def cache_control(self) -> str:
        """Give the header of an answer for anybody."""
        if self.is_of_people:
            return f"public, max-age={PUBLIC_SECONDS}, stale-while-revalidate=30"
        return f"public, max-age={PUBLIC_SECONDS}, stale-while-revalidate=300, stale-if-error=86400"


_OF_ARTICLES = ("topics", "authors", "media", "documents", "people")
_ALL = (
    "news", "topics", "authors", "programmes", "episodes", "events", "pages", "documents", "people",
)  # fmt: skip
#: Every endpoint by its name; a test fails when one is missing.
POLICIES: dict[str, Policy] = {
    "news": Policy(_OF_ARTICLES, is_of_pages=True),
    "topics": Policy(("news",), is_of_people=False),
    "authors": Policy(("news", "media"), is_of_people=False),
    "programmes": Policy(("episodes", "media", "documents"), is_of_people=False, is_of_pages=True),
    "episodes": Policy(("programmes", *_OF_ARTICLES), is_of_pages=True),
    "events": Policy(("media", "documents", "people"), is_of_pages=True),
    "pages": Policy((*_ALL, "media"), is_of_pages=True),
    "images": Policy(("media", "people")),
    "documents": Policy(("people",)),
    "media": Policy(("people",)),
    "places": Policy(("people",)),
    "sources": Policy(("people",)),
    "redirects": Policy(("pages",), is_of_people=False),
    "clans": Policy(("people",)),
    "branches": Policy(("people", "news", *_OF_ARTICLES)),
    "people": Policy(("news", "episodes", *_OF_ARTICLES)),
    "proposals": Policy(),
    "search": Policy(_ALL),
    "site": Policy(("pages", "media", "people"), is_of_people=False),
    "resolve": Policy((*_ALL, "redirects", "media")),
    "paths": Policy((*_ALL, "redirects")),
    "preview": Policy(),
    "openapi": Policy(is_of_people=False),
    "api_root": Policy(is_of_people=False),
}
_UNKNOWN = Policy(_ALL)
#: On every answer: drops them all.
EVERY_KEY = "api"


def endpoint_of(request: Any) -> str:
    """Give the name of the endpoint that answers: `news`, `openapi`."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    return match.namespaces[-1] if len(match.namespaces) > 1 else match.url_name or ""


def surrogate_keys(endpoint: str, kwargs: dict[str, Any]) -> list[str]:
    """Give the names under which a CDN may drop an answer, the most exact one first.

    >>> surrogate_keys("topics", {"slug": "khuyen-hoc"})
    ['topics-khuyen-hoc', 'news', 'api']
    """
    policy = POLICIES.get(endpoint, _UNKNOWN)
    named = next((value for name in ("pk", "uuid", "slug") if (value := kwargs.get(name))), None)
    own = [endpoint] if named is None else [f"{endpoint}-{named}"]
    if named is not None and policy.is_of_pages:
        own.append(f"page-{named}")
    return list(dict.fromkeys([*own, *policy.keys, EVERY_KEY]))


class CacheHeaders:
    """Mixin: say for each answer who may keep it, and what is left to a program's key."""

    def cache_tags(self) -> frozenset[str]:
        """Give the kinds of content that the answers of this endpoint are made of."""
        request: Any = self.request  # type: ignore[attr-defined] # a viewset stands behind
        return frozenset(surrogate_keys(endpoint_of(request), self.kwargs))  # type: ignore[attr-defined] # the same

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Let answers made for nobody in particular rest in caches for a minute."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc] # a viewset stands behind
        # Two readers of one address get different answers only by who they are.
        patch_vary_headers(response, VARY)
        for name, value in getattr(request, "api_answer_headers", {}).items():
            response[name] = value
        if response.status_code == 200 and is_for_anybody(request):
            public_headers(response, endpoint_of(request), kwargs)
        else:
            response["Cache-Control"] = "private, no-store"
        return response


def public_headers(response: Any, endpoint: str, kwargs: dict[str, Any]) -> None:
    """Write on an answer for anybody who may keep it."""
    response["Cache-Control"] = POLICIES.get(endpoint, _UNKNOWN).cache_control
    keys = surrogate_keys(endpoint, kwargs)
    response["Surrogate-Key"] = " ".join(keys)
    response["Cache-Tag"] = ",".join(keys)


def is_for_anybody(request: Request) -> bool:
    """Say whether nothing of the caller went into the answer to this reading request.

    A session opens more than an account: it may know the password of a page.
    """
    if request.method not in {"GET", "HEAD"} or getattr(request, "api_token", None) is not None:
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    return not getattr(getattr(request, "user", None), "is_authenticated", False)
