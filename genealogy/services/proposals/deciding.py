"""Deciding on a proposal: accepted whole or in part, refused, withdrawn, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.proposals import is_ref
from genealogy.enums import ChangeKind, ChangeState, ItemState, ProposalState
from genealogy.models import ChangeSet, Proposal, ProposalItem
from genealogy.selectors.proposals import is_decidable
from genealogy.selectors.proposals_compared import compared
from genealogy.services.history import UndoConflict, UndoRefused, change_set_undo, recorded
from genealogy.services.locks import clan_lock
from genealogy.services.proposals.applying import Applier, current_person
from genealogy.services.proposals.errors import (
    ConflictsStand,
    ItemsRefused,
    NotYours,
    ProposalRefused,
    RefusedItem,
)
from genealogy.services.proposals.pictures import picture_forget, picture_withhold
from genealogy.services.proposals.telling import tell_decision, tell_taken_back

#: How long a member may take back what was accepted.
TAKE_BACK: Final = timedelta(hours=24)
_DONE: Final = (ProposalState.ACCEPTED, ProposalState.PARTLY)


@transaction.atomic
def proposal_accept(
    *,
    proposal: Proposal,
    by: Any,
    items: Collection[int] | None = None,
    despite_conflict: Collection[int] = (),
    reason: str = "",
) -> Proposal:
    """Write what is accepted into the book as one change set; the rest is refused.

    The change set names the member as its author and the account that decides as its reviewer.

    Args:
        proposal: waiting.
        by: the account that decides.
        items: primary keys of the items accepted; all of them when left out.
        despite_conflict: of items whose fact somebody changed meanwhile, those accepted anyway.
        reason: a word to the author.

    Raises:
        NotYours: the account does not decide on this proposal.
        ProposalRefused: it does not wait any more (`state`), or nothing was chosen (`none`).
        ConflictsStand: some items ask for what was changed meanwhile.
        ItemsRefused: an item cannot be done; nothing was written.
    """
    if not is_decidable(proposal, by):
        raise NotYours
    words = _("Đề nghị: %(kind)s") % {"kind": proposal.get_kind_display()}
    with recorded(proposal.clan, by=by, kind=ChangeKind.PROPOSAL, reason=words) as recording:
        # Under the lock of the clan nobody else decides on it or edits what it names.
        proposal = _waiting(proposal)
        listed = list(proposal.items.select_related("image"))
        chosen = [item for item in listed if items is None or item.pk in items]
        if listed and not chosen:
            raise ProposalRefused(_("Bạn chưa chọn điều nào để nhận."), code="none")
        _refuse_conflicts(proposal, listed, chosen, despite_conflict)
        _apply(Applier(proposal, by), listed, chosen)
    change_set = recording.change_set
    if change_set is not None:
        change_set.author, change_set.reviewer = proposal.author, by
        change_set.save(update_fields=["author", "reviewer"])
    _settle_items(listed, chosen)
    state = ProposalState.ACCEPTED if len(chosen) == len(listed) else ProposalState.PARTLY
    _close(proposal, state, by=by, reason=reason, change_set=change_set)
    tell_decision(proposal)
    return proposal


@transaction.atomic
def proposal_reject(*, proposal: Proposal, by: Any, reason: str) -> Proposal:
    """Refuse a proposal, saying why.

    Raises:
        NotYours: the account does not decide on this proposal.
        ProposalRefused: it does not wait any more, or no reason is given (`reason`).
    """
    if not is_decidable(proposal, by):
        raise NotYours
    if not reason.strip():
        raise ProposalRefused(
            _("Hãy ghi lý do, để người gửi biết vì sao và gửi lại cho đúng."), code="reason"
        )
    proposal = _waiting(proposal)
    _settle_items(list(proposal.items.select_related("image")), [])
    _close(proposal, ProposalState.REJECTED, by=by, reason=reason)
    tell_decision(proposal)
    return proposal


@transaction.atomic
def proposal_withdraw(*, proposal: Proposal, by: Any) -> Proposal:
    """Let the author take a waiting proposal away.

    Raises:
        NotYours: it is another's.
        ProposalRefused: it does not wait any more.
    """
    if proposal.author_id != by.pk:
        raise NotYours
    proposal = _waiting(proposal)
    _settle_items(list(proposal.items.select_related("image")), [])
    _close(proposal, ProposalState.WITHDRAWN)
    return proposal


@transaction.atomic
def proposal_take_back(*, proposal: Proposal, by: Any, reason: str = "") -> Proposal:
    """Undo an accepted proposal: its author within a day, who decides at any time.

    Raises:
        NotYours: the account is neither.
        ProposalRefused: it was not accepted (`state`), a day has passed (`late`), a reviewer gave
            no reason (`reason`), or the book was changed on top of it (`conflict`).
    """
    is_decider = is_decidable(proposal, by)
    if not is_decider and proposal.author_id != by.pk:
        raise NotYours
    clan_lock(proposal.clan)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    _refuse_take_back(proposal, by, is_decider=is_decider, reason=reason)
    words = _("Rút lại đề nghị: %(kind)s") % {"kind": proposal.get_kind_display()}
    if proposal.change_set is not None and proposal.change_set.state == ChangeState.APPLIED:
        try:
            change_set_undo(proposal.change_set, by=by, reason=words)
        except UndoConflict as error:
            raise ProposalRefused(
                _undo_words(error, is_decider=is_decider), code="conflict"
            ) from error
        except UndoRefused as error:
            raise ProposalRefused(error.messages, code="conflict") from error
    for item in proposal.items.select_related("image"):
        if item.image is not None:
            picture_withhold(item.image)
        item.state, item.result_uuid = ItemState.REJECTED, None
        item.save(update_fields=["state", "result_uuid"])
    is_authors = proposal.author_id == by.pk
    proposal.state = ProposalState.WITHDRAWN if is_authors else ProposalState.REJECTED
    proposal.reason = reason.strip() or proposal.reason
    proposal.save(update_fields=["state", "reason"])
    (tell_taken_back if is_authors else tell_decision)(proposal)
    return proposal


def may_take_back(proposal: Proposal, user: Any, *, is_decider: bool) -> bool:
    """Say whether an account may still ask to undo what was accepted."""
    if proposal.state not in _DONE or proposal.decided_at is None:
        return False
    is_early = timezone.now() - proposal.decided_at <= TAKE_BACK
    return is_decider or (proposal.author_id == user.pk and is_early)


def conflicting(proposal: Proposal, items: Iterable[ProposalItem]) -> list[ProposalItem]:
    """Give the items that ask for a fact somebody changed since the member looked."""
    found = []
    for item in items:
        if is_ref(item.target):
            continue
        person = current_person(item.target, clan_id=proposal.clan_id)
        if person is None:
            continue
        facts = compared(item.action, item.data, person, base_version=item.base_version)
        if any(fact.is_conflict for fact in facts):
            found.append(item)
    return found


def _waiting(proposal: Proposal) -> Proposal:
    """Read a proposal again, locked; the clan first, as everywhere.

    Raises:
        ProposalRefused: it does not wait any more.
    """
    clan_lock(proposal.clan)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("clan", "author")
    proposal = rows.get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise ProposalRefused(
            _("Đề nghị này %(state)s rồi, không quyết định lại được.")
            % {"state": proposal.get_state_display()},
            code="state",
        )
    return proposal


def _refuse_conflicts(
    proposal: Proposal,
    listed: Sequence[ProposalItem],
    chosen: Sequence[ProposalItem],
    despite: Collection[int],
) -> None:
    standing = [item for item in conflicting(proposal, chosen) if item.pk not in despite]
    if standing:
        raise ConflictsStand(
            RefusedItem(
                listed.index(item),
                "",
                _(
                    "Gia phả đã được sửa khác đi từ khi đề nghị này được gửi. Hãy xem lại rồi đánh"
                    " dấu “Vẫn nhận” nếu đề nghị đúng."
                ),
            )
            for item in standing
        )


def _apply(
    applier: Applier, listed: Sequence[ProposalItem], chosen: Iterable[ProposalItem]
) -> None:
    """Do the items in order; the first that cannot be done names itself and nothing stands."""
    for item in chosen:
        try:
            applier.apply(item)
        except ValidationError as error:
            refused = RefusedItem(listed.index(item), "", " ".join(error.messages))
            raise ItemsRefused([refused], code=getattr(error, "code", None) or "items") from error


def _settle_items(listed: Sequence[ProposalItem], chosen: Collection[ProposalItem]) -> None:
    """Mark each item; photographs of refused ones are deleted."""
    for item in listed:
        is_accepted = item in chosen
        item.state = ItemState.ACCEPTED if is_accepted else ItemState.REJECTED
        item.save(update_fields=["state", "result_uuid"])
        if not is_accepted:
            picture_forget(item)


def _close(
    proposal: Proposal,
    state: ProposalState,
    *,
    by: Any = None,
    reason: str = "",
    change_set: ChangeSet | None = None,
) -> None:
    proposal.state, proposal.reviewer = state, by
    proposal.reason, proposal.change_set = reason.strip(), change_set
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["state", "reviewer", "reason", "change_set", "decided_at"])


def _refuse_take_back(proposal: Proposal, by: Any, *, is_decider: bool, reason: str) -> None:
    if proposal.state not in _DONE:
        raise ProposalRefused(_("Đề nghị này chưa được nhận, không có gì để rút."), code="state")
    if not may_take_back(proposal, by, is_decider=is_decider):
        raise ProposalRefused(
            _("Đã quá 24 giờ từ khi được nhận. Hãy nhắn người duyệt, họ rút giúp bạn được."),
            code="late",
        )
    if proposal.author_id != by.pk and not reason.strip():
        raise ProposalRefused(_("Hãy ghi lý do để người gửi biết."), code="reason")


def _undo_words(error: UndoConflict, *, is_decider: bool) -> list[str]:
    """Say why it cannot be undone; to the author nothing of what others wrote."""
    if is_decider:
        return list(error.messages)
    return [
        _(
            "Gia phả đã được sửa tiếp sau đề nghị này, nên không tự rút lại được. Hãy nhắn người"
            " duyệt ở dưới."
        )
    ]
