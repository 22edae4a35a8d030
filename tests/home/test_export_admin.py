"""The static copy in the admin: administrators alone begin it and fetch it."""

from __future__ import annotations

import zipfile

import pytest
from django.urls import reverse

from cms.jobs.models import Job
from home.export.job import KIND, archive_path, archive_write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_an_administrator_begins_one(root_client):
    page = reverse("static_export:index")
    assert "Xuất bản tĩnh" in root_client.get(page).content.decode()
    assert root_client.post(page).status_code == 302
    assert Job.objects.get().kind == KIND


@pytest.mark.parametrize("name", ["static_export:index", "static_export:archive"])
def test_nobody_else_comes_in(editor_client, name):
    assert editor_client.get(reverse(name)).status_code == 302
    assert editor_client.post(reverse(name)).status_code in {302, 405}
    assert not Job.objects.exists()


def test_the_archive_is_there_after_the_first_copy(root_client, var):
    address = reverse("static_export:archive")
    assert root_client.get(address).status_code == 404
    folder = var / "site"
    (folder / "tin-tuc").mkdir(parents=True)
    (folder / "tin-tuc/index.html").write_text("tin")
    archive_write(folder, archive_path())
    first = archive_path().read_bytes()
    archive_write(folder, archive_path())
    assert archive_path().read_bytes() == first
    assert "Bản gần nhất" in root_client.get(reverse("static_export:index")).content.decode()
    assert root_client.get(address)["Content-Disposition"].endswith('"ban-tinh.zip"')
    with zipfile.ZipFile(archive_path()) as packed:
        assert packed.namelist() == ["tin-tuc/index.html"]
