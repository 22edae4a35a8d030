"""Taking in what a member proposes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.proposal_values import BadValue, long_text
from genealogy.domain.proposals import (
    Action,
    ItemDraft,
    ItemFault,
    ItemsNotUnderstood,
    check_items,
    is_ref,
)
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import ProposalKind, ProposalState
from genealogy.models import Branch, Event, Person, Proposal, ProposalItem
from genealogy.selectors.cards import person_detail
from genealogy.services.proposals.errors import ItemsRefused, ProposalRefused
from genealogy.services.proposals.pictures import MOST_PICTURES, proposed_picture_store
from genealogy.services.proposals.telling import tell_deciders

#: Proposals of one account that may wait at the same time.
MOST_OPEN: Final = 30
_NOTE: Final = long_text(2000)

ItemData = Mapping[str, Any]


@transaction.atomic
def proposal_submit(
    *,
    author: Any,
    viewer: Viewer,
    subject: Person,
    kind: str,
    items: Iterable[ItemData] = (),
    note: str = "",
) -> Proposal:
    """Keep what a member asks to have changed, and tell those who decide.

    Args:
        author: the account that proposes.
        viewer: the same, for the rule of visibility; whom it may not know it cannot name.
        subject: whose page it was, as `person_by_uuid` gave it.
        kind: a `ProposalKind`.
        items: each with "action", "data" and, where they differ from the usual, "target" (a uuid
            or the "ref" of an earlier item; the subject when left out), "ref", "base_version"
            (of the target as the member saw it) and "file" (an open photograph).
            See `genealogy.domain.proposals` for what "data" may hold.
        note: what else the member says; enough by itself for a correction.

    Returns:
        The proposal; the one that waits already when the very same was sent twice.

    Raises:
        PermissionDenied: the account is no member.
        ItemsRefused: some items do not hold; each is named.
        ProposalRefused: too many wait (`too_many_open`), nothing is asked (`empty`), the note is
            too long (`note`), or there is no such kind (`kind`).
    """
    if not author.is_authenticated or not author.is_active or viewer.is_anonymous:
        raise PermissionDenied
    given = list(items)
    text = _note_tidied(note)
    _refuse_whole(author, kind, given, text)
    drafts = _drafts(given, subject, viewer)
    twin = _twin(author, subject, kind, drafts, text, given)
    if twin is not None:
        return twin
    people = _people(drafts, subject, viewer)
    proposal = Proposal.objects.create(
        clan=subject.clan,
        branch=_common_branch([subject, *people.values()]),
        subject=subject,
        kind=kind,
        note=text,
        author=author,
    )
    for position, (draft, item) in enumerate(zip(drafts, given, strict=True)):
        _keep(proposal, position, draft, item, people, author)
    tell_deciders(proposal)
    return proposal


def _note_tidied(note: str) -> str:
    try:
        return str(_NOTE(note or "", timezone.localdate()))
    except BadValue as error:
        raise ProposalRefused(
            _("Lời nhắn dài quá: nhiều nhất 2.000 chữ cái."), code="note"
        ) from error


def _refuse_whole(author: Any, kind: str, items: Sequence[ItemData], note: str) -> None:
    if kind not in ProposalKind.values:
        raise ProposalRefused(_("Chưa có loại đề nghị này."), code="kind")
    if not items and not note:
        raise ProposalRefused(
            _("Bạn chưa sửa hay ghi thêm điều gì. Hãy điền ít nhất một mục."), code="empty"
        )
    if sum(item.get("action") == Action.ADD_PICTURE for item in items) > MOST_PICTURES:
        raise ProposalRefused(
            _("Mỗi lần gửi nhiều nhất %(most)s ảnh.") % {"most": MOST_PICTURES}, code="pictures"
        )
    if Proposal.objects.filter(author=author, state=ProposalState.OPEN).count() >= MOST_OPEN:
        raise ProposalRefused(
            _(
                "Bạn đang có %(most)s đề nghị chờ duyệt. Hãy đợi người duyệt xem bớt, hoặc rút"
                " những đề nghị không cần nữa, rồi gửi tiếp."
            )
            % {"most": MOST_OPEN},
            code="too_many_open",
        )


def _drafts(items: Sequence[ItemData], subject: Person, viewer: Viewer) -> list[ItemDraft]:
    drafts = [_draft(item, str(subject.uuid)) for item in items]
    try:
        return check_items(drafts, today=viewer.today)
    except ItemsNotUnderstood as error:
        raise ItemsRefused.of_faults(error.faults) from error


def _draft(item: ItemData, subject: str) -> ItemDraft:
    data = item.get("data") or {}
    version = item.get("base_version")
    is_count = isinstance(version, int) and not isinstance(version, bool) and version > 0
    return ItemDraft(
        action=str(item.get("action", "")),
        target=_plain_target(item.get("target") or subject),
        ref=str(item.get("ref") or ""),
        data=_plain_data(data) if isinstance(data, Mapping) else {"": ""},
        base_version=version if is_count else None,
    )


def _plain_data(data: Mapping[str, Any]) -> dict[str, Any]:
    other = data.get("other_parent")
    return {**data, "other_parent": _plain_target(other)} if other else dict(data)


def _plain_target(target: Any) -> str:
    """Give a uuid as it is stored, whatever way it is written; a `ref` as it is."""
    text = str(target)
    return text if is_ref(text) else str(UUID(text))


def _people(drafts: Sequence[ItemDraft], subject: Person, viewer: Viewer) -> dict[str, Person]:
    """Give everybody of the book whom the items name.

    Raises:
        ItemsRefused: somebody is hidden from the viewer, unknown, or of another clan, which all
            sound alike.
    """
    wanted: dict[str, list[tuple[int, str]]] = {}
    for position, draft in enumerate(drafts):
        named = (("target", draft.target), ("other_parent", draft.data.get("other_parent", "")))
        for key, target in named:
            if target and not is_ref(target):
                wanted.setdefault(str(UUID(target)), []).append((position, key))
    rows = Person.objects.visible_to(viewer).filter(clan=subject.clan_id, uuid__in=wanted)
    found = {str(person.uuid): person for person in rows.select_related("clan", "branch")}
    faults = [
        ItemFault(position, key, "gone")
        for uuid, places in wanted.items()
        if uuid not in found
        for position, key in places
    ]
    faults += _event_faults(drafts, found, viewer)
    if faults:
        raise ItemsRefused.of_faults(sorted(faults, key=lambda fault: fault.position))
    return found


def _event_faults(
    drafts: Sequence[ItemDraft], people: Mapping[str, Person], viewer: Viewer
) -> list[ItemFault]:
    """Find items that name an event the viewer may not know of."""
    faults = []
    for position, draft in enumerate(drafts):
        key, person = draft.data.get("event"), people.get(draft.target)
        if not key or person is None:
            continue
        is_open = person_detail(person, viewer) >= Detail.FULL and not is_ref(key)
        events = Event.objects.filter(person=person, is_sensitive=False, type=draft.data["type"])
        if not is_open or not events.filter(uuid=key).exists():
            faults.append(ItemFault(position, "event", "gone_event"))
    return faults


def _common_branch(people: Iterable[Person]) -> Branch | None:
    """Give the innermost branch that holds everybody; None when only the whole clan does."""
    branches = {person.branch_id: person.branch for person in people}
    if None in branches:
        return None
    ways = [_way_up(branch) for branch in branches.values() if branch is not None]
    shared = set.intersection(*({branch.pk for branch in way} for way in ways))
    return next((branch for branch in ways[0] if branch.pk in shared), None)


def _way_up(branch: Branch) -> list[Branch]:
    """Give a branch and those above it."""
    way: list[Branch] = []
    current: Branch | None = branch
    while current is not None and current not in way:
        way.append(current)
        current = current.parent
    return way


def _twin(
    author: Any,
    subject: Person,
    kind: str,
    drafts: Sequence[ItemDraft],
    note: str,
    given: Sequence[ItemData],
) -> Proposal | None:
    """Give the same proposal where it waits already: a button was pressed twice."""
    if any(item.get("file") for item in given):
        return None
    rows = Proposal.objects.filter(
        author=author, subject=subject, kind=kind, note=note, state=ProposalState.OPEN
    ).prefetch_related("items")
    asked = [(draft.action, draft.target, draft.ref, dict(draft.data)) for draft in drafts]
    for proposal in rows:
        kept = [(one.action, one.target, one.ref, one.data) for one in proposal.items.all()]
        if kept == asked:
            return proposal
    return None


def _keep(
    proposal: Proposal,
    position: int,
    draft: ItemDraft,
    item: ItemData,
    people: Mapping[str, Person],
    author: Any,
) -> None:
    person = people.get(draft.target)
    if person is not None:
        seen = draft.base_version or person.version
        draft = replace(draft, base_version=min(seen, person.version))
    image = None
    if draft.action == Action.ADD_PICTURE:
        if item.get("file") is None:
            raise ItemsRefused.of_faults([ItemFault(position, "file", "no_picture")])
        image = proposed_picture_store(file=item["file"], by=author)
    ProposalItem.objects.create(
        proposal=proposal,
        sequence=position,
        action=draft.action,
        ref=draft.ref,
        target=draft.target,
        base_version=draft.base_version if person is not None else None,
        data=dict(draft.data),
        image=image,
    )
