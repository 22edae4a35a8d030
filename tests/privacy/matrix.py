"""The privacy matrix: every route x every role x every fact x every state of life.

A check is one cell of it: this route was asked by this role, and what came back (body, headers,
redirects, files, what was logged) was searched for this fact of the person in this state.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.privacy.asking import Asker, Scanner, tells
from tests.privacy.facts import FACT
from tests.privacy.roles import ADMIN, CONTACTS, PAGES, ROLES, STATES, STRANGER, may_see
from tests.privacy.routes import (
    Row,
    UnknownArgument,
    addresses,
    patterns,
    queries,
    row_of,
    words_of,
)
from tests.sizes import IS_FULL

#: All addresses with all roles; else a sample that fits everybody's test run.
#: Requests that end a session must not end the one of the next request.
_ENDS_SESSION = ("logout/", "tai-khoan/password/", "tai-khoan/may-dang-dung/")
_BREAKS_ON_PURPOSE = {"admin/failwhale/"}
#: Those for whom the pages of the editors are more than a door to the login.
_HEAVY = frozenset(ROLES) - {STRANGER, "member"}


@dataclass(frozen=True)
class Leak:
    """One fact that one answer told one role, which may not know it."""

    role: str
    address: str
    state: str
    fact: str

    def __str__(self) -> str:
        return f"{self.role} reads {self.fact} of «{self.state}» from {self.address}"


@dataclass
class Result:
    """What a walk through the matrix found."""

    checks: int = 0
    requests: int = 0
    leaks: list[Leak] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: defaultdict[str, set] = field(default_factory=lambda: defaultdict(set))

    def add(self, other: Result) -> None:
        """Count another walk in."""
        self.checks += other.checks
        self.requests += other.requests
        self.leaks += other.leaks
        self.broken += other.broken
        for role, cells in other.seen.items():
            self.seen[role] |= cells


def asker(role: str, world: Any) -> Asker:
    """Give somebody who asks in a role."""
    return Asker(role, world.accounts.get(role))


def scanner(world: Any) -> Scanner:
    """Give what knows the canaries of the world."""
    return Scanner(world.subjects.values())


def walk(
    role: str,
    world: Any,
    *,
    routes: Iterable[str] | None = None,
    is_full: bool = IS_FULL,
    states: Iterable[str] = STATES,
) -> Result:
    """Ask the routes in a role and hold every answer against the table of who may see what."""
    result, somebody, eyes = Result(), asker(role, world), scanner(world)
    cells = sum(bool(words) for one in world.subjects.values() for words in one.canaries.values())
    for route in _known(patterns() if routes is None else routes, world):
        row = row_of(route)
        if not is_full and _is_left_out(route, row, role):
            continue
        asked_before = somebody.asked
        for address in _asked(route, row, role, world, is_full=is_full, states=states):
            answer = somebody.get(address)
            if answer.status >= 500 and route not in _BREAKS_ON_PURPOSE:
                result.broken.append(f"{role}: {address} answers {answer.status}")
            for state, fact in sorted(tells(answer, eyes)):
                if may_see(row.acts_as or role, state, FACT[fact], row.door):
                    result.seen[role].add((state, fact))
                else:
                    result.leaks.append(Leak(role, address, state, fact))
            if any(part in address for part in _ENDS_SESSION):
                somebody.sign_in()
        if somebody.asked > asked_before:
            result.checks += cells
    result.requests = somebody.asked
    return result


def _known(routes: Iterable[str], world: Any) -> Iterable[str]:
    """Leave out what the table does not know: one test of its own names it, not one per role."""
    for route in routes:
        try:
            addresses(route, world, most=1)
        except UnknownArgument:
            continue
        yield route


def _is_left_out(route: str, row: Row, role: str) -> bool:
    """Share the slow pages of the editors out, so that each is asked by one role in CI."""
    if row.door == PAGES or role not in _HEAVY:
        return False
    heavy = sorted(_HEAVY)
    return heavy[zlib.crc32(route.encode()) % len(heavy)] != role


def _asked(
    route: str, row: Row, role: str, world: Any, *, is_full: bool, states: Iterable[str]
) -> Iterable[str]:
    plain = addresses(route, world, most=0 if is_full else _most(row, role), salt=role)
    yield from plain
    # Each query about each subject; in CI every query about one of them, another each time.
    subjects = [world.subjects[state] for state in states]
    for number, query in enumerate(queries(route)):
        for subject in subjects if is_full else subjects[number % len(subjects) :][:1]:
            filled = query.format(**words_of(subject, world))
            for address in plain[: 3 if is_full else 1]:
                yield f"{address}?{filled}"


def _most(row: Row, role: str) -> int:
    return 1 if row.door in {ADMIN, CONTACTS} or role in _HEAVY else 2


#: Where a word may be typed to find somebody or something.
SEARCHES = (
    "/gia-pha/tim/?q={}",
    "/gia-pha/quan-he/?tim={}",
    "/tim-kiem/?q={}",
    "/api/v2/people/?search={}",
    "/api/v2/search/?q={}",
    "/api/v2/images/?search={}",
    "/api/v2/documents/?search={}",
    "/api/v2/news/?search={}",
)
ADMIN_SEARCHES = (
    "/admin/gia-pha/chon-nguoi/results/?q={}",
    "/admin/gia-pha/nguoi/results/?q={}",
    "/admin/images/results/?q={}",
    "/admin/documents/results/?q={}",
    "/admin/images/chooser/results/?q={}",
)


def prefixes(world: Any) -> list[str]:
    """Give every beginning of two and three letters of every word of the world."""
    words = {
        word
        for subject in world.subjects.values()
        for found in subject.canaries.values()
        for word in found
        if word.isalpha()
    }
    return sorted({word[:length] for word in words for length in (2, 3)})


def search_all(role: str, world: Any, typed: Iterable[str]) -> Result:
    """Type beginnings of words wherever something can be searched."""
    result, somebody, eyes = Result(), asker(role, world), scanner(world)
    places = [(one, PAGES) for one in SEARCHES]
    if role in _HEAVY:
        places += [(one, ADMIN) for one in ADMIN_SEARCHES]
    for beginning in typed:
        for place, door in places:
            answer = somebody.get(place.format(beginning))
            for state, fact in sorted(tells(answer, eyes)):
                if not may_see(role, state, FACT[fact], door):
                    result.leaks.append(Leak(role, answer.asked, state, fact))
    result.requests = somebody.asked
    result.checks = somebody.asked * len(STATES)
    return result
