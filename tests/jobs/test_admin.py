"""The list of jobs shows each editor their own, and administrators all."""

from __future__ import annotations

import pytest

from cms.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/viec-nen/"


def job(**facts):
    return Job.objects.create(**{"kind": "tests.count", "title": "Chuyển chi Giáp", **facts})


def test_administrator_sees_progress_of_everybody_and_the_page_looks_again(
    root_client, editor_user
):
    job(by=editor_user, state=JobState.RUNNING, done=40, total=100, message="đang ghi")
    page = root_client.get(ADDRESS).content.decode()
    assert "Chuyển chi Giáp" in page
    assert 'value="40" max="100"' in page
    assert "đang ghi" in page
    assert 'http-equiv="refresh"' in page


def test_page_at_rest_does_not_look_again(root_client):
    job(state=JobState.FAILED, error="Lỗi DataError.")
    page = root_client.get(ADDRESS).content.decode()
    assert "Lỗi DataError." in page
    assert 'http-equiv="refresh"' not in page


def test_editor_sees_own_jobs_only(editor_client, editor_user, admin_account):
    job(by=admin_account, title="Việc của người khác")
    job(by=editor_user, title="Việc của mình")
    page = editor_client.get(ADDRESS).content.decode()
    assert "Việc của mình" in page
    assert "Việc của người khác" not in page


def test_reader_without_admin_is_sent_away(member_client):
    job()
    answer = member_client.get(ADDRESS)
    assert answer.status_code == 302
    assert "Chuyển chi" not in answer.content.decode()
