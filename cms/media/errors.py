"""Why an uploaded file is refused."""

from __future__ import annotations


class UploadRefused(Exception):
    """An uploaded file cannot be taken; `code` says why, the form says it in Vietnamese."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotAPicture(UploadRefused):
    """The file cannot be read as a picture, or ends half way."""


class NotARecording(UploadRefused):
    """The file is no video or sound, or not the kind its name says."""
