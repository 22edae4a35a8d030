"""What the site calls itself, for floors below the settings that hold the name."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

Namer = Callable[[HttpRequest], str]
_namers: list[Namer] = []


def register_site_name(namer: Namer) -> None:
    """Let `namer` say the name; call it when the app is ready. The last one counts."""
    _namers[:] = [namer]


def site_name(request: HttpRequest) -> str:
    """Return the name of the request's site as readers see it."""
    return (_namers[0](request) if _namers else "") or settings.WAGTAIL_SITE_NAME
