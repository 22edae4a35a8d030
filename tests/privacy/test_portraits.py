from __future__ import annotations

import pytest

from genealogy.models import MediaLink
from tests.api.conftest import add_image
from tests.genealogy.factories import LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def portraits():
    living, dead = add_image("Chân dung một"), add_image("Chân dung hai")
    LivingPersonFactory(portrait=living)
    PersonFactory(portrait=dead)
    return {"living": living, "dead": dead}


def test_a_portrait_of_the_living_is_no_file_for_strangers_and_members(
    client, member_user, portraits
):
    def status(image):
        return client.get(image.file.url).status_code

    assert status(portraits["living"]) == 404
    assert status(portraits["dead"]) == 200
    client.force_login(member_user)
    assert status(portraits["living"]) == 404


def test_a_portrait_of_the_living_is_open_to_editors(editor_client, portraits):
    assert editor_client.get(portraits["living"].file.url).status_code == 200


def test_the_api_lists_no_portrait_of_the_living(client, portraits):
    listed = {item["id"] for item in client.get("/api/v2/images/").json()["items"]}
    assert portraits["dead"].pk in listed
    assert portraits["living"].pk not in listed
    assert client.get(f"/api/v2/images/{portraits['living'].pk}/").status_code == 404


def test_a_picture_that_shows_one_living_person_is_hidden_whoever_else_it_shows(client):
    picture = add_image("Cả nhà")
    MediaLink.objects.create(person=PersonFactory(), image=picture)
    assert client.get(picture.file.url).status_code == 200
    MediaLink.objects.create(person=LivingPersonFactory(), image=picture)
    assert client.get(picture.file.url).status_code == 404


def test_a_page_leaves_out_a_portrait_that_shows_somebody_closed_too(client):
    picture = add_image("Hai anh em")
    person = PersonFactory(portrait=picture)
    stem = picture.filename.rpartition(".")[0]
    page = f"/gia-pha/nguoi/{person.uuid}/"
    assert stem in client.get(page).content.decode()
    MediaLink.objects.create(person=LivingPersonFactory(), image=picture)
    assert stem not in client.get(page).content.decode()
