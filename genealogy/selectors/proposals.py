"""Reading proposals (đề nghị): who may open one, the queue of those who decide, the own list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.proposals import is_ref
from genealogy.domain.viewer import Viewer
from genealogy.enums import ProposalState
from genealogy.models import Branch, BranchOffice, Person, Proposal, ProposalItem
from genealogy.querysets import visible_people
from genealogy.selectors.offices import decision_scope
from genealogy.selectors.viewers import viewer_for

if TYPE_CHECKING:
    from genealogy.selectors.offices import Scope

#: Days whose decisions count as somebody's present work.
RECENT_DAYS = 30


@dataclass(frozen=True)
class BranchLoad:
    """What waits in one branch; `branch` is None for what no branch has."""

    branch: Branch | None
    clan_name: str
    waiting: int
    oldest: datetime

    @property
    def title(self) -> str:
        """Name the branch."""
        return self.branch.title if self.branch else _("Chung cả họ")


@dataclass(frozen=True)
class ReviewerLoad:
    """What one of those who decide has before and behind him."""

    name: str
    waiting: int
    decided: int


def shown_name(user: Any) -> str:
    """Name an account to those it works with; empty when the account is gone."""
    return "" if user is None else user.get_full_name() or user.get_username()


def proposals_of(user: Any) -> QuerySet[Proposal]:
    """Give the account's own proposals, the last first."""
    rows = Proposal.objects.filter(author=user).select_related("clan", "branch", "change_set")
    return rows.annotate(item_count=Count("items")).order_by("-created_at", "-pk")


def named_people(items: Iterable[ProposalItem]) -> set[UUID]:
    """Give the public ids of the people in the book whom some items name."""
    found = set()
    for item in items:
        for target in (item.target, item.data.get("other_parent", "")):
            if target and not is_ref(target):
                found.add(UUID(target))
    return found


def is_decidable(proposal: Proposal, user: Any) -> bool:
    """Say whether an account decides on a proposal: on its branch, and on everybody it names.

    Somebody hidden from the account, or of a branch it does not answer for, keeps it out.
    """
    scope = decision_scope(user)
    if scope.everything:
        return True
    if not scope or not scope.holds(proposal.clan_id, proposal.branch_id):
        return False
    wanted = named_people(proposal.items.all())
    if proposal.subject is not None:
        wanted.add(proposal.subject.uuid)
    people = Person.objects.visible_to(viewer_for(user)).filter(clan=proposal.clan_id)
    rows = people.filter(Q(uuid__in=wanted) | Q(redirects__old_uuid__in=wanted))
    branches = dict(rows.values_list("pk", "branch_id"))
    are_held = all(scope.holds(proposal.clan_id, branch) for branch in branches.values())
    return are_held and len(branches) == len(wanted)


def proposal_for(uuid: UUID, user: Any) -> Proposal | None:
    """Give a proposal to its author or to whoever decides on it; None just as when unknown."""
    rows = Proposal.objects.select_related(
        "clan", "branch", "subject", "author", "reviewer", "change_set"
    ).prefetch_related("items__image", "comments__author")
    proposal = rows.filter(uuid=uuid).first()
    if proposal is None or not user.is_authenticated:
        return None
    if proposal.author_id == user.pk or is_decidable(proposal, user):
        return proposal
    return None


def _open_to(scope: Scope, viewer: Viewer) -> Q:
    """Match the proposals inside a scope whose subject the viewer may know of."""
    return scope.rows() & (Q(subject__isnull=True) | visible_people(viewer, "subject__"))


