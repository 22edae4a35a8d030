from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.media.models import ClanImage
from tests.api.token_keys import grant
from tests.media.pictures import picture, upload


@pytest.fixture
def counted(client):
    """GET an address once to warm what lives for the process, then count a second request."""

    def _counted(address: str):
        first = client.get(address)
        assert first.status_code == 200, first.content
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        return answer.json(), len(queries), [query["sql"] for query in queries]

    return _counted


def add_image(title: str) -> ClanImage:
    image = ClanImage(title=title, width=64, height=48)
    image.file.save("anh.jpg", upload(picture()))
    image.save()
    return image


@pytest.fixture
def staff(django_user_model):
    """Somebody who may enter the admin and know living people."""
    user = django_user_model.objects.create_user(username="chu-khoa", password="chu-khoa-password")
    grant(user, "wagtailadmin.access_admin", "genealogy.browse_living")
    return user


def headers_of(answer) -> dict[str, str]:
    """Give the headers that speak of the answer, without what is left of the caller's budget."""
    return {name: text for name, text in answer.headers.items() if "ratelimit" not in name.lower()}
