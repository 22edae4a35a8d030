"""Telling accounts what happened: a line on the site, and one mail for all that is unread."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.lookups import IsNull
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cms.accounts.models import Notice, User

logger = logging.getLogger(__name__)

# A mail of a thousand lines is read by nobody; the rest waits on the site.
LINES_IN_A_MAIL = 20


def notify(users: Iterable[User], *, kind: str, text: str, path: str = "") -> int:
    """Tell each account one line (thông báo); give how many were told.

    An account that has the same line unread is not told twice, and one that is closed not at all.

    Args:
        users: whom to tell; the same account may stand there twice.
        kind: what happened, as a short English word such as "proposal_accepted".
        text: the line, in Vietnamese, at most 300 signs. It names nobody of the book, because it
            travels by mail and outlives an erasure.
        path: where to look, as an address of this site that begins with "/".
    """
    told = {user.pk: user for user in users if user.is_active}
    line = str(text)[:300]
    known = set(
        Notice.objects.filter(
            user__in=told, kind=kind, text=line, path=path, read_at=None
        ).values_list("user_id", flat=True)
    )
    rows = [
        Notice(user=user, kind=kind, text=line, path=path)
        for pk, user in told.items()
        if pk not in known
    ]
    Notice.objects.bulk_create(rows)
    return len(rows)


def notices_of(user: User) -> QuerySet[Notice]:
    """Give the account's lines, the unread ones first, each group newest first."""
    return Notice.objects.filter(user=user).order_by(
        IsNull(F("read_at"), True).desc(), "-created_at", "-pk"
    )


def unread_count(user: User) -> int:
    """Give how many lines the account has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def notices_mark_read(user: User, notice: Notice | None = None) -> int:
    """Mark one line, or all of the account, as read; give how many changed."""
    rows = Notice.objects.filter(user=user, read_at=None)
    if notice is not None:
        rows = rows.filter(pk=notice.pk)
    return rows.update(read_at=timezone.now())


def digests_send() -> tuple[int, int]:
    """Mail every account its unread lines that no mail told yet; give (sent, failed).

    A mail that could not be sent is tried again by the next run.
    """
    unsent = Notice.objects.filter(user=OuterRef("pk"), read_at=None, mailed_at=None)
    waiting = User.objects.filter(Exists(unsent), is_active=True).exclude(email="").order_by("pk")
    sent = failed = 0
    with translation.override(settings.LANGUAGE_CODE):
        for user in waiting:
            try:
                sent += _digest_send(user)
            except (SMTPException, OSError):
                logger.exception(
                    "A digest could not be sent",
                    extra={"event": "digest_failed", "account": user.pk},
                )
                failed += 1
    return sent, failed


def _digest_send(user: User) -> int:
    unsent = Notice.objects.filter(user=user, read_at=None, mailed_at=None)
    rows = list(unsent.order_by("-created_at", "-pk"))
    # Claimed before it is sent, so that two runs at once do not mail twice and no lock on the
    # database waits for a mail server.
    claimed = unsent.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    if not claimed:
        return 0
    context = {
        "rows": rows[:LINES_IN_A_MAIL],
        "more": max(0, len(rows) - LINES_IN_A_MAIL),
        "count": len(rows),
        "name": user.get_full_name() or user.username,
        "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    subject = render_to_string("account/email/digest_subject.txt", context)
    body = render_to_string("account/email/digest_message.txt", context)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[user.email]).send()
    except BaseException:
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=None)
        raise
    return 1
