"""One writer at a time per clan."""

from __future__ import annotations

from django.db import connections, router

from genealogy.models import Clan


def clan_lock(clan: Clan) -> None:
    """Hold the clan until the end of the transaction, so that derived columns never race.

    SQLite needs nothing: its transactions begin IMMEDIATE, which lets in one writer.
    """
    connection = connections[router.db_for_write(Clan)]
    if connection.features.has_select_for_update:
        list(Clan.objects.select_for_update().filter(pk=clan.pk).values_list("pk"))