def queue(
    scope: Scope,
    viewer: Viewer,
    *,
    state: str = ProposalState.OPEN,
    branch: Branch | None = None,
    kind: str = "",
) -> QuerySet[Proposal]:
    """Give what waits for an account's decision, the oldest first; what is decided, last first.

    Args:
        scope: what the account decides on (`offices.decision_scope`).
        viewer: the same account, for the rule of visibility.
        state: a `ProposalState`; empty for all.
        branch: of this branch only.
        kind: of this `ProposalKind` only.
    """
    rows = Proposal.objects.select_related("clan", "branch", "author")
    if not scope:
        return rows.none()
    rows = rows.filter(_open_to(scope, viewer))
    if state:
        rows = rows.filter(state=state)
    if branch is not None:
        rows = rows.filter(branch=branch)
    if kind:
        rows = rows.filter(kind=kind)
    order = ("created_at", "pk") if state == ProposalState.OPEN else ("-created_at", "-pk")
    return rows.annotate(item_count=Count("items")).order_by(*order)


def branch_loads(scope: Scope, viewer: Viewer) -> list[BranchLoad]:
    """Count what waits branch by branch, the longest wait first. Two queries."""
    waiting = queue(scope, viewer).order_by()
    counted = waiting.values("clan__name", "branch").annotate(
        waiting=Count("pk", distinct=True), oldest=Min("created_at")
    )
    rows = list(counted.order_by("oldest"))
    branches = Branch.objects.select_related("clan").in_bulk(
        [row["branch"] for row in rows if row["branch"] is not None]
    )
    return [
        BranchLoad(branches.get(row["branch"]), row["clan__name"], row["waiting"], row["oldest"])
        for row in rows
    ]


def reviewer_loads(scope: Scope, viewer: Viewer) -> list[ReviewerLoad]:
    """Say who decides in a scope and how much each has before and behind him.

    Those who hold an office there, or decided there in the last `RECENT_DAYS` days; who decides
    without an office has all of it before him. Five queries.
    """
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    done = queue(scope, viewer, state="").filter(decided_at__gte=since, reviewer__isnull=False)
    decided: Counter[int] = Counter(done.order_by("pk").values_list("reviewer_id", flat=True))
    waiting = list(queue(scope, viewer).order_by("pk").values_list("clan_id", "branch_id"))
    offices: dict[int, set[tuple[int, int | None]]] = {}
    held = BranchOffice.objects.filter(scope.rows()) if scope else BranchOffice.objects.none()
    for user, clan, branch in held.values_list("user_id", "clan_id", "branch_id"):
        offices.setdefault(user, set()).add((clan, branch))
    parents = dict(
        Branch.objects.filter(clan__in={clan for clan, _branch in waiting}).values_list(
            "pk", "parent_id"
        )
    )
    places = [_places_up(clan, branch, parents) for clan, branch in waiting]
    accounts = get_user_model().objects.filter(
        pk__in=offices.keys() | decided.keys(), is_active=True
    )
    loads = []
    for account in accounts:
        own = offices.get(account.pk)
        count = len(places) if own is None else sum(bool(place & own) for place in places)
        if count or decided[account.pk]:
            loads.append(ReviewerLoad(shown_name(account), count, decided[account.pk]))
    return sorted(loads, key=lambda load: (-load.waiting, -load.decided, load.name))


def _places_up(
    clan: int, branch: int | None, parents: Mapping[int, int | None]
) -> set[tuple[int, int | None]]:
    """Give the branch, those above it and the whole clan: whoever holds one of them decides."""
    places: set[tuple[int, int | None]] = {(clan, None)}
    while branch is not None and (clan, branch) not in places:
        places.add((clan, branch))
        branch = parents.get(branch)
    return places


def waiting_words(since: datetime, now: datetime) -> str:
    """Say how long something waits: "hôm nay", "3 ngày", "2 tuần".

    Args:
        since: when it began.
        now: the present moment.
    """
    days = (timezone.localdate(now) - timezone.localdate(since)).days
    if days <= 0:
        return _("gửi hôm nay")
    if days == 1:
        return _("gửi hôm qua")
    if days < 14:
        return _("chờ %(days)s ngày") % {"days": days}
    if days < 60:
        return _("chờ %(weeks)s tuần") % {"weeks": days // 7}
    return _("chờ %(months)s tháng") % {"months": days // 30}
