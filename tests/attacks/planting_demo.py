"""Plants the payloads in a copy of the demo: `python -m tests.attacks.planting_demo`.

Prints what the browser needs, as JSON: session keys by role, and the addresses to open.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import django


def main() -> None:
    """Plant, and say where to look."""
    django.setup()
    # Models can be read only now.
    from django.conf import settings

    from cms.accounts.models import User
    from genealogy.models import Clan, Person
    from tests.attacks.planting import plant_everywhere
    from tests.attacks.rows import Rows, own_models

    member = User.objects.get(username="thanhvien")
    clan = Clan.objects.order_by("pk").first()
    person = Person.objects.filter(clan=clan, child_links__isnull=False).distinct()
    person = person.order_by("lineage_path")[1]
    rows = Rows(member, clan, person, person.branch)
    made = {model: rows.of(model) for model in own_models()}
    addresses = {"member": _readers(person), "admin": _admin(person, made)}
    _kinship_words(clan)
    planted = plant_everywhere()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    sessions = {}
    for role, name in (("member", "thanhvien"), ("admin", "quantri")):
        sessions[role] = _session(store, User.objects.get(username=name))
    result = {"sessions": sessions, "addresses": addresses, "planted": planted}
    json.dump(result, sys.stdout)


def _session(store: Any, user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _kinship_words(clan: Any) -> None:
    """Let the clan have words of its own for every kin, so that they are planted too."""
    from genealogy.domain.kinship import OVERRIDABLE_KEYS

    words = {key: {"term": "từ riêng", "address": "tiếng gọi"} for key in OVERRIDABLE_KEYS}
    type(clan).objects.filter(pk=clan.pk).update(
        kinship_overrides=words, level_labels=["chi họ", "phái họ", "nhánh họ", "cành họ"]
    )


def _readers(person: Any) -> list[str]:
    """Give one page of each kind, and the charts of the API."""
    from wagtail.models import Page

    clan, branch = person.clan, person.branch
    other = type(person).objects.filter(clan=clan).order_by("-lineage_path").first()
    tree = f"/gia-pha/{clan.slug}/"
    branch_path = f"{tree}chi/{branch.slug}/" if branch else tree
    kinds: dict[type, Any] = {}
    for page in Page.objects.live().filter(depth__gt=1).specific():
        kinds.setdefault(type(page), page)
    own = f"/gia-pha/nguoi/{person.uuid}/"
    return [
        *(page.get_url() for page in kinds.values()),
        "/gia-pha/",
        tree,
        branch_path,
        own,
        f"{own}con-chau/",
        f"/gia-pha/nguoi/{other.uuid}/",
        f"{tree}ngay-gio/?thang=0",
        f"{tree}lich/",
        f"{tree}so-lieu/",
        f"{branch_path}so-lieu/",
        f"/gia-pha/quan-he/?tu={person.uuid}&den={other.uuid}",
        f"/gia-pha/tim/?clan={clan.slug}",
        "/tim-kiem/?q=tdx",
        "/tai-khoan/",
        "/tai-khoan/thong-bao/",
        "/gia-pha/thanh-vien/",
        "/gia-pha/de-nghi/",
        "/gia-pha/duyet/",
        "/gia-pha/du-lieu-cua-toi/",
        f"/api/v2/clans/{clan.slug}/statistics/chart.svg",
        f"/api/v2/clans/{clan.slug}/statistics/chart.svg?kind=births",
    ]


def _admin(person: Any, made: dict[type, Any]) -> list[str]:
    """Give every list of the admin, and the forms of one row of each model that has them."""
    from tests.attacks.routes import all_routes

    found = []
    for route in all_routes():
        if not route.is_admin or not any(word in route.text for word in _ROOMS):
            continue
        if not route.places:
            found.append(route.path())
        elif [place.name for place in route.places] == ["pk"]:
            row = person if "nguoi/" in route.text or "chuyen/" in route.text else None
            row = row or made.get(route.model)
            if row is None and isinstance(route.model, type):
                row = route.model._default_manager.first()
            if row is not None:
                found.append(route.path(row.pk))
    pages = [row.pk for model, row in made.items() if row is not None and hasattr(row, "url_path")]
    return [
        *found,
        "/admin/",
        *(f"/admin/pages/{pk}/{part}/" for pk in pages[:4] for part in ("edit", "history")),
        *(f"/admin/pages/{pk}/" for pk in pages[:2]),
    ]


#: Rooms of the admin whose words are ours; the rest is Wagtail's and read by `test_markup`.
_ROOMS = (
    "gia-pha/", "snippets/news", "admin/jobs", "reports/", "users/", "images/", "documents/",
    "media/", "settings/", "groups/",
)  # fmt: skip


if __name__ == "__main__":
    main()
