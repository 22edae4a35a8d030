"""Moves of the tree done at once, or by a worker when many people move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.jobs.errors import JobRefused
from cms.jobs.models import Job
from cms.jobs.registry import JobHandle
from cms.jobs.services import job_start
from cms.jobs.worker import refusal_codes
from genealogy.models import Branch, Clan, Person, Union
from genealogy.services import moves
from genealogy.services.derived import Placed
from genealogy.services.moves import INLINE_LIMIT

FATHER_CHANGE = "genealogy.father_change"
GENERATION_INSERT = "genealogy.generation_insert"
CHILDREN_REORDER = "genealogy.children_reorder"
BRANCH_MOVE = "genealogy.branch_move"


@dataclass(frozen=True)
class Move:
    """A move by keys of rows, ready to be done now or later; `size` is how many people follow."""

    kind: str
    clan: Clan
    arguments: Mapping[str, Any]
    size: int


def father_change_move(
    *,
    person: Person,
    new_father: Person,
    union: Union | None = None,
    child_order: int | None = None,
) -> Move:
    """Describe a change of father."""
    arguments = {
        "person": person.pk,
        "new_father": new_father.pk,
        "union": union.pk if union is not None else None,
        "child_order": child_order,
    }
    return Move(FATHER_CHANGE, person.clan, arguments, moves.move_size([person]))


def generation_insert_move(*, father: Person, children: list[Person], person: Person) -> Move:
    """Describe the insertion of somebody already in the book between a father and children."""
    arguments = {
        "father": father.pk,
        "children": [child.pk for child in children],
        "person": person.pk,
    }
    return Move(GENERATION_INSERT, father.clan, arguments, moves.move_size(children))


def children_reorder_move(*, father: Person, children: list[int]) -> Move:
    """Describe another order of somebody's children."""
    before = moves.children_of(father)
    moving = moves.reordered(before, children) if len(before) == len(children) else before
    arguments = {"father": father.pk, "children": children}
    return Move(CHILDREN_REORDER, father.clan, arguments, moves.move_size(moving))


def branch_move_move(*, branch: Branch, parent: Branch | None) -> Move:
    """Describe the move of a branch under another."""
    arguments = {"branch": branch.pk, "parent": parent.pk if parent is not None else None}
    return Move(BRANCH_MOVE, branch.clan, arguments, moves.move_size(moves.branch_movers(branch)))


@transaction.atomic
def move_or_enqueue(move: Move, *, by: Any = None) -> Job | None:
    """Move now; or, above `INLINE_LIMIT` people, give the move to a worker.

    Returns:
        The job, None when the move is done.

    Raises:
        ValidationError: the move is refused.
    """
    if move.size <= INLINE_LIMIT:
        move_run(move.kind, move.arguments, by=by)
        return None
    title = _TITLES[move.kind]() % {"clan": move.clan.name, "size": move.size}
    return job_start(
        move.kind,
        arguments={**move.arguments, "size": move.size},
        title=title,
        by=by,
        clan_key=move.clan.slug,
    )


def move_run(
    kind: str,
    arguments: Mapping[str, Any],
    *,
    by: Any = None,
    limit: int | None = INLINE_LIMIT,
    placed: Placed | None = None,
) -> None:
    """Do a move described by keys.

    Raises:
        ObjectDoesNotExist: a row has gone meanwhile.
        ValidationError: the move is refused.
    """
    _RUNNERS[kind](arguments, {"by": by, "limit": limit, "placed": placed})


def move_job(job: JobHandle, kind: str) -> None:
    """Do a move for a worker; the job is marked done in the transaction of the move.

    Raises:
        JobRefused: the move is refused, or a row has gone meanwhile.
    """
    size = job.arguments["size"]
    job.progress(0, size, _("Đang tính chỗ đứng mới"))
    try:
        with transaction.atomic():
            move_run(
                kind,
                job.arguments,
                by=job.by,
                limit=None,
                placed=lambda count: job.progress(min(count, size), size),
            )
            job.complete(_("Đã chuyển xong"))
    except (Person.DoesNotExist, Branch.DoesNotExist, Union.DoesNotExist) as error:
        raise JobRefused(_("Người hoặc chi phái của việc này không còn.")) from error
    except ValidationError as error:
        # The texts of a refusal name people, and the job keeps its error.
        codes = refusal_codes(error)
        reasons = [_REFUSALS[code]() for code in codes if code in _REFUSALS]
        raise JobRefused(
            " ".join(reasons) or _("Bị từ chối (%(codes)s).") % {"codes": ", ".join(codes)}
        ) from error


def _run_father_change(arguments: Mapping[str, Any], how: dict[str, Any]) -> None:
    union = arguments["union"]
    moves.father_change(
        person=_person(arguments["person"]),
        new_father=_person(arguments["new_father"]),
        union=Union.objects.get(pk=union) if union is not None else None,
        child_order=arguments["child_order"],
        **how,
    )


def _run_generation_insert(arguments: Mapping[str, Any], how: dict[str, Any]) -> None:
    moves.generation_insert(
        father=_person(arguments["father"]),
        children=[_person(key) for key in arguments["children"]],
        person=_person(arguments["person"]),
        **how,
    )


def _run_children_reorder(arguments: Mapping[str, Any], how: dict[str, Any]) -> None:
    moves.children_reorder(
        father=_person(arguments["father"]), children=arguments["children"], **how
    )


def _run_branch_move(arguments: Mapping[str, Any], how: dict[str, Any]) -> None:
    parent = arguments["parent"]
    moves.branch_move(
        branch=Branch.objects.select_related("clan", "founder").get(pk=arguments["branch"]),
        parent=Branch.objects.get(pk=parent) if parent is not None else None,
        **how,
    )


def _person(key: int) -> Person:
    return Person.objects.select_related("clan").get(pk=key, is_staged=False)


_RUNNERS: dict[str, Callable[[Mapping[str, Any], dict[str, Any]], None]] = {
    FATHER_CHANGE: _run_father_change,
    GENERATION_INSERT: _run_generation_insert,
    CHILDREN_REORDER: _run_children_reorder,
    BRANCH_MOVE: _run_branch_move,
}
MOVE_KINDS = tuple(_RUNNERS)

#: Titles are kept with the job, so they name the clan and nobody.
_TITLES: dict[str, Callable[[], str]] = {
    FATHER_CHANGE: lambda: _("%(clan)s: đổi cha, %(size)s người chuyển theo"),
    GENERATION_INSERT: lambda: _("%(clan)s: chèn một đời, %(size)s người xuống một đời"),
    CHILDREN_REORDER: lambda: _("%(clan)s: xếp lại các con, %(size)s người xếp theo"),
    BRANCH_MOVE: lambda: _("%(clan)s: chuyển chi, %(size)s người chuyển theo"),
}

_REFUSALS: dict[str, Callable[[], str]] = {
    "cycle": lambda: _("Người được chọn làm cha là con cháu của người này."),
    "not_of_union": lambda: _("Người cha mới không thuộc cặp vợ chồng đã chọn."),
    "not_children": lambda: _("Các con của người này đã khác lúc giao việc."),
    "has_parents": lambda: _("Người được chèn vào đã có cha mẹ."),
}
