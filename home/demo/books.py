"""Writing the demo's three gia phả through the services of the genealogy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.html import format_html, format_html_join

from genealogy.domain.names import full_name
from genealogy.enums import LivingState, OrdinalStyle, ParentKind, Standing, UnionRole, UnionStatus
from genealogy.services.branches import branch_create
from genealogy.services.clans import clan_create, clan_update
from genealogy.services.derived import rebuild_after
from genealogy.services.families import child_link, union_create
from genealogy.services.feasts import feast_create
from genealogy.services.people import person_create
from genealogy.services.places import place_get_or_create
from home.demo.tables import Entry, Marriage, clan_facts, entries, with_plots

#: Tables in the order in which they are written; the first is the main clan of the site.
TABLES = ("duong", "phuc", "su")
#: What the quality of a citation (GEDCOM's QUAY, 1 to 3) says in words.
_TRUST = {3: "độ tin cậy cao", 2: "độ tin cậy vừa", 1: "độ tin cậy thấp"}
_LINES_OF_A_COUPLE = (ParentKind.BIRTH, ParentKind.ADOPTED, ParentKind.HEIR)


def clan_of(table: str) -> Any | None:
    """Return the clan that this table made, if it is there.

    `genealogy.public` shows what a reader may see; the demo must know what is there whoever may
    see it, so it asks the model by its name.
    """
    return (
        apps.get_model("genealogy", "Clan").objects.filter(slug=clan_facts(table)["slug"]).first()
    )


@transaction.atomic
def book_write(table: str) -> Any:
    """Write one clan with its people, branches, sources and graves; return the clan."""
    facts = clan_facts(table)
    clan = clan_create(
        name=facts["name"],
        slug=facts["slug"],
        motto=facts["motto"],
        origin=facts["origin"],
        level_labels=facts["level_labels"],
        **({"kinship_region": facts["kinship_region"]} if "kinship_region" in facts else {}),
    )
    for text, fields in facts["places"].items():
        place_get_or_create(clan=clan, text=text, **fields)
    rows = list(with_plots(entries(table), facts.get("grave_fields", {})))
    with rebuild_after(clan):
        people = _write_people(clan, rows)
        unions = _write_unions(clan, rows, people)
        _write_parents(rows, people, unions)
        _write_papers(clan, rows, people, facts["sources"])
        for branch in facts["branches"]:
            _write_branch(clan, branch, people)
        _write_feasts(clan, facts.get("feasts", []), people)
        clan_update(
            clan,
            founder=people[facts["founder"]],
            head=people.get(facts.get("head", "")),
            introduction="".join(
                [*facts["introduction"], _standing_alone(rows, people, facts["founder"])]
            ),
        )
    return clan


def _standing_alone(rows: Iterable[Entry], people: dict[str, Any], founder: str) -> str:
    """List heads of lines other than the founder's, to whom no tree would lead."""
    partners = {marriage.partner for row in rows for marriage in row.marriages}
    heads = [
        row
        for row in rows
        if not (row.father or row.mother or row.marriages or row.key in partners)
        and row.key != founder
    ]
    if not heads:
        return ""
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a>: {}.</li>',
        (
            (
                people[row.key].get_absolute_url(),
                full_name(*row.name),
                row.life.partition(". ")[0].rstrip("."),
            )
            for row in heads
        ),
    )
    return format_html("<h3>{}</h3><ul>{}</ul>", "Những người và dòng đứng riêng", items)


def _write_people(clan: Any, rows: Iterable[Entry]) -> dict[str, Any]:
    return {
        row.key: person_create(
            clan=clan,
            source_xref=row.key,
            surname=row.name.surname,
            middle_name=row.name.middle,
            given_name=row.name.given,
            sex=row.sex,
            living_state=row.living,
            child_order=row.order,
            biography=format_html("<p>{}</p>", row.life) if row.life else "",
            names=row.names,
            events=row.events,
        )
        for row in rows
    }


def _write_unions(
    clan: Any, rows: Iterable[Entry], people: dict[str, Any]
) -> dict[frozenset[str], Any]:
    """Join the couples: those the table names, and parents of one child it does not."""
    unions: dict[frozenset[str], Any] = {}
    by_key = {row.key: row for row in rows}
    for row in by_key.values():
        for marriage in row.marriages:
            couple = frozenset({row.key, marriage.partner})
            unions[couple] = _join(clan, row, by_key[marriage.partner], marriage, people)
    return unions


def _join(clan: Any, row: Entry, partner: Entry, marriage: Marriage, people: dict[str, Any]) -> Any:
    sides = [(partner, marriage.order, Standing.NONE), (row, marriage.own_order, marriage.standing)]
    living = [entry.living == LivingState.LIVING for entry, _order, _standing in sides]
    usual = UnionStatus.CURRENT if all(living) else UnionStatus.UNKNOWN
    if any(living) and not all(living):
        usual = UnionStatus.WIDOWED
    return union_create(
        clan=clan,
        status=marriage.status or usual,
        members=[
            (
                people[entry.key],
                UnionRole.HUSBAND if entry.sex == "m" else UnionRole.WIFE,
                order,
                standing,
            )
            for entry, order, standing in sides
        ],
    )


def _write_parents(
    rows: Iterable[Entry], people: dict[str, Any], unions: dict[frozenset[str], Any]
) -> None:
    for row in rows:
        child = people[row.key]
        couple = unions.get(frozenset({row.father, row.mother}))
        for key in (row.father, row.mother):
            if key:
                child_link(
                    child=child,
                    parent=people[key],
                    union=couple,
                    kind=row.link,
                    is_lineage=key == (row.father or row.mother),
                )
        others = {key: kind for kind, key in row.others}
        for key, kind in others.items():
            pairs = [
                union
                for pair, union in unions.items()
                if key in pair and pair <= others.keys() and kind in _LINES_OF_A_COUPLE
            ]
            child_link(
                child=child,
                parent=people[key],
                union=pairs[0] if pairs else None,
                kind=kind,
                is_lineage=False,
            )


def _write_papers(
    clan: Any, rows: Iterable[Entry], people: dict[str, Any], sources: dict[str, Any]
) -> None:
    """Write sources, what they are cited for, and notes."""
    written = {key: clan.sources.create(**fields) for key, fields in sources.items()}
    for row in rows:
        person = people[row.key]
        for key, quality in row.sources:
            written[key].citations.create(
                person=person, quality=quality, page=_TRUST.get(quality or 0, "")
            )
        if row.note:
            person.notes.create(text=row.note)


def _write_branch(clan: Any, facts: dict[str, Any], people: dict[str, Any]) -> None:
    hall = facts.get("hall")
    branch_create(
        clan=clan,
        slug=facts["key"],
        parent=clan.branches.filter(slug=facts.get("parent", "")).first(),
        label=facts["label"],
        ordinal=facts["ordinal"],
        ordinal_style=facts.get("style", OrdinalStyle.ARABIC),
        name=facts.get("name", ""),
        founder=people[facts["founder"]],
        head=people.get(facts.get("head", "")),
        since_generation=facts["since"],
        hall=place_get_or_create(clan=clan, text=hall) if hall else None,
        introduction=facts.get("introduction", ""),
    )


def _write_feasts(clan: Any, feasts: Iterable[dict[str, Any]], people: dict[str, Any]) -> None:
    """Add the days the clan or a branch keeps each year, in the order of the table."""
    for order, facts in enumerate(feasts, start=1):
        links = {
            "person": people.get(facts.get("person", "")),
            "branch": clan.branches.filter(slug=facts.get("branch", "")).first(),
        }
        feast_create(clan=clan, sort_order=order, **{**facts, **links})
