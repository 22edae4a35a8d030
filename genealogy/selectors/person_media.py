"""Pictures and papers that show a person (ảnh và tư liệu), for the person's page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from cms.media.models import ClanImage
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.models import MediaLink, Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.portraits import hidden_image_keys, hidden_paper_keys

#: More than this stand in the library, not on a page.
_MOST = 24
#: The one size in which pictures are shown; read together with the links.
PICTURE_SIZE = "fill-480x360"


@dataclass(frozen=True)
class PictureItem:
    """A photograph with its words; `image` is drawn by the template in `PICTURE_SIZE`."""

    image: Any
    caption: str
    event: int | None = None


@dataclass(frozen=True)
class PaperItem:
    """A document with the address it is read at."""

    title: str
    url: str


@dataclass(frozen=True)
class PersonMedia:
    """What shows one person; `graves` are the pictures tied to a burial of theirs."""

    pictures: list[PictureItem] = field(default_factory=list)
    graves: list[PictureItem] = field(default_factory=list)
    papers: list[PaperItem] = field(default_factory=list)


def person_media(
    person: Person, viewer: Viewer, *, events: Collection[int], burials: Collection[int]
) -> PersonMedia:
    """Give the pictures and documents of a person, as far as the viewer may open each of them.

    Args:
        person: from `visible_to(viewer)`.
        viewer: who looks; a picture that also shows somebody closed is left out.
        events: keys of the events the page tells.
        burials: those of them that tell of a grave.

    One query for somebody without any, four at most, none for somebody not seen in full.
    """
    if person_detail(person, viewer) < Detail.FULL:
        return PersonMedia()
    sizes = ClanImage.objects.prefetch_renditions(PICTURE_SIZE)
    links = (
        MediaLink.objects.filter(Q(person=person) | Q(event__in=list(events)))
        .exclude(image__isnull=True, document__isnull=True)
        .select_related("document")
        .prefetch_related(Prefetch("image", queryset=sizes))
    )
    if not links.exists():
        # Writing the rules below costs half a page, and most people have no picture.
        return PersonMedia()
    if viewer.role < Role.EDITOR:
        links = links.filter(is_sensitive=False)
        for keys in hidden_image_keys(viewer):
            links = links.exclude(image__in=keys)
        for keys in hidden_paper_keys(viewer):
            links = links.exclude(document__in=keys)
    media = PersonMedia()
    for link in links.order_by("sort_order", "pk")[:_MOST]:
        if link.document is not None:
            title = link.caption or link.document.title
            media.papers.append(PaperItem(title, link.document.url))
        elif link.image is not None and link.image_id != person.portrait_id:
            item = PictureItem(link.image, link.caption or link.image.title, link.event_id)
            (media.graves if link.event_id in burials else media.pictures).append(item)
    return media
