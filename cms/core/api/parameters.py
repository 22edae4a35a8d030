"""Reading single query parameters that are no filters."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def whole_number(
    request: Request, name: str, default: int, *, lowest: int = 0, highest: int | None = None
) -> int:
    """Read a whole number from the query.

    Raises:
        ValidationError: the text is no such number or lies outside lowest..highest.
    """
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < lowest:
        raise ValidationError(
            {name: [_("phải là số nguyên từ %(lowest)s trở lên") % {"lowest": lowest}]}
        )
    number = int(text)
    if highest is not None and number > highest:
        raise ValidationError({name: [_("không quá %(highest)s") % {"highest": highest}]})
    return number
