"""The house holds: floors, rules, migrations, documented settings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[2]
OUR_APPS = {"accounts", "core", "council", "genealogy", "home", "media", "news", "programmes"}


def test_imports_point_down():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_house_rules_hold():
    done = subprocess.run(
        [sys.executable, "scripts/house_rules.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture
def faults_of():
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from house_rules import faults_of
    finally:
        sys.path.pop(0)
    return faults_of


@pytest.mark.parametrize(
    "planted",
    [
        "people = Person.objects.filter(pk=1)",
        "people = Person.objects.all().visible_to(viewer)",
        "people = Person._base_manager.filter(pk=1)",
        "people = Person._base_manager.visible_to(viewer)",
        "people = Person._default_manager.get(pk=1)",
        "names = list(clan.people.all())",
        "count = self.branch.people.count()",
        "one = row.clan.people.filter(uuid=uuid).first()",
        "names = PersonName.objects.filter(person=person)",
        "events = Event.objects.filter(person=person)",
        "notes = Note._default_manager.all()",
        "links = ParentLink.objects.filter(child=person)",
        "phones = PersonContact.objects.filter(person=person)",
    ],
)
@pytest.mark.parametrize("door", ["genealogy/api/people.py", "genealogy/views/people.py"])
def test_a_planted_read_of_people_past_the_rule_is_caught(faults_of, door, planted):
    assert faults_of(door, f"{planted}\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("genealogy/api/people.py", "people = Person.objects.visible_to(viewer)"),
        ("genealogy/api/people.py", "people = Person._default_manager.visible_to(viewer)"),
        ("genealogy/api/people.py", "events = Event.objects.none()"),
        ("genealogy/selectors/life.py", "events = Event.objects.filter(person=person)"),
        ("genealogy/services/people.py", "people = Person.objects.filter(pk=1)"),
        ("genealogy/domain/checks/run.py", "one = clan.people.get(key)"),
    ],
)
def test_reads_that_keep_the_rule_pass(faults_of, name, line):
    assert faults_of(name, f"{line}\n") == []


def test_other_apps_read_no_facts_of_people_themselves(faults_of):
    assert faults_of("cms/news/selectors.py", "events = Event.objects.filter(person=person)\n")


@pytest.mark.django_db
def test_every_model_change_has_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_of_ours_is_reversible():
    loader = MigrationLoader(connection)
    stuck = [
        f"{app}.{name}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in OUR_APPS and not all(operation.reversible for operation in migration.operations)
    ]
    assert stuck == []


def test_every_environment_variable_is_documented():
    names = set()
    for path in (ROOT / "cms" / "settings").glob("*.py"):
        names |= set(
            re.findall(r"environment\.\w+\(\s*\"([A-Z_0-9]+)\"", path.read_text(encoding="utf-8"))
        )
    document = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in document} == set()


def _settings_start(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import cms.settings.production"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "SITE_URL"),
        ({"SECRET_KEY": "x" * 60, "SITE_URL": "example.org"}, "SITE_URL"),
    ],
)
def test_production_refuses_to_start_and_names_the_variable(environment, named):
    done = _settings_start(**environment)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


def test_production_starts_with_what_it_needs():
    done = _settings_start(SECRET_KEY="x" * 60, SITE_URL="https://example.org")
    assert done.returncode == 0, done.stderr
