"""Running the checks: over a whole clan, or around some people of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connections, router, transaction
from django.utils import timezone
from wagtail.log_actions import log

from genealogy.domain.calendars import date_to_jdn
from genealogy.domain.checks import CheckLimits, Finding, check_tree
from genealogy.domain.checks.structure import check_circles
from genealogy.models import CheckFinding, Clan, ParentLink, TreeVersion
from genealogy.selectors.findings import CHECKED
from genealogy.services.checks.around import read_around
from genealogy.services.checks.reading import FactsReader
from genealogy.services.checks.storing import (
    DERIVED,
    findings_store,
    fingerprint_findings,
    stored_around,
)
from genealogy.services.derived import verify_clan
from genealogy.services.derived.columns import chunked

Progress = Callable[[int, int], None]

#: A book of fewer people is checked while the editor waits; a larger one by a job.
INLINE_PEOPLE = 5_000
DEFAULT_LIMITS = CheckLimits()


def tree_check(
    clan: Clan,
    *,
    limits: CheckLimits | None = None,
    progress: Progress | None = None,
    people: Iterable[int] | None = None,
    is_stored: bool = True,
    by: Any = None,
) -> list[Finding]:
    """Give everything that looks wrong in the published rows of a clan, and keep it.

    Findings somebody dismissed are among them: whether a finding is open is asked of
    `genealogy.selectors.findings`.

    Args:
        clan: the clan.
        limits: where the rules begin to doubt; None = the usual ones.
        progress: called with (judged, all) people and couples.
        people: judge only what hangs on these people; see `check_people`.
        is_stored: False leaves what was found before as it is.
        by: the account that asked, for the log.
    """
    if people is not None:
        return check_people(clan, people, limits=limits, is_stored=is_stored)
    version = TreeVersion.objects.filter(clan=clan).values_list("version", flat=True).first()
    # First, so that its memory is free again when the facts are read.
    found = [*_column_findings(clan)]
    tree = FactsReader(clan, _today()).read_all()
    links = {
        key: [link.parent for link in person.parents]
        for key, person in tree.people.items()
        if person.parents
    }
    found += check_circles(links)
    found += check_tree(tree, limits=limits or DEFAULT_LIMITS, progress=progress)
    findings = fingerprint_findings(found)
    if is_stored:
        before = CheckFinding.objects.filter(clan=clan).values_list("pk", flat=True)
        with transaction.atomic():
            findings_store(clan, findings, list(before))
            facts = {"people": len(tree.people), "findings": len(findings), "version": version or 0}
            log(instance=clan, action=CHECKED, user=by, data=facts)
    return findings


def check_people(
    clan: Clan,
    ids: Iterable[int],
    *,
    limits: CheckLimits | None = None,
    is_stored: bool = True,
) -> list[Finding]:
    """Check what may have changed when these people, their links or their couples changed.

    The stored findings are then what `tree_check` would store, but for derived columns, which an
    edit keeps true by itself.

    Returns:
        What was found among the people and couples concerned, and in the branches and the clan.

    Raises:
        TooManyPeople: too many are concerned; only a whole check will do.
    """
    edited = set(ids)
    limits = limits or DEFAULT_LIMITS
    around = read_around(clan, edited, _today(), limits)
    found = [
        finding
        for finding in check_circles(_links_above(edited))
        if edited & {finding.person, *finding.people}
    ]
    found += check_tree(around.tree, limits=limits, people=around.people, couples=around.couples)
    findings = fingerprint_findings(found)
    if is_stored:
        replaced = stored_around(clan, edited, around.people, around.couples)
        findings_store(clan, findings, set(replaced))
    return findings


def _today() -> int:
    return date_to_jdn(timezone.localdate())


def _column_findings(clan: Clan) -> Iterator[Finding]:
    """Find derived columns that are not what the links and events say."""
    columns, _ = verify_clan(clan)
    for fault in columns:
        facts = {
            "column": fault.column,
            "stored": _plain(fault.stored),
            "expected": _plain(fault.expected),
        }
        yield Finding(DERIVED, fault.person_id, facts=facts, key=fault.column)


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, type(None))) else str(value)


def _links_above(people: set[int]) -> dict[int, list[int]]:
    """Give the parent links of some people and of all their ancestors."""
    connection = connections[router.db_for_write(ParentLink)]
    table = connection.ops.quote_name(ParentLink._meta.db_table)
    links: dict[int, list[int]] = {}
    for part in chunked(sorted(people)):
        marks = ", ".join(["%s"] * len(part))
        # UNION drops links met before, so a circle ends the walk.
        statement = f"""
            WITH RECURSIVE above(child_id, parent_id) AS (
                SELECT child_id, parent_id FROM {table} WHERE child_id IN ({marks})
                UNION
                SELECT link.child_id, link.parent_id
                FROM {table} link JOIN above ON link.child_id = above.parent_id
            )
            SELECT child_id, parent_id FROM above
        """  # noqa: S608 only the table's own name and marks are filled in
        with connection.cursor() as cursor:
            cursor.execute(statement, part)
            for child, parent in cursor.fetchall():
                links.setdefault(child, []).append(parent)
    return links
