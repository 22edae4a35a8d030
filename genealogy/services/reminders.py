"""Reminders of giỗ by e-mail: wishes of members, and the run that sends what is due.

A mail names the dead alone and only those the account may know at the moment of sending: whoever
was hidden since, a closed account and a clan that became closed send nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from genealogy.domain.lunar import FIRST_DAY, LAST_DAY
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan, MemorialReminder, Person
from genealogy.selectors.memorials import MemorialCard
from genealogy.selectors.month_calendar import CalendarFilter, coming_days
from genealogy.selectors.my_line import my_line
from genealogy.selectors.viewers import viewer_for

logger = logging.getLogger(__name__)

#: Wishes one account may have.
MOST_REMINDERS = 30
#: Days before a giỗ one may ask for.
MOST_DAYS = 60
#: A mail of a thousand lines is read by nobody.
_LINES_IN_A_MAIL = 40
_SALT = "genealogy.reminders.stop"
#: How long the link of a mail stops reminders; a year and a little.
_LINK_DAYS = 400


def reminder_create(
    *,
    user: Any,
    clan: Clan,
    days_before: int,
    branch: Branch | None = None,
    person: Person | None = None,
    my_line: bool = False,
) -> MemorialReminder:
    """Keep a wish; the same wish again only takes the new number of days.

    Args:
        user: who wants to be told; with an address for mail.
        clan: one the account may open.
        days_before: how many days before a giỗ, 0 to 60.
        branch: of one branch and those within it.
        person: of one dead person, whom the account may see in full.
        my_line: of the account's own forebears.

    Raises:
        ValidationError: no address, too many wishes, or more than one of the three said.
    """
    if not user.email:
        raise ValidationError(_("Tài khoản của bạn chưa có thư điện tử."), code="no_email")
    if sum((branch is not None, person is not None, my_line)) > 1:
        raise ValidationError(_("Hãy chọn một trong các cách nhắc."), code="two_wishes")
    if not 0 <= days_before <= MOST_DAYS:
        raise ValidationError(
            _("Số ngày nhắc trước là từ 0 đến %(most)s."),
            code="days",
            params={"most": MOST_DAYS},
        )
    wish = {"user": user, "clan": clan, "branch": branch, "person": person, "my_line": my_line}
    with transaction.atomic():
        known = MemorialReminder.objects.filter(**wish).first()
        if known is not None:
            known.days_before = days_before
            known.save(update_fields=["days_before"])
            return known
        if MemorialReminder.objects.filter(user=user).count() >= MOST_REMINDERS:
            raise ValidationError(
                _("Bạn đã có %(most)s lời nhắc. Hãy bỏ bớt lời không cần nữa."),
                code="too_many",
                params={"most": MOST_REMINDERS},
            )
        reminder = MemorialReminder(**wish, days_before=days_before)
        reminder.full_clean()
        reminder.save()
    return reminder


def reminders_of(*, user: Any, clan: Clan) -> QuerySet[MemorialReminder]:
    """Give the wishes of an account in a clan, in the order they were made."""
    rows = MemorialReminder.objects.filter(user=user, clan=clan)
    return rows.select_related("branch", "person__clan").order_by("pk")


def reminder_remove(*, user: Any, clan: Clan, pk: int) -> bool:
    """Drop a wish of this account; False when it has none such."""
    return bool(MemorialReminder.objects.filter(user=user, clan=clan, pk=pk).delete()[0])


# The link of a mail -----------------------------------------------------------------------------


def stop_token(user: Any) -> str:
    """Give what the link of a mail carries: it ends the reminders of this account and no more."""
    return signing.dumps(user.pk, salt=_SALT)


def stoppable(token: str) -> QuerySet[MemorialReminder] | None:
    """Give the wishes a link ends; None for a link that is not ours or too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=timedelta(days=_LINK_DAYS))
    except signing.BadSignature:
        return None
    return MemorialReminder.objects.filter(user=pk)


def reminders_stop(token: str) -> int | None:
    """End all wishes of the account the link was sent to; give how many, None for a wrong link."""
    rows = stoppable(token)
    return None if rows is None else rows.delete()[0]


# Sending ----------------------------------------------------------------------------------------


@dataclass
class _Letter:
    """What one account is told in one mail: cards by their day, and the wishes that asked."""

    user: Any
    cards: dict[tuple[date, str, str], MemorialCard] = field(default_factory=dict)
    told: list[tuple[MemorialReminder, date]] = field(default_factory=list)

    def add(self, cards: Iterable[MemorialCard]) -> None:
        """Add cards; a giỗ two wishes ask for stands once."""
        for card in cards:
            if card.solar_date is not None:
                key = (card.solar_date, card.url, card.name)
                self.cards.setdefault(key, card)
                if card.relation:
                    self.cards[key] = card

    @property
    def days(self) -> list[tuple[date, list[MemorialCard], date | None]]:
        """Return by date the cards of each day, with the eve (tiên thường) where it has a giỗ."""
        days: dict[date, list[MemorialCard]] = {}
        in_order = sorted(self.cards.values(), key=lambda card: card.solar_date or date.max)
        for card in in_order[:_LINES_IN_A_MAIL]:
            days.setdefault(card.solar_date or date.max, []).append(card)
        return [
            (day, cards, next((card.eve for card in cards if not card.is_feast), None))
            for day, cards in days.items()
        ]


