"""Pictures and films of the demo in the media library, each made once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection

from cms.media.models import ClanImage, ClanMedia
from cms.media.services import image_create, media_create
from home.demo.clips import HEIGHT, SECONDS, WIDTH, film
from home.demo.pictures.album import ALBUM, CREDIT

COLLECTION = "Dữ liệu minh hoạ"
#: Titles in the library of the films of `home.demo.clips`.
FILMS = {
    "moon": "Từ đường đêm trăng (phim minh hoạ)",
    "incense": "Khói hương (phim minh hoạ)",
    "river": "Bến sông chiều (phim minh hoạ)",
}


def pictures_ensure(note: Callable[[str], None]) -> dict[str, ClanImage]:
    """Draw and store the pictures that are missing; return all by name."""
    collection = _collection()
    stored = {image.title: image for image in ClanImage.objects.filter(collection=collection)}
    found = {}
    for name, picture in ALBUM.items():
        if picture.title not in stored:
            note(picture.title)
            stored[picture.title] = image_create(
                title=picture.title,
                file=BytesIO(picture.jpeg()),
                name=f"{name.replace('_', '-')}.jpg",
                description=picture.alt,
                credit=CREDIT,
                collection=collection,
            )
        found[name] = stored[picture.title]
    return found


def films_ensure(note: Callable[[str], None]) -> dict[str, ClanMedia]:
    """Draw and store the films that are missing; return all by name."""
    collection = _collection()
    stored = {media.title: media for media in ClanMedia.objects.filter(collection=collection)}
    found = {}
    for name, title in FILMS.items():
        if title not in stored:
            note(title)
            stored[title] = _film_store(name, title, collection)
        found[name] = stored[title]
    return found


@transaction.atomic
def _film_store(name: str, title: str, collection: Collection) -> ClanMedia:
    media = media_create(
        title=title,
        file=ContentFile(film(name), name=f"{name}.webm"),
        kind="video",
        collection=collection,
    )
    # Known here even where the machine has no ffprobe to ask.
    media.duration, media.width, media.height = SECONDS, WIDTH, HEIGHT
    media.save(update_fields=["duration", "width", "height"])
    return media


def _collection() -> Collection:
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION).first()
    return collection or root.add_child(name=COLLECTION)
