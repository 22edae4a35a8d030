"""What waits for those who decide (chờ duyệt): by branch, with its age and who has how much."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.viewer import Viewer
from genealogy.enums import ProposalKind, ProposalState
from genealogy.models import Branch
from genealogy.selectors.offices import Scope, decision_scope
from genealogy.selectors.proposals import (
    BranchLoad,
    branch_loads,
    queue,
    reviewer_loads,
    shown_name,
    waiting_words,
)
from genealogy.selectors.proposals_page import subject_names
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import cut, page_answer, trail
from genealogy.views.proposals import kind_words

_ROWS = 20
_DONE = "da-xong"


@require_safe
@login_required
def proposal_queue(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest first; `?chi=`, `?loai=` and `?xem=da-xong` narrow it."""
    scope = decision_scope(request.user)
    if not scope:
        raise Http404
    viewer = viewer_of(request)
    branch = _branch_asked_for(request, viewer, scope)
    kind = request.GET.get("loai", "")
    is_done = request.GET.get("xem") == _DONE
    rows = queue(
        scope,
        viewer,
        state="" if is_done else ProposalState.OPEN,
        branch=branch,
        kind=kind if kind in ProposalKind.values else "",
    )
    if is_done:
        rows = rows.exclude(state=ProposalState.OPEN)
    page = cut(rows, request, _ROWS)
    loads = branch_loads(scope, viewer)
    now = timezone.now()
    names = subject_names(page.object_list, viewer)
    context = {
        "rows": [_row(row, names, now) for row in page.object_list],
        "page": page,
        "total": page.paginator.count,
        "loads": [_load(load, now, branch) for load in loads],
        "waiting": sum(load.waiting for load in loads),
        "reviewers": reviewer_loads(scope, viewer),
        "branch": branch,
        "kinds": ProposalKind.choices,
        "kind": kind,
        "is_done": is_done,
        "trail": trail((_("Chờ duyệt"), "")),
    }
    return page_answer(request, "genealogy/proposals/queue.html", context, viewer=viewer)


def _branch_asked_for(request: HttpRequest, viewer: Viewer, scope: Scope) -> Branch | None:
    asked = request.GET.get("chi", "").strip()
    if not asked:
        return None
    try:
        uuid = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    branch = Branch.objects.visible_to(viewer).filter(uuid=uuid).first()
    if branch is None or not scope.holds(branch.clan_id, branch.pk):
        raise Http404
    return branch


def _row(row: Any, names: dict[int, str], now: Any) -> dict[str, Any]:
    return {
        "url": reverse("genealogy:proposal", args=[row.uuid]),
        "kind": kind_words(row.kind),
        "name": names.get(row.subject_id or 0, ""),
        "branch": row.branch.title if row.branch else row.clan.name,
        "author": shown_name(row.author),
        "item_count": row.item_count,
        "state": row.state,
        "state_label": row.get_state_display(),
        "created_at": row.created_at,
        "waiting": waiting_words(row.created_at, now),
        "is_late": (now - row.created_at).days >= 7,
    }


def _load(load: BranchLoad, now: Any, chosen: Branch | None) -> dict[str, Any]:
    return {
        "title": load.title,
        "uuid": load.branch.uuid if load.branch else None,
        "waiting": load.waiting,
        "oldest": waiting_words(load.oldest, now),
        "is_chosen": chosen is not None and load.branch == chosen,
    }
