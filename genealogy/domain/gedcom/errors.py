"""The one error of the GEDCOM reader: a file, or its structure, that cannot be trusted."""

from __future__ import annotations

from typing import Any

from genealogy.domain.errors import DomainError


class GedcomRefused(DomainError):
    """A file is refused as a whole, at a line, for a reason.

    Raised only where going on would mean guessing who is who or what belongs to whom, or where
    the file is not GEDCOM at all. Everything else is an `Issue` and reading goes on.

    Attributes:
        line: Line in the file, 1 = first; None where there are no lines (a damaged archive).
        reason: A refusal code of `genealogy.domain.gedcom.issues.REFUSALS`.
        text: The reason in English, for logs and developers.
        details: Facts for the message shown, by name.
    """

    code = "gedcom_refused"

    def __init__(self, line: int | None, reason: str, text: str = "", **details: Any) -> None:
        """Keep where, why and the facts."""
        where = "" if line is None else f"line {line}: "
        super().__init__(f"{where}{text or reason}")
        self.line = line
        self.reason = reason
        self.text = text
        self.details = details

    def facts(self) -> dict[str, Any]:
        """Return line, reason and the details, flat."""
        return {**self.details, "line": self.line, "reason": self.reason}
