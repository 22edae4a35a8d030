"""A worker looks after others beside its jobs, and a broken one harms nobody."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError

from cms.jobs import companions
from cms.jobs.companions import companions_run_once, companions_start, register_companion


@pytest.fixture
def alone(monkeypatch):
    monkeypatch.setattr(companions, "_companions", {})


@pytest.mark.parametrize("trouble", [RuntimeError, OperationalError])
def test_a_companion_that_fails_is_called_again(alone, trouble):
    called, stop = [], threading.Event()

    def turn(worker, stopping):
        called.append(worker)
        if len(called) < 3:
            raise trouble
        stopping.set()
        return 0

    register_companion("x", turn)
    (thread,) = companions_start("w", stop, interval=0.01)
    thread.join(5)
    assert called == ["w"] * 3


def test_each_has_one_turn_when_nothing_is_waited_for(alone):
    register_companion("a", lambda worker, stop: 2)
    register_companion("b", lambda worker, stop: 3)
    assert companions_run_once("w") == 5


def test_webhooks_keep_workers_company():
    assert "webhooks" in companions._companions
