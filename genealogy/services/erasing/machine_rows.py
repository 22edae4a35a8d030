"""What the machine wrote down in passing: staging rows, findings, counts, jobs, notices."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult

from cms.accounts.models import Notice
from cms.jobs.models import Job, JobState
from genealogy.enums import ImportState
from genealogy.models import (
    CheckDismissal,
    CheckFinding,
    ImportIssue,
    ImportRun,
    TreeStatistics,
)
from genealogy.services.erasing.outside_rows import text_names
from genealogy.services.erasing.subject import Erased
from genealogy.services.imports.staging import import_rows_drop

_IN_THE_TREE: Final = (ImportState.APPLIED, ImportState.UNDONE)


def import_rows_forget(erased: Erased) -> int:
    """Delete what the import that brought the person still holds of its file; give the runs.

    The lines of a file that speak of one person cannot be told from the rest (shared notes,
    families, remarks on lines), so all of them go; the counts of the run stay.
    """
    runs = list(ImportRun.objects.filter(pk__in=erased.runs, state__in=_IN_THE_TREE))
    for run in runs:
        import_rows_drop(run, issues_too=True)
    return len(runs)


def runs_naming(erased: Erased) -> list[ImportRun]:
    """Give the files waiting to be taken in that hold the name; somebody must look at them."""
    waiting = ImportRun.objects.filter(clan=erased.person.clan_id).exclude(state__in=_IN_THE_TREE)
    return [
        run
        for run in waiting
        if run.rows.annotate(written=Cast("payload", TextField()))
        .filter(text_names(erased, "written"))
        .exists()
        or ImportIssue.objects.filter(run=run).filter(text_names(erased, "text")).exists()
    ]


def findings_forget(erased: Erased) -> None:
    """Delete what the checks found and what was waved off about the person and the nearest."""
    around = Q(person__in=erased.people | erased.relatives) | Q(union__in=erased.unions)
    findings = CheckFinding.objects.filter(around, clan=erased.person.clan_id)
    fingerprints = list(findings.values_list("fingerprint", flat=True))
    own = Q(person__in=erased.people) | Q(union__in=erased.unions)
    of_person = list(findings.filter(own).values_list("fingerprint", flat=True))
    dismissed = CheckDismissal.objects.filter(clan=erased.person.clan_id)
    dismissed.filter(fingerprint__in=of_person).delete()
    dismissed.filter(text_names(erased, "reason")).update(reason="")
    CheckFinding.objects.filter(fingerprint__in=fingerprints, clan=erased.person.clan_id).delete()


def counts_forget(erased: Erased) -> None:
    """Drop the clan's kept numbers; the next reader has them counted anew."""
    TreeStatistics.objects.filter(clan=erased.person.clan_id).delete()


def jobs_forget(erased: Erased) -> None:
    """Delete finished jobs about the person; one that waits keeps its keys and loses its words."""
    written = Job.objects.annotate(written=Cast("arguments", TextField()))
    about = text_names(erased, "written")
    for uuid in erased.uuids:
        about |= Q(written__contains=str(uuid))
    for column in ("title", "message", "error"):
        about |= text_names(erased, column)
    found = written.filter(about)
    found.filter(state__in=(JobState.DONE, JobState.FAILED)).delete()
    Job.objects.filter(pk__in=[job.pk for job in found]).update(title="", message="", error="")
    broken = DBTaskResult.objects.annotate(written=Cast("args_kwargs", TextField()))
    broken.filter(text_names(erased, "traceback") | text_names(erased, "written")).delete()


def notices_forget(erased: Erased) -> None:
    """Delete notices that lead to the person's page, and any that slipped a name in."""
    about = text_names(erased, "text")
    for uuid in erased.uuids:
        about |= Q(path__contains=str(uuid))
    Notice.objects.filter(about).delete()
