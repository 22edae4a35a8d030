"""A video as pages and the API show it, whether it stands here or on another site."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest

from cms.core.addresses import absolute_url
from cms.media.embeds import video_from_url
from cms.media.models import ClanMedia

#: Types of the recordings we take; `mimetypes` depends on the machine.
MIME_TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
}


def media_mime(media: ClanMedia) -> str:
    """Return the MIME type of an uploaded recording, from its extension."""
    suffix = PurePosixPath(media.file.name).suffix.lower()
    return MIME_TYPES.get(suffix, "application/octet-stream")


def video_facts(
    *,
    url: str = "",
    media: ClanMedia | None = None,
    poster: Any = None,
    request: HttpRequest | None = None,
) -> dict[str, Any] | None:
    """Return what a player needs, or None when there is no video.

    Keys: kind ("youtube", "facebook", "vimeo", "tiktok" or "file"), provider (name to show),
    embed_url and watch_url (videos of other sites), src and mime (uploaded ones), width and height
    in pixels, duration in seconds (each None when unknown), poster (image or None). With a request
    `src` carries scheme and host; without one it is site-relative.
    """
    if media is not None:
        src = absolute_url(media.file.url, request) if request else media.file.url
        return {
            "kind": "file",
            "provider": "",
            "embed_url": None,
            "watch_url": None,
            "src": src,
            "mime": media_mime(media),
            "width": media.width,
            "height": media.height,
            "duration": media.duration or None,
            "poster": poster,
        }
    source = video_from_url(url) if url else None
    if source is None:
        return None
    return {
        "kind": source.provider,
        "provider": source.provider_name,
        "embed_url": source.embed_url,
        "watch_url": source.watch_url,
        "src": None,
        "mime": None,
        "width": None,
        "height": None,
        "duration": None,
        "poster": poster,
    }
