"""Everything the book of a clan or a branch tells, read for one audience in a few questions.

People come from `visible_to(viewer)`; each then gets just what the person's own page would tell
this viewer. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genealogy.domain.book.facts import BranchFacts, PersonFacts
from genealogy.domain.book.rich_text import Block, blocks_of, rules_apart
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.book_lives import read_lives
from genealogy.selectors.book_people import facts_of
from genealogy.selectors.book_rows import read_rows, scope_size
from genealogy.selectors.clans import branch_and_below, branch_rows

#: Says how many of how many people are told.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BookContents:
    """What the book is made of; whatever the viewer may not know is not in it.

    `founder` and `head` are keys of people in the book or None. `preface` is the phả ký, `rules`
    the tộc ước.
    """

    people: list[PersonFacts]
    branches: list[BranchFacts]
    preface: list[Block]
    rules: list[Block]
    founder: int | None = None
    head: int | None = None


def book_size(clan: Clan, branch: Branch | None, viewer: Viewer) -> int:
    """Give how many people the book would tell of. One query, two for a branch."""
    return scope_size(clan, _inside(clan, branch), viewer)


def book_contents(
    clan: Clan, branch: Branch | None, viewer: Viewer, *, progress: Progress | None = None
) -> BookContents:
    """Read the book of a clan, or of a branch with those within it.

    Args:
        clan: a clan the viewer may open.
        branch: a branch of it, or None for the whole clan.
        viewer: whose eyes the book is cut to.
        progress: told now and then.

    About fifteen queries, whatever the size; a few more for each 900 relatives outside a branch,
    and for each 900 ancestors whose children are numbered.
    """
    inside = _inside(clan, branch)
    rows = read_rows(clan, inside, viewer)
    lives = read_lives(clan, inside, viewer)
    people = facts_of(rows, lives, viewer, progress=progress)
    told = {person.key for person in people}
    preface, rules = rules_apart(blocks_of(clan.introduction))
    if branch is not None:
        preface, rules = blocks_of(branch.introduction), []
    branches = [
        BranchFacts(
            key=row.pk,
            title=row.title,
            depth=getattr(row, "depth", 0),
            founder=row.founder_id if row.founder_id in told else None,
            head=row.head_id if row.head_id in told else None,
            hall=_hall(row),
            # That of the branch the book is of is its preface.
            introduction=() if row == branch else tuple(blocks_of(row.introduction)),
        )
        for row in (inside if inside is not None else branch_rows(clan))
    ]
    subject = clan if branch is None else branch
    return BookContents(
        people=people,
        branches=branches,
        preface=preface,
        rules=rules,
        founder=subject.founder_id if subject.founder_id in told else None,
        head=subject.head_id if subject.head_id in told else None,
    )


def _inside(clan: Clan, branch: Branch | None) -> list[Branch] | None:
    if branch is None:
        return None
    rows = branch_rows(clan)
    return branch_and_below(next(row for row in rows if row.pk == branch.pk), rows)


def _hall(branch: Branch) -> str:
    place = branch.hall
    return "" if place is None else place.text
