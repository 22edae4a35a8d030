"""A clan's rows as text, so that two states of the book can be compared byte by byte."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from genealogy.models import Clan
from genealogy.services.history.rows import RECORDED_MODELS, all_columns, name_of, plain

#: How each model's rows lead to their clan; attached rows lead there by person, couple or event.
_BY_CLAN = {
    "clan": ("pk",),
    "personname": ("person__clan",),
    "personredirect": ("person__clan",),
    "unionmember": ("union__clan",),
    "parentlink": ("child__clan",),
    "event": ("person__clan", "union__clan"),
}
_ATTACHED = (
    "person__clan",
    "union__clan",
    "event__person__clan",
    "event__union__clan",
)


def clan_rows(clan: Clan) -> Iterator[str]:
    """Give every row of a clan that has a history, one canonical JSON line each.

    Primary keys, UUIDs and derived columns are in it; versions and clocks are not, and neither
    are contacts of the living. The same book always gives the same lines in the same order.
    """
    for model in RECORDED_MODELS:
        columns = all_columns(model)
        name = name_of(model)
        rows = model._base_manager.filter(_of_clan(model, clan)).order_by("pk").distinct()
        for values in rows.values_list(*columns).iterator(chunk_size=2_000):
            row = {column: plain(value) for column, value in zip(columns, values, strict=True)}
            yield json.dumps([name, row], ensure_ascii=False, sort_keys=True)


def _of_clan(model: type[models.Model], clan: Clan) -> Q:
    name = name_of(model)
    default = ("clan",) if hasattr(model, "clan") else _ATTACHED
    condition = Q()
    for way in _BY_CLAN.get(name, default):
        condition |= Q(**{way: clan.pk})
    return condition
