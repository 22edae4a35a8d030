"""A picture as the API gives it: one object with everything a page needs to show it.

For lists, prefetch `cover_image__renditions`: then neither this nor `{% picture %}` asks the
database for renditions that exist.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from cms.core.addresses import absolute_url
from cms.media.models import ClanImage, ClanRendition

logger = logging.getLogger(__name__)

#: Widths offered, in pixels; a smaller original is not blown up.
WIDTHS = (400, 800, 1200)
FORMATS = ("avif", "webp", "jpeg")
QUICK_FORMATS = ("webp", "jpeg")
SLOW_FORMATS = ("avif",)
_PLAIN_NAME = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*", re.ASCII)
#: What `src` shows to readers that know no srcset.
FALLBACK_SPEC = "width-800|format-jpeg"


def image_object(
    image: ClanImage | None,
    *,
    request: HttpRequest | None,
    alt: str = "",
    credit: str = "",
) -> dict[str, Any] | None:
    """Return a picture as one object, None for no picture.

    Keys: id, title, alt, credit, width and height (pixels of the original), focal_point
    ({"x", "y"}: parts of width and height, 0 to 1, or None), src (JPEG, at most 800 wide), srcset
    ({"avif" | "webp" | "jpeg": [{"url", "width"}]}, narrow first). Addresses carry scheme and
    host. WebP and JPEG sizes that do not exist yet are made; AVIF is listed where it was made at
    upload. A picture whose file is lost has src None and empty
    lists.
    """
    if image is None:
        return None
    src, srcset = _sizes(image, request)
    return {
        "id": image.pk,
        "title": image.title,
        "alt": alt or image.description,
        "credit": credit or image.credit,
        "width": image.width,
        "height": image.height,
        "focal_point": _focal_point(image),
        "src": src,
        "srcset": srcset,
    }


def _sizes(
    image: ClanImage, request: HttpRequest | None
) -> tuple[str | None, dict[str, list[dict[str, Any]]]]:
    """Give `src` and `srcset`; worked out once for a picture that `at_hand` has read."""
    known = getattr(image, "sizes_known", None)
    if known:
        return known["sizes"]
    sizes = _sizes_of(image, request)
    if known is not None:
        known["sizes"] = sizes
    return sizes


def _sizes_of(
    image: ClanImage, request: HttpRequest | None
) -> tuple[str | None, dict[str, list[dict[str, Any]]]]:
    srcset: dict[str, list[dict[str, Any]]] = {name: [] for name in FORMATS}
    src = None
    files = _files(image)
    for name in FORMATS:
        seen: set[int] = set()
        for width in WIDTHS:
            found = files.get(f"width-{width}|format-{name}")
            if found is None or found[1] in seen:
                continue
            seen.add(found[1])
            srcset[name].append({"url": absolute_url(found[0], request), "width": found[1]})
    if FALLBACK_SPEC in files:
        src = absolute_url(files[FALLBACK_SPEC][0], request)
    return src, srcset


def _files(image: ClanImage) -> dict[str, tuple[str, int]]:
    """Return address and width of the renditions by spec."""
    at_hand = getattr(image, "prefetched_renditions", None)
    if at_hand is not None and hasattr(at_hand, "sizes"):
        sizes = at_hand.sizes()
        if sizes.keys() >= _specs(image, QUICK_FORMATS):
            address = _addresses()
            return {spec: (address(name), width) for spec, (name, width) in sizes.items()}
    return {spec: (row.url, row.width) for spec, row in _renditions(image).items()}


def _addresses() -> Callable[[str], str]:
    """Return what gives the address of a rendition's file, as the storage gives it."""
    storage: Any = ClanRendition._meta.get_field("file").storage  # type: ignore[union-attr] # a file
    start = getattr(storage, "base_url", None) or ""
    if getattr(storage.__class__, "url", None) is not FileSystemStorage.url or start[-1:] != "/":
        known: Any = storage.url
        return known
    # Nothing to quote and nowhere to climb to: the storage would only join the two.
    return lambda name: f"{start}{name}" if _PLAIN_NAME.fullmatch(name) else storage.url(name)


def _specs(image: ClanImage, formats: Iterable[str]) -> set[str]:
    """Return the sizes wanted; a width beyond the original's next one is not made."""
    narrower = [width for width in WIDTHS if width < image.width]
    widths = WIDTHS[: len(narrower) + 1]
    specs = {f"width-{width}|format-{name}" for name in formats for width in widths}
    if "jpeg" in formats:
        specs.add(FALLBACK_SPEC)
    return specs


def _filters(image: ClanImage, formats: Iterable[str]) -> list[Filter]:
    return [Filter(spec=spec) for spec in sorted(_specs(image, formats))]


def _renditions(image: ClanImage) -> dict[str, Any]:
    """Return the renditions by spec; quick formats are made when missing, slow ones are not."""
    read = getattr(image, "prefetched_renditions", None)
    if read:
        # A width depends on no focal point, so the spec alone names the file.
        by_spec = {row.filter_spec: row for row in read if not row.focal_point_key}
        if by_spec.keys() >= _specs(image, QUICK_FORMATS):
            return by_spec
    try:
        made = image.get_renditions(*_filters(image, QUICK_FORMATS))
        slow = image.find_existing_renditions(*_filters(image, SLOW_FORMATS))
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("Picture %s cannot be read", image.pk, extra={"event": "image_lost"})
        return {}
    return {**made, **{filter.spec: rendition for filter, rendition in slow.items()}}


def renditions_prepare(image: ClanImage, formats: Iterable[str] = FORMATS) -> int:
    """Make every size of these formats that is missing; return how many there are now.

    Called when a picture is uploaded. AVIF takes about a second for one picture, so it is never
    made while a reader waits.
    """
    try:
        return len(image.get_renditions(*_filters(image, list(formats))))
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("Picture %s cannot be read", image.pk, extra={"event": "image_lost"})
        return 0


def _focal_point(image: ClanImage) -> dict[str, float] | None:
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }
