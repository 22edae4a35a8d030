"""What a statement of SQL reads or writes, as far as it can be told from its text alone.

Knows the forms Django's ORM writes. Where a form is not known the answer is the wide one: all rows
of the table, never too few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_PLACE = re.compile(r"%%|%s")
_VERB = re.compile(r"\s*\(?\s*(\w+)")
_TARGET = {
    "INSERT": re.compile(r'INSERT (?:OR \w+ )?INTO "?(\w+)"?\s*\(([^)]*)\)', re.IGNORECASE),
    "UPDATE": re.compile(r'UPDATE "?(\w+)"?\s+SET\s', re.IGNORECASE),
    "DELETE": re.compile(r'DELETE FROM "?(\w+)"?', re.IGNORECASE),
}
#: A table after FROM or JOIN, also inside parentheses and after a comma; `name(` is a function.
_READ = re.compile(r'\b(?:FROM|JOIN)\s+\(*\s*"?(\w+)"?(?!\w)(?!"?\s*\()', re.IGNORECASE)
_MORE = re.compile(
    r'\bFROM\s+"?\w+"?(?:\s+(?:AS\s+)?"?\w+"?)?((?:\s*,\s*"?\w+"?(?!\w|\s*\())+)', re.IGNORECASE
)
_COMMON = re.compile(
    r'(?:WITH(?:\s+RECURSIVE)?|,)\s+"?(\w+)"?\s*(?:\([^)]*\)\s*)?AS\s', re.IGNORECASE
)
_UNUSUAL = ("WITH", "TRUNCATE", "REPLACE", "MERGE")
_WRITTEN = re.compile(
    r'(?:\b(?:INTO|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?)|,)\s+"?(\w+)"?', re.IGNORECASE
)
_WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\b|^\s*[^SW]", re.IGNORECASE)
_KEY = re.compile(r'"(\w+)"\."(\w+)" (?:= (%s)|IN \(((?:%s)(?:, %s)*)\))')
_SET = re.compile(r'"?(\w+)"?\s*=\s*')


@dataclass(frozen=True, slots=True)
class Statement:
    """What one text says; values stand apart, in the parameters of a call."""

    #: SELECT, INSERT, UPDATE, DELETE; any other word as it stands.
    verb: str
    #: The table written to; empty for those that read.
    target: str = ""
    #: Tables read, those of subqueries included, with how often each is named.
    tables: Mapping[str, int] = field(default_factory=dict)
    #: Columns given by INSERT or set by UPDATE.
    columns: tuple[str, ...] = ()
    #: Columns that must equal one of some parameters for a row to count: first one and how many.
    keys: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    #: Columns that UPDATE sets to one parameter, and its place.
    given: Mapping[str, int] = field(default_factory=dict)
    #: Tables that an unusual statement may write to.
    written: frozenset[str] = frozenset()
    #: Rows that INSERT gives stand as one list for each column (`UNNEST` of PostgreSQL).
    is_unnested: bool = False

    def values_of(self, column: str, params: Sequence[Any]) -> list[Any] | None:
        """Give the values a row of the target must have in this column to be changed."""
        place = self.keys.get((self.target, column))
        return None if place is None else list(params[place[0] : place[0] + place[1]])

    def inserted(self, column: str, params: Sequence[Any]) -> list[Any] | None:
        """Give what INSERT writes into this column; None when it cannot be told."""
        place, width = self.columns.index(column), len(self.columns)
        if self.is_unnested:
            return list(params[place]) if len(params) == width else None
        return list(params[place::width]) if len(params) % width == 0 else None


@lru_cache(maxsize=4096)
def read_statement(sql: str) -> Statement:
    """Read one statement.

    >>> read_statement('UPDATE "news_topic" SET "name" = %s WHERE "news_topic"."id" = %s').keys
    {('news_topic', 'id'): (1, 1)}
    """
    found = _VERB.match(sql)
    verb = found.group(1).upper() if found else ""
    if verb in _UNUSUAL and _WRITES.search(sql):
        return Statement(verb, written=frozenset(_WRITTEN.findall(sql)))
    if verb in ("SELECT", "WITH"):
        return Statement("SELECT", tables=_tables(sql), keys=_keys(sql) if verb == "SELECT" else {})
    pattern = _TARGET.get(verb)
    target = pattern.match(sql.lstrip()) if pattern else None
    if target is None:
        return Statement(verb)
    if verb == "INSERT":
        columns = tuple(name.strip(' "') for name in target.group(2).split(","))
        return Statement(verb, target.group(1), columns=columns, is_unnested="UNNEST(" in sql)
    keys = _keys(sql)
    if verb == "DELETE":
        return Statement(verb, target.group(1), keys=keys)
    columns, given = _assignments(sql, target.end())
    return Statement(verb, target.group(1), columns=columns, keys=keys, given=given)


def _tables(sql: str) -> dict[str, int]:
    named: Counter[str] = Counter(_READ.findall(sql))
    for others in _MORE.findall(sql):
        named.update(name.strip(' "') for name in others.split(",") if name.strip(' "'))
    for name in _COMMON.findall(sql) if sql.lstrip()[:4].upper() == "WITH" else ():
        named.pop(name, None)
    for word in ("SELECT", "select"):
        named.pop(word, None)
    return dict(named)


def _assignments(sql: str, start: int) -> tuple[tuple[str, ...], dict[str, int]]:
    """Read the SET part: all columns, and those set to one plain parameter."""
    where = _where(sql)
    text = sql[start : where if where >= 0 else len(sql)]
    columns: list[str] = []
    given: dict[str, int] = {}
    place = 0
    for part in _split(text):
        match = _SET.match(part.strip())
        if match is None:
            # An unknown form: no column is known, so none can be told to be of no account.
            return ("?",), {}
        columns.append(match.group(1))
        if part.strip()[match.end() :] == "%s":
            given[match.group(1)] = place
        place += _places(part)
    return tuple(columns), given


def _split(text: str) -> list[str]:
    """Split at commas outside parentheses."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _places(text: str) -> int:
    return sum(match.group() == "%s" for match in _PLACE.finditer(text))


