"""Somebody who writes through the API, for tests."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import Group

from cms.accounts.roles import EDITORS
from tests.api.token_keys import a_key, bearer

NEWS = "/api/v2/news/"
EPISODES = "/api/v2/episodes/"
JSON = "application/json"


def an_editor(model: Any, name: str = "viet-tin") -> Any:
    user = model.objects.create_user(username=name, password=f"{name}-password")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


class Program:
    """A program with a key: sends JSON or a form, with an `Idempotency-Key` when given one."""

    def __init__(self, client: Any, owner: Any, *scopes: str) -> None:
        self.client, self.owner = client, owner
        self.key = a_key(owner, *scopes)

    def send(self, method: str, address: str, words: Any, key: str = "", **headers: str) -> Any:
        told = {**bearer(self.key), **headers, **({"idempotency-key": key} if key else {})}
        send = getattr(self.client, method)
        return send(address, json.dumps(words), content_type=JSON, headers=told)

    def post(self, address: str, words: Any, key: str = "", **headers: str) -> Any:
        return self.send("post", address, words, key, **headers)

    def patch(self, address: str, words: Any, key: str = "", **headers: str) -> Any:
        return self.send("patch", address, words, key, **headers)

    def get(self, address: str) -> Any:
        return self.client.get(address, headers=bearer(self.key))

    def upload(self, address: str, words: dict[str, Any], key: str = "") -> Any:
        told = {**bearer(self.key), **({"idempotency-key": key} if key else {})}
        return self.client.post(address, words, headers=told)
