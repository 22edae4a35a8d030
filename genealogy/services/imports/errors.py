"""What an import can refuse to do; the edge turns code and facts into words."""

from __future__ import annotations

from typing import Any, ClassVar

from genealogy.domain.errors import DomainError


class ImportRefusal(DomainError):
    """A step of an import cannot be done; base of the others."""

    code: ClassVar[str] = "import_refused"


class WrongImportState(ImportRefusal):
    """The run is not where the step begins, for example applied already."""

    code = "import_wrong_state"

    def __init__(self, state: str, wanted: str) -> None:
        """Keep the state found and the step asked for."""
        super().__init__(f"Cannot {wanted} an import that is {state}")
        self.state = state
        self.wanted = wanted


class UnknownRoot(ImportRefusal):
    """The identifier given for the founder (thủy tổ) names nobody in the file."""

    code = "import_unknown_root"

    def __init__(self, xref: str) -> None:
        """Keep the identifier as given."""
        super().__init__(f"No person @{xref}@ in the file")
        self.xref = xref


class StaleStaging(ImportRefusal):
    """The rows were staged by another version of the program; the file must be read again."""

    code = "import_stale_staging"


class UndoBlocked(ImportRefusal):
    """Later work hangs on imported people, so the import cannot be taken back as a whole.

    `blockers` are (what, how many, the first few by name).
    """

    code = "import_undo_blocked"

    def __init__(self, blockers: list[tuple[str, int, list[str]]]) -> None:
        """Keep what stands in the way."""
        super().__init__(f"{len(blockers)} kinds of rows hang on imported people")
        self.blockers = blockers

    def facts(self) -> dict[str, Any]:
        """Return the blockers as one list of words too."""
        return {"blockers": self.blockers, "count": sum(count for _w, count, _n in self.blockers)}
