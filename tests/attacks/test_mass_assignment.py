"""A form takes what it shows and nothing else, whatever more is sent with it.

Every form a member or a branch editor can open is sent back as it stands, with a value for every
column of every model beside it (names from `_meta`, so a new column is sent too). No column that
the form does not show may take the value.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import models, transaction

from tests.attacks.house import House
from tests.attacks.routes import all_routes
from tests.attacks.rows import own_models

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TEXT = "tdx-4711"
NUMBER = 4711
DAY = "1977-07-07"
#: Columns of an account that no form of a reader may ever move.
PROTECTED = (
    "is_superuser", "is_staff", "is_active", "password", "last_login", "date_joined", "username",
)  # fmt: skip
#: Follow from what a form shows, when that is overwritten.
DERIVED = {"Person.full_name", "Person.sort_key", "Person.search_fold", "Person.generation"}
#: Set by the service for everybody alike: a portrait's file is of a person; the reason of a
#: decision is the decider's own, and only one of the two buttons asks for it.
BY_SERVICE = {"ClanImage.of_people", "ClanMember.reason", "PersonAccount.reason"}
#: Written by the house about what was done; they repeat the words of the form.
OF_HISTORY = {"Change", "ChangeSet", "ChangeSubject", "AccessRecord"}
#: Pages that end the session or the test's own account on purpose.
NOT_SENT = ("/tai-khoan/logout/", "/admin/logout/")


def _wanted(house: House, field: models.Field) -> Any:
    """Give what the attacker wants in a column."""
    if field.is_relation:
        row = house.rows.of(field.remote_field.model)
        return str(row.pk) if row is not None else "1"
    if field.choices:
        choices = [value for value, _label in field.flatchoices if value not in {None, ""}]
        default = field.get_default()
        return next((value for value in reversed(choices) if value != default), choices[-1])
    if isinstance(field, models.BooleanField):
        return "" if field.get_default() else "on"
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, (models.IntegerField, models.FloatField, models.DecimalField)):
        return str(NUMBER)
    if isinstance(field, models.UUIDField):
        return "47114711-4711-4711-8711-471147114711"
    if isinstance(field, models.JSONField):
        return f'{{"{TEXT}": 1}}'
    return TEXT


@pytest.fixture
def greedy(house: House) -> dict[str, str]:
    """A value for every column there is, by name; and by the names permissions are sent under."""
    values: dict[str, str] = {}
    for model in own_models():
        for field in model._meta.concrete_fields:
            wanted = _wanted(house, field)
            values.setdefault(field.name, wanted)
            values.setdefault(field.attname, wanted)
    more = {"groups": "1", "user_permissions": "1", "roles": "1", "role": "admin", "pk": "1"}
    return {**values, **more}


def _forms(page: str) -> list[dict[str, Any]]:
    """Read the forms of a page that are sent by POST: action, and the names they show."""
    found = []
    for form in BeautifulSoup(page, "html.parser").find_all("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        fields = {}
        for part in form.find_all(["input", "textarea", "select", "button"]):
            name, kind = part.get("name"), part.get("type", "")
            if not name or kind in {"file", "submit"} or part.name == "button":
                continue
            if kind in {"checkbox", "radio"} and not part.has_attr("checked"):
                fields.setdefault(name, None)
            elif part.name == "select":
                chosen = part.find("option", selected=True)
                fields[name] = chosen.get("value", "") if chosen else ""
            else:
                fields[name] = part.text if part.name == "textarea" else part.get("value", "")
        found.append({"action": form.get("action") or "", "fields": fields})
    return found


def _stored() -> dict[tuple[type, Any], dict[str, Any]]:
    return {
        (model, row["pk"]): row
        for model in own_models()
        for row in model._default_manager.values("pk", *[f.attname for f in _columns(model)])
    }


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]


def _is(value: Any, wanted: Any) -> bool:
    if isinstance(value, bool):
        return value == (wanted == "on")
    if isinstance(value, (date, datetime)):
        return str(value).startswith(DAY)
    if isinstance(value, (int, float, Decimal)):
        return str(value) == wanted
    return TEXT in str(value) if wanted == TEXT else str(value) == str(wanted)


def _taken(before: dict, after: dict, greedy: dict[str, str], shown: set[str]) -> list[str]:
    """Give the columns that took the attacker's value without being shown."""
    found = []
    for (model, pk), row in after.items():
        if model.__name__ in OF_HISTORY:
            continue
        old = before.get((model, pk))
        for field in _columns(model):
            value = row[field.attname]
            if {field.name, field.attname} & shown or not _is_moved(field, old, value):
                continue
            if _is(value, greedy.get(field.name)):
                found.append(f"{model.__name__}.{field.name} = {value!r}")
    return found


def _is_moved(field: models.Field, old: dict | None, value: Any) -> bool:
    """Say whether a sender may have had a hand in a value."""
    if old is not None:
        return old[field.attname] != value
    if field.choices or isinstance(field, models.BooleanField):
        return value != field.get_default()
    # Owners of a new row are the service's; odd values can be the sender's alone.
    return _is_odd(value)


