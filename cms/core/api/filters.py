"""Filters that say what they refuse, and an allow-listed order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.drainage import set_override

from cms.core.api.parameters import refusal

#: A text that is looked for: neither NUL nor a novel (`cms.core.questions` refuses both).
MOST_LETTERS = 100
#: Words to look for, for OpenAPI: something beside blanks, and no NUL.
WORDS = {
    "type": "string",
    "minLength": 1,
    "maxLength": MOST_LETTERS,
    "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$",
}
#: A language as pages name theirs: vi, zh-hans.
LANGUAGE = "^[a-z]{2}(-[a-z]{2,8})?$"
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
#: Values of one filter.
MOST_VALUES = 50
HIGHEST = 999_999_999


class OrderField(forms.CharField):
    """Reads "name" or "-name" of an allow-list."""

    def __init__(self, *, names: Sequence[str], **kwargs: Any) -> None:
        self.names = names
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the order.

        Raises:
            ValidationError: not in the allow-list; the message names what is.
        """
        text = super().clean(value)
        if text and text.removeprefix("-") not in self.names:
            known = [name for base in self.names for name in (base, f"-{base}")]
            raise ValidationError(refusal(text, known, what=str(_("không có thứ tự này"))))
        return text


class OrderFilter(django_filters.Filter):
    """`?order=name` or `?order=-name`; each name stands for columns, with a tie-break.

    Args:
        orders: public name -> column names in ascending order, the last one unique.
    """

    field_class = OrderField

    def __init__(self, orders: Mapping[str, Sequence[str | OrderBy]], **kwargs: Any) -> None:
        self.orders = orders
        super().__init__(names=list(orders), **kwargs)
        choices = [f"{sign}{name}" for name in orders for sign in ("", "-")]
        set_override(self, "field", {"type": "string", "enum": choices})

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Order the rows."""
        if not value:
            return qs
        columns = self.orders[value.removeprefix("-")]
        if value.startswith("-"):
            columns = [_reversed(column) for column in columns]
        return qs.order_by(*columns)


def nulls_first(column: str) -> OrderBy:
    """Order by a column, rows without a value first, whatever the engine does by itself."""
    return F(column).asc(nulls_first=True)


def _reversed(column: str | OrderBy) -> str | OrderBy:
    if isinstance(column, OrderBy):
        turned = column.copy()
        turned.reverse_ordering()
        return turned
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


class IdFilter(django_filters.UUIDFilter):
    """A public id; what is none is told in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"invalid": _("phải là một id (UUID) như trong danh sách")}, **kwargs
        )
        set_override(self, "field", {"type": "string", "format": "uuid"})


class WholeNumberField(forms.CharField):
    """Reads a whole number written in the digits 0 to 9."""

    def __init__(self, *, lowest: int, highest: int, **kwargs: Any) -> None:
        self.lowest, self.highest = lowest, highest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override] # a number, not a text
        """Return the number.

        Raises:
            ValidationError: it is none, or outside the range.
        """
        text = super().clean(value)
        if not text:
            return None
        is_number = re.fullmatch(r"-?[0-9]{1,9}", text) is not None
        if not is_number or not self.lowest <= int(text) <= self.highest:
            facts = {"lowest": self.lowest, "highest": self.highest}
            raise ValidationError(_("phải là số nguyên từ %(lowest)s đến %(highest)s") % facts)
        return int(text)


class WholeNumberFilter(django_filters.Filter):
    """`?generation=4`; also the ends of a range with `lookup_expr`."""

    field_class = WholeNumberField

    def __init__(self, *args: Any, lowest: int = 0, highest: int = HIGHEST, **kwargs: Any) -> None:
        super().__init__(*args, lowest=lowest, highest=highest, **kwargs)
        set_override(self, "field", {"type": "integer", "minimum": lowest, "maximum": highest})


def day_read(text: str) -> date:
    """Read a day as RFC 3339 writes it; ISO 8601 knows further ways, which nobody was promised.

    >>> day_read("2026-01-31")
    datetime.date(2026, 1, 31)
    >>> day_read("2026-W05-6")
    Traceback (most recent call last):
    ValueError: 2026-W05-6

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


class DayField(forms.CharField):
    """Reads a Gregorian day as ISO 8601 writes it."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override] # a day, not a text
        """Return the day.

        Raises:
            ValidationError: it is none.
        """
        text = super().clean(value)
        if not text:
            return None
        try:
            return day_read(text)
        except ValueError:
            raise ValidationError(_("phải là ngày, viết như 2026-01-31")) from None


class DayFilter(django_filters.Filter):
    """`?date_from=2026-01-31`."""

    field_class = DayField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_override(self, "field", {"type": "string", "format": "date"})


