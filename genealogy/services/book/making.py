"""Making the book: read, arrange, word, set; for a print order and for the command."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from genealogy.domain.text import slugify
from genealogy.domain.viewer import Viewer
from genealogy.enums import Audience, PrintKind
from genealogy.models import Branch, Clan, PrintOrder
from genealogy.selectors.book import book_contents, book_size
from genealogy.selectors.statistics import audience_of, audience_viewer
from genealogy.services.book.documents import Subject, documents_of
from genealogy.services.book.epub import epub_write
from genealogy.services.book.options import BookAudience, BookForm, BookOptions
from genealogy.services.book.press import PressFailed, volume_set
from genealogy.services.prints.rendering import (
    PrintedFile,
    PrintProgress,
    PrintRefused,
    renderer,
)

#: People in one book, at most; a larger clan prints its branches.
MOST_PEOPLE: Final = 40_000
#: Of a hundred steps, how many belong to reading.
_READING: Final = 40


class BookRefused(Exception):
    """The book cannot be made; the text says why, in Vietnamese, without facts of people."""


@dataclass(frozen=True)
class MadeBook:
    """The volumes of a book, with what they cost.

    `seconds` and `megabytes` are those of the press: all volumes, and the largest.
    """

    volumes: list[bytes]
    ending: str
    people: int
    pages: int = 0
    seconds: float = 0.0
    megabytes: int = 0
    volume_pages: list[int] = field(default_factory=list)


def book_make(
    clan: Clan,
    branch: Branch | None,
    viewer: Viewer,
    options: BookOptions,
    *,
    progress: PrintProgress,
    most: int | None = None,
) -> MadeBook:
    """Make the book of a clan or a branch, cut to a viewer.

    Args:
        clan: a clan the viewer may open.
        branch: a branch of it with those within, or None.
        viewer: whose eyes it is cut to; `options.audience` is not looked at.
        options: form, paper, letters, parts.
        progress: told of 100 steps.
        most: people in one volume, if not the usual.

    Raises:
        BookRefused: nobody to tell of, or too many; the press failed.
    """
    size = book_size(clan, branch, viewer)
    if not size:
        raise BookRefused(_("Không có ai để chép vào sách."))
    if size > MOST_PEOPLE:
        raise BookRefused(
            _("Sách nhiều nhất %(most)s người. Hãy in riêng từng chi.")
            % {"most": number_format(MOST_PEOPLE, use_l10n=True, force_grouping=True)}
        )
    reading = _("Đang đọc gia phả")
    progress(1, 100, reading)
    contents = book_contents(
        clan, branch, viewer, progress=lambda done, total: progress(
            1 + done * (_READING - 1) // total, 100, reading
        ),
    )  # fmt: skip
    subject = Subject(clan, branch, audience_of(viewer), viewer.today)
    documents = documents_of(subject, contents, options, most=most)
    people = len(contents.people)
    if options.form == BookForm.EPUB:
        progress(_READING, 100, _("Đang đóng sách"))
        return MadeBook([epub_write(document) for document in documents], "epub", people)
    return _set(documents, people, progress)


def _set(documents: list[dict[str, Any]], people: int, progress: PrintProgress) -> MadeBook:
    setting = _("Đang dàn trang")
    made = []
    for number, document in enumerate(documents):
        base = _READING + (100 - _READING) * number // len(documents)
        span = (100 - _READING) // len(documents)

        def waiting(share: float, base: int = base, span: int = span) -> None:
            progress(min(99, base + int(span * share)), 100, setting)

        waiting(0)
        try:
            made.append(volume_set(document, waiting=waiting))
        except PressFailed as error:
            raise BookRefused(_("Máy dàn trang không làm được sách này.")) from error
    return MadeBook(
        [volume.content for volume in made],
        "pdf",
        people,
        pages=sum(volume.pages for volume in made),
        seconds=sum(volume.seconds for volume in made),
        megabytes=max(volume.megabytes for volume in made),
        volume_pages=[volume.pages for volume in made],
    )


def book_file_name(clan: Clan, branch: Branch | None, ending: str) -> str:
    """Give the plain name of a book."""
    slugs = [clan.slug, *([branch.slug] if branch else [])]
    return f"gia-pha-{slugify(' '.join(slugs))}.{ending}"


@renderer(PrintKind.BOOK)
def book_render(order: PrintOrder, viewer: Viewer, progress: PrintProgress) -> PrintedFile:
    """Make the book that was ordered; one of several volumes comes as a zip."""
    options = BookOptions.from_data(order.options)
    if options.audience == BookAudience.PUBLIC:
        viewer = audience_viewer(Audience.PUBLIC, timezone.localdate())
    if not order.clan.is_public and viewer.is_anonymous:
        raise PrintRefused(_("Dòng họ này không công khai, nên không có bản công khai."))
    try:
        made = book_make(order.clan, order.branch, viewer, options, progress=progress)
    except BookRefused as error:
        raise PrintRefused(str(error)) from error
    content, ending = made.volumes[0], made.ending
    if len(made.volumes) > 1:
        content, ending = _zipped(made, book_file_name(order.clan, order.branch, "")), "zip"
    return PrintedFile(
        content=content,
        name=book_file_name(order.clan, order.branch, ending),
        content_type={"pdf": "application/pdf", "epub": "application/epub+zip"}.get(
            ending, "application/zip"
        ),
        pages=made.pages,
        people=made.people,
    )


def _zipped(made: MadeBook, stem: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, volume in enumerate(made.volumes, start=1):
            archive.writestr(f"{stem.rstrip('.')}-tap-{number}.{made.ending}", volume)
    return stream.getvalue()
