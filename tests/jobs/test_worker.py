"""The command works until it is told to stop, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.jobs.registry import job_kind
from cms.jobs.services import job_start

ROOT = Path(__file__).parents[2]


@job_kind("tests.nothing_to_do")
def nothing(job):
    pass


@pytest.mark.django_db
def test_once_does_what_waits_and_says_how_much(capsys):
    for _ in range(2):
        job_start("tests.nothing_to_do", arguments={}, title="Không làm gì")
    call_command("run_worker", "--once")
    assert "Đã làm 2 việc." in capsys.readouterr().out


@pytest.fixture
def worker(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "VAR_DIR": str(tmp_path),
    }
    manage = [sys.executable, "-W", "ignore", "manage.py"]
    run = {"cwd": ROOT, "env": environment}
    for app in ("jobs", "django_tasks_database"):
        subprocess.run([*manage, "migrate", app, "--verbosity", "0"], check=True, **run)
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [*manage, "run_worker", "--interval", "0.1", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            **run,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_worker_stops_on_sigterm_and_when_its_parent_is_another(worker):
    orphan, waiting = worker("--parent", "1"), worker("--parent", str(os.getpid()))
    assert orphan.wait(timeout=60) == 0
    assert waiting.stdout.readline() == "Đang đợi việc nền.\n"
    assert waiting.poll() is None
    waiting.send_signal(signal.SIGTERM)
    assert waiting.wait(timeout=30) == 0
