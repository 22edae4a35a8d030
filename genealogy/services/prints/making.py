"""The job that makes a print."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs.errors import JobRefused
from cms.jobs.registry import JobHandle
from genealogy.domain.viewer import Viewer
from genealogy.models import Clan, Person, PrintOrder
from genealogy.selectors.prints import KEPT_DAYS, viewer_key
from genealogy.selectors.viewers import viewer_for
from genealogy.services.prints.clearing import prints_clear
from genealogy.services.prints.rendering import PrintedFile, PrintRefused, renderer_of
from genealogy.services.prints.storing import file_delete, file_store, print_path


def print_job(job: JobHandle) -> None:
    """Make the print a job is about; one that is made already is left as it is.

    What is shown follows from what the owner may see at this moment, not when it was ordered.

    Raises:
        JobRefused: the order, its owner or its subject is gone, or the renderer refuses.
    """
    prints_clear()
    order = _order(job)
    if order.file_name:
        return
    viewer, key = viewer_for(order.user), viewer_key(order.user)
    try:
        _refuse_hidden(order, viewer)
        printed = renderer_of(order.kind)(order, viewer, job.progress)
    except PrintRefused as error:
        PrintOrder.objects.filter(pk=order.pk).update(error=str(error)[:250])
        raise JobRefused(str(error)) from error
    _finish(order, printed, key, job)


def _order(job: JobHandle) -> PrintOrder:
    rows = PrintOrder.objects.select_related("clan", "branch", "person", "user")
    order = rows.filter(uuid=job.arguments["order"]).first()
    if order is None:
        raise JobRefused(_("Bản in đã bị xoá."))
    return order


def _refuse_hidden(order: PrintOrder, viewer: Viewer) -> None:
    is_open = Clan.objects.visible_to(viewer).filter(pk=order.clan_id).exists()
    if is_open and order.person_id is not None:
        people = Person.objects.visible_to(viewer)
        is_open = people.filter(pk=order.person_id).exists()
    if not is_open or not order.user.is_active:
        raise PrintRefused(_("Không tìm thấy thứ cần in."))


def _finish(order: PrintOrder, printed: PrintedFile, key: str, job: JobHandle) -> None:
    """Store the file and say so, unless the order was deleted in the meantime."""
    name = file_store(printed)
    now = timezone.now()
    is_kept = False
    try:
        with transaction.atomic():
            is_kept = bool(
                PrintOrder.objects.filter(pk=order.pk).update(
                    file_name=name,
                    viewer_key=key,
                    size=print_path(name).stat().st_size,
                    pages=printed.pages,
                    people=printed.people,
                    error="",
                    finished_at=now,
                    expires_at=now + timedelta(days=KEPT_DAYS),
                )
            )
            if is_kept:
                job.complete()
    except BaseException:
        file_delete(name)
        raise
    if not is_kept:
        file_delete(name)
        raise JobRefused(_("Bản in đã bị xoá."))
