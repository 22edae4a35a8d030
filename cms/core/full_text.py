"""What SQLite's full-text search needs beside modelsearch 1.3.2, which Wagtail 8.0 searches with.

*A quotation mark in a search is a sign like any other.* modelsearch puts words between quotation
marks for FTS5 without doubling those inside: a search for `{"` is a 500, and `x" OR title:"y` is
read as FTS5's own language. This goes when `Lexeme.as_sql` doubles them itself.

*A search is one question.* modelsearch asks the full-text table once more for every row found, to
order them: 5,000 hits take seconds. `best_ids` asks once. It goes when modelsearch joins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


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


#: Columns of the full-text table that hold running words, and the one that holds beginnings.
TEXTS, STARTS = "title body", "autocomplete"


def best_ids(
    model: type[Model],
    words: Sequence[str],
    *,
    phrases: Sequence[Sequence[str]] = (),
    columns: str = TEXTS,
    limit: int,
) -> list[int]:
    """Return keys of objects of this model whose texts hold all words, best first; SQLite only.

    Ordered as modelsearch orders them: by bm25, short titles first, newer ones before older ones.

    Args:
        model: with the types that inherit from it.
        words: letters and digits only, as `fold_words` and `marked_words` give them. Among
            `STARTS` the last one need only be the beginning of a word.
        phrases: words that must follow each other.
        columns: `TEXTS` or `STARTS`.
        limit: at most so many.
    """
    rank = f"bm25({_texts()})"
    norm = f"{rank} * (entry.title_norm + 1)" if columns == TEXTS else rank
    return _keys(model, _expression(words, columns, phrases), f"{norm}, key DESC", limit)


def newest_ids(model: type[Model], words: Sequence[str], *, limit: int) -> list[int]:
    """Return keys of objects whose texts hold all words, or whose names begin so; SQLite only.

    Those that came into the index last come first. Nothing is weighed, so a word that stands in
    every article costs as little as any other: for lists that have an order of their own.
    """
    match = f"({_expression(words, TEXTS)}) OR ({_expression(words, STARTS)})"
    return _keys(model, match, f"{_texts()}.rowid DESC", limit)


def _texts() -> str:
    from wagtail.search.models import SQLiteFTSIndexEntry

    return connection.ops.quote_name(SQLiteFTSIndexEntry._meta.db_table)


def _expression(words: Sequence[str], columns: str, phrases: Sequence[Sequence[str]] = ()) -> str:
    """Write what is searched for in FTS5's language."""
    *firsts, last = words
    star = "*" if columns == STARTS else ""
    # modelsearch has the last one first; in another order sums differ in their last digits.
    asked = [f'"{last}"{star}', *(f'"{word}"' for word in firsts)]
    asked += [f'"{" ".join(phrase)}"' for phrase in phrases]
    return f"{{{columns}}} : ({' AND '.join(asked)})"


def _keys(model: type[Model], match: str, order: str, limit: int) -> list[int]:
    from modelsearch.utils import get_descendants_content_types_pks
    from wagtail.search.models import IndexEntry

    kinds = list(get_descendants_content_types_pks(model))
    entries, texts = connection.ops.quote_name(IndexEntry._meta.db_table), _texts()
    marks = ", ".join(["%s"] * len(kinds))
    sql = (
        f"SELECT CAST(entry.object_id AS integer) AS key FROM {texts}"  # noqa: S608 our own names
        # CROSS keeps SQLite from asking the full-text table once for each page of the type.
        f" CROSS JOIN {entries} entry ON entry.id = {texts}.rowid"
        f" WHERE {texts} MATCH %s AND entry.content_type_id IN ({marks})"
        f" ORDER BY {order} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, *kinds, limit])
        return [row[0] for row in cursor.fetchall()]
