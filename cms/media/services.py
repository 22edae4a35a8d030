"""Taking pictures and recordings into the house; forms, the demo and imports all come here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.media.errors import UploadRefused
from cms.media.models import ClanImage, ClanMedia
from cms.media.pictures import picture_cleaned
from cms.media.recordings import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS, recording_checked

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.core.files.base import File


@transaction.atomic
def image_create(
    *,
    title: str,
    file: IO[bytes],
    name: str,
    description: str = "",
    credit: str = "",
    collection: Collection | None = None,
    tags: Iterable[str] = (),
    by: AbstractUser | None = None,
) -> ClanImage:
    """Store a picture and return it.

    Args:
        title: its title in the library.
        file: the picture's bytes.
        name: file name with extension; the extension follows the format that is stored.
        description: text for those who cannot see it.
        credit: who made or keeps it.
        collection: where it stands; None for the root.
        tags: words to find it by.
        by: who uploads.

    Raises:
        NotAPicture: the bytes are no picture.
        ValidationError: a field does not fit.
    """
    image = ClanImage(
        title=title,
        file=picture_cleaned(file=file, name=name),
        description=description,
        credit=credit,
        uploaded_by_user=by,  # type: ignore[misc] # the site's own account model
        collection=collection or Collection.get_first_root_node(),
    )
    # Width and height are read from the file when it is given to the field.
    image.full_clean(exclude=["tags"])
    image._set_image_file_metadata()
    image.save()
    if tags:
        image.tags.add(*tags)
    return image


@transaction.atomic
def media_create(
    *,
    title: str,
    file: File,
    kind: str = "video",
    collection: Collection | None = None,
    by: AbstractUser | None = None,
) -> ClanMedia:
    """Store an uploaded recording and return it, with duration and size when they can be known.

    Args:
        title: its title in the library.
        file: the recording with its name.
        kind: "video" or "audio".
        collection: where it stands; None for the root.
        by: who uploads.

    Raises:
        NotARecording: the bytes are not what the name says.
        ValidationError: a field does not fit.
    """
    facts = recording_checked(file=file, name=file.name or "", kind=kind)
    media = ClanMedia(
        title=title,
        file=file,
        type=kind,
        duration=facts.duration or 0,
        width=facts.width,
        height=facts.height,
        uploaded_by_user=by,
        collection=collection or Collection.get_first_root_node(),
    )
    media.full_clean(exclude=["tags"])
    media.save()
    return media


def refusal_text(error: UploadRefused) -> str:
    """Say in Vietnamese why a file was refused and what to do."""
    texts = {
        "unreadable": _(
            "Không đọc được ảnh này: tệp bị hỏng hoặc không phải là ảnh. Hãy mở thử trên máy"
            " của bạn, lưu lại dạng JPEG hoặc PNG rồi tải lên."
        ),
        "wrong_beginning": _(
            "Tệp này không phải là video hay âm thanh như tên của nó. Hãy chọn tệp %(formats)s."
        ),
        "no_stream": _(
            "Không tìm thấy hình hay tiếng trong tệp này: tệp bị hỏng hoặc chưa tải xong. Hãy mở"
            " thử trên máy của bạn rồi tải lên lại."
        ),
    }
    formats = ", ".join(name.upper() for name in (*VIDEO_EXTENSIONS, *AUDIO_EXTENSIONS))
    return texts[error.code] % {"formats": formats}


def file_title(name: str) -> str:
    """Return a title made from a file name: "gio-to_2026.jpg" gives "gio to 2026"."""
    return PurePath(name).stem.replace("-", " ").replace("_", " ").strip()
