"""Fixtures every floor of the tests shares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import hypothesis
import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache

from cms.core.api.ledger import ledger
from genealogy.domain.viewer import Role, Viewer
from tests.sizes import IS_FULL

pytest_plugins = ["tests.query_counts"]
#: Other projects and other settings than those of the tests: read by processes of their own.
collect_ignore_glob = ["bench/plain_wagtail/*", "bench/*_settings.py", "webhooks/kill_settings.py"]

# A busy machine is slow, and no claim about the code. The same examples come every time, so that
# a red run can be made again; `make trust` draws new ones.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=not IS_FULL,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")

TODAY = date(2026, 11, 23)
#: Tests of doors, forms, pages, files, words and sums, which say nothing of the engine behind
#: them: what they read comes from selectors and services, whose own tests run on both.
SAME_ON_ANY_DATABASE = (
    "accounts/",
    "api/test_anniversaries.py",
    "api/test_charts.py",
    "api/test_contract.py",
    "api/test_docs_examples.py",
    "api/test_fair_use",
    "api/test_relationship.py",
    "api/test_schema_changes.py",
    "api/test_statistics.py",
    "api/test_tokens",
    "api/test_typed_answers.py",
    "api/test_v3.py",
    "api/test_writing.py",
    "api/test_writing_files.py",
    "attacks/",
    "clients/",
    "core/test_events.py",
    "core/test_excerpts.py",
    "core/test_rendering.py",
    "core/test_text.py",
    "council/",
    "genealogy/commands/",
    "genealogy/imports/test_manifest.py",
    "genealogy/selectors/test_anniversar",
    "genealogy/selectors/test_book.py",
    "genealogy/selectors/test_chart_limits.py",
    "genealogy/selectors/test_drawings.py",
    "genealogy/selectors/test_labels.py",
    "genealogy/selectors/test_offices.py",
    "genealogy/selectors/test_relationship_cost.py",
    "genealogy/selectors/test_relationship_dynasty.py",
    "genealogy/selectors/test_relatives.py",
    "genealogy/selectors/test_sensitive.py",
    "genealogy/services/duties/",
    "genealogy/services/test_book.py",
    "genealogy/services/test_calendar_links.py",
    "genealogy/services/test_drawings_pdf.py",
    "genealogy/services/test_feasts.py",
    "genealogy/services/test_members_",
    "genealogy/services/test_prints.py",
    "genealogy/services/test_reminders.py",
    "genealogy/services/test_statistics_keeping.py",
    "genealogy/test_",
    "genealogy/views/",
    "genealogy/viewsets/",
    "home/",
    "media/",
    "news/test_pages.py",
    "preview/",
    "privacy/",
    "programmes/",
    "webhooks/test_addresses.py",
    "webhooks/test_admin.py",
    "webhooks/test_commands.py",
    "webhooks/test_posting.py",
    "webhooks/test_receivers.py",
    "webhooks/test_trees.py",
)
#: Among them those that do.
ENGINE_MATTERS = (
    "test_erasure.py",
    "test_fair_use_bounds.py",
    "test_members_invitations.py",
    "test_search.py",
    "test_search_api.py",
)


def pytest_addoption(parser):
    parser.addoption(
        "--update-query-counts", action="store_true", help="write the baseline of queries anew"
    )


def pytest_itemcollected(item):
    place = item.path.relative_to(Path(__file__).parent).as_posix()
    if place.startswith(SAME_ON_ANY_DATABASE) and item.path.name not in ENGINE_MATTERS:
        item.add_marker(pytest.mark.any_database)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # Their end empties the database, with what migrations put there for everybody else.
    items.sort(key=_emptiness_left)


def _emptiness_left(item) -> int:
    """Give 0 for tests that leave the database as it was, and more the less they leave of it.

    A test that begins by filling the database again (1) must not come after one that leaves it
    with some rows (2): the rows would stand there twice.
    """
    mark = item.get_closest_marker("django_db")
    asks = mark is not None and (mark.kwargs.get("transaction") or mark.args[:1] == (True,))
    if asks and mark.kwargs.get("serialized_rollback"):
        return 1
    return 2 if asks or "transactional_db" in item.fixturenames else 0


@pytest.fixture(autouse=True)
def _no_leftover_cache():
    cache.clear()
    ledger().clear()


@pytest.fixture
def anonymous() -> Viewer:
    return Viewer(Role.ANONYMOUS, TODAY)


@pytest.fixture
def member() -> Viewer:
    return Viewer(Role.MEMBER, TODAY)


@pytest.fixture
def editor() -> Viewer:
    return Viewer(Role.EDITOR, TODAY)


def _account(model, name, *codenames):
    user = model.objects.create_user(username=name, password=f"{name}-password")
    for codename in codenames:
        app_label, permission = codename.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=permission)
        )
    return user


@pytest.fixture
def member_user(db, django_user_model):
    return _account(django_user_model, "member", "genealogy.browse_living")


@pytest.fixture
def editor_user(db, django_user_model):
    return _account(
        django_user_model,
        "editor",
        "wagtailadmin.access_admin",
        "genealogy.view_person",
        "genealogy.add_person",
        "genealogy.change_person",
        "genealogy.browse_living",
    )


@pytest.fixture
def admin_account(db, django_user_model):
    return django_user_model.objects.create_superuser(username="root", password="root-password")


@pytest.fixture
def member_client(client, member_user):
    client.force_login(member_user)
    return client


@pytest.fixture
def editor_client(client, editor_user):
    client.force_login(editor_user)
    return client


@pytest.fixture
def root_client(client, admin_account):
    client.force_login(admin_account)
    return client
