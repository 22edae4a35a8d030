"""With Wagtail's v3 switched on, nobody reads more of anybody's life through it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches, get_resolver

from tests.privacy.asking import tells
from tests.privacy.differential import ask_all, differences, sample
from tests.privacy.facts import FACT
from tests.privacy.hidden_changes import CHANGES
from tests.privacy.matrix import asker, scanner
from tests.privacy.roles import PAGES, ROLES, STRANGER, may_see
from tests.privacy.routes import SOURCES, patterns
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

START = "/api/v3-preview/"
#: Asked for each change in CI.
MOST = 12


@pytest.fixture(scope="module", autouse=True)
def _on():
    with override_settings(ROOT_URLCONF="tests.api.urls_v3"):
        clear_url_caches()
        yield
    clear_url_caches()


def _addresses(world) -> list[str]:
    found = [START + name for name in ("", "openapi.json", "docs/", "whoami/", "snippets/")]
    files = [("images", "image keys"), ("documents", "document keys"), ("pages", "page keys")]
    for name, source in files:
        found += [f"{START}{name}/", f"{START}{name}/?limit=20&offset=0"]
        found += [f"{START}{name}/?search={words}" for words in ("ho", "duong", "goi")]
        found += [f"{START}{name}/{key}/" for key in SOURCES[source](world)]
    found += [
        f"{START}{name}/?limit=20&offset={20 * turn}" for turn in (1, 2) for name in ("images",)
    ]
    return [*found, f"{START}redirects/", f"{START}pages/find/?html_path=/tin-tuc/"]


def test_the_switch_is_what_this_module_tests():
    assert settings.ROOT_URLCONF == "tests.api.urls_v3"
    kept = [one for one in patterns(get_resolver()) if one.startswith("api/v3-preview/")]
    assert len(kept) > 10
    assert not [one for one in kept if "snippet" in one or "genealogy" in one or "site" in one]


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reads_of_anybody(role, world):
    """Whoever asks is a stranger here, so what a stranger may not know is told to none."""
    somebody, eyes = asker(role, world), scanner(world)
    answers = [somebody.get(address) for address in _addresses(world)]
    assert sum(answer.status == 200 for answer in answers) > 10
    for answer in answers:
        assert answer.status < 500, answer.asked
        for state, fact in tells(answer, eyes):
            assert may_see(STRANGER, state, FACT[fact], PAGES), (answer.asked, state, fact)


@pytest.fixture(scope="module")
def before(world):
    """What a stranger is told before anything is changed; in CI from some of the addresses."""
    asked = _addresses(world)
    return ask_all(asked if IS_FULL else sample(asked, MOST))


@pytest.mark.parametrize("kind", CHANGES)
def test_a_stranger_cannot_notice_what_is_hidden(kind, world, before):
    assert differences(before, CHANGES[kind], world) == []
