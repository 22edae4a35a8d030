"""What every page of the site is given."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.display import display_of
from home.models import SiteSettings
from home.selectors import NavItem, navigation_items, site_settings_of

logger = logging.getLogger(__name__)

#: Doors that have no menu of the site.
WITHOUT_MENU = ("/admin/", "/api/")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give `nav_items` (label, url, is_current), `site_settings` and `display` (the reader's own).

    The first two are read when a template first uses them: at most three queries, none for
    templates without a menu. `display` is a cookie: every page says `Vary: Cookie` already, for
    its head asks who is signed in.
    """
    if request.path.startswith(WITHOUT_MENU):
        return {}
    return {
        "nav_items": SimpleLazyObject(lambda: _items(request)),
        "site_settings": SimpleLazyObject(lambda: _settings(request)),
        "display": display_of(request),
    }


def _items(request: HttpRequest) -> list[NavItem]:
    # An error page must stand even when the database does not, or has no tables yet.
    try:
        return navigation_items(request)
    except DatabaseError:
        logger.exception("The menu could not be read", extra={"event": "menu_unreadable"})
        return []


def _settings(request: HttpRequest) -> SiteSettings:
    try:
        return site_settings_of(request)
    except DatabaseError:
        logger.exception("The settings could not be read", extra={"event": "settings_unreadable"})
        return SiteSettings()
