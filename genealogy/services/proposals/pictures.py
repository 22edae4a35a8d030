"""Photographs sent with a proposal: kept from everybody until it is accepted."""

from __future__ import annotations

from typing import IO, Any, Final
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.errors import NotAPicture
from cms.media.models import ClanImage
from cms.media.pictures import picture_pixels
from cms.media.services import image_create, refusal_text
from genealogy.models import MediaLink, Person, ProposalItem
from genealogy.services.history import recorded

#: Bytes of one photograph at most, and photographs of one proposal.
MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PICTURES: Final = 6
_WAITING: Final = "Ảnh chờ duyệt"
_ACCEPTED: Final = "Ảnh trong gia phả"


def picture_check(*, file: IO[bytes], size: int) -> None:
    """Refuse a file that is no picture or too large, before anything is unpacked.

    Raises:
        ValidationError: with what to do.
    """
    if size > MOST_BYTES:
        raise ValidationError(
            _("Ảnh nặng quá %(most)s MB. Hãy gửi ảnh nhỏ hơn, hoặc chụp lại màn hình ảnh ấy."),
            code="too_large",
            params={"most": MOST_BYTES // (1024 * 1024)},
        )
    try:
        pixels = picture_pixels(file=file)
    except NotAPicture as error:
        raise ValidationError(refusal_text(error), code="unreadable") from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("Ảnh lớn quá, máy không mở được. Hãy gửi ảnh nhỏ hơn."), code="too_many_pixels"
        )


def proposed_picture_store(*, file: IO[bytes], by: Any) -> ClanImage:
    """Keep a photograph where nobody but its author and those who decide can open it.

    Place, time and owner in the file are dropped, and so is its name, which may tell a name.

    Raises:
        ValidationError: it cannot be read as a picture.
    """
    try:
        return image_create(
            title=_("Ảnh gửi kèm đề nghị"),
            file=file,
            name=f"{uuid4().hex}.jpg",
            collection=waiting_collection(),
            by=by,
        )
    except NotAPicture as error:
        raise ValidationError(refusal_text(error), code="unreadable") from error


def waiting_collection() -> Collection:
    """Give the collection of photographs that wait; its files open to no group at all."""
    collection = _collection(_WAITING)
    CollectionViewRestriction.objects.get_or_create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    return collection


def picture_release(image: ClanImage) -> None:
    """Put an accepted photograph where the rule of who may see the person decides."""
    _move(image, _collection(_ACCEPTED))


def picture_withhold(image: ClanImage) -> None:
    """Put a photograph back among those that wait."""
    _move(image, waiting_collection())


def picture_forget(item: ProposalItem) -> None:
    """Delete the photograph of an item that came to nothing, unless the book shows it."""
    image = item.image
    if image is None:
        return
    is_used = MediaLink.objects.filter(image=image).exists()
    if not is_used and not Person.objects.filter(portrait=image).exists():
        # Django looks for rows of the tree that would go with it; there are none.
        with recorded(item.proposal.clan):
            image.delete()
        item.image = None


def _move(image: ClanImage, collection: Collection) -> None:
    image.collection = collection
    image.save(update_fields=["collection"])


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found if found is not None else root.add_child(name=name)
