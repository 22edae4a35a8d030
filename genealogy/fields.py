"""A model field that stores a partial date and keeps its sortable columns beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from genealogy.domain.dates import PartialDate, describe
from genealogy.domain.dates_reading import YearSpan, read_date
from genealogy.domain.errors import DomainError
from genealogy.messages import domain_message


class PartialDateInput(forms.TextInput):
    """One line; below it the browser shows what was understood, while it is being typed."""

    class Media:
        js = ["genealogy/js/date-reading.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the script where to ask."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].update(
            {
                "data-controller": "date-reading",
                "data-date-reading-url-value": reverse("genealogy_read_date"),
                "data-action": "input->date-reading#read change->date-reading#read",
                "autocomplete": "off",
            }
        )
        return context


class PartialDateFormField(forms.CharField):
    """One line of text in, a partial date out: "27/9 âm lịch", "khoảng 1850", "3/2/1820".

    A date that contradicts itself is kept as written, with `warnings` for the editor; what cannot
    be read is refused. `expected`, asked only then, tells which sixty-year round a can chi year
    is of.
    """

    widget = PartialDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _(
                "Ví dụ: 3/2/1820; khoảng 1850; 27/9 âm lịch; rằm tháng 7; mùng 3 Tết Kỷ Mão;"
                " Tự Đức 12."
            ),
        )
        self.expected: Callable[[], YearSpan | None] | None = None
        self.warnings: tuple[DomainError, ...] = ()
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show what was written, so that opening and saving a form changes nothing."""
        if isinstance(value, PartialDate):
            return value.text or describe(value)
        return value

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override] # a date, not a text
        """Read the text.

        Raises:
            ValidationError: with the reason in the reader's language.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, PartialDate):
            return value
        today = timezone.localdate()
        reading = read_date(str(value), today=today)
        if reading.candidates and self.expected is not None:
            reading = read_date(str(value), expected=self.expected(), today=today)
        self.warnings = reading.warnings
        if reading.error is not None:
            raise ValidationError(domain_message(reading.error), code=reading.error.code)
        return reading.date

    def _clean_bound_field(self, bound: Any) -> PartialDate | None:
        """Keep an unchanged date as it is, even one an import could not read.

        Django 5.2's own hook between a form and its field; goes when fields are given their
        initial value in a public way.
        """
        if not self.has_changed(bound.initial, bound.data):
            return bound.initial or None
        return super()._clean_bound_field(bound)  # type: ignore[misc] # not in the stubs

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as text, since that is what the editor sees."""
        return str(self.prepare_value(initial) or "").strip() != str(data or "").strip()


class PartialDateField(models.JSONField):
    """Stores a `PartialDate`; sets `<name>_start` and `<name>_end` (Julian day numbers).

    A model that has `lunar_month`, `lunar_day` and `lunar_leap` gets them from the date too, so
    that a giỗ can be asked for in SQL.
    """

    description = "A date of which parts may be unknown, in any calendar"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PartialDate | None:
        """Turn the stored JSON into a date."""
        data = super().from_db_value(value, expression, connection)
        return PartialDate.from_json(data) if data else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Accept a date or its JSON."""
        if value is None or isinstance(value, PartialDate):
            return value
        return PartialDate.from_json(value)

    def get_prep_value(self, value: Any) -> Any:
        """Give JSON to the database."""
        return value.to_json() if isinstance(value, PartialDate) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Give JSON to the database driver."""
        if isinstance(value, PartialDate):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        """Serialise as JSON."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Check emptiness only; the form field has read the text already."""
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Keep the sortable columns equal to the date; this is storage, not a rule."""
        value: PartialDate | None = getattr(model_instance, self.attname)
        for name, part in date_columns(self.name, value).items():
            if hasattr(model_instance, name):
                setattr(model_instance, name, part)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Use the one-line text field."""
        options = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            **{name: value for name, value in kwargs.items() if name in {"help_text", "widget"}},
        }
        if self.help_text:
            options.setdefault("help_text", self.help_text)
        return PartialDateFormField(**options)


def date_columns(name: str, value: PartialDate | None) -> dict[str, int | bool | None]:
    """Give the columns that stand beside a partial date field called `name`."""
    memorial = value.memorial if value else None
    return {
        f"{name}_start": value.start_jdn if value else None,
        f"{name}_end": value.end_jdn if value else None,
        "lunar_month": memorial[0] if memorial else None,
        "lunar_day": memorial[1] if memorial else None,
        "lunar_leap": memorial[2] if memorial else False,
    }
