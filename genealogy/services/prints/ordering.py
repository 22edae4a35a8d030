"""Asking for a print."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.jobs.services import job_start
from genealogy.enums import PrintKind
from genealogy.models import Branch, Clan, Person, PrintOrder
from genealogy.selectors.prints import open_orders, viewer_key
from genealogy.selectors.viewers import viewer_for
from genealogy.services.prints.rendering import renderer_of

PRINT_JOB: Final = "genealogy.print"
#: Orders of one account that may wait at once.
MOST_WAITING: Final = 5
#: Orders of one account that are kept at once; files are big.
MOST_KEPT: Final = 30


@transaction.atomic
def print_order(
    *,
    user: Any,
    kind: str,
    clan: Clan,
    branch: Branch | None = None,
    person: Person | None = None,
    options: dict[str, Any],
) -> PrintOrder:
    """Ask for a print in the background; the same asked twice while it waits is one order.

    Args:
        user: who asks and who alone will be given the file.
        kind: one of `PrintKind` that has a renderer.
        clan: the book.
        branch: a branch of the clan, if the print is of one.
        person: somebody of the clan, if the print starts at one.
        options: what the kind lets one choose; plain JSON, checked by the caller.

    Raises:
        ValidationError: not for this account, too many wait (`too_many_waiting`) or are kept
            (`too_many_kept`). Unknown and hidden answer alike (`not_found`).
        LookupError: no renderer for the kind.
    """
    renderer_of(kind)
    _refuse_strange(user, clan, branch, person)
    waiting = list(open_orders(user))
    for order in waiting:
        asked = (kind, clan.pk, branch and branch.pk, person and person.pk, options)
        if asked == (order.kind, order.clan_id, order.branch_id, order.person_id, order.options):
            return order
    if len(waiting) >= MOST_WAITING:
        raise ValidationError(
            _("Đang có %(count)s bản in chờ làm. Đợi xong một bản rồi hãy đặt thêm.")
            % {"count": len(waiting)},
            code="too_many_waiting",
        )
    if PrintOrder.objects.filter(user=user).count() >= MOST_KEPT:
        raise ValidationError(
            _("Đang giữ quá nhiều bản in. Hãy xoá bớt bản cũ rồi đặt lại."), code="too_many_kept"
        )
    order = PrintOrder(
        kind=kind,
        clan=clan,
        branch=branch,
        person=person,
        options=options,
        user=user,
        viewer_key=viewer_key(user),
    )
    order.full_clean()
    order.save()
    order.job = job_start(
        PRINT_JOB,
        arguments={"order": str(order.uuid)},
        title=_("Bản in: %(kind)s") % {"kind": PrintKind(kind).label},
        by=user,
        clan_key=clan.slug,
    )
    order.save(update_fields=["job"])
    return order


def print_repeat(order: PrintOrder) -> PrintOrder:
    """Ask for the same print again, cut to what its owner may see now.

    Raises:
        ValidationError: as `print_order`.
    """
    return print_order(
        user=order.user,
        kind=order.kind,
        clan=order.clan,
        branch=order.branch,
        person=order.person,
        options=order.options,
    )


def _refuse_strange(user: Any, clan: Clan, branch: Branch | None, person: Person | None) -> None:
    viewer = viewer_for(user)
    is_known = (
        user.is_authenticated
        and user.is_active
        and Clan.objects.visible_to(viewer).filter(pk=clan.pk).exists()
        and (branch is None or branch.clan_id == clan.pk)
        and (
            person is None
            or Person.objects.visible_to(viewer).filter(pk=person.pk, clan=clan).exists()
        )
    )
    if not is_known:
        raise ValidationError(_("Không tìm thấy thứ cần in."), code="not_found")
