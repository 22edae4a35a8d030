"""Videos of other sites, known from their address alone: nobody is called, ever.

Wagtail's own finder asks the provider at each save and at the first showing, so an article could
not be saved while YouTube is out of reach, and a stored video could vanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import ParseResult, parse_qs, quote, urlparse

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder

PROVIDER_NAMES = {
    "youtube": "YouTube",
    "facebook": "Facebook",
    "vimeo": "Vimeo",
    "tiktok": "TikTok",
}

_YOUTUBE_HOSTS = {"youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"}
_FACEBOOK_HOSTS = {"facebook.com", "web.facebook.com", "fb.com", "fb.watch"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_LIST = re.compile(r"[A-Za-z0-9_-]{10,64}")
_YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|v)/([A-Za-z0-9_-]{11})/?")
_FACEBOOK_PATH = re.compile(r"/(?:reel|[^/]+/videos(?:/[^/]+)?|share/[vr])/([A-Za-z0-9]+)/?")
_FB_WATCH_PATH = re.compile(r"/([A-Za-z0-9_-]{4,40})/?")
_VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[^/]+/|showcase/\d+/video/)?(\d+)(?:/([0-9a-f]+))?/?"
)
_TIKTOK_PATH = re.compile(r"/(?:@[^/]+/video|embed/v2|embed|v)/(\d{8,25})(?:\.html)?/?")
_START = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


@dataclass(frozen=True)
class VideoSource:
    """A video on another site.

    Args:
        provider: "youtube", "facebook", "vimeo" or "tiktok".
        id: the provider's own name of the video; of a YouTube playlist its list id.
        embed_url: what an iframe loads after the reader's click.
        watch_url: the video's page on the provider's site.
    """

    provider: str
    id: str
    embed_url: str
    watch_url: str

    @property
    def provider_name(self) -> str:
        """Return the provider's name as people write it."""
        return PROVIDER_NAMES[self.provider]


