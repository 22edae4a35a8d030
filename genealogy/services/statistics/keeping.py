"""Keeping what was counted, without ever making a reader wait for another writer."""

from __future__ import annotations

import base64
import logging
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, router, transaction

from genealogy.enums import Audience
from genealogy.models import Clan, TreeStatistics
from genealogy.selectors.statistics import branch_shape, counting_rule
from genealogy.services.statistics.counting import ClanCount

logger = logging.getLogger(__name__)

#: Beside the numbers of a big clan stands its roll: who was counted with all facts. Nobody is
#: shown it; it tells whether somebody hidden since was in the numbers.
ROLLS = {Audience.PUBLIC.value: "roll-pub", Audience.MEMBERS.value: "roll-mem"}
#: How long a reader's request waits for its turn to write, in thousandths of a second.
_PATIENCE = 250


@transaction.atomic
def count_keep(
    clan: Clan,
    audience: str,
    count: ClanCount,
    *,
    version: int,
    counted_at: datetime,
    with_roll: bool = False,
) -> None:
    """Put the rows of an audience in place of those kept before, unless these are newer.

    Args:
        clan: the clan.
        audience: for whose eyes it was counted.
        count: the numbers.
        version: the version of the tree read before the counting began.
        counted_at: when it began.
        with_roll: also keep who was counted.
    """
    roll = ROLLS.get(audience, "")
    rows = TreeStatistics.objects.filter(clan=clan, audience__in=[audience, roll])
    if rows.filter(version__gt=version).exists():
        return
    rows.delete()
    mark = {
        "rule": counting_rule(clan),
        "shape": branch_shape(clan),
        "clan_people": count.statistics[None].people,
    }
    data: dict[int | None, tuple[str, dict[str, Any]]] = {
        branch: (audience, {**mark, **statistics.to_data()})
        for branch, statistics in count.statistics.items()
    }
    kept = [
        _row(clan, branch, name, version, count.valid_until, numbers, counted_at)
        for branch, (name, numbers) in data.items()
    ]
    if with_roll and roll:
        bits = {"bits": roll_pack(count.detailed)}
        kept.append(_row(clan, None, roll, version, None, bits, counted_at))
    TreeStatistics.objects.bulk_create(kept, batch_size=200)


def count_keep_if_free(clan: Clan, audience: str, count: ClanCount, **how: Any) -> bool:
    """Do `count_keep` when the database lets us in at once; say whether it did.

    A page that has its numbers does not fail, nor wait, because they cannot be kept today.
    """
    try:
        with impatient():
            count_keep(clan, audience, count, **how)
    except DatabaseError as error:
        # The message of an error may quote a row, so only its class is logged.
        facts = {"event": "statistics.not_kept", "error": type(error).__name__}
        logger.warning("Statistics not kept", extra=facts)
        return False
    return True


def row_restamp_if_free(
    clan: Clan, branch_id: int | None, audience: str, *, seen: int, now: int, until: date | None
) -> None:
    """Note that a row counted at one version of the tree holds at a later one too."""
    try:
        with impatient(), transaction.atomic():
            # The roll keeps its own version: it tells of those counted, not of the tree.
            TreeStatistics.objects.filter(
                clan=clan, branch=branch_id, audience=audience, version=seen
            ).update(version=now, valid_until=until)
    except DatabaseError:
        logger.warning("Statistics not stamped", extra={"event": "statistics.not_kept"})


def roll_pack(keys: array[int]) -> str:
    """Write primary keys as one bit each from nought on, packed and in letters.

    >>> bits = roll_unpack(roll_pack(array("q", [9, 2])))
    >>> [key for key in range(12) if roll_has(bits, key)]
    [2, 9]
    """
    bits = bytearray(max(keys, default=0) // 8 + 1)
    for key in keys:
        bits[key >> 3] |= 1 << (key & 7)
    return base64.b64encode(zlib.compress(bytes(bits), 3)).decode("ascii")


def roll_unpack(text: str) -> bytes:
    """Read what `roll_pack` wrote."""
    return zlib.decompress(base64.b64decode(text))


def roll_has(bits: bytes, key: int) -> bool:
    """Say whether a primary key is on the roll."""
    return key >> 3 < len(bits) and bool(bits[key >> 3] >> (key & 7) & 1)


def _row(
    clan: Clan,
    branch: int | None,
    audience: str,
    version: int,
    valid_until: date | None,
    data: dict[str, Any],
    counted_at: datetime,
) -> TreeStatistics:
    return TreeStatistics(
        clan=clan,
        branch_id=branch,
        audience=audience,
        version=version,
        valid_until=valid_until,
        data=data,
        counted_at=counted_at,
    )


@contextmanager
def impatient() -> Iterator[None]:
    """Fail soon, instead of standing in line, when somebody else is writing."""
    connection = connections[router.db_for_write(TreeStatistics)]
    if connection.vendor == "sqlite":
        usual = settings.DATABASES[connection.alias].get("OPTIONS", {}).get("timeout", 5)
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {int(usual * 1000)}")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{_PATIENCE}ms"])
        yield
