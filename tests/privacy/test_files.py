"""Pictures and documents of people: whoever may not know the person finds no trace of the file."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.accounts.roles import EDITORS
from cms.media.models import ClanDocument
from genealogy.models import Event, MediaLink, Person
from genealogy.services.people import person_update
from tests.api.conftest import add_image, headers_of
from tests.genealogy.factories import LivingPersonFactory, PersonFactory, WomanFactory, family
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db

# In ASCII: choosers answer in JSON that spells other letters as codes.
TITLE = "Tep-kin-mat"
PRIVATE = "private, no-store"


@pytest.fixture(autouse=True)
def _media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def add_document(title: str = TITLE) -> ClanDocument:
    document = ClanDocument(title=title)
    document.file.save("so-tay.pdf", ContentFile(b"%PDF-1.4 " + title.encode()))
    document.save()
    return document


def link(image, document, **target) -> None:
    MediaLink.objects.create(image=image, **target)
    MediaLink.objects.create(document=document, **target)


def couple_of(husband: Person, wife_factory):
    return family(husband, wife_factory(clan=husband.clan, sex="f"))


def of_a_person(image, document):
    link(image, document, person=LivingPersonFactory())


def of_the_living_among_the_dead(image, document):
    link(image, document, person=PersonFactory())
    link(image, document, person=LivingPersonFactory())


def of_a_couple(image, document):
    couple = couple_of(LivingPersonFactory(), WomanFactory)
    link(image, document, union=couple)


def of_an_empty_couple(image, document):
    couple = couple_of(PersonFactory(), WomanFactory)
    couple.members.all().delete()
    link(image, document, union=couple)


def of_an_event(image, document):
    event = Event.objects.create(person=LivingPersonFactory(), type="other")
    link(image, document, event=event)


def of_a_wedding(image, document):
    couple = couple_of(PersonFactory(), LivingPersonFactory)
    link(image, document, event=Event.objects.create(union=couple, type="marriage"))


def of_a_sensitive_event(image, document):
    event = Event.objects.create(person=PersonFactory(), type="other", is_sensitive=True)
    link(image, document, event=event)


def of_a_sensitive_link(image, document):
    link(image, document, person=PersonFactory(), is_sensitive=True)


def of_the_marked_dead(image, document):
    link(image, document, person=PersonFactory(visibility="editors"))


def of_nobody_known(image, document):
    """No dates at all: living until proven dead."""
    link(image, document, person=PersonFactory(living_state="unknown"))


#: Hidden from strangers and from members who are no family.
HIDDEN = [
    of_a_person,
    of_the_living_among_the_dead,
    of_a_couple,
    of_an_empty_couple,
    of_an_event,
    of_a_wedding,
    of_a_sensitive_event,
    of_a_sensitive_link,
    of_the_marked_dead,
    of_nobody_known,
]


@pytest.fixture(params=HIDDEN, ids=lambda way: way.__name__)
def hidden(request):
    image, document = add_image(TITLE), add_document()
    request.param(image, document)
    return image, document


def addresses(image, document) -> list[str]:
    return [
        image.file.url,
        image.get_rendition("width-20").url,
        document.url,
        f"/api/v2/images/{image.pk}/",
        f"/api/v2/documents/{document.pk}/",
    ]


def absent(address: str, key: int) -> str:
    """The same address of a file that never was."""
    return address.replace(f"/{key}/", "/999999/").replace("anh", "khong-co")


def outside(response) -> dict[str, str]:
    """Give the headers that speak of the answer, not of its length or the caller's budget."""
    return {name: value for name, value in headers_of(response).items() if name != "Content-Length"}