def _where(sql: str) -> int:
    """Give where the condition of the outermost statement begins, -1 without one."""
    depth = 0
    for match in re.finditer(r"[()]|\bWHERE\b", sql):
        sign = match.group()
        if sign == "WHERE" and depth == 0:
            return match.start()
        depth += (sign == "(") - (sign == ")")
    return -1


def _keys(sql: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Find conditions `"table"."column" = %s` and `IN (%s, ...)` that every row must meet."""
    start = _where(sql) + len("WHERE")
    if start < len("WHERE") or re.search(r"\b(UNION|INTERSECT|EXCEPT)\b", sql):
        return {}
    groups = _groups(sql, start)
    keys: dict[tuple[str, str], tuple[int, int]] = {}
    for match in _KEY.finditer(sql, start):
        if _holds_always(groups, match.start()):
            count = 1 if match.group(3) else match.group(4).count("%s")
            keys[match.group(1), match.group(2)] = (_places(sql[: match.start()]), count)
    return keys


@dataclass
class _Group:
    """Some text between parentheses, without what stands in deeper ones."""

    start: int
    before: str
    above: _Group | None
    end: int = -1
    text: str = ""


def _groups(sql: str, start: int) -> list[_Group]:
    current = _Group(start, "", None, len(sql))
    groups, last = [current], start
    for match in re.finditer(r"[()]", sql[start:]):
        at = start + match.start()
        current.text += sql[last:at] + " "
        last = at + 1
        if match.group() == "(":
            current = _Group(at, sql[max(start, at - 12) : at].rstrip(), current)
            groups.append(current)
        elif current.above is not None:
            current.end = at
            current = current.above
    current.text += sql[last:]
    return groups


def _holds_always(groups: list[_Group], at: int) -> bool:
    """Say whether a condition at this place must hold for every row: only ANDs around it."""
    inside = [group for group in groups if group.start <= at < group.end or group.above is None]
    group: _Group | None = max(inside, key=lambda one: one.start)
    while group is not None:
        if re.search(r"\bOR\b|\bSELECT\b|\bCASE\b", group.text):
            return False
        if group.before and not re.search(r"(\bAND|^|\()$", group.before):
            return False
        group = group.above
    return True
