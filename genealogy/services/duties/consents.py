"""Consent of the living to be shown: recorded with its proof, withdrawn with effect at once."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.calendars import gregorian_to_jdn
from genealogy.domain.viewer import ADULT_AGE
from genealogy.enums import ConsentScope, EventType, Visibility
from genealogy.models import Consent, Event, Person
from genealogy.services.duties.hiding import person_mark

#: The text people agree to now. A changed text is a new file under a new version: who agreed to
#: an older one agreed to that.
CONSENT_TEXT_VERSION: Final = "2026-1"
#: From this age on a child's own word is asked for too (Luật 91/2025/QH15, điều 24).
OWN_WORD_AGE: Final = 7

_MARK_OF_SCOPE: Final = {
    ConsentScope.PUBLIC: Visibility.PUBLIC,
    ConsentScope.MEMBERS: Visibility.MEMBERS,
}


def consent_text_template(version: str = CONSENT_TEXT_VERSION) -> str:
    """Give the template that holds a version of the text of consent."""
    return f"genealogy/duties/consent_texts/{version}.html"


def consents_in_force(person: Person) -> QuerySet[Consent]:
    """Give the consents nobody has withdrawn."""
    return Consent.objects.filter(person=person, withdrawn_at__isnull=True)


def has_public_consent(person: Person) -> bool:
    """Say whether somebody, or the representative, lets everybody see the record."""
    if person.pk is None:
        return False
    return consents_in_force(person).filter(scope=ConsentScope.PUBLIC).exists()


@transaction.atomic
def consent_record(consent: Consent, *, by: Any = None) -> Consent:
    """Write a new consent down; what it allows is shown from now on.

    Consent to be public marks the record public. Consent to stand in the book for members marks
    nothing new, but takes an earlier mark of "compilers only" back.

    Args:
        consent: not yet saved, its person saved.
        by: the account that records it.

    Raises:
        ValidationError: the rule of children does not hold, or a field.
    """
    consent.text_version = consent.text_version or CONSENT_TEXT_VERSION
    consent.recorded_by = by
    _check_child(consent)
    consent.full_clean()
    consent.save()
    if consent.scope == ConsentScope.PUBLIC:
        person_mark(consent.person, Visibility.PUBLIC, by=by)
    elif consent.person.visibility == Visibility.EDITORS:
        person_mark(consent.person, Visibility.MEMBERS, by=by)
    return consent


@transaction.atomic
def consent_withdraw(consent: Consent, *, by: Any = None) -> bool:
    """Withdraw a consent; the record is hidden in the same transaction. Say whether that was news.

    Without another consent in force the record is for compilers only; with one for members it is
    shown to members.
    """
    rows = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
    consent.withdrawn_at = timezone.now()
    if not rows.update(withdrawn_at=consent.withdrawn_at):
        consent.refresh_from_db()
        return False
    person_mark(consent.person, _mark_left(consent.person), by=by)
    return True


@transaction.atomic
def consents_withdraw_all(person: Person, *, by: Any = None) -> int:
    """Withdraw whatever somebody ever allowed, and hide the record; give how many there were."""
    count = consents_in_force(person).update(withdrawn_at=timezone.now())
    person_mark(person, Visibility.EDITORS, by=by)
    return count


def _mark_left(person: Person) -> str:
    left = set(consents_in_force(person).values_list("scope", flat=True))
    for scope, mark in _MARK_OF_SCOPE.items():
        if scope in left:
            return mark
    return Visibility.EDITORS


def is_surely_of_age(person: Person, age: int, day: date) -> bool:
    """Say whether the record proves that somebody had this age on a Gregorian day."""
    return person.latest_birth is not None and person.latest_birth <= _years_before(day, age)


def is_surely_under_age(person: Person, age: int, day: date) -> bool:
    """Say whether the dates of birth on record prove that somebody was younger on a day."""
    starts = Event.objects.filter(person=person, type=EventType.BIRTH).values_list(
        "date_start", flat=True
    )
    return bool(starts) and all(
        start is not None and start > _years_before(day, age) for start in starts
    )


def _years_before(day: date, years: int) -> int:
    """Give the Julian day number of the same Gregorian day some years before."""
    number = 28 if (day.month, day.day) == (2, 29) else day.day
    return gregorian_to_jdn(day.year - years, day.month, number)


def _check_child(consent: Consent) -> None:
    """Hold the law's rule of children, on the day of the consent.

    The record must prove sixteen years, else the representative agrees; and unless it proves less
    than seven, the child agrees too. Of whom the record has no date of birth at all the compiler
    who knows the person says by the two marks whether it is a child.
    """
    person, day = consent.person, consent.given_on
    if day is None:
        return
    if day > timezone.localdate():
        raise ValidationError({"given_on": _("Ngày đồng ý không thể ở trong tương lai.")})
    if person.latest_birth is None or is_surely_of_age(person, ADULT_AGE, day):
        return
    if not consent.by_representative:
        raise ValidationError(
            {
                "by_representative": _(
                    "Người này chưa đủ 16 tuổi vào ngày đồng ý. Cha mẹ hoặc người giám hộ phải"
                    " đồng ý thay: hãy ghi tên người ấy và chọn mục này."
                )
            }
        )
    if not consent.child_agrees and not is_surely_under_age(person, OWN_WORD_AGE, day):
        raise ValidationError(
            {
                "child_agrees": _(
                    "Trẻ từ 7 tuổi thì chính trẻ cũng phải đồng ý. Hãy hỏi trẻ rồi chọn mục này,"
                    " hoặc chưa ghi lời đồng ý."
                )
            }
        )
