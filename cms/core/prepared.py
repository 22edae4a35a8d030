"""A question of the ORM written into SQL once for each process, and then asked with other values.

Building a queryset and turning it into SQL costs Django several times what the database needs for
a record found by its key. What is asked again and again with nothing new but a key is written once.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import QuerySet

#: Stand for values of a kind while the SQL is written; no real question has them. The number fits
#: into 32 bits: Django asks PostgreSQL nothing about a larger one.
_NUMBER, _TEXT = 2_113_471_000, "\ue5c1prepared-"
#: Keys beyond this are nobody's, and no database takes them as a parameter.
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class _Made:
    queryset: QuerySet
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    #: Where in `params` which value stands.
    places: tuple[tuple[int, int], ...]


class Prepared:
    """A queryset of which only the values of some parameters change.

    `build` is called with stand-ins of the values' types (numbers or texts) and must give each of
    them to the database as it is: `filter(pk=key)`, `filter(pk__in=keys)`, never a part of it, and
    never ask it (`if key:`). What else the queryset depends on must stay as it is while the process
    lives. Prefetches are not done; order and `values_list` are.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._made: dict[Any, _Made] = {}

    def rows(self, *values: Any) -> list[Any]:
        """Ask, and give the rows: models, or what `values_list` makes.

        Args:
            values: numbers within `LARGEST_KEY`, texts, or lists of either (never empty ones).
        """
        shape = tuple(
            len(value) if isinstance(value, (list, tuple)) else type(value) for value in values
        )
        made = self._made.get((connection.vendor, connection.alias, shape))
        if made is None:
            made = self._make(values)
            if len(self._made) < _MOST_SHAPES:
                self._made[connection.vendor, connection.alias, shape] = made
        params = list(made.params)
        flat = _flat(values)
        for place, number in made.places:
            params[place] = flat[number]
        return list(_asked(made, params))

    def _make(self, values: Sequence[Any]) -> _Made:
        stands: list[Any] = []

        def stand_in(value: Any) -> Any:
            stands.append(
                f"{_TEXT}{len(stands)}" if isinstance(value, str) else _NUMBER + len(stands)
            )
            return stands[-1]

        given = [
            [stand_in(one) for one in value]
            if isinstance(value, (list, tuple))
            else stand_in(value)
            for value in values
        ]
        queryset = self._build(*given)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        numbers = {stand: number for number, stand in enumerate(stands)}
        places = tuple(
            (place, numbers[param])
            for place, param in enumerate(params)
            if isinstance(param, (int, str)) and param in numbers
        )
        if {number for _place, number in places} != set(numbers.values()):
            raise ValueError("a value of a prepared question does not stand in its SQL")
        return _Made(queryset, compiler, sql, tuple(params), places)


#: Lists of different lengths are different questions; more than these are written anew each time.
_MOST_SHAPES = 120


def _flat(values: Sequence[Any]) -> list[Any]:
    flat: list[Any] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            flat.extend(value)
        else:
            flat.append(value)
    return flat


def _asked(made: _Made, params: list[Any]) -> Any:
    compiler = copy.copy(made.compiler)
    # Compilers hold the connection of the thread that made them.
    compiler.connection = connection
    compiler.as_sql = partial(_written, made.sql, tuple(params))
    query = copy.copy(made.queryset.query)
    query.get_compiler = partial(_given, compiler)  # type: ignore[method-assign] # of this copy alone
    rows = type(made.queryset)(model=made.queryset.model, query=query, using=connection.alias)
    rows._fields = made.queryset._fields  # type: ignore[attr-defined] # what `values_list` names
    rows._iterable_class = made.queryset._iterable_class
    return rows._iterable_class(rows)


def _written(sql: str, params: tuple[Any, ...], **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
    return sql, params


def _given(compiler: Any, *_args: Any, **_kwargs: Any) -> Any:
    return compiler
