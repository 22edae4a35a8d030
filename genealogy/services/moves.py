"""Moving whole lines of the tree: another father, a generation put in, another order of children.

Each is one transaction and one change set; whoever hangs below follows. Readers go on reading the
tree as it was until the transaction ends. What would rewrite more than `INLINE_LIMIT` people is
refused here unless `limit` is None: `move_jobs.move_or_enqueue` lets a worker do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from genealogy.domain.placement import rank_siblings
from genealogy.enums import LivingState, Sex
from genealogy.models import Branch, ParentLink, Person, Union
from genealogy.services.branches import branch_update
from genealogy.services.derived import Placed, refresh_people
from genealogy.services.derived.reading import fresh_scope, read_bonds
from genealogy.services.families import refuse_cycle
from genealogy.services.history import recorded
from genealogy.services.lineage_links import lineage_follow, link_write
from genealogy.services.people import person_create
from genealogy.services.saving import checked_save, same_clan

#: People whom a web request may move; more are a job.
INLINE_LIMIT = 5_000


@transaction.atomic
def father_change(
    *,
    person: Person,
    new_father: Person,
    union: Union | None = None,
    child_order: int | None = None,
    by: Any = None,
    limit: int | None = INLINE_LIMIT,
    placed: Placed | None = None,
) -> int:
    """Give somebody another father; all descendants follow.

    The new father takes the place of the parent whom the lineage followed, and with him the couple
    changes: mothers of the former couple go, the other side of `union` comes. Somebody who is
    already another kind of parent (con nuôi, lập tự) only takes over the lineage, and the parents
    by birth stay on record.

    Args:
        person: whose father changes.
        new_father: father, or the mother whom the lineage shall follow.
        union: the couple the person is a child of; without it, the one couple that joins the new
            father and the mother on record, if there is such.
        child_order: the new place among the brothers and sisters; None keeps the number.
        by: the account that acts.
        limit: the most people who may move; None for no limit.
        placed: called as people get their places.

    Returns:
        How many rows were rewritten; 0 when everything was so already.

    Raises:
        ValidationError: the new father descends from the person (code `cycle`), is of another clan
            or not of the couple (`not_of_union`), or too many people would move (`too_many`).
    """
    clan = person.clan
    same_clan(clan, new_father=new_father, union=union)
    refuse_large([person], limit)
    with recorded(clan, by=by, people=[person]):
        refuse_cycle(child=person, parent=new_father)
        touched = lineage_follow(person, new_father, union)
        if child_order is not None and child_order != person.child_order:
            checked_save(person, fields={"child_order": child_order})
            touched.add(person.pk)
        if not touched:
            return 0
        _log(person, by)
        return refresh_people(clan, {person.pk, *touched}, placed)


@transaction.atomic
def generation_insert(
    *,
    father: Person,
    children: Sequence[Person],
    person: Person | None = None,
    by: Any = None,
    limit: int | None = INLINE_LIMIT,
    placed: Placed | None = None,
    **fields: Any,
) -> Person:
    """Put somebody between a father and some of his children: they and theirs go one đời down.

    The person takes over the parents of the first child and the lowest of the children's numbers;
    the children keep their numbers only when there are several.

    Args:
        father: the parent whom the lineage of the children follows.
        children: at least one.
        person: somebody already in the book, standing nowhere yet; made from `fields` if None.
        by: the account that acts.
        limit: the most people who may move; None for no limit.
        placed: called as people get their places.
        fields: as for `person_create`; surname and sex are the father's unless given.

    Raises:
        ValidationError: somebody is not the father's child (code `not_children`), the person has
            parents already (`has_parents`), or too many people would move (`too_many`).
    """
    clan = father.clan
    links = _lineage_links(father, children)
    refuse_large(children, limit)
    with recorded(clan, by=by, people=children) as recording:
        if person is None:
            person = inserted_person(father, by=by, **fields)
        recording.watch(people=[person])
        _refuse_placed(person)
        first = links[0]
        above = list(ParentLink.objects.filter(child=first.child, union=first.union))
        above = above if first.union_id is not None else [first]
        for link in above:
            ParentLink.objects.create(
                child=person,
                parent_id=link.parent_id,
                union_id=link.union_id,
                kind=link.kind,
                is_lineage=link.pk == first.pk,
            )
        numbers = [child.child_order for child in children if child.child_order is not None]
        checked_save(person, fields={"child_order": min(numbers, default=None)})
        touched = {father.pk, person.pk, *(child.pk for child in children)}
        touched |= {link.parent_id for link in above}
        for link in links:
            _put_below(link, person)
        if len(children) == 1:
            checked_save(children[0], fields={"child_order": None, "rank_override": None})
        _log(person, by)
        refresh_people(clan, touched, placed)
    person.refresh_from_db()
    return person


@transaction.atomic
def children_reorder(
    *,
    father: Person,
    children: Sequence[int],
    by: Any = None,
    limit: int | None = INLINE_LIMIT,
    placed: Placed | None = None,
) -> int:
    """Put all children of one lineage parent in this order; their lines follow.

    They are numbered from 1 and ranks set by hand go. Where the clan ranks by mother and the order
    says otherwise, it is set by hand.

    Args:
        father: the lineage parent.
        children: primary keys of all children, eldest first.
        by: the account that acts.
        limit: the most people who may move; None for no limit.
        placed: called as people get their places.

    Returns:
        How many rows were rewritten.

    Raises:
        ValidationError: these are not exactly the children (code `not_children`), or too many
            people would move (`too_many`).
    """
    clan = father.clan
    by_key = {child.pk: child for child in children_of(father)}
    if sorted(by_key) != sorted(children):
        raise _not_children()
    refuse_large(reordered(list(by_key.values()), children), limit)
    with recorded(clan, by=by, people=children):
        for number, key in enumerate(children, start=1):
            checked_save(by_key[key], fields={"child_order": number, "rank_override": None})
        scope = fresh_scope(clan)
        kin = read_bonds(scope, set(children)).kin
        ranked = rank_siblings(kin.values(), ranks_by_mother=scope.clan.ranks_by_mother)
        if [one.id for one in ranked] != list(children):
            for number, key in enumerate(children, start=1):
                checked_save(by_key[key], fields={"rank_override": number})
        _log(father, by)
        return refresh_people(clan, set(children), placed)


@transaction.atomic
def branch_move(
    *,
    branch: Branch,
    parent: Branch | None,
    by: Any = None,
    limit: int | None = INLINE_LIMIT,
    placed: Placed | None = None,
) -> Branch:
    """Hang a branch under another, or under the clan itself; its people follow.

    Raises:
        ValidationError: the branch would stand under itself (code `cycle`), the other one is of
            another clan, or too many people would move (`too_many`).
    """
    refuse_large(branch_movers(branch), limit)
    return branch_update(branch, by=by, parent=parent, placed=placed)


def branch_movers(branch: Branch) -> list[Person]:
    """Give the founder whose line changes its branch with a move; mostly nobody's does.

    Only where one person founded several branches does their depth decide between them.
    """
    founder = branch.founder
    if founder is None or founder.founded_branches.count() < 2:
        return []
    return [founder]


def children_of(parent: Person) -> list[Person]:
    """Give the children whose lineage follows this parent, in the order of the book."""
    return list(
        Person.objects.filter(
            parent_links__parent=parent, parent_links__is_lineage=True, is_staged=False
        ).order_by("lineage_path", "pk")
    )


def reordered(before: Sequence[Person], after: Sequence[int]) -> list[Person]:
    """Give those who stand elsewhere in the new order, whose lines are rewritten."""
    return [person for person, key in zip(before, after, strict=True) if person.pk != key]


def move_size(people: Iterable[Person]) -> int:
    """Count these people with all their lineage descendants, by the stored counts."""
    return sum(person.descendant_count + 1 for person in people)


def refuse_large(people: Iterable[Person], limit: int | None) -> None:
    """Refuse what a web request has no time for.

    Raises:
        ValidationError: code `too_many`.
    """
    size = move_size(people)
    if limit is not None and size > limit:
        raise ValidationError(
            _("Việc này chuyển %(size)s người, phải làm thành việc chạy nền."),
            code="too_many",
            params={"size": size},
        )


def inserted_person(father: Person, *, by: Any = None, **fields: Any) -> Person:
    """Make the person of an inserted generation: a dead man of the father's surname by default."""
    return person_create(
        clan=father.clan,
        by=by,
        **{
            "surname": father.surname,
            "sex": Sex.MALE,
            "living_state": LivingState.DECEASED,
            **fields,
        },
    )