@pytest.mark.parametrize("reader", ["stranger", "member"])
def test_a_hidden_file_answers_as_one_that_never_was(client, member_user, hidden, reader):
    if reader == "member":
        client.force_login(member_user)
    image, document = hidden
    for address in addresses(image, document):
        key = document.pk if "documents" in address else image.pk
        found, other = client.get(address), client.get(absent(address, key))
        assert found.status_code == other.status_code == 404, address
        assert outside(found) == outside(other), address
        if address.startswith("/api/"):
            assert found.content == other.content
        for header in ("ETag", "Last-Modified"):
            assert header not in found


def test_a_condition_does_not_tell_of_a_hidden_file(client, root_client, hidden):
    image, document = hidden
    for address in addresses(image, document)[:3]:
        known = root_client.get(address)
        assert known.status_code == 200
        assert known["Cache-Control"] == PRIVATE
        root_client.logout()
        for condition in (
            {"if-none-match": known.get("ETag", "*")},
            {"if-none-match": "*"},
            {"if-modified-since": known.get("Last-Modified", "")},
            {"range": "bytes=0-3"},
        ):
            assert client.get(address, headers=condition).status_code == 404
            assert client.head(address, headers=condition).status_code == 404
        root_client.force_login(_root())


def _root():
    from cms.accounts.models import User

    return User.objects.get(username="root")


@pytest.mark.parametrize("query", ["", "?fields=*", f"?search={TITLE}", "?order=title"])
def test_no_list_of_the_api_has_a_hidden_file(client, hidden, query):
    for kind in ("images", "documents"):
        answer = client.get(f"/api/v2/{kind}/{query}")
        assert answer.status_code == 200
        assert TITLE not in answer.content.decode()
        assert answer.json()["meta"]["total_count"] == 0


