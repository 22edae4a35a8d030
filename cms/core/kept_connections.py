"""A connection to SQLite that is kept from request to request leads to the file that stands there.

Who puts another file in the place of the database (a copy from yesterday, a new demo) would else
be answered from the old one, which is no longer to be seen, until the server starts anew.
"""

from __future__ import annotations

import os
from typing import Any

from django.db import connections


def place_note(connection: Any, **_kwargs: Any) -> None:
    """Remember which file a new connection has opened (signal `connection_created`)."""
    connection.opened_place = _place(connection)


def replaced_close(**_kwargs: Any) -> None:
    """Close the connection whose file is gone or another (signal `request_started`)."""
    connection: Any = connections["default"]
    place = getattr(connection, "opened_place", None)
    if place is None or connection.connection is None or connection.in_atomic_block:
        return
    if place != _place(connection):
        connection.close()


def _place(connection: Any) -> tuple[int, int] | None:
    """Give device and number of the file; None where there is none."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return None
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
