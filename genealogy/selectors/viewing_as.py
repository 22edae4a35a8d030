"""An administrator looks at the site as somebody else, to check what is shown to whom.

It stands in the session and is asked on reading pages only: never in the admin, never when
something is sent. An administrator sees everything anyway, so it can only narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from genealogy.models import Branch

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "genealogy_view_as"
#: Minutes after which it ends by itself.
LASTS_MINUTES = 30

GUEST = "guest"
MEMBER = "member"
BRANCH = "branch"
ACCOUNT = "account"
KINDS = (GUEST, MEMBER, BRANCH, ACCOUNT)


@dataclass(frozen=True)
class Mask:
    """As whom somebody looks.

    Args:
        kind: one of `KINDS`.
        key: the branch whose head, or the account; None for a guest or a member.
        until: when it ends.
    """

    kind: str
    key: int | None
    until: datetime

    def to_session(self) -> dict[str, Any]:
        """Give what the session stores."""
        return {"kind": self.kind, "key": self.key, "until": self.until.isoformat()}

    @property
    def label(self) -> str:
        """Say as whom, in words; one query for a branch or an account."""
        if self.kind == BRANCH:
            branch = Branch.objects.filter(pk=self.key or 0).select_related("clan").first()
            return _("trưởng %(branch)s") % {"branch": branch.title if branch else _("chi")}
        if self.kind == ACCOUNT:
            account = get_user_model().objects.filter(pk=self.key or 0).first()
            return _("tài khoản %(name)s") % {"name": account or ""}
        return _("thành viên") if self.kind == MEMBER else _("khách")


def mask_for(kind: str, key: int | None = None) -> Mask:
    """Make a mask that begins now."""
    return Mask(kind, key, timezone.now() + timedelta(minutes=LASTS_MINUTES))


def stored_mask(request: HttpRequest) -> Mask | None:
    """Give what the session holds, even if its time is over; None without one or when unreadable.

    Readers without a session are not asked for one, so that their pages stay cacheable.
    """
    session = getattr(request, "session", None)
    if session is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    data = session.get(SESSION_KEY)
    if not isinstance(data, dict):
        return None
    until = parse_datetime(str(data.get("until", "")))
    key = data.get("key")
    if data.get("kind") not in KINDS or until is None or not isinstance(key, int | None):
        return None
    return Mask(data["kind"], key, until)


def mask_of(request: HttpRequest) -> Mask | None:
    """Give as whom the reader of this request looks, or None when as oneself."""
    user = getattr(request, "user", None)
    if user is None or request.method not in {"GET", "HEAD"} or not user.is_active:
        return None
    if not user.is_superuser or request.path.startswith(reverse("wagtailadmin_home")):
        return None
    mask = stored_mask(request)
    return mask if mask is not None and mask.until > timezone.now() else None
