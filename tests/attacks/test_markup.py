"""No answer of the site holds an element, a handler or an address that a stored text made.

The browser tests open a choice of these pages for real; here every route is read.
"""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from tests.attacks.house import House
from tests.attacks.planting import columns, plant_everywhere
from tests.attacks.routes import all_routes
from tests.attacks.rows import own_models
from tests.browser.payloads import MARK, PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

_PROGRAM = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data:text/html)", re.IGNORECASE)
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc")
JSON = (
    "application/json",
    "application/problem+json",
    "application/vnd.oai.openapi+json",
    "application/manifest+json",
)
HTML = ("text/html", "application/xhtml", "image/svg", "application/xml", "text/xml")


@pytest.fixture(scope="module")
def planted(house: House, django_db_blocker) -> House:
    """The house with payloads in everything; `house` itself is taken back afterwards."""
    with django_db_blocker.unblock():
        assert plant_everywhere() > 150
    return house


def faults(body: str) -> list[str]:
    """Give what a payload made of a page."""
    page = BeautifulSoup(body, "html.parser")
    found = [str(element)[:120] for element in page.find_all(attrs={MARK: True})]
    for element in page.find_all(True):
        for name, value in element.attrs.items():
            if name.lower().startswith("on") and "tdx" in str(value):
                found.append(f"{element.name} {name}={value}"[:120])
            if name.lower() in _ADDRESSES and _PROGRAM.match(str(value)):
                found.append(f"{element.name} {name}={value}"[:120])
    return found


@pytest.mark.parametrize("payload", ["<img data-tdx src=x>", "<b onclick=tdx(1)>", "<a href=' javascript:tdx(1)'>"])  # fmt: skip  # noqa: E501 three short ones
def test_a_payload_that_works_is_seen(payload):
    assert faults(f"<p>{payload}</p>")


def test_there_are_payloads_enough_and_columns_to_plant():
    assert len(set(PAYLOADS)) >= 60
    assert sum(len(list(columns(model))) for model in own_models()) > 100


@pytest.mark.parametrize("role", [None, "member", "root"])
def test_no_page_is_made_of_what_it_shows(planted: House, enter, role):
    client = enter(role)
    found, read = [], 0
    for route in all_routes():
        # Wagtail breaks there on purpose, to show what a broken page looks like.
        if (route.is_admin and role != "root") or route.text == "admin/failwhale/":
            continue
        for path in route.paths(planted.choices, most=4):
            response = client.get(path)
            kind = response.headers.get("Content-Type", "")
            if response.status_code >= 500:
                found.append(f"{path}: {response.status_code}")
            if response.streaming or not kind.startswith(HTML):
                continue
            read += 1
            found += [f"{path}: {fault}" for fault in faults(response.content.decode())]
    assert not found, "\n".join(found[:60])
    assert read > 20


def test_answers_that_are_no_pages_say_so(planted: House, enter):
    """A browser must not take JSON, a calendar or a file for a page, whatever is in it."""
    client = enter("root")
    for route in all_routes():
        if route.is_admin:
            continue
        for path in route.paths(planted.choices, most=2):
            response = client.get(path)
            kind = response.headers.get("Content-Type", "")
            assert response.headers.get("X-Content-Type-Options") == "nosniff", path
            body = b"" if response.streaming else response.content
            if body.startswith((b"{", b"[")):
                assert kind.startswith(JSON), path
            if body.startswith(b"BEGIN:"):
                assert kind.startswith("text/calendar"), path