def video_from_url(url: str) -> VideoSource | None:
    """Return the video that an address of YouTube, Facebook, Vimeo or TikTok shows, else None.

    >>> video_from_url("https://youtu.be/dQw4w9WgXcQ?t=1m5s").embed_url
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=65'
    >>> video_from_url("https://example.org/video.mp4") is None
    True
    """
    try:
        parts = urlparse(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    host = re.sub(r"^(?:www|m|mobile)\.", "", host)
    if host in _YOUTUBE_HOSTS:
        return _youtube(parts, host)
    if host in _FACEBOOK_HOSTS:
        return _facebook(parts, host)
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _vimeo(parts)
    if host == "tiktok.com":
        return _tiktok(parts)
    return None


def validate_video_url(url: str) -> None:
    """Refuse an address that shows no video we know how to play.

    Raises:
        ValidationError: with code `unknown_video`, saying which addresses are understood.
    """
    if url and video_from_url(url) is None:
        raise ValidationError(
            _(
                "Chưa nhận ra video từ địa chỉ này. Hãy dán địa chỉ của một video trên YouTube,"
                " Facebook, Vimeo hoặc TikTok, ví dụ https://www.youtube.com/watch?v=…"
            ),
            code="unknown_video",
        )


def _first(parts: ParseResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _start_seconds(text: str) -> int:
    """Return the seconds of "90", "90s" or "1h2m3s"; 0 for anything else."""
    match = _START.fullmatch(text)
    if not text or match is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _youtube(parts: ParseResult, host: str) -> VideoSource | None:
    if host == "youtu.be":
        video_id = parts.path.strip("/")
    elif parts.path.rstrip("/") == "/watch":
        video_id = _first(parts, "v")
    elif match := _YOUTUBE_PATH.fullmatch(parts.path):
        video_id = match[1]
    else:
        video_id = ""
    playlist = _first(parts, "list")
    if _YOUTUBE_ID.fullmatch(video_id) and video_id != "videoseries":
        start = _start_seconds(_first(parts, "t") or _first(parts, "start"))
        embed = f"https://www.youtube-nocookie.com/embed/{video_id}"
        watch = f"https://www.youtube.com/watch?v={video_id}"
        return VideoSource(
            "youtube",
            video_id,
            f"{embed}?start={start}" if start else embed,
            f"{watch}&t={start}s" if start else watch,
        )
    if _YOUTUBE_LIST.fullmatch(playlist) and parts.path.rstrip("/") in {
        "/playlist",
        "/embed/videoseries",
    }:
        return VideoSource(
            "youtube",
            playlist,
            f"https://www.youtube-nocookie.com/embed/videoseries?list={playlist}",
            f"https://www.youtube.com/playlist?list={playlist}",
        )
    return None


def _facebook(parts: ParseResult, host: str) -> VideoSource | None:
    video_id, watch_url = "", ""
    if host == "fb.watch":
        if match := _FB_WATCH_PATH.fullmatch(parts.path):
            video_id, watch_url = match[1], f"https://fb.watch/{match[1]}/"
    elif parts.path.rstrip("/") in {"/watch", "/watch/live", "/video.php"}:
        video_id = _first(parts, "v")
        if not video_id.isdigit():
            return None
        watch_url = f"https://www.facebook.com/watch/?v={video_id}"
    elif match := _FACEBOOK_PATH.fullmatch(parts.path):
        video_id, watch_url = match[1], f"https://www.facebook.com{quote(parts.path, safe='/@')}"
    if not video_id:
        return None
    # The address of the player page is the whole key: Facebook's own data would need a token.
    player = "https://www.facebook.com/plugins/video.php?show_text=false&href="
    return VideoSource("facebook", video_id, player + quote(watch_url, safe=""), watch_url)


def _vimeo(parts: ParseResult) -> VideoSource | None:
    match = _VIMEO_PATH.fullmatch(parts.path)
    if match is None:
        return None
    video_id, private = match[1], match[2] or _first(parts, "h")
    private = private if re.fullmatch(r"[0-9a-f]+", private) else ""
    return VideoSource(
        "vimeo",
        video_id,
        f"https://player.vimeo.com/video/{video_id}?dnt=1{f'&h={private}' if private else ''}",
        f"https://vimeo.com/{video_id}{f'/{private}' if private else ''}",
    )


def _tiktok(parts: ParseResult) -> VideoSource | None:
    match = _TIKTOK_PATH.fullmatch(parts.path)
    if match is None:
        return None
    watch_url = f"https://www.tiktok.com/@/video/{match[1]}"
    if "/@" in parts.path:
        watch_url = f"https://www.tiktok.com{quote(parts.path, safe='/@')}"
    return VideoSource("tiktok", match[1], f"https://www.tiktok.com/embed/v2/{match[1]}", watch_url)


class OfflineEmbedFinder(EmbedFinder):
    """Wagtail's door to `video_from_url`: deterministic, without network, never expiring."""

    def accept(self, url: str) -> bool:
        """Take every address, so that no other finder is asked."""
        return True

    def find_embed(
        self, url: str, max_width: int | None = None, max_height: int | None = None
    ) -> dict[str, Any]:
        """Return what Wagtail stores for a video.

        Raises:
            EmbedNotFoundException: the address shows no video we know.
        """
        source = video_from_url(url)
        if source is None:
            raise EmbedNotFoundException(url)
        title = _("Video trên %(provider)s") % {"provider": source.provider_name}
        return {
            "title": title,
            "author_name": "",
            "provider_name": source.provider_name,
            "type": "video",
            "thumbnail_url": "",
            "width": 1280,
            "height": 720,
            "html": format_html(
                '<iframe src="{}" title="{}" width="1280" height="720" loading="lazy"'
                ' referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>',
                source.embed_url,
                title,
            ),
        }
