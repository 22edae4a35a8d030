"""What a move of the tree would do, said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from genealogy.domain.generations import path_range
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Person, Union


@dataclass(frozen=True)
class MovePreview:
    """How many people follow a change of father, and where they come to stand.

    `people` counts the person too; đời are those of the person and of the last descendant.
    """

    people: int
    generation_before: int | None
    generation_after: int | None
    last_before: int | None
    last_after: int | None
    branch_before: str
    branch_after: str

    @property
    def has_descendants(self) -> bool:
        """Say whether anybody follows."""
        return self.people > 1


@dataclass(frozen=True)
class ChildLine:
    """A child in a form: the person, đời now, and how many people follow."""

    person: Person
    followers: int

    @property
    def generation_below(self) -> int | None:
        """Return the đời after a generation was put in above."""
        generation = self.person.generation
        return None if generation is None else generation + 1


def father_change_preview(person: Person, new_father: Person, viewer: Viewer) -> MovePreview:
    """Say what a change of father would do; a generation set by hand further down stays."""
    before = person.generation
    after = person.generation_override
    if after is None and new_father.generation is not None:
        after = new_father.generation + 1
    low, high = path_range(person.lineage_path)
    last = (
        Person.objects.visible_to(viewer)
        .filter(clan_id=person.clan_id, lineage_path__gte=low, lineage_path__lt=high)
        .aggregate(last=Max("generation"))["last"]
    )
    shift = after - before if after is not None and before is not None else None
    founded = Branch.objects.filter(founder=person).exists()
    branch_after = person.branch if founded else new_father.branch
    return MovePreview(
        people=person.descendant_count + 1,
        generation_before=before,
        generation_after=after,
        last_before=last,
        last_after=last + shift if last is not None and shift is not None else None,
        branch_before=person.branch.title if person.branch else "",
        branch_after=branch_after.title if branch_after else "",
    )


def lineage_parent_of(person: Person, viewer: Viewer) -> Person | None:
    """Give the parent whom the lineage follows."""
    return (
        Person.objects.visible_to(viewer)
        .select_related("clan", "branch")
        .filter(child_links__child=person, child_links__is_lineage=True)
        .first()
    )


def child_lines(parent: Person, viewer: Viewer) -> list[ChildLine]:
    """Give the children whose lineage follows a parent, in the order of the book."""
    children = (
        Person.objects.visible_to(viewer)
        .filter(parent_links__parent=parent, parent_links__is_lineage=True)
        .order_by("lineage_path", "pk")
    )
    return [ChildLine(child, child.descendant_count) for child in children]


def unions_of(person: Person) -> list[tuple[Union, str]]:
    """Give somebody's couples, each with the names of the other side, in the order of marriages."""
    unions = (
        Union.objects.filter(members__person=person, is_staged=False)
        .order_by("members__order_for_person", "pk")
        .prefetch_related("members__person")
    )
    return [
        (
            union,
            ", ".join(
                str(member.person)
                for member in union.members.all()
                if member.person_id != person.pk
            ),
        )
        for union in unions
    ]
