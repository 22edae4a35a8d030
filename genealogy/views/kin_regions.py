"""Whose words of kinship a page speaks, chosen by `?vung=`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from genealogy.enums import KinshipRegion

REGIONS = {
    "bac": KinshipRegion.NORTH,
    "trung": KinshipRegion.CENTRAL,
    "nam": KinshipRegion.SOUTH,
}
REGION_NAMES = {
    "bac": gettext_lazy("Miền Bắc"),
    "trung": gettext_lazy("Miền Trung"),
    "nam": gettext_lazy("Miền Nam"),
}


def region_of(request: HttpRequest) -> tuple[str, KinshipRegion | None]:
    """Read the region asked for: its word in the address and itself; "" and None for the clan's."""
    key = request.GET.get("vung", "").strip()
    return (key, REGIONS[key]) if key in REGIONS else ("", None)


def region_choices(now: str) -> list[dict[str, Any]]:
    """Give the regions as choices of a form; `now` is the value of the one spoken."""
    return [
        {"value": key, "text": REGION_NAMES[key], "is_now": region == now}
        for key, region in REGIONS.items()
    ]
