"""What the book tells of one person, already cut to its readers and ready to print.

Keys are those of the rows the facts came from; they join people and are never printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from genealogy.domain.book.rich_text import Block


class Belonging(StrEnum):
    """How somebody belongs to the book.

    BARE: known by name, đời and branch alone.
    """

    LINEAGE = "lineage"
    MARRIED_IN = "married_in"
    MATERNAL = "maternal"
    UNCONNECTED = "unconnected"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Kin:
    """A parent or a child as an entry names them; `note` says what they are ("Cha nuôi")."""

    key: int
    name: str
    note: str = ""
    sex: str = "u"


@dataclass(frozen=True, slots=True)
class Bond:
    """A wife or a husband with the children of that bond, in the order of the book."""

    key: int
    name: str
    label: str
    children: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """An event of a life: what, when and where, more words."""

    kind: str
    label: str
    text: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Grave:
    """A grave (mộ phần): `text` holds place, direction and date in one line."""

    label: str
    text: str
    place: str = ""
    direction: str = ""
    description: str = ""
    spot: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source cited for a person, with the leaf and the words quoted."""

    title: str
    author: str = ""
    leaf: str = ""
    url: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Remembrance:
    """A giỗ: lunar month (1-12) and day (1-30), and the words for it."""

    month: int
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person; whatever the readers may not know is empty.

    Args:
        key: joins people.
        name: as printed.
        name_key: sorts by given name, then surname, as `text.name_sort_key` does.
        given_name: for the letter of the index.
        line_key: sorts people of one đời in the order of the book.
        generation: đời in the clan, 1 = founder; None when unknown.
        branch: key of the branch; None outside branches.
        is_living: None where the readers may not know.
    """

    key: int
    uuid: str
    name: str
    name_key: str
    given_name: str
    belonging: Belonging
    line_key: str = ""
    generation: int | None = None
    generation_label: str = ""
    branch: int | None = None
    branch_generation_label: str = ""
    code: str = ""
    sex: str = "u"
    is_living: bool | None = None
    position_label: str = ""
    years: str = ""
    birth_year: int | None = None
    death_year: int | None = None
    birth_text: str = ""
    death_text: str = ""
    names: tuple[tuple[str, str], ...] = ()
    parents: tuple[Kin, ...] = ()
    bonds: tuple[Bond, ...] = ()
    children_without_mother: tuple[Kin, ...] = ()
    deeds: tuple[Deed, ...] = ()
    graves: tuple[Grave, ...] = ()
    remembrance: Remembrance | None = None
    biography: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """A branch (chi phái) as the head of a chapter.

    `founder` and `head` are keys of people in the book or None; `depth` 0 is the uppermost level.
    """

    key: int
    title: str
    depth: int = 0
    founder: int | None = None
    head: int | None = None
    hall: str = ""
    introduction: tuple[Block, ...] = field(default=())
