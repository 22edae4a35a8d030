"""One clan in which every fact of every life state is a canary, built once per module of tests.

`conftest.world` builds it in a transaction and takes all back at the end of the module. Thousands
of requests run against one world; a test that changes it does so in a savepoint (`change`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction

from genealogy.enums import (
    LivingState,
    PrintKind,
    RequestState,
)
from genealogy.models import (
    Branch,
    MemorialReminder,
    Person,
    PersonAccount,
    PrintOrder,
)
from genealogy.services.calendar_links import calendar_link_create
from genealogy.services.derived import rebuild_after
from genealogy.services.reminders import stop_token
from home.models import SiteSettings
from tests.genealogy.factories import ClanFactory
from tests.news.factories import add_author, add_news, add_topic
from tests.privacy.roles import ADMINISTRATOR, RELATIVE, STATES, make_accounts
from tests.privacy.subjects import LIVES, Subject, plain_person, subject_of


@dataclass(frozen=True)
class World:
    """The clan, its subjects by state, who asks, and what routes need for their arguments."""

    clan: Any
    branch: Any
    other_branch: Any
    subjects: dict[str, Subject]
    accounts: dict[str, Any]
    founder: Person
    news: Any
    calendar_secret: str
    calendar_link: Any
    reminder: Any
    stop_token: str
    print_order: Any


def _houses(clan) -> dict[str, Person]:
    """Make the founder, the founders of two branches, and the houses in the first of them."""
    founder = plain_person(clan, "Tổ")
    first, second = (
        plain_person(clan, "Trưởng", parent=founder),
        plain_person(clan, "Thứ", parent=founder),
    )
    young = plain_person(clan, "Ông", parent=first, child_order=80)
    own = plain_person(clan, "Chú", parent=first, child_order=90)
    asker = plain_person(clan, "Hỏi", parent=own, living_state=LivingState.LIVING, birth="1975")
    return {
        "founder": founder, "elders": first, "second": second, "young": young, "own": own,
        "asker": asker,
    }  # fmt: skip


def build() -> World:
    """Build the clan: founder, two branches, a house for the member, one subject per state."""
    clan = ClanFactory(slug="ho-chim", name="Họ Chim")
    with rebuild_after(clan):
        houses = _houses(clan)
        branch = Branch.objects.create(
            clan=clan, slug="chi-mot", name="Chi Một", founder=houses["elders"]
        )
        other = Branch.objects.create(
            clan=clan, slug="chi-hai", name="Chi Hai", founder=houses["second"]
        )
        accounts = make_accounts(clan, branch, other)
        PersonAccount.objects.create(
            user=accounts[RELATIVE], person=houses["asker"], state=RequestState.ACCEPTED
        )
        subjects = {
            state: subject_of(
                clan, branch, state, number, houses[LIVES[state][4]], accounts[ADMINISTRATOR]
            )
            for number, state in enumerate(STATES)
        }
        living = subjects["living adult"].person
        clan.founder, clan.head, branch.head = houses["founder"], living, living
        clan.save()
        branch.save()
    for subject in subjects.values():
        subject.person.refresh_from_db()
        subject.spouse.refresh_from_db()
    news = add_news(
        "Tin của họ",
        people=[houses["founder"], *(subject.person for subject in subjects.values())],
        branches=[branch],
        topics=[add_topic("Thời sự")],
        author=add_author("Ban Thông tin"),
    )
    site = SiteSettings.objects.first()
    site.main_clan = clan
    site.save()
    link, secret = calendar_link_create(user=accounts[RELATIVE], clan=clan)
    reader = accounts[RELATIVE]
    for subject in subjects.values():
        MemorialReminder.objects.create(user=reader, clan=clan, person=subject.person)
    return World(
        clan=clan,
        branch=branch,
        other_branch=other,
        subjects=subjects,
        accounts=accounts,
        founder=houses["founder"],
        news=news,
        calendar_secret=secret,
        calendar_link=link,
        reminder=MemorialReminder.objects.create(user=reader, clan=clan),
        print_order=PrintOrder.objects.create(user=reader, clan=clan, kind=PrintKind.BOOK),
        stop_token=stop_token(reader),
    )


@contextmanager
def change() -> Iterator[None]:
    """Let the world be changed, and take all back at the end."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()
