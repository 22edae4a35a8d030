"""Notes what is read for an answer, as tags whose later changes make it untrue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from cms.core.statements import Statement
from cms.core.version_rules import ANY_PAGE, HARMLESS, PAGE_TABLE, PAGES, Rule, rules

_RESTRICTIONS = "wagtailcore_pageviewrestriction"


class Reading:
    """The tags of what was read for an answer; None once something unwatched was read."""

    def __init__(self) -> None:
        self.tags: set[str] = set()
        self.unknown: set[str] = set()

    def note(self, statement: Statement, params: Any) -> None:
        """Add what one statement reads."""
        self.unknown |= _tags_read(statement, params, self.tags)


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current_reading() -> Reading | None:
    """Give what collects in this block, None outside of any."""
    return _reading.get()


@contextmanager
def reads_watched() -> Iterator[Reading]:
    """Collect the tags of all that is read in this block."""
    reading = Reading()
    token = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(token)


def _tags_read(statement: Statement, params: Any, tags: set[str]) -> set[str]:
    """Add the tags of what a statement reads; give the tables nobody watches."""
    unknown, pages = set(), []
    watched = rules()
    for table, times in statement.tables.items():
        rule = watched.get(table)
        if rule is None:
            if table not in HARMLESS:
                unknown.add(table)
        elif rule.is_page:
            pages.append((table, rule, times))
        else:
            tags.update(_row_tags(statement, params, table, rule, times) or (rule.group,))
    if pages:
        tags.update(_page_tags(statement, params, pages))
    return unknown


def _row_tags(
    statement: Statement, params: Sequence[Any], table: str, rule: Rule, times: int
) -> set[str]:
    if times != 1 or params is None:
        return set()
    for column, prefix in rule.rows.items():
        place = statement.keys.get((table, column))
        if place is not None:
            values = params[place[0] : place[0] + place[1]]
            return {rule.any_row, *(f"{prefix}:{value}" for value in values)}
    return set()


def _page_tags(
    statement: Statement, params: Sequence[Any], pages: list[tuple[str, Rule, int]]
) -> set[str]:
    """Give the tags of the pages read: of single ones where their keys are known, else of lists.

    The table common to all pages stands once for the type's own, and once more for each question
    about restrictions, whose pages change only with `page:*` (moves) and `restrictions`.
    """
    asked = statement.tables.get(_RESTRICTIONS, 0)
    others = [times - (asked if table == PAGE_TABLE else 0) for table, _rule, times in pages]
    if all(times <= 1 for times in others):
        for (table, rule, _times), times in zip(pages, others, strict=True):
            found = _row_tags(statement, params, table, rule, 1) if times == 1 else set()
            if found:
                return found
    groups = {rule.group for table, rule, _times in pages if table != PAGE_TABLE}
    core = dict(zip((table for table, _rule, _times in pages), others, strict=True)).get(
        PAGE_TABLE, 0
    )
    if not groups or core > 1:
        groups.add(PAGES)
    return {ANY_PAGE, *groups}
