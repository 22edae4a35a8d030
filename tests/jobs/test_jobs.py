"""Jobs are lent, tried again, given back by the dead, and say nothing of people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.jobs.errors import JobRefused, LeaseLost, UnknownJobKind
from cms.jobs.models import Job, JobState
from cms.jobs.queue import run_job
from cms.jobs.registry import job_kind
from cms.jobs.services import job_claim, job_finish, job_hold, job_start
from cms.jobs.worker import RunningJob, job_execute, job_run_pending, worker_turn

pytestmark = pytest.mark.django_db

SEEN = []


@job_kind("tests.count")
def count(job):
    total = job.arguments["total"]
    for number in range(total + 1):
        job.progress(number, total, "đang đếm")
    SEEN.append((job.arguments, job.by))


@job_kind("tests.break")
def breaks(job):
    raise RuntimeError("Dương Văn Sống 0987654321")


@job_kind("tests.refuse")
def refuses(job):
    raise JobRefused("Không còn chi ấy.")


@job_kind("tests.invalid")
def invalid(job):
    raise ValidationError("%(name)s", code="cycle", params={"name": "Dương Văn Sống"})


@job_kind("tests.complete")
def completes(job):
    with transaction.atomic():
        job.complete("đã xong hẳn")


@pytest.fixture(autouse=True)
def _nothing_seen():
    SEEN.clear()


def start(kind="tests.count", **arguments):
    return job_start(kind, arguments={"total": 3, **arguments}, title="Đếm")


def waiting():
    """Let every waiting try be due."""
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def test_job_runs_with_its_arguments_and_counts_its_progress(admin_account):
    job = job_start("tests.count", arguments={"total": 3}, title="Đếm", by=admin_account)
    assert job.state == JobState.QUEUED
    assert job_run_pending() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert job.finished_at is not None
    assert [({"total": 3}, admin_account)] == SEEN
    assert not DBTaskResult.objects.exists()


def test_kind_nobody_registered_is_refused_at_once():
    with pytest.raises(UnknownJobKind):
        job_start("tests.nothing", arguments={}, title="Không có")
    assert not Job.objects.exists()


def test_jobs_run_in_the_order_in_which_they_were_asked_for():
    for number in range(3):
        start(number=number)
    job_run_pending()
    assert [arguments["number"] for arguments, _ in SEEN] == [0, 1, 2]


def test_job_asked_for_in_a_transaction_that_fails_is_not_there():
    with transaction.atomic():
        start()
        transaction.set_rollback(True)
    assert job_run_pending() == 0
    assert not Job.objects.exists()


def test_broken_job_is_tried_again_later_and_given_up_after_the_last_try(settings):
    settings.JOB_ATTEMPTS = 2
    job = start("tests.break")
    assert job_run_pending() == 1
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert DBTaskResult.objects.get().run_after > timezone.now()
    assert job_run_pending() == 0
    waiting()
    assert job_run_pending() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)


def test_pause_between_tries_grows_fourfold(settings):
    settings.JOB_RETRY_SECONDS = 10
    start("tests.break")
    pauses = []
    for _ in range(2):
        before = timezone.now()
        job_run_pending()
        pauses.append((DBTaskResult.objects.get().run_after - before).total_seconds())
        waiting()
    assert [round(pause, -1) for pause in pauses] == [10, 40]


@pytest.mark.parametrize("kind", ["tests.break", "tests.invalid"])
def test_error_kept_names_nobody(kind, caplog):
    job = start(kind)
    job_run_pending()
    job.refresh_from_db()
    assert job.error
    kept = job.error + caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert "Sống" not in kept
    assert "0987654321" not in kept


def test_refused_job_is_not_tried_again():
    job = start("tests.refuse")
    job_run_pending()
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "Không còn chi ấy.", 1)
    assert not DBTaskResult.objects.exists()


def test_job_of_a_dead_worker_is_taken_again_after_its_lease():
    job = start()
    assert job_claim("dead").pk == job.pk
    assert job_run_pending("other") == 0
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    job_run_pending("other")
    waiting()
    assert job_run_pending("other") == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_worker_whose_lease_ran_out_changes_nothing_any_more():
    start()
    late = job_claim("late")
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    job_run_pending("other")
    waiting()
    other = job_claim("other")
    assert not job_hold(late)
    assert not job_finish(late)
    with pytest.raises(LeaseLost):
        RunningJob(late).progress(1, 2)
    assert job_finish(other)


def test_lost_lease_rolls_back_what_complete_was_to_seal():
    start("tests.complete")
    late = job_claim("late")
    Job.objects.update(attempts=2, leased_by="other")
    job_execute(late)
    assert Job.objects.get().state == JobState.RUNNING


def test_complete_marks_the_job_done_with_its_message():
    job = start("tests.complete")
    job_run_pending()
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.DONE, "đã xong hẳn")


def test_two_workers_never_get_the_same_job():
    start()
    assert job_claim("one") is not None
    assert job_claim("two") is None


def test_row_of_the_queue_whose_job_is_gone_is_dropped():
    start().delete()
    second = start()
    assert job_claim("one").pk == second.pk


def test_worker_turn_without_work_says_so_and_asks_for_no_lock(django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        assert worker_turn("idle") is False
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_row_can_be_run_by_the_package_own_worker_too():
    job = start()
    run_job.call(str(job.uuid))
    job.refresh_from_db()
    assert job.state == JobState.DONE
