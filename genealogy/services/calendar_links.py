"""Secret addresses under which a member's phone fetches the calendar of giỗ.

The secret is 32 random bytes and is shown once; the database keeps its SHA-256 digest, which is
what an address is looked up by. So a copy of the database opens no calendar, and a comparison of
digests tells a guesser nothing of the secret by the time it takes.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.models import Branch, CalendarLink, Clan

_SECRET_BYTES = 32
#: Living addresses one account may have for one clan.
MOST_LINKS = 10
#: An address nobody has read for so long is dead.
UNUSED_DAYS = 400
#: The last use is written down at most this often.
_USE_STEP = timedelta(hours=1)


def calendar_link_create(
    *, user: Any, clan: Clan, branch: Branch | None = None
) -> tuple[CalendarLink, str]:
    """Make an address; give its row and the secret, which nobody can tell again.

    Raises:
        ValidationError: the account has too many already, or the branch is of another clan.
    """
    if branch is not None and branch.clan_id != clan.pk:
        raise ValidationError(_("Chi phái này thuộc dòng họ khác."), code="other_clan")
    if calendar_links_alive(user=user, clan=clan).count() >= MOST_LINKS:
        raise ValidationError(
            _("Bạn đã có %(most)s địa chỉ. Hãy thu hồi bớt địa chỉ không dùng nữa."),
            code="too_many",
            params={"most": MOST_LINKS},
        )
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    link = CalendarLink.objects.create(user=user, clan=clan, branch=branch, digest=_digest(secret))
    return link, secret


def calendar_links_alive(*, user: Any, clan: Clan) -> Any:
    """Give the addresses of an account that still open, the newest first."""
    return _alive().filter(user=user, clan=clan).select_related("branch")


def calendar_link_revoke(*, user: Any, clan: Clan, pk: int) -> bool:
    """Close an address of this account; False when it has none such that is open."""
    found = _alive().filter(user=user, clan=clan, pk=pk)
    return bool(found.update(revoked_at=timezone.now()))


def calendar_link_open(secret: str) -> CalendarLink | None:
    """Give the row of a secret that still opens, and write down that it was used.

    None for a secret that is unknown, revoked or long unused, or whose account is disabled.
    """
    link = (
        _alive()
        .filter(digest=_digest(secret), user__is_active=True)
        .select_related("user", "clan", "branch__clan")
        .first()
    )
    if link is None:
        return None
    now = timezone.now()
    if link.last_used_at is None or now - link.last_used_at >= _USE_STEP:
        CalendarLink.objects.filter(pk=link.pk).update(last_used_at=now)
    return link


def _alive() -> Any:
    since = timezone.now() - timedelta(days=UNUSED_DAYS)
    return CalendarLink.objects.annotate(seen_at=Coalesce("last_used_at", "created_at")).filter(
        Q(revoked_at=None), seen_at__gte=since
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
