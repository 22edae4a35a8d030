"""Parents, children and marriages of somebody who goes, handed on so that each bond stands once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from genealogy.enums import ParentKind, UnionKind, UnionRole, UnionStatus
from genealogy.models import ParentLink, Person, Union, UnionMember
from genealogy.services.duplicates.attached_rows import attached_move
from genealogy.services.duplicates.choices import DROP, KEEP, LINEAGE, PARENTS
from genealogy.services.duplicates.event_rows import ONCE_TO_COUPLES, events_join, joined_lists
from genealogy.services.families import lineage_settle
from genealogy.services.history import Recording
from genealogy.services.saving import log_delete

#: What makes somebody a parent, the strongest first: of two words for one bond it stays.
_STRENGTH: Final = (
    ParentKind.BIRTH,
    ParentKind.ADOPTED,
    ParentKind.HEIR,
    ParentKind.FOSTER,
    ParentKind.STEP,
    ParentKind.UNKNOWN,
)


def parents_join(keep: Person, drop: Person, choices: Mapping[str, str]) -> None:
    """Give the parents of one to the other; the lineage follows the side chosen."""
    mine = list(ParentLink.objects.filter(child=keep).order_by("pk"))
    others = list(ParentLink.objects.filter(child=drop).order_by("pk"))
    sides = {KEEP: mine, DROP: others}
    lineage = next((link.parent_id for link in sides[choices[LINEAGE.name]] if link.is_lineage), 0)
    has_lineage = any(link.is_lineage for link in (*mine, *others))
    # Two links never carry the lineage at once, not even between two writes.
    ParentLink.objects.filter(child__in=(keep, drop)).update(is_lineage=False)
    for link in (*mine, *others):
        link.is_lineage = False
    left_out = {KEEP: others, DROP: mine}.get(choices[PARENTS.name], [])
    ParentLink.objects.filter(pk__in=[link.pk for link in left_out]).delete()
    staying = [link for link in mine if link not in left_out]
    for link in (link for link in others if link not in left_out):
        known = [one for one in staying if one.parent_id == link.parent_id]
        if known:
            _unite(known, link)
            continue
        link.child = keep
        link.save(update_fields=["child"])
        staying.append(link)
    for link in sorted(staying, key=_strength):
        if link.parent_id == lineage:
            ParentLink.objects.filter(pk=link.pk).update(is_lineage=True)
            return
    if has_lineage:
        lineage_settle(keep)


def children_join(keep: Person, drop: Person) -> set[int]:
    """Give the children of one to the other, each linked once; give their primary keys."""
    mine: dict[int, list[ParentLink]] = {}
    for link in ParentLink.objects.filter(parent=keep).order_by("pk"):
        mine.setdefault(link.child_id, []).append(link)
    children = set(mine)
    for link in ParentLink.objects.filter(parent=drop).order_by("pk"):
        children.add(link.child_id)
        known = mine.get(link.child_id)
        if known:
            _unite(known, link)
            continue
        link.parent = keep
        link.save(update_fields=["parent"])
    return children


def _unite(known: Iterable[ParentLink], other: ParentLink) -> None:
    """Let the strongest link of a child to a parent know what another says, and drop that."""
    links = sorted(known, key=_strength)
    kept = next((link for link in links if link.kind == other.kind), links[0])
    is_lineage = other.is_lineage
    other.delete()
    if _strength(other) < _strength(kept):
        kept.kind = other.kind
    kept.union_id = kept.union_id or other.union_id
    kept.is_lineage = kept.is_lineage or is_lineage
    kept.save(update_fields=["kind", "union", "is_lineage"])


def _strength(link: ParentLink) -> int:
    return _STRENGTH.index(ParentKind(link.kind))


def unions_join(keep: Person, drop: Person, recording: Recording, by: object = None) -> set[int]:
    """Give the marriages of one to the other; two with the same spouse become one.

    Returns:
        The primary keys of husbands and wives.
    """
    mine = list(UnionMember.objects.filter(person=keep).order_by("order_for_person", "pk"))
    others = list(UnionMember.objects.filter(person=drop).order_by("order_for_person", "pk"))
    unions = {member.union_id for member in (*mine, *others)}
    recording.watch(unions=unions)
    couples = _partners(unions, (keep.pk, drop.pk))
    orders = {member.order_for_person for member in mine}
    for member in others:
        twin = next((one for one in mine if _is_same_couple(one, member, couples)), None)
        if twin is not None:
            _couple_unite(twin, member, by)
            continue
        if member.order_for_person in orders:
            member.order_for_person = max(orders) + 1
        orders.add(member.order_for_person)
        member.person = keep
        member.save(update_fields=["person", "order_for_person"])
    return {pk for partners in couples.values() for pk in partners}


def orders_taken(keep: Person, drop: Person) -> list[Union]:
    """Give the marriages of somebody who goes whose number another marriage has already."""
    mine = list(UnionMember.objects.filter(person=keep))
    others = list(UnionMember.objects.filter(person=drop).select_related("union"))
    unions = {member.union_id for member in (*mine, *others)}
    couples = _partners(unions, (keep.pk, drop.pk))
    taken = {member.order_for_person for member in mine}
    return [
        member.union
        for member in others
        if member.order_for_person in taken
        and not any(_is_same_couple(one, member, couples) for one in mine)
    ]


def _is_same_couple(
    one: UnionMember, other: UnionMember, couples: Mapping[int, Collection[int]]
) -> bool:
    """Say whether two marriages join the same people; two unknown spouses are not the same."""
    partners = couples.get(one.union_id)
    return bool(partners) and partners == couples.get(other.union_id)


def _partners(unions: Iterable[int], own: Collection[int]) -> dict[int, set[int]]:
    """Give who else is of each couple; staged couples are nobody's yet."""
    rows = UnionMember.objects.filter(union__in=unions, union__is_staged=False)
    couples: dict[int, set[int]] = {}
    for union, person in rows.values_list("union_id", "person_id"):
        if person not in own:
            couples.setdefault(union, set()).add(person)
    return couples


def _couple_unite(mine: UnionMember, other: UnionMember, by: object) -> None:
    """Let one couple know what the other row of the same couple knows, and drop that row."""
    kept, gone = mine.union, other.union
    members = UnionMember.objects.all()
    sides = {member.person_id: member for member in members.filter(union=kept)}
    for member in members.filter(union=gone):
        side = mine if member.pk == other.pk else sides.get(member.person_id)
        if side is not None:
            side.standing = side.standing or member.standing
            side.role = member.role if side.role == UnionRole.PARTNER else side.role
            side.save(update_fields=["standing", "role"])
    if kept.kind == UnionKind.UNKNOWN:
        kept.kind = gone.kind
    if kept.status == UnionStatus.UNKNOWN:
        kept.status = gone.status
    if gone.note and gone.note not in kept.note:
        kept.note = f"{kept.note}\n{gone.note}".strip()
    kept.source_xref = kept.source_xref or gone.source_xref
    kept.extra = joined_lists(kept.extra, gone.extra)
    kept.save(update_fields=["kind", "status", "note", "source_xref", "extra", "updated_at"])
    events_join(kept, gone, once=ONCE_TO_COUPLES)
    attached_move(gone, kept)
    ParentLink.objects.filter(union=gone).update(union=kept)
    log_delete(gone, by)
    gone.delete()
