"""Series and episodes: one video each, and lists that stay cheap."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.media.models import ClanMedia
from cms.programmes.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from cms.programmes.selectors import published_episodes, published_programmes
from genealogy.public import mentions_of_person
from tests.genealogy.factories import PersonFactory
from tests.programmes.factories import YOUTUBE, add_episode, add_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    file = ContentFile(b"x", name="tap.mp4")
    return ClanMedia.objects.create(title="Tập", type="video", duration=65, file=file)


def test_episodes_stand_only_in_series():
    assert EpisodePage.allowed_parent_page_models() == [ProgrammePage]
    assert ProgrammePage.allowed_parent_page_models() == [ProgrammeIndexPage]
    assert ProgrammeIndexPage.max_count == 1


@pytest.mark.parametrize(
    ("url", "has_file", "field"),
    [
        ("", False, "video_url"),
        (YOUTUBE, True, "video_file"),
        ("https://example.org/video.mp4", False, "video_url"),
    ],
)
def test_an_episode_has_exactly_one_video_we_can_play(recording, url, has_file, field):
    page = EpisodePage(title="Tập", slug="tap", video_url=url)
    page.video_file = recording if has_file else None
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == [field]


def test_a_youtube_episode_plays_without_cookies(client):
    page = add_episode(add_programme())
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    video = answer.context_data["video"]
    assert video["kind"] == "youtube"
    assert video["embed_url"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert video["watch_url"] in answer.content.decode()


def test_an_uploaded_episode_plays_from_here_and_knows_its_length(client, recording):
    page = add_episode(add_programme(), video_file=recording)
    video = client.get(page.get_url()).context_data["video"]
    assert (video["kind"], video["mime"]) == ("file", "video/mp4")
    assert video["src"] == recording.file.url
    assert (page.duration, page.duration_label) == (65, "1:05")


@pytest.mark.parametrize(
    ("seconds", "label"), [(None, ""), (59, "0:59"), (1080, "18:00"), (3723, "1:02:03")]
)
def test_the_running_time_reads_as_a_clock(seconds, label):
    assert EpisodePage(duration_seconds=seconds).duration_label == label


def test_siblings_are_the_other_public_episodes_of_the_series(client):
    programme = add_programme()
    page = add_episode(programme, "Tập 1")
    add_episode(programme, "Tập 2")
    add_episode(programme, "Tập nháp", publish=False)
    add_episode(add_programme("Chương trình khác"), "Tập lạ")
    siblings = client.get(page.get_url()).context_data["siblings"]
    assert [sibling.title for sibling in siblings] == ["Tập 2"]


def test_series_count_their_public_episodes():
    programme = add_programme()
    add_episode(programme, "Tập 1")
    add_episode(programme, "Tập nháp", publish=False)
    add_programme("Chương trình trống")
    counts = {page.title: page.episode_count for page in published_programmes()}
    assert counts == {"Chuyện họ mình": 1, "Chương trình trống": 0}


def test_index_and_series_pages_show_their_episodes(client):
    programme = add_programme()
    add_episode(programme, "Tập một")
    assert "Tập một" in client.get(programme.get_url()).content.decode()
    index = client.get(ProgrammeIndexPage.objects.get().get_url()).content.decode()
    assert "Chuyện họ mình" in index
    assert "Tập một" in index


def test_a_list_of_episodes_costs_the_same_at_any_size():
    programme = add_programme()
    for number in range(8):
        add_episode(programme, f"Tập {number}")

    def cost(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            for page in published_episodes()[:count]:
                assert (page.get_url(), page.duration_label, page.poster) is not None
                assert list(page.topics.all()) == []
        return len(queries)

    cost(1)
    assert cost(2) == cost(8)


def test_an_episode_is_mentioned_at_the_person_it_shows(anonymous):
    person = PersonFactory()
    programme = add_programme()
    page = EpisodePage(title="Về cụ tổ", slug="ve-cu-to", video_url=YOUTUBE, live=False)
    page.person_links.create(person=person)
    programme.add_child(instance=page)
    page.save_revision().publish()
    [mention] = mentions_of_person(person.pk, anonymous)
    assert (mention.kind, mention.title) == ("episode", "Về cụ tổ")


def form_of_an_episode(**fields):
    return nested_form_data(
        {
            "title": "Tập mới",
            "slug": "tap-moi",
            "lead": "",
            "video_url": "",
            "video_file": "",
            "duration_seconds": "",
            "poster": "",
            "poster_alt": "",
            "transcript": rich_text("<p>Lời</p>"),
            "display_date": "2026-11-23 08:00",
            "person_links": inline_formset([]),
            "branch_links": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_a_draft_may_wait_for_its_video_but_not_a_published_episode(root_client):
    programme = add_programme()
    url = reverse("wagtailadmin_pages:add", args=["programmes", "episodepage", programme.pk])
    draft = root_client.post(url, form_of_an_episode())
    assert draft.status_code == 302, draft.context_data["form"].errors
    page = EpisodePage.objects.get(title="Tập mới")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = root_client.post(edit, {**form_of_an_episode(), "action-publish": "1"})
    assert refused.status_code == 200
    assert "video_url" in refused.context_data["form"].errors
    page.refresh_from_db()
    assert not page.live
