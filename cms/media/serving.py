"""The door to uploaded files under `/media/`: by range, with leave, and never as a page.

Deny first: a file is served when a row of the picture or recording library names it and nothing
keeps it private. Documents have a door of their own (`/documents/`), which checks as well.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from wagtail.models import Collection

from cms.media.guards import is_visible, shelf_life
from cms.media.models import ClanImage, ClanMedia, ClanRendition
from cms.media.video import MIME_TYPES

#: Types a browser may show in place; all else is downloaded.
INLINE_TYPES = {
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    *MIME_TYPES.values(),
}
_CHUNK = 256 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PUBLIC_SECONDS = 7 * 24 * 3600


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one uploaded file, whole or the part the reader asked for.

    A file that is absent, private or no file answers alike: 404.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    full_path = _path_on_disk(path)
    seconds = _leave_to_see(request, path)
    stat = full_path.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    modified = int(stat.st_mtime)
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=modified
    )
    if response is None:
        response = _answer(request, full_path, stat.st_size, etag, modified)
    return _with_headers(response, path, etag=etag, modified=modified, seconds=seconds)


def _path_on_disk(path: str) -> Path:
    """Return where the file stands.

    Raises:
        Http404: outside the media folder, not there, or not a plain file.
    """
    if "\0" in path or "\\" in path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise Http404
    try:
        full_path = Path(default_storage.path(path))
    except (SuspiciousFileOperation, NotImplementedError, ValueError) as error:
        raise Http404 from error
    if not full_path.is_file() or full_path.is_symlink():
        raise Http404
    return full_path


def _leave_to_see(request: HttpRequest, path: str) -> int:
    """Return for how long caches may keep the file, in seconds, once this reader may have it.

    Raises:
        Http404: no row names the file, or the reader may not see it.
    """
    top = PurePosixPath(path).parts[0]
    if top == "avatar_images":
        # Editors' own portraits: the admin shows them, nobody else needs them.
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return 0
    collection, image = _owner_of(path, top)
    if collection is None:
        raise Http404
    restrictions = collection.get_view_restrictions().all()
    if any(not restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    if image is not None and not is_visible(image, request):
        raise Http404
    if restrictions:
        return 0
    return shelf_life(image, _PUBLIC_SECONDS) if image is not None else _PUBLIC_SECONDS


def _owner_of(path: str, top: str) -> tuple[Collection | None, ClanImage | None]:
    if top == "images":
        rendition = (
            ClanRendition.objects.filter(file=path).select_related("image__collection").first()
        )
        return (rendition.image.collection, rendition.image) if rendition else (None, None)
    if top == "original_images":
        image = ClanImage.objects.filter(file=path).select_related("collection").first()
        return (image.collection, image) if image else (None, None)
    if top == "media":
        media = ClanMedia.objects.filter(file=path).select_related("collection").first()
        return (media.collection if media else None), None
    return None, None


def _answer(
    request: HttpRequest, full_path: Path, size: int, etag: str, modified: int
) -> HttpResponseBase:
    wanted = request.headers.get("Range", "")
    if not wanted or not _range_still_valid(request, etag, modified):
        return FileResponse(full_path.open("rb"))
    part = _byte_range(wanted, size)
    if part is None:
        return FileResponse(full_path.open("rb"))
    first, last = part
    if first >= size or first > last:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    file = full_path.open("rb")
    file.seek(first)
    length = last - first + 1
    partial = StreamingHttpResponse(_chunks(file, length), status=206)
    partial["Content-Length"] = str(length)
    partial["Content-Range"] = f"bytes {first}-{last}/{size}"
    return partial


def _range_still_valid(request: HttpRequest, etag: str, modified: int) -> bool:
    """Say whether `If-Range`, when given, still names this version of the file."""
    condition = request.headers.get("If-Range", "").strip()
    return not condition or condition in {etag, http_date(modified)}


def _byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return (first, last) of the one range asked for; None when the header is to be ignored.

    Several ranges at once are ignored, as RFC 9110 allows: players do not ask for them, and
    answering them is a known way to tire a server. `first` beyond the file means "not to be had".
    """
    match = _ONE_RANGE.fullmatch(header.strip().replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if len(first) > 18 or len(last) > 18:
        return size, size
    if not first:
        length = int(last)
        return (max(0, size - length), size - 1) if length else (size, size)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return start, end


def _chunks(file: IO[bytes], length: int) -> Iterator[bytes]:
    with file:
        while length > 0 and (chunk := file.read(min(_CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _with_headers(
    response: HttpResponseBase, path: str, *, etag: str, modified: int, seconds: int
) -> HttpResponseBase:
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    # Whatever the bytes turn out to be, they are no page of this site.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "private, no-store"
    if response.status_code in {200, 206}:
        mime = _mime(path)
        response["Content-Type"] = mime
        kind = "inline" if mime in INLINE_TYPES else "attachment"
        name = quote(PurePosixPath(path).name)
        response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{name}"
    return response


def _mime(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return (
        MIME_TYPES.get(suffix)
        or {".avif": "image/avif", ".webp": "image/webp"}.get(suffix)
        or mimetypes.guess_type(path)[0]
        or "application/octet-stream"
    )