def _is_odd(value: Any) -> bool:
    return any(odd in str(value) for odd in (TEXT, str(NUMBER), DAY))


def _send(client, path: str, form: dict[str, Any], greedy: dict[str, str], *, overwrite: bool):
    own = {name: value for name, value in form["fields"].items() if value is not None}
    # Once as the form stands, and once with every empty field filled by the same values.
    extra = {name: value for name, value in greedy.items() if name not in form["fields"]}
    filled = {name: greedy.get(name, TEXT) for name, value in own.items() if not value}
    target = form["action"] or path
    return client.post(target, {**extra, **own, **(filled if overwrite else {})})


@pytest.mark.parametrize("role", ["member", "branch_editor"])
def test_no_form_takes_what_it_does_not_show(house: House, enter, greedy, role):
    client = enter(role)
    opened, faults = 0, []
    for path in _addresses(house, role):
        page = client.get(path)
        if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
            continue
        for form in _forms(page.content.decode()):
            target = form["action"] or path
            if target.startswith(NOT_SENT) or not target.startswith("/"):
                continue
            opened += 1
            for overwrite in (False, True):
                faults += _attack(client, path, form, greedy, overwrite=overwrite)
    assert not faults, "\n".join(faults)
    assert opened >= 2


def _attack(client, path: str, form: dict, greedy: dict, *, overwrite: bool) -> list[str]:
    """Send one form and take back what it did."""
    shown = {name.rpartition("-")[2] for name in form["fields"]}
    before = _stored()
    point = transaction.savepoint()
    answer = _send(client, path, form, greedy, overwrite=overwrite)
    taken = _taken(before, _stored(), greedy, shown)
    transaction.savepoint_rollback(point)
    known = BY_SERVICE | (DERIVED if overwrite else set())
    taken = [fault for fault in taken if fault.partition(" =")[0] not in known]
    broken = [f"{answer.status_code}"] if answer.status_code >= 500 else []
    return [f"{form['action'] or path}: {fault}" for fault in [*taken, *broken]]


def _addresses(house: House, role: str) -> list[str]:
    """Give the pages that may hold forms: of one's own rows, not those of others."""
    found = []
    for route in all_routes():
        if route.text.startswith("api/") or (route.is_admin and role == "member"):
            continue
        if route.is_admin and "gia-pha/" not in route.text and "account" not in route.text:
            continue
        if not route.places:
            found.append(route.path())
        elif [place.is_uuid for place in route.places] == [True]:
            found.append(route.path(house.own_person.uuid))
        elif [place.name for place in route.places] == ["pk"] and "nguoi/" in route.text:
            found.append(route.path(house.own_person.pk))
        elif "slug" in route.places[0].kind and len(route.places) == 1:
            found.append(route.path(house.clan.slug))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("role", ["member", "branch_editor", "newsroom", "reviewer"])
def test_no_account_makes_itself_more_than_it_is(house: House, enter, greedy, role):
    """The form of one's own account, with rights among its values."""
    account = house.accounts[role]
    model = type(account)
    before = model.objects.filter(pk=account.pk).values(*PROTECTED).get()
    groups = sorted(account.groups.values_list("pk", flat=True))
    client = enter(role)
    rights = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    addresses = ["/admin/account/", *(p for p in _addresses(house, "member") if "tai-khoan" in p)]
    for path in addresses:
        if path.startswith(NOT_SENT) or "password" in path:
            continue
        client.post(path, {**greedy, **rights, "username": "moi", "email": "moi@example.org"})
        for prefix in ("name_email-", "theme-", "notifications-"):
            client.post(path, {f"{prefix}{name}": value for name, value in rights.items()})
    after = model.objects.filter(pk=account.pk).values(*PROTECTED).get()
    before.pop("last_login"), after.pop("last_login")
    assert after == before
    assert sorted(account.groups.values_list("pk", flat=True)) == groups
    assert not account.user_permissions.exists()


def test_the_api_takes_no_write_from_a_session(house: House, enter, greedy, writes):
    client = enter("root", enforce_csrf_checks=True)
    writes.taken()
    for route in all_routes():
        if route.text.startswith("api/"):
            for path in route.paths(house.choices, most=2):
                for method in ("post", "put", "patch", "delete"):
                    answer = getattr(client, method)(path, greedy, content_type="application/json")
                    assert answer.status_code in {403, 404, 405, 415}, (method, path)
    assert writes.taken() == []


def test_the_judge_of_this_module_sees_a_column_that_was_taken(house: House, greedy):
    before = _stored()
    type(house.own_person).objects.filter(pk=house.own_person.pk).update(
        surname=TEXT, visibility=greedy["visibility"], rank_override=NUMBER
    )
    taken = " ".join(_taken(before, _stored(), greedy, {"surname"}))
    assert "Person.visibility" in taken
    assert "Person.rank_override" in taken
    assert "surname" not in taken
