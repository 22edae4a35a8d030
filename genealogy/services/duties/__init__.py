"""What the law asks for: consents, requests with due dates, the copy of what is held.

Order of dependence: hiding, consents, telling, requests, reminding, holdings, archive.
"""

from __future__ import annotations

from genealogy.services.duties.archive import holdings_archive
from genealogy.services.duties.consents import (
    CONSENT_TEXT_VERSION,
    consent_record,
    consent_text_template,
    consent_withdraw,
    consents_withdraw_all,
    has_public_consent,
)
from genealogy.services.duties.hiding import person_hide
from genealogy.services.duties.holdings import Holdings, holdings_of
from genealogy.services.duties.reminding import duties_remind
from genealogy.services.duties.requests import (
    due_dates,
    request_answer,
    request_extend,
    request_finish,
    request_from_account,
    request_from_stranger,
    request_link,
    request_refuse,
)

__all__ = [
    "CONSENT_TEXT_VERSION",
    "Holdings",
    "consent_record",
    "consent_text_template",
    "consent_withdraw",
    "consents_withdraw_all",
    "due_dates",
    "duties_remind",
    "has_public_consent",
    "holdings_archive",
    "holdings_of",
    "person_hide",
    "request_answer",
    "request_extend",
    "request_finish",
    "request_from_account",
    "request_from_stranger",
    "request_link",
    "request_refuse",
]