class MomentField(forms.CharField):
    """Reads a moment (RFC 3339) or a Gregorian day, judged at the clock of Vietnam."""

    def __init__(self, *, is_end: bool, **kwargs: Any) -> None:
        self.is_end = is_end
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime | None:  # type: ignore[override] # a moment
        """Return the moment; of a day its first, or its last where a range ends.

        Raises:
            ValidationError: it is neither.
        """
        text = super().clean(value)
        if not text:
            return None
        try:
            if len(text) == len("2026-01-31"):
                at = time.max if self.is_end else time.min
                return timezone.make_aware(datetime.combine(day_read(text), at))
            # An unquoted + of the address came in as a blank.
            moment = datetime.fromisoformat(text.replace(" ", "+"))
            moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
            # Engines keep moments of Greenwich; the first and last days of the calendar have none.
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(
                _("phải là ngày như 2026-01-31 hoặc thời điểm như 2026-01-31T08:00:00+07:00")
            ) from None


class MomentFilter(django_filters.Filter):
    """`?starts_from=2026-01-31`, `?starts_to=2026-01-31T08:00:00Z`."""

    field_class = MomentField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        is_end = str(kwargs.get("lookup_expr", "")).startswith("lt")
        super().__init__(*args, is_end=is_end, **kwargs)
        shapes = [{"type": "string", "format": name} for name in ("date", "date-time")]
        set_override(self, "field", {"anyOf": shapes})


class SlugsField(forms.CharField):
    """Reads one slug or several with commas."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override] # a list, not a text
        """Return the slugs, each once.

        Raises:
            ValidationError: one of them is no slug, or there are too many.
        """
        text = super().clean(value)
        slugs = list(dict.fromkeys(part.strip() for part in text.split(","))) if text else []
        if len(slugs) > MOST_VALUES or not all(_SLUG.fullmatch(slug) for slug in slugs):
            raise ValidationError(
                _("phải là đường dẫn không dấu như khuyen-hoc; nhiều thì cách nhau bằng dấu phẩy")
            )
        return slugs


class SlugsFilter(django_filters.Filter):
    """`?topic=khuyen-hoc,gio-to`: rows of any of them."""

    field_class = SlugsField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(*args, **kwargs)
        slug = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,120}$"}
        set_override(
            self, "field", {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": slug}
        )


class NumbersField(forms.CharField):
    """Reads one whole number or several with commas."""

    def clean(self, value: Any) -> list[int]:  # type: ignore[override] # a list, not a text
        """Return the numbers.

        Raises:
            ValidationError: one is no number, or there are too many.
        """
        text = super().clean(value)
        parts = [part.strip() for part in text.split(",")] if text else []
        if len(parts) > MOST_VALUES or not all(re.fullmatch(r"[0-9]{1,9}", one) for one in parts):
            facts = {"highest": HIGHEST}
            raise ValidationError(
                _("phải là số nguyên từ 0 đến %(highest)s; nhiều thì cách nhau bằng dấu phẩy")
                % facts
            )
        return [int(part) for part in parts]


class NumbersFilter(django_filters.Filter):
    """`?year=2025,2026`: rows of any of them."""

    field_class = NumbersField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(*args, **kwargs)
        number = {"type": "integer", "minimum": 0, "maximum": HIGHEST}
        set_override(
            self,
            "field",
            {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": number},
        )


def too_many_letters() -> str:
    """Return what to say of a text to look for that is a novel."""
    return str(_("không quá %(most)s chữ") % {"most": MOST_LETTERS})


class WordsField(forms.CharField):
    """Reads words to look for."""

    def clean(self, value: Any) -> str:
        """Return the words.

        Raises:
            ValidationError: they are too many.
        """
        text = super().clean(value)
        if len(text) > MOST_LETTERS:
            raise ValidationError(too_many_letters())
        return text


class WordsFilter(django_filters.Filter):
    """`?search=hoi nghi`: with or without Vietnamese marks."""

    field_class = WordsField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_override(self, "field", WORDS)


def no_language() -> str:
    """Return what to say of a text that names no language."""
    return str(_("phải là một ngôn ngữ, viết như vi hoặc zh-hans"))


class OneOfFilter(django_filters.ChoiceFilter):
    """One of a few values; what is none of them is told which there are."""

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        known = ", ".join(value for value, _words in choices)
        # The values are code, the same in every language.
        sentence = format_lazy("{said}: {known}", said=_("chỉ nhận"), known=known)
        errors = {"invalid_choice": sentence}
        super().__init__(*args, choices=choices, error_messages=errors, **kwargs)


class LanguageField(forms.CharField):
    """Reads one language."""

    def clean(self, value: Any) -> str:
        """Return the language.

        Raises:
            ValidationError: the text is none.
        """
        text = super().clean(value)
        if text and not re.fullmatch(LANGUAGE, text):
            raise ValidationError(no_language())
        return text


class LocaleFilter(django_filters.CharFilter):
    """`?locale=vi`: pages in this language."""

    field_class = LanguageField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            field_name="locale__language_code", help_text=_("ngôn ngữ, ví dụ vi"), **kwargs
        )
        set_override(self, "field", {"type": "string", "pattern": LANGUAGE})