def reminders_send(*, today: date | None = None) -> tuple[int, int]:
    """Mail every account the giỗ that are due and were not told yet; give (sent, failed).

    Args:
        today: the day in Vietnam to send for; the present one by default.

    Each account gets one mail a run. A run that is repeated sends nothing again; a day on which no
    run was made is made up for by the next. A mail that could not be sent is tried again.
    """
    today = today or timezone.localdate()
    if not FIRST_DAY <= today <= LAST_DAY:
        return 0, 0
    sent = failed = 0
    wishes = (
        MemorialReminder.objects.filter(user__is_active=True)
        .exclude(user__email="")
        .select_related("user", "clan", "branch__clan", "person__clan")
        .order_by("user_id", "pk")
    )
    of_user: dict[int, list[MemorialReminder]] = {}
    for wish in wishes:
        if _last_day(wish, today) > (wish.sent_until or date.min):
            of_user.setdefault(wish.user_id, []).append(wish)
    with translation.override(settings.LANGUAGE_CODE):
        for rows in of_user.values():
            try:
                sent += _letter_send(_letter(rows, today), today)
            except (SMTPException, OSError):
                logger.exception(
                    "A reminder could not be sent",
                    extra={"event": "reminder_failed", "account": rows[0].user_id},
                )
                failed += 1
    return sent, failed


def _last_day(wish: MemorialReminder, today: date) -> date:
    return min(today + timedelta(days=wish.days_before), LAST_DAY)


def _letter(rows: list[MemorialReminder], today: date) -> _Letter:
    """Collect what the wishes of one account ask for, as the account may know it now."""
    user = rows[0].user
    seen = viewer_for(user)
    viewer = Viewer(seen.role, today, seen.close_person_ids, seen.full_branch_ids)
    letter = _Letter(user)
    for wish in rows:
        last = _last_day(wish, today)
        first = max(today, (wish.sent_until or date.min) + timedelta(days=1))
        letter.told.append((wish, last))
        if viewer.role >= Role.MEMBER:
            letter.add(_due(wish, viewer, first=first, last=last))
    return letter


def _due(wish: MemorialReminder, viewer: Viewer, *, first: date, last: date) -> list[MemorialCard]:
    """Give the giỗ of a wish from one day to another; nothing for a clan closed to the account."""
    if not Clan.objects.visible_to(viewer).filter(pk=wish.clan_id).exists():
        return []
    mine = my_line(wish.user, viewer, clan=wish.clan)
    if wish.my_line and mine is None:
        return []
    chosen = CalendarFilter(
        branch=wish.branch,
        mine=mine if wish.my_line else None,
        person=wish.person_id,
        words=mine.words if mine else {},
    )
    return coming_days(
        viewer, clan=wish.clan, chosen=chosen, first=first, last=last, limit=_LINES_IN_A_MAIL
    )


def _letter_send(letter: _Letter, today: date) -> int:
    """Send one mail; give 1, or 0 when there is nothing to tell or another run has it."""
    # Claimed before it is sent, so that two runs at once do not mail twice and no lock on the
    # database waits for a mail server.
    claimed = [
        (wish, last)
        for wish, last in letter.told
        if MemorialReminder.objects.filter(pk=wish.pk, sent_until=wish.sent_until).update(
            sent_until=last
        )
    ]
    if len(claimed) < len(letter.told):
        # Another run has some of them; what it does not tell, the next run will.
        _give_back(claimed)
        return 0
    if not letter.cards:
        return 0
    try:
        _mail(letter, today).send()
    except BaseException:
        _give_back(claimed)
        raise
    return 1


def _give_back(claimed: list[tuple[MemorialReminder, date]]) -> None:
    for wish, last in claimed:
        rows = MemorialReminder.objects.filter(pk=wish.pk, sent_until=last)
        rows.update(sent_until=wish.sent_until)


def _mail(letter: _Letter, today: date) -> EmailMultiAlternatives:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    stop = base + reverse("genealogy:reminders_stop", args=[stop_token(letter.user)])
    days = letter.days
    context = {
        "days": days,
        "today": today,
        "more": len(letter.cards) - sum(len(cards) for _day, cards, _eve in days),
        "first": days[0][0],
        "count": len(letter.cards),
        "name": letter.user.get_full_name() or letter.user.username,
        "base_url": base,
        "stop_url": stop,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    subject = render_to_string("genealogy/reminders/mail_subject.txt", context)
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string("genealogy/reminders/mail.txt", context),
        to=[letter.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("genealogy/reminders/mail.html", context), "text/html")
    return mail
