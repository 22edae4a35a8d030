"""What stops a job. None of these texts may hold facts of people: they are kept and shown."""

from __future__ import annotations


class JobRefused(Exception):
    """The job cannot be done however often it is tried; the text says why, in Vietnamese."""


class LeaseLost(Exception):
    """Another worker has the job now; whatever was not committed must not be."""


class UnknownJobKind(LookupError):
    """No code is registered for a kind of job."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
