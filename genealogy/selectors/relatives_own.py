"""What somebody of the book is to the reader ("Với bạn là gì?")."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.relationship import relationship


@dataclass(frozen=True)
class KinToReader:
    """What a person is to the reader; without a line between the two only `is_self` or nothing.

    `url` leads to the line drawn; `difference` counts generations (đời) the person stands above.
    """

    is_self: bool = False
    term: str = ""
    address: str = ""
    reciprocal_address: str = ""
    difference: int = 0
    note: str = ""
    is_direct: bool = False
    url: str = ""


def kin_to_reader(own: Person | None, person: Person, viewer: Viewer) -> KinToReader | None:
    """Say what a person is to who the reader's account is in the book; None: nothing to say.

    Four queries at most beside those of the index, none for who is linked to nobody.

    Args:
        own: who the reader is, as `nearness.own_person` says.
        person: from `visible_to(viewer)`, with the clan loaded.
        viewer: the reader.
    """
    if own is None or own.clan_id != person.clan_id:
        return None
    if own.pk == person.pk:
        return KinToReader(is_self=True)
    # The rule is asked for the reader's own row too: a mark may have closed it.
    if person_detail(own, viewer) < Detail.KIN:
        return None
    main = relationship(own, person, viewer).main
    if main is None:
        return None
    query = urlencode({"tu": str(own.uuid), "den": str(person.uuid)})
    steps = {node.step for node in main.path[1:]}
    return KinToReader(
        term=main.term,
        address=main.address,
        reciprocal_address=main.reciprocal_address,
        difference=main.generation_difference,
        note=main.note,
        is_direct=len(steps) == 1 and "spouse" not in steps,
        url=f"{reverse('genealogy:relationship')}?{query}",
    )
