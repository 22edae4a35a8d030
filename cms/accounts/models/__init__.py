"""Accounts, what opens the API to programs, what they are told, and who looked at what."""

from __future__ import annotations

from cms.accounts.models.duties import AccessRecord, Breach
from cms.accounts.models.notices import Notice
from cms.accounts.models.tokens import ApiRepeat, ApiToken, ApiUploadDay
from cms.accounts.models.users import User

__all__ = [
    "AccessRecord",
    "ApiRepeat",
    "ApiToken",
    "ApiUploadDay",
    "Breach",
    "Notice",
    "User",
]
