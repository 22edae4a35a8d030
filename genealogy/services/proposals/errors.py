"""Why a proposal is not taken, or not decided as asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError

from genealogy.domain.proposals import ItemFault
from genealogy.proposal_messages import fault_text, numbered


@dataclass(frozen=True)
class RefusedItem:
    """One item that does not hold: its place (0 the first), its key, and why in words."""

    position: int
    field: str
    text: str


class ItemsRefused(ValidationError):
    """Some things asked for do not hold; `items` names each. Nothing was written."""

    def __init__(self, items: Iterable[RefusedItem], code: str = "items") -> None:
        self.items = list(items)
        super().__init__([numbered(one.position, one.text) for one in self.items], code=code)

    @classmethod
    def of_faults(cls, faults: Iterable[ItemFault]) -> ItemsRefused:
        """Put the faults the domain found into words."""
        return cls(RefusedItem(fault.position, fault.field, fault_text(fault)) for fault in faults)


class ConflictsStand(ItemsRefused):
    """Some items ask for what was changed meanwhile, and the reviewer did not say to go on."""

    def __init__(self, items: Iterable[RefusedItem]) -> None:
        super().__init__(items, code="conflict")


class ProposalRefused(ValidationError):
    """The proposal as a whole is not to be had (code `too_many_open`, `state`, `late` ...)."""


class NotYours(PermissionDenied):
    """Somebody else's proposal: to be answered like one that does not exist."""
