"""People, clans and branches as a static export asks for them: what strangers may see in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from genealogy.domain.month_grid import is_known, lunar_month_of, next_solar, solar_month_of
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan, ParentLink, Person, PersonName, PersonRedirect
from genealogy.querysets import detailed_people
from genealogy.selectors.cards import PersonCard, cards_of
from genealogy.selectors.trees import PAGE_DEPTH

_CHUNK = 1000
#: How many months a static calendar holds.
_MONTHS_AHEAD = 14


@dataclass(frozen=True)
class ExportedPerson:
    """A person as the search index of a static site holds one."""

    card: PersonCard
    other_names: tuple[str, ...]


@dataclass(frozen=True)
class ExportedBranch:
    """A branch strangers may open."""

    title: str
    url: str
    clan_slug: str
    clan_name: str
    slug: str
    uuid: UUID


def stranger(today: date) -> Viewer:
    """Give the viewer everybody on the street is, on a day of Vietnam."""
    return Viewer(Role.ANONYMOUS, today)


def exported_uuids(viewer: Viewer) -> frozenset[str]:
    """Give the uuids of those who may be seen in full."""
    rows = Person.objects.detailed_to(viewer).values_list("uuid", flat=True)
    return frozenset(map(str, rows.iterator(chunk_size=_CHUNK)))


def exported_lines(viewer: Viewer) -> frozenset[str]:
    """Give the uuids of those whose lists of descendants together hold everybody.

    A list shows three generations and leads on to lists of the last of them, so every third
    generation is enough; founders of branches have theirs too. Whoever has no child seen in full
    has none.
    """
    seen = Person.objects.detailed_to(viewer)
    fathers = ParentLink.objects.filter(is_lineage=True, child__in=seen.values("pk"))
    branches = set(Branch.objects.values_list("founder_id", flat=True))
    rows = seen.filter(pk__in=fathers.values("parent"))
    columns = ("pk", "uuid", "generation", "clan__founder_generation")
    return frozenset(
        str(uuid)
        for key, uuid, generation, first in rows.values_list(*columns)
        if generation is None or (generation - (first or 1)) % PAGE_DEPTH == 0 or key in branches
    )


def exported_people(viewer: Viewer) -> Iterator[ExportedPerson]:
    """Give those who may be seen in full, in the order of the book, with their public names."""
    rows = Person.objects.detailed_to(viewer).select_related("clan", "branch")
    ordered = rows.order_by("clan__slug", "lineage_path", "sort_key", "uuid")
    keys = list(ordered.values_list("pk", flat=True))
    names = _names(viewer)
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        found = rows.in_bulk(part)
        people = [found[key] for key in part if key in found]
        for card in cards_of(people, viewer):
            yield ExportedPerson(card, tuple(names.get(card.uuid, ())))


def _names(viewer: Viewer) -> dict[UUID | None, list[str]]:
    rows = PersonName.objects.filter(detailed_people(viewer, "person__"), is_sensitive=False)
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for uuid, value in rows.order_by("sort_order", "pk").values_list("person__uuid", "value"):
        found[uuid].append(value)
    return found


def exported_clans(viewer: Viewer) -> list[tuple[str, str]]:
    """Give slug and name of the clans strangers may open."""
    return list(Clan.objects.visible_to(viewer).order_by("slug").values_list("slug", "name"))


def exported_branches(viewer: Viewer) -> list[ExportedBranch]:
    """Give the branches of the open clans."""
    open_clans = Clan.objects.visible_to(viewer).values("pk")
    rows = Branch.objects.filter(clan__in=open_clans).select_related("clan")
    return [
        ExportedBranch(
            row.title, row.get_absolute_url(), row.clan.slug, row.clan.name, row.slug, row.uuid
        )
        for row in rows.order_by("clan__slug", "slug")
    ]


def merged_people(viewer: Viewer) -> list[tuple[str, str]]:
    """Give old and new address of people who were merged into somebody seen in full."""
    rows = PersonRedirect.objects.filter(detailed_people(viewer, "person__"))
    return [
        (
            reverse("genealogy:person", args=[row.old_uuid]),
            reverse("genealogy:person", args=[row.person.uuid]),
        )
        for row in rows.select_related("person").order_by("old_uuid")
    ]


def month_names(today: date) -> tuple[list[str], list[str]]:
    """Give the months a static calendar holds: the one before today's, and a year from it.

    Returns:
        Gregorian months ("2026-11") and the lunar months their days fall into.
    """
    month = next_solar(solar_month_of(today), -1)
    solar, lunar = [], []
    for _step in range(_MONTHS_AHEAD):
        if is_known(month):
            solar.append(month.key)
            lunar.append(lunar_month_of(date(month.year, month.month, 15)).key)
        month = next_solar(month)
    return solar, list(dict.fromkeys(lunar))
