"""Waving a finding off, for good, and taking that back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from genealogy.models import CheckDismissal, CheckFinding


@transaction.atomic
def finding_dismiss(finding: CheckFinding, *, reason: str, by: Any = None) -> CheckDismissal:
    """Say that a finding is no fault; it stays so after every later check.

    Raises:
        ValidationError: no reason is given (code `reason`).
    """
    if not reason.strip():
        raise ValidationError(
            {"reason": ValidationError(_("Hãy ghi vì sao bỏ qua, để người sau hiểu."), "reason")}
        )
    dismissal, _is_new = CheckDismissal.objects.update_or_create(
        clan_id=finding.clan_id,
        fingerprint=finding.fingerprint,
        defaults={"reason": reason.strip(), "created_by": by},
    )
    return dismissal


def finding_restore(finding: CheckFinding) -> None:
    """Take a dismissal back: the finding is open again."""
    CheckDismissal.objects.filter(clan_id=finding.clan_id, fingerprint=finding.fingerprint).delete()
