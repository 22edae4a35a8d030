"""What a request wrote: the statements themselves, so that nothing escapes a comparison of rows."""

from __future__ import annotations

import re
from typing import Any

_WRITE = re.compile(r'^\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
#: Traces of a visit that change nothing of anybody's.
HARMLESS = {
    "django_session",
    # Who looked at contacts or made an export is written down on purpose.
    "accounts_accessrecord",
    # Pictures in another size.
    "media_clanrendition",
    # Who has a form of the admin open.
    "wagtailadmin_editingsession",
    "usersessions_usersession",
    # Counts kept for the next reader.
    "genealogy_treestatistics",
}


class Writes:
    """A list of `(verb, table)`; `taken()` gives what came since it was last asked."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._seen: list[str] = []

    def __enter__(self) -> Writes:
        self._wrapper = self._connection.execute_wrapper(self._note)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *facts: Any) -> None:
        self._wrapper.__exit__(*facts)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = _WRITE.match(sql)
        # An update that met no row is how "not yours" looks from here.
        if found and found[2] not in HARMLESS and context["cursor"].rowcount != 0:
            self._seen.append(f"{found[1].upper()} {found[2]}")
        return result

    def taken(self) -> list[str]:
        """Give what was written since the last call."""
        seen, self._seen[:] = self._seen[:], []
        return seen
