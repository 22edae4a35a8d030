"""What the entry field of dates says while somebody types: understood, doubted, meant?"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from genealogy.domain.dates_reading import DateReading, read_date
from genealogy.domain.viewer import Role
from genealogy.enums import EventType
from genealogy.messages import domain_message
from genealogy.selectors.editable import scope_of
from genealogy.selectors.expected_years import expected_years
from genealogy.selectors.viewers import viewer_of

_LONGEST = 300
_MOST_PARENTS = 10
#: So many digits fit every database's integers.
_KEY_DIGITS = 18


@require_GET
def read_date_view(request: HttpRequest) -> JsonResponse:
    """Answer `?text=` as a sentence, with warnings, the refusal, or the years it may mean.

    `person`, `parent` (both primary keys) and `type` (an `EventType`) tell whose event it is.
    """
    viewer = viewer_of(request)
    if viewer.role < Role.EDITOR and not scope_of(request.user):
        raise PermissionDenied
    text = request.GET.get("text", "")[:_LONGEST]
    today = timezone.localdate()
    reading = read_date(text, today=today)
    if reading.candidates:
        expected = expected_years(
            viewer,
            person_id=next(iter(_keys(request.GET.getlist("person"))), None),
            parents=_keys(request.GET.getlist("parent")),
            is_birth=request.GET.get("type") == EventType.BIRTH,
        )
        reading = read_date(text, expected=expected, today=today)
    return JsonResponse(_answer(reading) if text.strip() else {})


def _keys(texts: Sequence[str]) -> list[int]:
    """Give the primary keys among a few texts; whatever cannot be one is left out."""
    return [
        int(text) for text in texts[:_MOST_PARENTS] if text.isdecimal() and len(text) <= _KEY_DIGITS
    ]


def _answer(reading: DateReading) -> dict[str, object]:
    return {
        "understood": reading.understood,
        "warnings": [domain_message(warning) for warning in reading.warnings],
        "error": domain_message(reading.error) if reading.error else "",
        "candidates": [candidate._asdict() for candidate in reading.candidates],
    }
