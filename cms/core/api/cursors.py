"""Cursors: a place in a list that stays where it is while rows come and go before it.

A cursor names the last row shown by its public id and the question it was asked for. The values the
rows are ordered by are read anew when the cursor comes back, so that it holds nothing that the list
itself does not show: two lists that read alike have the same cursors, whatever is hidden behind.
When the row is gone, the number of rows shown so far takes its place.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as ValueRefused
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

#: Last columns that make an order whole: no two rows share them.
_UNIQUE = frozenset({"pk", "id", "path"})
_NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Cursor:
    """A place in a list.

    Args:
        question: short fingerprint of filters and order.
        position: rows before it, when it was made.
        anchor: public id of the last of them.
    """

    question: str
    position: int
    anchor: str

    def __str__(self) -> str:
        plain = f"{self.question}.{self.position}.{self.anchor}".encode()
        return urlsafe_b64encode(plain).decode().rstrip("=")


def cursor_read(text: str, question: str) -> Cursor:
    """Read a cursor that came back.

    Raises:
        ValidationError: it is none of ours, or belongs to other filters or another order.
    """
    try:
        plain = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        fingerprint, position, anchor = plain.split(".", 2)
        cursor = Cursor(fingerprint, int(position[:10]), anchor)
    except (ValueError, binascii.Error):
        raise ValidationError({"cursor": [_("không đọc được; lấy ở meta.next_cursor")]}) from None
    if str(cursor) != text or cursor.position < 0:
        raise ValidationError({"cursor": [_("không đọc được; lấy ở meta.next_cursor")]})
    if cursor.question != question:
        sentence = _("thuộc về một câu hỏi khác; giữ nguyên bộ lọc và order, hoặc bỏ cursor")
        raise ValidationError({"cursor": [sentence]})
    return cursor


@dataclass(frozen=True)
class _Term:
    """One column of an order; the place of nulls is always said, since engines differ."""

    name: str
    descending: bool
    nulls_first: bool
    is_nullable: bool

    def expression(self) -> Any:
        if not self.is_nullable:
            return f"-{self.name}" if self.descending else self.name
        column = F(self.name)
        nulls = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        return column.desc(**nulls) if self.descending else column.asc(**nulls)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.nulls_first else _NOBODY
        beyond = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        if self.is_nullable and not self.nulls_first:
            beyond |= Q(**{f"{self.name}__isnull": True})
        return beyond


def with_whole_order(queryset: QuerySet[Any]) -> tuple[QuerySet[Any], list[Any]]:
    """Give the rows in an order in which no two are equal, and its columns."""
    terms = [_term(queryset, entry) for entry in _entries(queryset)]
    if not terms or terms[-1].name not in _UNIQUE:
        terms.append(_Term("pk", False, False, False))
    return queryset.order_by(*(term.expression() for term in terms)), terms


def rows_after(
    queryset: QuerySet[Any], terms: Sequence[Any], key: str, anchor: str
) -> QuerySet[Any] | None:
    """Give the rows behind the one with this public id; None when it is not (or no longer) there.

    One query, on top of that of the rows.
    """
    try:
        values = (
            queryset.order_by()
            .filter(**{key: anchor})
            .values_list(*(term.name for term in terms))
            .first()
        )
    except (ValueError, ValueRefused, OverflowError):
        return None
    if values is None:
        return None
    behind, same = _NOBODY, Q()
    for term, value in zip(terms, values, strict=True):
        behind |= same & term.after(value)
        same &= term.same(value)
    return queryset.filter(behind)


def _entries(queryset: QuerySet[Any]) -> Sequence[Any]:
    query = queryset.query
    if query.order_by or not query.default_ordering:
        return query.order_by
    return query.get_meta().ordering or ()


def _term(queryset: QuerySet[Any], entry: Any) -> _Term:
    if isinstance(entry, OrderBy):
        # Orders of ours are by columns, written as `F`.
        name = entry.expression.name  # type: ignore[union-attr]
        first = bool(entry.nulls_first)
        return _Term(name, entry.descending, first, _is_nullable(queryset.model, name))
    name = entry.removeprefix("-")
    return _Term(name, entry.startswith("-"), False, _is_nullable(queryset.model, name))


def _is_nullable(model: type[Model], name: str) -> bool:
    """Say whether the column may hold nothing; what is no column may."""
    if name == "pk":
        return False
    for part in name.split("__"):
        try:
            field = model._meta.get_field(part.removesuffix("_id"))
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = field.related_model or model
    return False
