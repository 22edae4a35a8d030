"""Videos of other sites are known from their address, and nobody is called."""

from __future__ import annotations

import socket

import pytest
from django.core.exceptions import ValidationError
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedNotFoundException

from cms.media.embeds import validate_video_url, video_from_url

YOUTUBE = "dQw4w9WgXcQ"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a network call was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={YOUTUBE}",
        f"https://www.youtube.com/watch?app=desktop&v={YOUTUBE}&list=PLabcdefghijkl",
        f"http://m.youtube.com/watch?v={YOUTUBE}&feature=share",
        f"https://youtu.be/{YOUTUBE}",
        f"https://youtu.be/{YOUTUBE}?si=abcdef",
        f"https://www.youtube.com/shorts/{YOUTUBE}",
        f"https://youtube.com/live/{YOUTUBE}?feature=shared",
        f"https://www.youtube.com/embed/{YOUTUBE}",
        f"https://www.youtube-nocookie.com/embed/{YOUTUBE}",
        f"  https://www.youtube.com/watch?v={YOUTUBE}  ",
    ],
)
def test_every_way_to_write_a_youtube_video_is_understood(url):
    source = video_from_url(url)
    assert (source.provider, source.id) == ("youtube", YOUTUBE)
    assert source.embed_url == f"https://www.youtube-nocookie.com/embed/{YOUTUBE}"
    assert source.watch_url == f"https://www.youtube.com/watch?v={YOUTUBE}"


def test_the_moment_to_start_at_is_kept():
    assert video_from_url(f"https://youtu.be/{YOUTUBE}?t=1h2m3s").embed_url.endswith("start=3723")
    assert video_from_url(f"https://youtu.be/{YOUTUBE}?t=90").watch_url.endswith("&t=90s")
    assert "start" not in video_from_url(f"https://youtu.be/{YOUTUBE}?t=soon").embed_url


def test_a_playlist_is_understood():
    source = video_from_url("https://www.youtube.com/playlist?list=PL0123456789abcdef")
    assert source.embed_url.endswith("/embed/videoseries?list=PL0123456789abcdef")


@pytest.mark.parametrize(
    ("url", "video_id"),
    [
        ("https://www.facebook.com/watch/?v=1234567890", "1234567890"),
        ("https://www.facebook.com/watch?v=1234567890&ref=sharing", "1234567890"),
        ("https://www.facebook.com/hoduong.page/videos/1234567890/", "1234567890"),
        ("https://m.facebook.com/reel/1234567890", "1234567890"),
        ("https://www.facebook.com/share/v/1AbCdEfGhI/", "1AbCdEfGhI"),
        ("https://fb.watch/abCD12_-x/", "abCD12_-x"),
    ],
)
def test_facebook_videos_are_understood(url, video_id):
    source = video_from_url(url)
    assert (source.provider, source.id) == ("facebook", video_id)
    assert source.embed_url.startswith("https://www.facebook.com/plugins/video.php?")
    assert "&href=https%3A%2F%2F" in source.embed_url


def test_vimeo_and_tiktok_are_understood():
    assert video_from_url("https://vimeo.com/76979871").embed_url == (
        "https://player.vimeo.com/video/76979871?dnt=1"
    )
    assert video_from_url("https://vimeo.com/76979871/ab12cd").embed_url.endswith("&h=ab12cd")
    source = video_from_url("https://www.tiktok.com/@hoduong/video/7300000000000000000")
    assert source.embed_url == "https://www.tiktok.com/embed/v2/7300000000000000000"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "không phải địa chỉ",
        "https://example.org/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@kenh",
        "https://www.youtube.com/watch?v=ngan",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload%3D",
        "javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "https://www.facebook.com/hoduong.page/",
        "https://www.facebook.com/watch/?v=abc",
        "https://vimeo.com/about",
        "http://[",
    ],
)
def test_other_addresses_are_no_video(url):
    assert video_from_url(url) is None


def test_an_unknown_address_is_refused_in_plain_words():
    with pytest.raises(ValidationError) as refused:
        validate_video_url("https://example.org/video.mp4")
    assert "YouTube" in refused.value.messages[0]


@pytest.mark.django_db
def test_wagtail_stores_an_embed_without_the_network_and_for_good():
    embed = get_embed(f"https://youtu.be/{YOUTUBE}")
    assert "youtube-nocookie.com" in embed.html
    assert 'referrerpolicy="strict-origin-when-cross-origin"' in embed.html
    assert embed.cache_until is None
    with pytest.raises(EmbedNotFoundException):
        get_embed("https://example.org/")
