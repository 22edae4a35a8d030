"""Pictures and documents of people, hidden from whoever may not know the people."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils import timezone

from cms.media.models import ClanDocument, ClanImage
from genealogy.domain.viewer import Mark, Role, Viewer
from genealogy.enums import ItemState
from genealogy.models import MediaLink, Person, ProposalItem, UnionMember
from genealogy.selectors.viewers import viewer_of

#: How long caches may keep a file that shows the dead, seconds: their mark may change as well.
SHELF_OF_THE_DEAD = 300


def hidden_portraits(request: HttpRequest) -> list[QuerySet]:
    """Give the keys of pictures that show somebody whose life this reader may not see.

    Deny first: one such person in a picture hides it, whoever else it shows.
    """
    return hidden_image_keys(viewer_of(request))


def hidden_image_keys(viewer: Viewer) -> list[QuerySet]:
    """Give the keys of pictures hidden from this viewer; one list for each way to show somebody."""
    if viewer.role >= Role.EDITOR:
        return []
    portrayed = Person.objects.filter(portrait__isnull=False)  # house: allow, only what to hide
    return [
        portrayed.filter(_is_closed(viewer, "pk")).values("portrait"),
        *(links.values("image") for links in _closed_links(viewer, "image")),
        # Photographs of a proposal have a door of their own, for the author and who decides.
        ProposalItem.objects.filter(image__isnull=False)
        .exclude(state=ItemState.ACCEPTED)
        .values("image"),
        _untied(ClanImage, "image", portrayed.filter(portrait=OuterRef("pk"))),
    ]


def tied_images(column: str) -> str:
    """Give the condition, in SQL, of pictures that `hidden_image_keys` can name at all.

    `column` is the quoted column of the picture's key.
    """
    name = connection.ops.quote_name
    ties = [
        f"EXISTS (SELECT 1 FROM {name(model._meta.db_table)} WHERE {name(key)} = {column})"  # noqa: S608 made of names of tables
        for model, key in (
            (Person, "portrait_id"),
            (MediaLink, "image_id"),
            (ProposalItem, "image_id"),
        )
    ]
    images = ClanImage._meta.db_table
    marked = f"SELECT 1 FROM {name(images)} seen WHERE seen.id = {column} AND seen.of_people"  # noqa: S608 the same
    return " OR ".join([*ties, f"EXISTS ({marked})"])


def open_portrait(person: Person, viewer: Viewer) -> ClanImage | None:
    """Give the portrait of somebody the viewer may see in full, in one query.

    None when the picture also shows somebody who is closed to the viewer: its address is a 404
    then, and a page would show a broken picture.
    """
    if person.portrait_id is None:
        return None
    images = ClanImage.objects.filter(pk=person.portrait_id)
    for keys in hidden_image_keys(viewer):
        images = images.exclude(pk__in=keys)
    return images.first()


def hidden_papers(request: HttpRequest) -> list[QuerySet]:
    """Give the keys of documents about somebody whose life this reader may not see."""
    return hidden_paper_keys(viewer_of(request))


def hidden_paper_keys(viewer: Viewer) -> list[QuerySet]:
    """Give the keys of documents hidden from this viewer."""
    if viewer.role >= Role.EDITOR:
        return []
    return [
        *(links.values("document") for links in _closed_links(viewer, "document")),
        _untied(ClanDocument, "document"),
    ]


def _untied(model: type[Model], kind: str, *others: QuerySet) -> QuerySet:
    """Give the keys of files that once showed somebody and are tied to nobody any more.

    Whether those they show may be seen cannot be asked any longer, so they stay closed. `others`
    are rows besides media links that tie a file.
    """
    files = model._default_manager.filter(of_people=True)
    for tied in (MediaLink.objects.filter(**{kind: OuterRef("pk")}), *others):
        files = files.filter(~Exists(tied))
    return files.values("pk")


def _is_closed(viewer: Viewer, key: str) -> Combinable:
    """Match rows whose person, found by `key`, has a life the viewer may not see."""
    return ~Exists(Person.objects.detailed_to(viewer).filter(pk=OuterRef(key)))


def _closed_links(viewer: Viewer, kind: str) -> list[QuerySet[MediaLink]]:
    """Give the links ("image" or "document") that must not tell the viewer anything."""
    links = MediaLink.objects.filter(**{f"{kind}__isnull": False})
    marked = Q(is_sensitive=True) | Q(event__is_sensitive=True)
    if viewer.role < Role.MEMBER:
        marked |= Q(event__members_only=True)
    return [
        links.filter(marked),
        links.filter(_is_closed(viewer, "person"), person__isnull=False),
        links.filter(_is_closed(viewer, "event__person"), event__person__isnull=False),
        links.filter(_is_closed_couple(viewer, "union"), union__isnull=False),
        links.filter(_is_closed_couple(viewer, "event__union"), event__union__isnull=False),
    ]


def _is_closed_couple(viewer: Viewer, key: str) -> Q:
    """Match links whose couple, found by `key`, has somebody closed to the viewer, or nobody."""
    members = UnionMember.objects.filter(union=OuterRef(key))
    # The member's person is asked for inside the question about the member.
    closed = members.filter(_is_closed(viewer, "person"))
    return Q(Exists(closed)) | Q(~Exists(members))


def image_shelf_life(key: int) -> int | None:
    """Give how long caches may keep a picture, in seconds; None when it shows nobody."""
    portrayed = Person.objects.filter(portrait=key)  # house: allow, asks only whether anybody
    return _shelf_life(
        MediaLink.objects.filter(image=key), set(portrayed.values_list("pk", flat=True))
    )


def document_shelf_life(key: int) -> int | None:
    """Give how long caches may keep a document, in seconds; None when it is about nobody."""
    return _shelf_life(MediaLink.objects.filter(document=key), set())


def _shelf_life(links: QuerySet[MediaLink], people: set[int]) -> int | None:
    """Judge by everybody shown: 0 as soon as one is not dead and open to strangers."""
    rows = list(
        links.values_list(
            "person",
            "event__person",
            "union",
            "event__union",
            "is_sensitive",
            "event__is_sensitive",
        )
    )
    if not rows and not people:
        return None
    if any(row[4] or row[5] for row in rows):
        return 0
    people |= {key for row in rows for key in row[:2] if key is not None}
    unions = {key for row in rows for key in row[2:4] if key is not None}
    if unions:
        members = UnionMember.objects.filter(union__in=unions)
        people |= set(members.values_list("person_id", flat=True))
    stranger = Viewer(Role.ANONYMOUS, timezone.localdate())
    # A living person opened by a mark may ask to be closed again any day.
    open_people = Person.objects.detailed_to(stranger).exclude(visibility=Mark.PUBLIC)
    return SHELF_OF_THE_DEAD if open_people.filter(pk__in=people).count() == len(people) else 0
