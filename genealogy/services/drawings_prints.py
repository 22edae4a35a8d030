"""Posters as print orders: made in the background for who ordered them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Viewer
from genealogy.enums import PrintKind
from genealogy.models import Person, PrintOrder
from genealogy.selectors.drawings import TooManyPeople
from genealogy.selectors.drawings_made import drawing_of
from genealogy.selectors.drawings_options import options_from_json
from genealogy.selectors.people import person_by_uuid
from genealogy.services.drawings_files import drawing_to_file
from genealogy.services.prints import PrintedFile, PrintProgress, PrintRefused, renderer


@renderer(PrintKind.POSTER)
def poster_render(order: PrintOrder, viewer: Viewer, progress: PrintProgress) -> PrintedFile:
    """Draw a poster from the person of the order, else from the founder of its branch or clan.

    Raises:
        PrintRefused: nobody to start from, or too many people.
    """
    person = _first_person(order, viewer)
    if person is None:
        raise PrintRefused(_("Không còn người nào để bắt đầu vẽ."))
    options = options_from_json(order.options)
    progress(0, 3, _("Đọc gia phả"))
    try:
        drawing = drawing_of(person, viewer, options)
    except TooManyPeople as error:
        raise PrintRefused(
            _("Nhiều người quá, không vẽ vào một bản được. Hãy chọn %(count)s đời trở xuống.")
            % {"count": error.generations}
        ) from error
    progress(1, 3, _("Vẽ và dàn trang"))
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.VAR_DIR, suffix=".pdf", delete=False) as file:
        path = Path(file.name)
    try:
        pages = drawing_to_file(drawing, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    progress(3, 3, _("Xong"))
    return PrintedFile(path, "pha-do.pdf", "application/pdf", pages=pages, people=drawing.people)


def _first_person(order: PrintOrder, viewer: Viewer) -> Person | None:
    founder = order.branch.founder if order.branch else order.clan.founder
    start = order.person or founder
    return None if start is None else person_by_uuid(start.uuid, viewer)
