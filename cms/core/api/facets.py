"""Facets: how many rows of a filtered list there are of each topic, author, year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from rest_framework.request import Request

from cms.core.api.parameters import chosen_names

#: Values of one facet; what is rarer is left out.
MOST_VALUES = 100


@dataclass(frozen=True)
class Facet:
    """What rows are counted by.

    Args:
        value: column or expression; what the filter of the same name takes.
        label: column or expression with the words for readers; the value itself when None.
        floor: numbers below it are told as null, where rows are people.
        among: narrows the rows to those of whom the caller may know the value.
        words: gives the words for readers by value, where no column holds them; one query.
    """

    value: Any
    label: Any = None
    floor: int = 0
    among: Callable[[Request], Q] | None = None
    words: Callable[[list[Any]], Mapping[Any, str]] | None = None


def facet_counts(
    queryset: QuerySet[Any], facets: Mapping[str, Facet], request: Request
) -> dict[str, Any]:
    """Count the rows by the facets the request names; one query each, {} when it names none.

    Raises:
        ValidationError: there is no such facet.
    """
    names = chosen_names(request, "facets", facets.keys())
    return {name: _counted(queryset, facets[name], request) for name in names}


def _counted(queryset: QuerySet[Any], facet: Facet, request: Request) -> list[dict[str, Any]]:
    # Joins of the filters would count a row more than once.
    rows = queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
    if facet.among is not None:
        rows = rows.filter(facet.among(request))
    value = F(facet.value) if isinstance(facet.value, str) else facet.value
    label = F(facet.label) if isinstance(facet.label, str) else facet.label
    counted = (
        rows.order_by()
        .annotate(facet_value=value, facet_label=value if label is None else label)
        .exclude(facet_value=None)
        .values("facet_value", "facet_label")
        .annotate(rows=Count("pk", distinct=True))
        .order_by("-rows", "facet_value")
    )
    found = _in_public_order(list(counted[:MOST_VALUES]), facet.floor)
    words = facet.words([row["facet_value"] for row in found]) if facet.words else {}
    return [
        {
            "value": str(row["facet_value"]),
            "label": words.get(row["facet_value"], str(row["facet_label"])),
            "count": row["rows"] if row["rows"] >= facet.floor else None,
        }
        for row in found
    ]


def _in_public_order(rows: list[dict[str, Any]], floor: int) -> list[dict[str, Any]]:
    """Put those below the floor last by value, since their order would tell their numbers."""
    told = [row for row in rows if row["rows"] >= floor]
    rest = sorted((row for row in rows if row["rows"] < floor), key=lambda row: row["facet_value"])
    return told + rest
