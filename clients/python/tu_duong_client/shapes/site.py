"""Shapes of `site`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import TypedDict

from tu_duong_client.shapes.shared_parts import Image


class NavigationEntry(TypedDict):
    """One entry of the menu."""

    label: str
    url: str | None


class SiteFacts(TypedDict):
    """Name, addresses and menu of the site."""

    address: str
    email: str
    facebook_url: str
    footer: str
    logo: Image | None
    main_clan: str | None
    motto: str
    navigation: list[NavigationEntry]
    phone: str
    site_name: str
    youtube_url: str
    zalo_url: str
