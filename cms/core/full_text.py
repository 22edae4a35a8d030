"""A quotation mark in a search is a sign like any other.

modelsearch 1.3.2, which Wagtail 8.0 searches with, puts words between quotation marks for SQLite's
FTS5 without doubling those inside: a search for `{"` is a 500, and `x" OR title:"y` is read as
FTS5's own language. This goes when `Lexeme.as_sql` doubles them itself.
"""

from __future__ import annotations

from typing import Any

from django.db import connection


def quotes_escape() -> None:
    """Make modelsearch double quotation marks for FTS5; safe to repeat, nothing elsewhere."""
    if connection.vendor != "sqlite":
        return
    # The module needs SQLite's own search table, which other engines do not have.
    from modelsearch.backends.database.sqlite.query import Lexeme

    if getattr(Lexeme, "is_escaped", False):
        return
    plain = Lexeme.as_sql

    def as_sql(lexeme: Any, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        template, parameters = plain(lexeme, compiler, connection)
        return template, [text.replace("\0", " ").replace('"', '""') for text in parameters]

    Lexeme.as_sql = as_sql
    Lexeme.is_escaped = True
