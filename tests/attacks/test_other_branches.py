"""What belongs to another branch or another account is out of reach, by every route and method.

The attackers: a member and a branch editor of one branch, and an editor of the newsroom, who is a
stranger to the tree. They know every id. Nothing may be written, and no word of what is not
theirs may come back.
"""

from __future__ import annotations

import re

import pytest

from genealogy.models import Person, TreeVersion
from tests.attacks.house import House
from tests.attacks.routes import Route, all_routes
from tests.attacks.rows import CANARY, OPEN, own_models
from tests.attacks.watching import HARMLESS
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Addresses tried of each route, and how many questions that makes at least.
MOST, ASKED = (12, 500) if IS_FULL else (3, 150)
RARE_METHODS = ("put", "patch", "delete")
_LONG = {"biography", "introduction", "text"}
_NAME = re.compile(r'name="([\w-]+)"')
REFUSED = {301, 302, 303, 400, 403, 404, 405, 410, 415, 422}
#: The attacker's own business, whoever owns what the address names.
OWN_DOORS = ("admin/account/", "admin/dismissibles/", "tai-khoan/", "admin/editing-sessions/")
OWN_ROUTES = {
    # A member makes a secret address of the calendar for himself.
    "gia-pha/<slug:slug>/lich/",
    # Wagtail serves a page alike by every method.
    r"^((?:[\w\-]+/)*)$",
    # They answer whether there is something to cancel, and with names of tasks and films.
    "admin/pages/workflow/confirm_cancellation/<int:page_id>/",
    "admin/workflows/task_chooser/<int:task_id>/",
    "admin/media/chooser/(?P<media_type>audio|video)/",
}
#: Rooms of the newsroom that its editors work in: they may change everybody's articles there.
NEWSROOM = (
    "admin/pages/", "admin/images/", "admin/documents/", "admin/media/", "admin/snippets/news/",
    "admin/choose", "admin/bulk/", "admin/tag-", "admin/workflows/", "admin/collections/",
    "admin/redirects/", "admin/reports/", "admin/api/", "admin/snippets/choose/",
    "admin/settings/", "admin/xem-truoc/trang/",
)  # fmt: skip


def attacked(house: House, role: str) -> list[tuple[Route, str]]:
    """Give every address that names something, but those that are the attacker's own."""
    doors = OWN_DOORS + (NEWSROOM if role == "newsroom" else ())
    return [
        (route, path)
        for route in all_routes()
        if route.places and not route.text.startswith(doors) and route.text not in OWN_ROUTES
        for path in route.paths(house.choices, most=MOST)
    ]


@pytest.fixture(scope="module")
def everything(house: House, django_db_blocker):
    """A form that fits many services at once: every column of every model, with a true value."""
    values: dict[str, object] = {}
    with django_db_blocker.unblock():
        for model in own_models():
            row = house.rows.of(model)
            if row is not None:
                for field in model._meta.concrete_fields:
                    values[field.name] = field.value_from_object(row)
    chosen = {"action": "accept", "state": "accepted", "items": "1", "item": "1", "confirm": "on"}
    words = {"text": "Lời", "reason": "Lý do", "note": "Lời", "message": "Lời", "next": "/"}
    return {name: str(value) for name, value in {**values, **chosen, **words}.items()}


@pytest.mark.parametrize("role", ["member", "branch_editor", "newsroom"])
def test_nothing_of_another_branch_is_read_or_written(house, enter, writes, everything, role):
    client = enter(role)
    addresses = attacked(house, role)
    before = _state(house)
    writes.taken()
    faults, asked, seen = [], 0, set()
    for route, path in addresses:
        for method, data in _tries(route, everything, is_first=route.text not in seen):
            seen.add(route.text)
            writes.taken()
            response = getattr(client, method)(path, data)
            asked += 1
            faults += [
                f"{method.upper()} {path} ({len(data)} values): {fault}"
                for fault in _faults(method, response, writes.taken())
            ]
    assert not faults, "\n".join(faults)
    assert _state(house) == before
    assert asked > ASKED


def _tries(route: Route, everything: dict, *, is_first: bool) -> list[tuple[str, dict]]:
    """Give the methods and forms to try; every method once a route, the usual ones always."""
    if route.is_admin and "/api/" not in route.text:
        return [("get", {}), ("post", everything)]
    rare = [(method, {}) for method in RARE_METHODS] if is_first else []
    return [("get", {}), *rare, ("post", {}), ("post", everything)]


def _faults(method: str, response, written: list[str]) -> list[str]:
    status = response.status_code
    found = []
    if status >= 500:
        found.append(f"broke with {status}")
    if written:
        found.append(f"wrote {sorted(set(written))}")
    if method != "get" and status not in REFUSED:
        found.append(f"answered {status}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if CANARY.encode() in body:
        found.append("told of what is not theirs")
    return found


def _state(house: House) -> list[object]:
    """Count all rows, and read the versions of the book."""
    counts = [
        (model.__name__, model._default_manager.count())
        for model in own_models()
        if model._meta.db_table not in HARMLESS
    ]
    versions = list(Person.objects.order_by("pk").values_list("pk", "version"))
    return [counts, versions, list(TreeVersion.objects.order_by("pk").values_list())]


def test_the_canary_stands_in_what_is_not_for_everybody(house):
    marked = {
        model.__name__
        for model in own_models()
        if (row := house.rows.of(model)) is not None and CANARY in str(vars(row))
    }
    assert {"Proposal", "ProposalComment", "DataRequest", "Note", "Notice", "ApiToken"} <= marked
    assert not marked & OPEN


@pytest.mark.parametrize("role", ["branch_editor", "newsroom"])
def test_a_form_sent_with_somebody_hidden_does_not_say_who_it_is(house, enter, role):
    """A chooser writes out what was chosen; what was never offered it must not write out."""
    client = enter(role)
    hidden = str(house.hidden_person.pk)
    told, sent = [], 0
    for route in all_routes():
        if not route.is_admin or route.places or not route.text.endswith(("/new/", "/add/")):
            continue
        page = client.get(route.path())
        names = _NAME.findall(page.content.decode()) if page.status_code == 200 else []
        data = {name.replace("__prefix__", "0"): hidden for name in names if name not in _LONG}
        data |= {name: "1" for name in data if name.endswith("TOTAL_FORMS")}
        data |= {name: "0" for name in data if name.endswith("INITIAL_FORMS")}
        sent += bool(names)
        answer = client.post(route.path(), data)
        if answer.status_code >= 500 or CANARY in answer.content.decode():
            told.append(f"{route.path()}: {answer.status_code}")
    assert told == []
    assert sent >= 1
