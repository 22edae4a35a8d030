"""Who descends from whom, asked of the rows themselves because the answer guards a write."""

from __future__ import annotations

from django.db import connections, router

from genealogy.models import ParentLink


def is_ancestor(person_id: int, *, of: int) -> bool:
    """Say whether somebody is an ancestor of another by parent links of any kind.

    Asked of the rows themselves inside the transaction, because the answer guards a write.
    """
    quote = connections[router.db_for_write(ParentLink)].ops.quote_name
    table = quote(ParentLink._meta.db_table)
    # UNION drops people met before, so a circle that is already there ends the walk.
    statement = f"""
        WITH RECURSIVE above(id) AS (
            SELECT parent_id FROM {table} WHERE child_id = %s
            UNION
            SELECT link.parent_id FROM {table} link JOIN above ON link.child_id = above.id
        )
        SELECT 1 FROM above WHERE id = %s LIMIT 1
    """  # noqa: S608 the only thing filled in is the table's own name
    with connections[router.db_for_write(ParentLink)].cursor() as cursor:
        cursor.execute(statement, [of, person_id])
        return cursor.fetchone() is not None
