"""One proposal on a page: to its author her own words, to those who decide what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from genealogy.domain.proposals import Action, is_ref
from genealogy.domain.text import fold
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import ItemState
from genealogy.models import ParentLink, Person, Proposal, ProposalItem
from genealogy.querysets import visible_people
from genealogy.selectors.cards import person_detail
from genealogy.selectors.proposals import named_people
from genealogy.selectors.proposals_compared import compared
from genealogy.selectors.proposals_words import (
    Line,
    drafts_in_words,
    new_name,
    part_label,
    value_words,
)


@dataclass(frozen=True)
class ItemView:
    """One thing asked for, as the page shows it.

    `number` counts from 1; `warning` tells a reviewer of what may be there already.
    """

    number: int
    title: str
    lines: list[Line] = field(default_factory=list)
    state: str = ItemState.OPEN.value
    state_label: str = ""
    person_url: str = ""
    picture_url: str = ""
    warning: str = ""
    is_gone: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether somebody changed the same fact meanwhile."""
        return any(line.is_conflict for line in self.lines)


def people_named(items: Iterable[ProposalItem], viewer: Viewer) -> dict[str, Person]:
    """Give the people in the book whom items name and the viewer may know, by uuid as text.

    The old uuid of somebody who was merged stands for the one who stayed. Two queries.
    """
    wanted = named_people(items)
    people = Person.objects.visible_to(viewer).select_related("clan", "branch")
    found = {str(person.uuid): person for person in people.filter(uuid__in=wanted)}
    missing = [uuid for uuid in wanted if str(uuid) not in found]
    if missing:
        merged = people.filter(redirects__old_uuid__in=missing).prefetch_related("redirects")
        for person in merged:
            found |= {str(row.old_uuid): person for row in person.redirects.all()}
    return found


def subject_names(proposals: Iterable[Proposal], viewer: Viewer) -> dict[int, str]:
    """Give the names of whom proposals are about, by primary key, as the viewer may know them."""
    keys = {one.subject_id for one in proposals if one.subject_id is not None}
    people = Person.objects.visible_to(viewer).filter(pk__in=keys).only("full_name")
    return {person.pk: str(person) for person in people}


def item_views(proposal: Proposal, viewer: Viewer, *, for_decision: bool) -> list[ItemView]:
    """Give the items of a proposal in words.

    Args:
        proposal: with its items read.
        viewer: who looks.
        for_decision: whether the reader decides; the author sees her own words and never what
            the book says.
    """
    items = list(proposal.items.all())
    people = people_named(items, viewer)
    words = drafts_in_words(items, lambda target: _name(people.get(target)))
    views = []
    for item, told in zip(items, words, strict=True):
        person = people.get(item.target)
        view = ItemView(
            number=item.sequence + 1,
            title=told.title,
            lines=told.lines,
            state=item.state,
            state_label=str(ItemState(item.state).label),
            person_url=person.get_absolute_url() if person else "",
            picture_url=_picture_url(proposal, item),
            is_gone=person is None and not is_ref(item.target),
        )
        if for_decision and item.state == ItemState.OPEN and person is not None:
            view = replace(
                view,
                lines=_compared_lines(item, person, told.lines, viewer),
                warning=_warning(item, person, viewer),
            )
        views.append(view)
    return views


def _name(person: Person | None) -> str:
    return str(person) if person is not None else _("người không còn xem được")


def _picture_url(proposal: Proposal, item: ProposalItem) -> str:
    if item.image_id is None:
        return ""
    return reverse("genealogy:proposal_picture", args=[proposal.uuid, item.sequence + 1])


def _compared_lines(
    item: ProposalItem, person: Person, lines: Sequence[Line], viewer: Viewer
) -> list[Line]:
    """Put beside what is asked what the book says, as far as the reader may know it."""
    needed = Detail.KIN if item.action == Action.SET_FIELD else Detail.FULL
    if person_detail(person, viewer) < needed:
        return list(lines)
    facts = compared(item.action, item.data, person, base_version=item.base_version)
    told = {line.label: line for line in lines}
    for fact in facts:
        label = part_label(item.action, fact.part, item.data)
        told[label] = replace(
            told[label],
            was=value_words(fact.part, fact.was),
            now=value_words(fact.part, fact.now),
            is_compared=True,
            is_conflict=fact.is_conflict,
            is_done=fact.is_done,
        )
    return list(told.values())


def _warning(item: ProposalItem, person: Person, viewer: Viewer) -> str:
    """Tell of somebody near by who bears the same name as the one to be added."""
    if item.action == Action.ADD_CHILD:
        near = Q(parent_links__parent=person) & _told(viewer, "parent_links__")
    elif item.action == Action.ADD_SPOUSE:
        near = Q(memberships__union__members__person=person)
    elif item.action == Action.ADD_PARENT:
        near = Q(child_links__child=person) & _told(viewer, "child_links__")
    else:
        return ""
    name = fold(new_name(item.data))
    kin = Person.objects.visible_to(viewer).filter(near).exclude(pk=person.pk).distinct()
    alike = [one for one in kin.only("full_name") if fold(str(one)) == name]
    if alike:
        return _("Đã có người cùng tên ở đây: %(name)s. Hãy xem có phải là một người không.") % {
            "name": alike[0]
        }
    return _order_taken(item, person, viewer) if item.action == Action.ADD_CHILD else ""


def _told(viewer: Viewer, prefix: str = "") -> Q:
    """Match the links this reader may be told of."""
    if viewer.role >= Role.EDITOR:
        return Q()
    return Q(**{f"{prefix}is_lineage": True}) | Q(**{f"{prefix}is_sensitive": False})


def _order_taken(item: ProposalItem, person: Person, viewer: Viewer) -> str:
    order = item.data.get("child_order")
    if order is None:
        return ""
    links = ParentLink.objects.filter(
        visible_people(viewer, "child__"), _told(viewer), parent=person
    )
    taken = links.filter(child__child_order=order).select_related("child").first()
    if taken is None:
        return ""
    return _("Con thứ %(order)s đã có: %(name)s.") % {"order": order, "name": taken.child}
