"""Files and link targets of many article bodies, read at once instead of one body at a time.

Wagtail reads the pictures of each StreamField value by itself: a list of 20 articles with bodies
costs 20 queries and more. Inside `bodies_at_hand` the chooser blocks and the page links of rich
text find what they need already read.
"""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtailmedia.blocks import VideoChooserBlock

from cms.media.guards import tied_to_people, visible_images
from cms.media.models import ClanDocument, ClanImage, ClanMedia, ClanRendition

#: Names under which the block library keeps its choices.
_KEYS: dict[str, type[Model]] = {
    "image": ClanImage,
    "poster": ClanImage,
    "document": ClanDocument,
    "media": ClanMedia,
}
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


@dataclass
class _Shelf:
    """What has been read, by model and primary key."""

    objects: dict[type[Model], dict[int, Any]] = field(default_factory=dict)

    def take(self, model: type[Model], keys: list[Any]) -> list[Any] | None:
        """Return the objects of the keys, each its own; None when one was not read."""
        known = self.objects.get(model, {})
        if any(key is not None and int(key) not in known for key in keys):
            return None
        return [None if key is None else copy.copy(known[int(key)]) for key in keys]


_shelf: ContextVar[_Shelf | None] = ContextVar("bodies_at_hand", default=None)


class _FromShelf:
    """Mixin of chooser blocks: look at the shelf before asking the database."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Return the chosen objects in order."""
        shelf = _shelf.get()
        found = shelf.take(self.model_class, values) if shelf else None  # type: ignore[attr-defined] # a chooser block stands behind
        return super().bulk_to_python(values) if found is None else found  # type: ignore[misc]


class ImageChoice(_FromShelf, ImageChooserBlock):
    """A chosen picture."""


class DocumentChoice(_FromShelf, DocumentChooserBlock):
    """A chosen document."""


class VideoChoice(_FromShelf, VideoChooserBlock):
    """A chosen recording."""


def linked_pages(keys: list[Any]) -> list[Any] | None:
    """Return the pages of these keys in order, if all were read; else None."""
    shelf = _shelf.get()
    return shelf.take(Page, keys) if shelf else None


def _wanted(value: Any, found: dict[type[Model], set[int]]) -> None:
    """Collect the keys of chosen files and linked pages from raw StreamField data."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in _KEYS and isinstance(part, int):
                found.setdefault(_KEYS[name], set()).add(part)
            else:
                _wanted(part, found)
    elif isinstance(value, list):
        for part in value:
            _wanted(part, found)
    elif isinstance(value, str) and "linktype" in value:
        for link in _PAGE_LINK.findall(value):
            key = _ID.search(link)
            if key:
                found.setdefault(Page, set()).add(int(key[1]))


def images_with_renditions(
    keys: Iterable[int], request: HttpRequest | None = None
) -> dict[int, ClanImage]:
    """Return pictures by key with their renditions read; one query once renditions exist.

    With a request, pictures hidden from it are absent; that is one query more where a picture is
    tied to somebody of the gia phả.
    """
    wanted = set(keys)
    images: dict[int, ClanImage] = {}
    renditions: dict[int, list[Any]] = {}
    tied: set[int] = set()
    if wanted:
        rows = ClanRendition.objects.filter(image__in=wanted).select_related("image")
        table = ClanRendition._meta.db_table
        for rendition in rows.annotate(is_tied=tied_to_people(f"{table}.image_id")):
            images.setdefault(rendition.image_id, rendition.image)
            renditions.setdefault(rendition.image_id, []).append(rendition)
            if rendition.is_tied:
                tied.add(rendition.image_id)
    missing = wanted - images.keys()
    if missing:
        images.update(ClanImage.objects.in_bulk(missing))
        tied |= missing
    if request is not None and tied:
        # Only these can be hidden from anybody.
        asked: QuerySet[ClanImage] = ClanImage.objects.filter(pk__in=tied)
        seen = visible_images(asked, request, among=tied).values_list("pk", flat=True)
        for key in tied.difference(seen):
            images.pop(key, None)
    for key, image in images.items():
        # Where Wagtail's own prefetch_renditions keeps them.
        image.prefetched_renditions = renditions.get(key, [])  # type: ignore[attr-defined]
        # Filled by `image_object`; copies of the picture share it.
        image.sizes_known = {}  # type: ignore[attr-defined]
    return images


@contextlib.contextmanager
def bodies_at_hand(
    bodies: Iterable[Any], image_ids: Iterable[int] = (), request: HttpRequest | None = None
) -> Iterator[dict[int, ClanImage]]:
    """Read the files and link targets of these StreamField values, one query for each kind.

    Args:
        bodies: StreamField values.
        image_ids: further pictures wanted, such as covers; pictures are given back by key.
        request: who reads; a picture hidden from this request is as one that was deleted.

    Keys that lead nowhere are remembered as nothing.
    """
    found: dict[type[Model], set[int]] = {ClanImage: set(image_ids)}
    for body in bodies:
        _wanted(list(body.raw_data), found)
    wanted = found.pop(ClanImage)
    images = images_with_renditions(wanted, request)
    shelf = _Shelf({ClanImage: {**dict.fromkeys(wanted), **images}})
    for model, keys in found.items():
        rows = model._default_manager.filter(pk__in=keys)
        shelf.objects[model] = {**dict.fromkeys(keys), **{row.pk: row for row in rows}}
    token = _shelf.set(shelf)
    try:
        yield images
    finally:
        _shelf.reset(token)
