"""What one entry of a table of terms is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word of kinship.

    Attributes:
        term: the reference form, as one speaks of somebody ("anh trai").
        spoken: the address form, as one speaks to them ("anh"); "" when it is the same.
        alternatives: other words in use in the same region, none better than another.
    """

    term: str
    spoken: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Give the address form."""
        return self.spoken or self.term
