"""Keys of the API for tests."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from cms.accounts.tokens.services import token_create

PEOPLE = "/api/v2/people/"
PRIVATE = "private, no-store"


def grant(user, *names: str) -> None:
    for name in names:
        app_label, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )


def a_key(owner, *scopes: str, **fields) -> str:
    fields.setdefault("expires_at", timezone.now() + timedelta(days=30))
    return token_create(
        name="Trang ngoài", owner=owner, by=owner, scopes=scopes or ("read:public",), **fields
    )[1]


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def ask(client, key: str, address: str = PEOPLE, **headers: str):
    return client.get(address, headers={**bearer(key), **headers})
