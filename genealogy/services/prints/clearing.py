"""What goes: orders their owners delete, files kept long enough, all of a clan at an erasure."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from genealogy.models import Clan, PrintOrder
from genealogy.selectors.prints import KEPT_DAYS
from genealogy.services.prints.storing import file_delete, prints_folder

#: A file that no order names, and one half written, may still be in the making for so long.
_STRAY_AFTER = timedelta(hours=6)


@transaction.atomic
def print_delete(order: PrintOrder) -> None:
    """Delete an order with its file; a job that is making it ends without one."""
    name = order.file_name
    order.delete()
    transaction.on_commit(partial(file_delete, name))


@transaction.atomic
def prints_of_clan_delete(clan: Clan) -> int:
    """Delete every print of a clan, whoever ordered it; give how many.

    For an erasure: nobody can tell in which of the files the person stands. A print that is being
    made finds its order gone and leaves no file.
    """
    orders = PrintOrder.objects.filter(clan=clan)
    names = [name for name in orders.values_list("file_name", flat=True) if name]
    count, _by_model = orders.delete()
    transaction.on_commit(partial(_files_delete, names))
    return count


def prints_clear(now: datetime | None = None) -> int:
    """Delete files that are kept no more, old orders without one, strays; give how many files.

    For once a day, and before each print. Running it twice does nothing more.
    """
    now = now or timezone.now()
    count = 0
    for order in PrintOrder.objects.filter(expires_at__lte=now).exclude(file_name=""):
        name = order.file_name
        if PrintOrder.objects.filter(pk=order.pk, file_name=name).update(file_name="", size=0):
            file_delete(name)
            count += 1
    # The line "was kept till ..." stands as long again, so that nobody wonders where it went.
    PrintOrder.objects.filter(expires_at__lte=now - timedelta(days=KEPT_DAYS)).delete()
    forgotten = now - timedelta(days=2 * KEPT_DAYS)
    PrintOrder.objects.filter(file_name="", created_at__lte=forgotten).delete()
    return count + _strays_delete(now)


def _strays_delete(now: datetime) -> int:
    known = set(PrintOrder.objects.exclude(file_name="").values_list("file_name", flat=True))
    count = 0
    for path in prints_folder().iterdir():
        age = now.timestamp() - path.stat().st_mtime
        if path.name in known or age <= _STRAY_AFTER.total_seconds():
            continue
        if path.is_dir():
            # A book that was being set when the machine stopped.
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        count += 1
    return count


def _files_delete(names: Iterable[str]) -> None:
    for name in names:
        file_delete(name)
