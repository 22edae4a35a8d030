"""An editor's picture of himself is stored as the picture alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.media.pictures import CANARY, bomb, exif, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(root_client, admin_account):
    """POST the account page as a browser does, with this picture."""

    def _send(data: bytes, name: str):
        fields = {
            "name_email-first_name": "Quản",
            "name_email-last_name": "Trị",
            "name_email-email": "quan-tri@example.com",
            "avatar-avatar": upload(data, name),
            "notifications-submitted_notifications": "on",
            "locale-preferred_language": "vi",
            "locale-current_time_zone": "Asia/Ho_Chi_Minh",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        }
        return root_client.post(reverse("wagtailadmin_account"), fields)

    return _send


@pytest.mark.parametrize("size", [(90, 60), (900, 600)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_an_avatar_is_stored_without_its_place(send, storage_bytes, kind, size):
    answer = send(picture(kind, size=size, exif=exif()), f"toi.{kind.lower()}")
    assert answer.status_code == 302
    stored = storage_bytes()
    assert len(stored) == 1
    assert CANARY not in stored[0]


@pytest.mark.parametrize(
    ("data", "name"), [(b"khong", "a.jpg"), (bomb(11_000), "a.png"), (picture()[:400], "a.jpg")]
)
def test_a_bad_avatar_is_refused(send, storage_bytes, data, name):
    assert send(data, name).status_code == 200
    assert storage_bytes() == []
