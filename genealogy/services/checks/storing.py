"""Keeping what the checks found: new findings added, mended ones taken away, the rest untouched."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from genealogy.domain.checks import RULES, Finding, Scope
from genealogy.models import Branch, CheckFinding, Clan, Person, Union
from genealogy.services.derived.columns import chunked

_BATCH = 500
#: Codes that other ways than the rules of one subject lead to.
CYCLE, DERIVED = "cycle", "derived_column"


def fingerprint_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Give each finding its fingerprint: the code and the lasting ids of whom it is about.

    A second finding of the same fingerprint is left out.
    """
    listed = list(findings)
    people = _uuids(Person, _mentioned(listed))
    unions = _uuids(Union, {finding.union for finding in listed})
    branches = _uuids(Branch, {finding.branch for finding in listed})
    kept: dict[str, Finding] = {}
    for finding in listed:
        subjects = [
            people.get(finding.person, ""),
            unions.get(finding.union, ""),
            branches.get(finding.branch, ""),
            *(people.get(key, "") for key in finding.people),
        ]
        text = "|".join([finding.code, *subjects, _lasting_key(finding)])
        finding.fingerprint = hashlib.sha256(text.encode()).hexdigest()
        kept.setdefault(finding.fingerprint, finding)
    return list(kept.values())


def _lasting_key(finding: Finding) -> str:
    """Leave primary keys out of the key; the people are there by their lasting ids already."""
    return "" if finding.people else finding.key


def _mentioned(findings: Iterable[Finding]) -> set[int | None]:
    return {key for finding in findings for key in (finding.person, *finding.people)}


def _uuids(model: Any, keys: Iterable[int | None]) -> dict[int | None, str]:
    found: dict[int | None, str] = {}
    for part in chunked(sorted(key for key in keys if key is not None)):
        rows = model.objects.filter(pk__in=part).values_list("pk", "uuid")
        found.update((key, str(value)) for key, value in rows)
    return found


@transaction.atomic
def findings_store(clan: Clan, findings: Collection[Finding], replaced: Iterable[int]) -> None:
    """Write findings in place of the `replaced` rows (primary keys); equal rows stay as they are.

    Args:
        clan: the clan.
        findings: with their fingerprints.
        replaced: the stored findings of everything that was judged.
    """
    wanted = {finding.fingerprint: finding for finding in findings}
    stored: dict[str, CheckFinding] = {}
    gone: list[int] = []
    for part in chunked(sorted(replaced)):
        for row in CheckFinding.objects.filter(pk__in=part):
            if row.fingerprint in wanted:
                stored[row.fingerprint] = row
            else:
                gone.append(row.pk)
    for part in chunked(gone):
        CheckFinding.objects.filter(pk__in=part).delete()
    fresh: list[CheckFinding] = []
    changed: list[CheckFinding] = []
    for fingerprint, finding in wanted.items():
        known = stored.get(fingerprint)
        if known is None:
            fresh.append(finding_row(clan, finding))
        elif _update(known, finding):
            changed.append(known)
    # Somebody may have checked at the same time; the same fingerprint says the same.
    CheckFinding.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    CheckFinding.objects.bulk_update(changed, ["facts", "severity"], batch_size=_BATCH)


def finding_row(clan: Clan, finding: Finding) -> CheckFinding:
    """Make the row of a finding, not saved."""
    return CheckFinding(
        clan=clan,
        code=finding.code,
        severity=finding.severity,
        person_id=finding.person,
        union_id=finding.union,
        branch_id=finding.branch,
        facts=stored_facts(finding),
        fingerprint=finding.fingerprint,
    )


def _update(row: CheckFinding, finding: Finding) -> bool:
    facts = stored_facts(finding)
    if (row.facts, row.severity) == (facts, finding.severity):
        return False
    row.facts, row.severity = facts, finding.severity
    return True


def stored_facts(finding: Finding) -> dict[str, Any]:
    """Give the facts with the others it is about as `people`; plain values only."""
    facts = dict(finding.facts)
    if finding.people:
        facts["people"] = list(finding.people)
    return facts


def stored_around(
    clan: Clan, edited: set[int], people: set[int], couples: set[int]
) -> Iterator[int]:
    """Give the stored findings whose subjects were judged anew."""
    codes = {
        scope: [code for code, rule in RULES.items() if rule.scope is scope]
        for scope in (Scope.PERSON, Scope.UNION)
    }
    own = [code for code in codes[Scope.PERSON] if code not in (CYCLE, DERIVED)]
    findings = CheckFinding.objects.filter(clan=clan)
    yield from _of(findings.filter(code__in=own), "person_id", people)
    yield from _of(findings.filter(code=DERIVED), "person_id", edited)
    yield from _of(findings.filter(code__in=codes[Scope.UNION]), "union_id", couples)
    of_clan = [code for code, rule in RULES.items() if rule.scope in (Scope.BRANCH, Scope.CLAN)]
    yield from findings.filter(code__in=of_clan).values_list("pk", flat=True)
    # What hangs on nobody any more: its person or couple is gone.
    orphans = Q(code__in=codes[Scope.PERSON], person=None) | Q(
        code__in=codes[Scope.UNION], union=None
    )
    yield from findings.filter(orphans).values_list("pk", flat=True)
    for key, person, facts in findings.filter(code=CYCLE).values_list("pk", "person_id", "facts"):
        if edited & {person, *facts.get("people", ())}:
            yield key


def _of(findings: QuerySet[CheckFinding], name: str, keys: set[int]) -> Iterator[int]:
    for part in chunked(sorted(keys)):
        yield from findings.filter(**{f"{name}__in": part}).values_list("pk", flat=True)
