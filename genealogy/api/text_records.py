"""A text of the gia phả that is not saved yet, in the record a stranger would read it in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from genealogy.api.serializers import BranchDetail, ClanDetail, PersonDetail
from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.cards import person_detail
from genealogy.selectors.clans import branch_view, clan_view
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.person_page import person_view
from genealogy.selectors.texts import TextKind
from genealogy.selectors.viewers import viewer_of

#: The shapes of the records, by the endpoint they belong to.
TEXT_SHAPES: dict[str, type[Serializer]] = {
    "clans": ClanDetail,
    "branches": BranchDetail,
    "people": PersonDetail,
}


@dataclass(frozen=True)
class TextRecord:
    """A record with a draft of its text in it.

    Args:
        endpoint: the endpoint of the API whose record it is.
        key: what stands in the record's address: a slug or a public id.
        url: path of the page for readers.
        data: the record.
    """

    endpoint: str
    key: str
    url: str
    data: Any


def text_record(kind: TextKind, uuid: UUID, text: str, request: Request) -> TextRecord | None:
    """Write the record of a clan, branch or person with another text.

    Args:
        kind: whose text.
        uuid: the public id.
        text: rich text as it would be stored.
        request: who reads.

    Gives None for what this reader may not read, and for a person whose life the reader may not
    know: a text about somebody living would tell what the record hides.
    """
    viewer = viewer_of(request)
    context = {"request": request}
    if kind is TextKind.PERSON:
        return _of_person(uuid, text, viewer, context)
    if kind is TextKind.CLAN:
        clan = Clan.objects.visible_to(viewer).filter(uuid=uuid).first()
        if clan is None:
            return None
        clan.introduction = text
        data = ClanDetail(clan_view(clan, viewer), context=context).data
        return TextRecord("clans", clan.slug, clan.get_absolute_url(), data)
    branches = Branch.objects.visible_to(viewer).select_related("clan", "parent", "hall")
    branch = branches.filter(uuid=uuid).first()
    if branch is None:
        return None
    branch.introduction = text
    context["branch_view"] = branch_view(branch, viewer)  # type: ignore[assignment] # more than a request
    data = BranchDetail(branch, context=context).data
    return TextRecord("branches", str(branch.uuid), branch.get_absolute_url(), data)


def _of_person(uuid: UUID, text: str, viewer: Viewer, context: dict[str, Any]) -> TextRecord | None:
    person = person_by_uuid(uuid, viewer)
    if person is None or person_detail(person, viewer) < Detail.FULL:
        return None
    view = replace(person_view(person, viewer), biography=text)
    data = PersonDetail(view, context=context).data
    return TextRecord("people", str(person.uuid), person.get_absolute_url(), data)
