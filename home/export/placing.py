"""Where the static site will stand, and by which names the living one calls itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.models import Site

from home.export.asking import living_origin
from home.export.rewriting import Places

_HERE = ("localhost", "127.0.0.1", "testserver", "::1")


def places_of(address: str, living: str = "") -> Places:
    """Work out the places from what the command was told.

    Args:
        address: of the static site; the living site's own when not given, for a copy that takes
            its place.
        living: of the living site readers are led to. When not given it is `SITE_URL`, unless that
            is this machine or the static site itself.
    """
    origin = living_origin()
    address = (address or origin).rstrip("/")
    if not living:
        is_here = urlsplit(origin).hostname in _HERE
        living = "" if is_here or address.startswith(origin) else origin
    names = [origin, *(site.root_url.rstrip("/") for site in Site.objects.order_by("pk"))]
    return Places(
        address=address,
        base=urlsplit(address).path.rstrip("/"),
        living=living.rstrip("/"),
        origins=tuple(dict.fromkeys(names)),
    )
