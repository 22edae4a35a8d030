"""Places and sources as far as what they stand behind may be known.

A place or a source is told when something told names it: an event or a citation of people whom the
viewer sees with dates, or a hall of a branch. One that only hidden people's papers name is as
unknown as they are.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Citation, Clan, Event, Person, Place, Source, UnionMember


def _of_open_people(viewer: Viewer, prefix: str = "") -> Q:
    """Match what belongs to somebody, or to a couple, whose events the viewer may know."""
    open_person = Person.objects.detailed_to(viewer).filter(pk=OuterRef(f"{prefix}person"))
    members = UnionMember.objects.filter(union=OuterRef(f"{prefix}union"))
    is_open = Exists(Person.objects.detailed_to(viewer).filter(pk=OuterRef("person")))
    # An event of a couple tells of both.
    of_couple = Exists(members) & ~Exists(members.exclude(is_open))
    return Q(Exists(open_person)) | Q(of_couple)


def events_visible(viewer: Viewer) -> QuerySet[Event]:
    """Give the events the viewer may read somewhere."""
    events = Event.objects.filter(_of_open_people(viewer))
    if viewer.role < Role.EDITOR:
        events = events.filter(is_sensitive=False)
    if viewer.role < Role.MEMBER:
        events = events.filter(members_only=False)
    return events.order_by()


def places_visible(viewer: Viewer) -> QuerySet[Place]:
    """Give the places of clans the viewer may open that something visible names, by name."""
    places = Place.objects.filter(clan__in=Clan.objects.visible_to(viewer))
    told = Exists(events_visible(viewer).filter(place=OuterRef("pk")))
    halls = Exists(Branch.objects.visible_to(viewer).filter(hall=OuterRef("pk")))
    places = places.filter(told | halls)
    return places.select_related("clan").order_by("text", "pk")


def sources_visible(viewer: Viewer) -> QuerySet[Source]:
    """Give the sources of clans the viewer may open that something visible cites, by title."""
    sources = Source.objects.filter(clan__in=Clan.objects.visible_to(viewer))
    of_event = Exists(events_visible(viewer).filter(pk=OuterRef("event")))
    cited = Citation.objects.filter(_of_open_people(viewer) | Q(of_event))
    sources = sources.filter(Exists(cited.filter(source=OuterRef("pk"))))
    return sources.select_related("clan").order_by("title", "pk")
