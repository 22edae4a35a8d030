"""Filters that say what they refuse, and an allow-listed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.drainage import set_override


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
            known = ", ".join(name for base in self.names for name in (base, f"-{base}"))
            raise ValidationError(_("chọn một trong: %(known)s") % {"known": known})
        return text


class OrderFilter(django_filters.Filter):
    """`?order=name` or `?order=-name`; each name stands for columns, with a tie-break.

    Args:
        orders: public name -> column names in ascending order, the last one unique.
    """

    field_class = OrderField

    def __init__(self, orders: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
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
            columns = [
                column.removeprefix("-") if column.startswith("-") else f"-{column}"
                for column in columns
            ]
        return qs.order_by(*columns)


class IdFilter(django_filters.UUIDFilter):
    """A public id; what is none is told in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"invalid": _("phải là một id (UUID) như trong danh sách")}, **kwargs
        )
        set_override(self, "field", {"type": "string", "format": "uuid"})