def admin_addresses(image, document) -> list[str]:
    return [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + f"?q={TITLE}",
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages:preview", args=[image.pk, "width-20"]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + f"?q={TITLE}",
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image.pk}",
        reverse("wagtailimages_chooser:select_format", args=[image.pk]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:index") + f"?q={TITLE}",
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs:document_usage", args=[document.pk]),
        reverse("wagtaildocs:delete", args=[document.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:choose_results") + f"?q={TITLE}",
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={document.pk}",
        "/admin/api/main/images/",
        f"/admin/api/main/images/{image.pk}/",
        "/admin/api/main/documents/",
        f"/admin/api/main/documents/{document.pk}/",
    ]


@pytest.fixture
def newsroom(client, django_user_model):
    """An editor of news, who is a stranger to the gia phả."""
    user = django_user_model.objects.create_user(username="tin", password="tin-password")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


@pytest.mark.parametrize("way", [of_a_person, of_a_wedding, of_a_sensitive_link])
def test_the_library_and_choosers_of_the_newsroom_have_no_hidden_file(newsroom, way):
    image, document = add_image(TITLE), add_document()
    way(image, document)
    for address in admin_addresses(image, document):
        answer = newsroom.get(address)
        # Search boxes and links to the next page repeat what was asked for.
        text = answer.content.decode(errors="replace").replace(f"q={TITLE}", "")
        text = text.replace(f'value="{TITLE}"', "").replace(f"<em>{TITLE}</em>", "")
        text = text.replace(f"“{TITLE}”", "").replace(f'"<em>{TITLE}', "")
        assert TITLE not in text, address
        assert "anh.jpg" not in text, address
        assert b"\xff\xd8\xff" not in answer.content, address


def test_the_library_of_the_newsroom_has_what_anybody_may_see(newsroom):
    image, document = add_image(TITLE), add_document()
    link(image, document, person=PersonFactory())
    for address in admin_addresses(image, document):
        if "delete" in address:
            # Editors of news delete only what they brought themselves.
            continue
        answer = newsroom.get(address)
        assert answer.status_code == 200, address
        shown = b"".join(answer) if answer.streaming else answer.content
        assert TITLE in shown.decode(errors="replace") or b"\xff\xd8\xff" in shown, address


def test_genealogists_see_every_file(editor_client, hidden):
    image, document = hidden
    for address in addresses(image, document)[:3]:
        assert editor_client.get(address).status_code == 200


def cache_control(client, file) -> str | None:
    address = file.url if isinstance(file, ClanDocument) else file.file.url
    answer = client.get(address)
    return answer.get("Cache-Control") if answer.status_code == 200 else None


@pytest.mark.parametrize("add", [add_image, add_document])
def test_what_shows_a_living_person_by_consent_rests_in_no_cache_and_closes_at_once(client, add):
    file = add(TITLE)
    person = LivingPersonFactory(visibility="public")
    kind = "document" if isinstance(file, ClanDocument) else "image"
    MediaLink.objects.create(person=person, **{kind: file})
    assert cache_control(client, file) == PRIVATE
    person_update(person, visibility="editors")
    assert cache_control(client, file) is None
    person_update(person, visibility="public")
    assert cache_control(client, file) == PRIVATE


def test_a_picture_of_the_dead_rests_minutes_and_one_of_nobody_days(client):
    of_the_dead, of_nobody = add_image("a"), add_image("b")
    person = PersonFactory(portrait=of_the_dead)
    assert cache_control(client, of_the_dead) == "public, max-age=300"
    assert cache_control(client, of_nobody) == "public, max-age=604800"
    person_update(person, visibility="members")
    assert cache_control(client, of_the_dead) is None


def test_a_picture_of_the_dead_and_a_consenting_living_person_rests_in_no_cache(client):
    image = add_image(TITLE)
    PersonFactory(portrait=image)
    MediaLink.objects.create(image=image, person=LivingPersonFactory(visibility="public"))
    assert cache_control(client, image) == PRIVATE


def test_a_portrait_of_the_living_is_absent_from_site_map_and_feed(client):
    image = add_image(TITLE)
    LivingPersonFactory(portrait=image)
    for address in ("/sitemap.xml", "/robots.txt", "/"):
        text = client.get(address).content.decode()
        assert TITLE not in text
        assert image.file.name not in text


def test_own_family_sees_the_portrait_and_the_others_do_not(client, member_user):
    from genealogy.models import PersonAccount

    father = LivingPersonFactory()
    child = LivingPersonFactory(clan=father.clan)
    family(father, None, child)
    image = add_image(TITLE)
    Person.objects.filter(pk=father.pk).update(portrait=image)
    client.force_login(member_user)
    assert client.get(image.file.url).status_code == 404
    PersonAccount.objects.create(user=member_user, person=child, state="accepted")
    answer = client.get(image.file.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, PRIVATE)


def test_an_article_in_the_api_does_not_tell_of_a_picture_hidden_meanwhile(client):
    cover, inside = add_image(TITLE), add_image(TITLE)
    person = PersonFactory(portrait=cover)
    MediaLink.objects.create(person=person, image=inside)
    block = {"type": "image", "value": {"image": inside.pk, "alt": "", "caption": "Lễ"}, "id": "a"}
    page = add_news("Tin", cover_image=cover, body=json.dumps([block]))
    addresses = ["/api/v2/news/", "/api/v2/news/?include=body", f"/api/v2/news/{page.pk}/"]
    assert all(TITLE in client.get(address).content.decode() for address in addresses)
    person_update(person, visibility="editors")
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert TITLE not in answer.content.decode(), address
        assert "/media/" not in answer.content.decode(), address
    record = client.get(addresses[2]).json()
    assert record["cover"] is None
    assert record["body"][0]["value"] == {"image": None, "caption": "Lễ"}


def test_a_picture_that_once_showed_somebody_stays_closed_when_the_tie_is_gone(client, editor_user):
    image, document = add_image(TITLE), add_document()
    for file in (image, document):
        type(file).objects.filter(pk=file.pk).update(of_people=True)
    for address in addresses(image, document):
        assert client.get(address).status_code == 404
    client.force_login(editor_user)
    assert client.get(image.file.url).status_code == 200
