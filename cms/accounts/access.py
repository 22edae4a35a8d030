"""The register of who looked at what is private, or used a power over people's data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cms.accounts.models import AccessRecord


def record_access(
    user: Any, kind: str, *, person_uuid: UUID | str | None = None, detail: str = ""
) -> None:
    """Write one line into the access log (nhật ký truy cập).

    Args:
        user: the account that acts; nobody (None, a stranger, a command) is written as nobody.
        kind: an `AccessKind`.
        person_uuid: whom of the book it was about; the log names nobody.
        detail: at most 250 signs, cut; without a name, a telephone number or an address.
    """
    AccessRecord.objects.create(
        user_id=getattr(user, "pk", None),
        kind=kind,
        person_uuid=person_uuid,
        detail=str(detail)[:250],
    )