def _lineage_links(father: Person, children: Sequence[Person]) -> list[ParentLink]:
    """Give the lineage links of children to a father.

    Raises:
        ValidationError: one of them follows another lineage; code `not_children`.
    """
    links = list(
        ParentLink.objects.filter(parent=father, is_lineage=True, child__in=children)
        .select_related("child")
        .order_by("child__lineage_path", "pk")
    )
    if not links or len(links) != len({child.pk for child in children}):
        raise _not_children()
    return links


def _put_below(link: ParentLink, person: Person) -> None:
    """Let a child's lineage go through somebody new; the couple above is no longer its parents."""
    if link.union_id is not None:
        couple = ParentLink.objects.filter(child_id=link.child_id, union_id=link.union_id)
        couple.exclude(pk=link.pk).delete()
    link_write(link, parent=person, union=None)


def _refuse_placed(person: Person) -> None:
    """Refuse somebody who stands somewhere already.

    Raises:
        ValidationError: code `has_parents`.
    """
    if ParentLink.objects.filter(child=person).exists():
        raise ValidationError(
            _("%(person)s đã có cha mẹ trong gia phả."),
            code="has_parents",
            params={"person": person},
        )


def _not_children() -> ValidationError:
    return ValidationError(_("Đây không phải đúng các con của người này."), code="not_children")


def _log(person: Person, by: Any) -> None:
    if by is not None:
        log(instance=person, action="wagtail.edit", user=by)
