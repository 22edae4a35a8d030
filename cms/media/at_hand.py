"""Files and link targets of many article bodies, read at once instead of one body at a time.

Wagtail reads the pictures of each StreamField value by itself: a list of 20 articles with bodies
costs 20 queries and more. Inside `bodies_at_hand` the chooser blocks and the page links of rich
text find what they need already read.
"""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Collection, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtailmedia.blocks import VideoChooserBlock

from cms.core.prepared import Prepared
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


_FILE_COLUMNS = ("id", "filter_spec", "file", "width", "height", "focal_point_key")
#: Without what no article shows and is dear to read: a moment, for each of hundreds of files.
_IMAGE_COLUMNS = [
    column.attname
    for column in ClanImage._meta.concrete_fields
    if column.attname not in {"created_at", "file_hash", "file_size", "uploaded_by_user_id"}
]


class FilesAtHand(Collection[Any]):
    """The sizes of a picture as rows, made into Wagtail's objects only where its tags ask for them.

    A list of articles names hundreds of files, and needs no more than name and width of each.
    """

    def __init__(self, image: ClanImage, rows: list[tuple[Any, ...]]) -> None:
        self._image, self._rows = image, rows
        self._made: list[ClanRendition] | None = None

    def sizes(self) -> dict[str, tuple[str, int]]:
        """Return name and width of the files by spec; a width depends on no focal point."""
        return {
            spec: (name, width)
            for _key, spec, name, width, _height, focal_point_key in self._rows
            if not focal_point_key
        }

    def append(self, rendition: ClanRendition) -> None:
        """Add one that was just made."""
        self._all().append(rendition)

    def _all(self) -> list[ClanRendition]:
        if self._made is None:
            self._made = []
            for row in self._rows:
                made = ClanRendition.from_db(connection.alias, _FILE_COLUMNS, row)
                made.image = self._image
                self._made.append(made)
        return self._made

    def __iter__(self) -> Iterator[ClanRendition]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._rows) if self._made is None else len(self._made)

    def __contains__(self, rendition: object) -> bool:
        return rendition in self._all()


def _rendition_query(keys: list[int]) -> QuerySet[Any]:
    table = ClanRendition._meta.db_table
    rows = ClanRendition.objects.filter(image__in=keys)
    return rows.annotate(is_tied=tied_to_people(f"{table}.image_id")).values_list(
        *_FILE_COLUMNS, "is_tied", *(f"image__{name}" for name in _IMAGE_COLUMNS)
    )


_RENDITIONS = Prepared(_rendition_query)


def _rendition_rows(keys: list[int]) -> Iterator[tuple[Any, ...]]:
    """Give a row for each file: its columns, whether it is tied, the picture's key and columns."""
    count = len(_FILE_COLUMNS) + 1
    key = count + _IMAGE_COLUMNS.index("id")
    for row in _RENDITIONS.rows(keys):
        yield (*row[:count], row[key], row[count:])


def images_with_renditions(
    keys: Iterable[int], request: HttpRequest | None = None
) -> dict[int, ClanImage]:
    """Return pictures by key with their renditions read; one query once renditions exist.

    With a request, pictures hidden from it are absent; that is one query more where a picture is
    tied to somebody of the gia phả.
    """
    wanted = sorted(set(keys))
    images: dict[int, ClanImage] = {}
    files: dict[int, list[tuple[Any, ...]]] = {}
    tied: set[int] = set()
    for *file, is_tied, key, row in _rendition_rows(wanted) if wanted else ():
        if key not in images:
            images[key] = ClanImage.from_db(connection.alias, _IMAGE_COLUMNS, row)
        files.setdefault(key, []).append(tuple(file))
        if is_tied:
            tied.add(key)
    missing = set(wanted) - images.keys()
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
        image.prefetched_renditions = FilesAtHand(image, files.get(key, []))  # type: ignore[attr-defined]
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
