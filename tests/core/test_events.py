"""Events reach their listeners after the commit, and only then."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from cms.core import events


@dataclass(frozen=True)
class Rang(events.Event):
    number: int


@pytest.fixture
def heard():
    numbers: list[int] = []

    def listen(event: Rang) -> None:
        numbers.append(event.number)

    events.subscribe(Rang, listen)
    yield numbers
    events.unsubscribe(Rang, listen)


@pytest.mark.django_db
def test_an_event_waits_for_the_commit(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        events.publish(Rang(1))
        assert heard == []
    assert heard == [1]


@pytest.mark.django_db
def test_a_rolled_back_event_is_never_heard(heard, django_capture_on_commit_callbacks):
    def fail_after_publishing() -> None:
        with transaction.atomic():
            events.publish(Rang(2))
            raise LookupError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(LookupError):
        fail_after_publishing()
    assert heard == []


@pytest.mark.django_db
def test_a_failing_listener_does_not_silence_the_others(heard, django_capture_on_commit_callbacks):
    def fail(event: Rang) -> None:
        raise RuntimeError

    events.subscribe(Rang, fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            events.publish(Rang(3))
    finally:
        events.unsubscribe(Rang, fail)
    assert heard == [3]
