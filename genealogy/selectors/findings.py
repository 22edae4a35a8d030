"""What the checks found, for the eyes of editors and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from wagtail.models import ModelLogEntry

from genealogy.check_messages import rule_title, sentence
from genealogy.domain.checks import RULES, Scope
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Severity
from genealogy.models import (
    Branch,
    CheckDismissal,
    CheckFinding,
    Clan,
    Person,
    TreeTouch,
    TreeVersion,
    Union,
    UnionMember,
)
from genealogy.selectors.people import matching_people

#: Action under which a whole check stands in the log of the clan.
CHECKED = "genealogy.check_tree"
#: An edit that touches more people may concern too many to be checked at once.
_LARGE_EDIT = 200
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True)
class FindingFilters:
    """What the report is cut to; "" and None: not cut."""

    severity: str = ""
    code: str = ""
    branch: Branch | None = None
    query: str = ""
    is_dismissed: bool = False


@dataclass(frozen=True)
class FindingRow:
    """One finding as it is read.

    `scope` and `target` say whose record mends it: "person" and the primary key of the person, and
    so on; `target` None: nothing to open.
    """

    finding: CheckFinding
    title: str
    sentence: str
    severity_label: str
    scope: str
    target: int | None
    dismissal: CheckDismissal | None = None


def all_findings(clan: Clan, viewer: Viewer) -> QuerySet[Any]:
    """Give the findings of a clan with `is_dismissed`; nothing for those who do not edit."""
    dismissals = CheckDismissal.objects.filter(
        clan_id=OuterRef("clan_id"), fingerprint=OuterRef("fingerprint")
    )
    findings = CheckFinding.objects.filter(clan=clan).annotate(is_dismissed=Exists(dismissals))
    return findings if viewer.role >= Role.EDITOR else findings.none()


def filtered_findings(clan: Clan, filters: FindingFilters, viewer: Viewer) -> QuerySet[Any]:
    """Give findings the worst first, rule by rule."""
    findings = all_findings(clan, viewer).filter(is_dismissed=filters.is_dismissed)
    if filters.severity:
        findings = findings.filter(severity=filters.severity)
    if filters.code:
        findings = findings.filter(code=filters.code)
    if filters.branch is not None:
        below = _branch_and_below(filters.branch)
        findings = findings.filter(Q(person__branch_id__in=below) | Q(branch_id__in=below))
    if filters.query:
        people = Person.objects.visible_to(viewer).filter(clan=clan)
        named = matching_people(people, filters.query, viewer).order_by()
        # Either side of a couple may be searched for.
        couples = UnionMember.objects.filter(person__in=named.values("pk"))
        findings = findings.filter(
            Q(person__in=named.values("pk")) | Q(union__in=couples.values("union_id"))
        )
    return findings.order_by(_by_severity(), "code", "person__sort_key", "pk")


def _by_severity() -> Case:
    whens = [When(severity=severity, then=Value(rank)) for severity, rank in _RANK.items()]
    return Case(*whens, default=Value(9), output_field=IntegerField())


def _branch_and_below(branch: Branch) -> list[int]:
    parents = dict(Branch.objects.filter(clan_id=branch.clan_id).values_list("pk", "parent_id"))
    found = {branch.pk}
    edge = found
    while edge:
        edge = {key for key, parent in parents.items() if parent in edge} - found
        found = found | edge
    return sorted(found)


def severity_counts(clan: Clan, viewer: Viewer) -> dict[str, int]:
    """Count open findings by severity, every severity present; and "dismissed" beside them."""
    counts = {severity.value: 0 for severity in Severity} | {"dismissed": 0}
    rows = all_findings(clan, viewer).order_by().values_list("severity", "is_dismissed")
    for severity, is_dismissed, count in rows.annotate(count=Count("pk")):
        counts["dismissed" if is_dismissed else severity] += count
    return counts


def rule_counts(findings: QuerySet[CheckFinding]) -> list[tuple[str, str, str, int]]:
    """Give (severity, code, title, count) of each rule among some findings, the worst first."""
    rows = findings.order_by().values_list("severity", "code").annotate(count=Count("pk"))
    ranked = sorted(rows, key=lambda row: (_RANK.get(Severity(row[0]), 9), -row[2], row[1]))
    return [(severity, code, rule_title(code), count) for severity, code, count in ranked]


def finding_rows(findings: Sequence[CheckFinding], viewer: Viewer) -> list[FindingRow]:
    """Write some findings out; a fixed number of queries however many there are."""
    if viewer.role < Role.EDITOR:
        return []
    mentioned = {key for row in findings for key in (row.person_id, *_others(row))} - {None}
    names = {
        person.pk: _named(person)
        for person in Person.objects.visible_to(viewer).filter(pk__in=mentioned)
    }
    couples = _couples({row.union_id for row in findings} - {None})
    branches = Branch.objects.in_bulk([row.branch_id for row in findings if row.branch_id])
    dismissals = {
        dismissal.fingerprint: dismissal
        for dismissal in CheckDismissal.objects.filter(
            clan_id__in={row.clan_id for row in findings},
            fingerprint__in=[row.fingerprint for row in findings],
        ).select_related("created_by")
    }
    return [
        FindingRow(
            row,
            rule_title(row.code),
            sentence(
                row.code,
                row.facts,
                person=names.get(row.person_id, ""),
                others=[names[key] for key in _others(row) if key in names],
                union=couples.get(row.union_id, ""),
                branch=branches[row.branch_id].title if row.branch_id in branches else "",
            ),
            str(Severity(row.severity).label),
            *_target(row),
            dismissals.get(row.fingerprint),
        )
        for row in findings
    ]


def _others(row: CheckFinding) -> list[int]:
    return [key for key in row.facts.get("people", ()) if isinstance(key, int)]


def _named(person: Person) -> str:
    """Write a name with the đời, which tells namesakes apart."""
    if person.generation is None:
        return str(person)
    return f"{person} (đời {person.generation})"


def _couples(keys: Iterable[int | None]) -> dict[int | None, str]:
    unions = Union.objects.filter(pk__in=[key for key in keys if key is not None])
    return {union.pk: str(union) for union in unions.prefetch_related("members__person")}


def _target(row: CheckFinding) -> tuple[str, int | None]:
    rule = RULES.get(row.code)
    scope = rule.scope if rule is not None else Scope.PERSON
    keys = {
        Scope.PERSON: row.person_id,
        Scope.UNION: row.union_id,
        Scope.BRANCH: row.branch_id,
        Scope.CLAN: row.clan_id,
    }
    return scope.value, keys[scope]


def person_findings(person: Person, viewer: Viewer) -> list[FindingRow]:
    """Write out the open findings about one person: his or her own, and those of the couples."""
    couples = UnionMember.objects.filter(person=person)
    about = Q(person=person) | Q(union__in=couples.values("union_id"))
    findings = all_findings(person.clan, viewer).filter(about, is_dismissed=False)
    return finding_rows(list(findings.order_by(_by_severity(), "code", "pk")[:50]), viewer)


@dataclass(frozen=True)
class LastCheck:
    """The last check of a whole clan; `is_outdated`: more has changed than edits check by it."""

    when: datetime
    people: int
    is_outdated: bool


def last_check(clan: Clan) -> LastCheck | None:
    """Say when the clan was last checked whole, and how many people it had; None: never."""
    entry = ModelLogEntry.objects.for_instance(clan).filter(action=CHECKED).first()
    if entry is None:
        return None
    version = int(entry.data.get("version", 0))
    tree = TreeVersion.objects.filter(clan=clan, replayable_from__gt=version)
    since = TreeTouch.objects.filter(clan=clan, version__gt=version)
    is_large = any(len(people) > _LARGE_EDIT for people in since.values_list("people", flat=True))
    return LastCheck(entry.timestamp, int(entry.data.get("people", 0)), is_large or tree.exists())
