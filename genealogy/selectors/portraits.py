"""Pictures of people, hidden from whoever may not know the people."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from genealogy.domain.viewer import Role
from genealogy.models import MediaLink, Person
from genealogy.querysets import detailed_people
from genealogy.selectors.viewers import viewer_of


def hidden_portraits(request: HttpRequest) -> list[QuerySet]:
    """Give the keys of pictures that show somebody whose life this reader may not see.

    Deny first: one such person in a picture hides it, whoever else it shows.
    """
    viewer = viewer_of(request)
    if viewer.role >= Role.EDITOR:
        return []
    closed = Person.objects.exclude(detailed_people(viewer))  # house: allow, only what to hide
    links = MediaLink.objects.filter(person__isnull=False, image__isnull=False)
    return [
        closed.filter(portrait__isnull=False).values("portrait"),
        links.exclude(detailed_people(viewer, "person__")).values("image"),
    ]
