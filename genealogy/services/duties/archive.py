"""The copy of what is held, as one file to carry away: JSON for programs, a page for people."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from genealogy.models import Person
from genealogy.services.duties.holdings import holdings_of

DATA_NAME: Final = "du-lieu.json"
PAGE_NAME: Final = "doc.html"


def holdings_archive(person: Person, *, by: Any, is_whole: bool = False) -> bytes:
    """Make the copy, a ZIP, and write the export into the access log.

    Args:
        person: whose data.
        by: the account that fetches it.
        is_whole: see `holdings_of`.
    """
    found = holdings_of(person, is_whole=is_whole)
    page = render_to_string("genealogy/duties/holdings.html", {"holdings": found})
    data = json.dumps(found.as_data(), ensure_ascii=False, indent=1, default=str)
    record_access(
        by, AccessKind.EXPORT, person_uuid=person.uuid, detail=_("bản sao mọi điều đang giữ")
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DATA_NAME, data)
        archive.writestr(PAGE_NAME, page)
    return packed.getvalue()
