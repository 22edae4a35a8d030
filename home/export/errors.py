"""What may stop a static export."""

from __future__ import annotations


class ExportError(Exception):
    """The export cannot go on; its text is for whoever started it."""


class ExportRunning(ExportError):
    """Another export writes into the same folder."""


class PageBroken(ExportError):
    """A page of the site answered with an error of the server; nothing of it was written."""
