"""`POST /images/`, `/documents/` and `/media/`: a program uploads a file.

It goes through the very forms of the editors' library: what they refuse is refused, and pictures
lose their EXIF in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry
from wagtailmedia.forms import get_media_form

from cms.core.api.fields import AbsoluteURL
from cms.core.api.views import PublicViewSet
from cms.core.api.writing import (
    REPEAT_PARAMETER,
    desk,
    history_add,
    refusals,
    unknown_fields,
    writer_of,
)
from cms.media.api import PublicDocuments, PublicImages
from cms.media.image_object import renditions_prepare
from cms.media.models import ClanDocument, ClanImage, ClanMedia

WRITE_MEDIA = "write:media"
_BINARY = {"type": "string", "format": "binary"}


class FileGiven(serializers.Serializer):
    """A file handed in, as `multipart/form-data`."""

    file = serializers.FileField()
    title = serializers.CharField(max_length=255)
    collection = serializers.IntegerField(
        required=False, help_text="id; asked for where the owner may add to several"
    )
    tags = serializers.CharField(required=False, help_text="words with commas between them")


class ImageGiven(FileGiven):
    """A picture: AVIF, GIF, JPEG, PNG, WebP or HEIC; stored without EXIF, XMP and IPTC."""

    description = serializers.CharField(
        max_length=255, required=False, help_text="for those who cannot see it"
    )
    credit = serializers.CharField(max_length=200, required=False)


class MediaGiven(FileGiven):
    """A recording; length and size are read from it where they are not given."""

    type = serializers.ChoiceField(choices=["video", "audio"], default="video")


class FileMade(serializers.Serializer):
    """What was stored, and its id for the covers, pictures and videos of pages."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=["image", "document", "video", "audio"])
    bytes = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    detail_url = AbsoluteURL(help_text="the record in this API; null for recordings")
    edit_url = AbsoluteURL()


class TakesUploads:
    """Mixin of an endpoint of files that also takes a new one; goes before Wagtail's."""

    write_scope = WRITE_MEDIA
    parser_classes: Any = [MultiPartParser]
    file_model: Any
    #: Gives the form of the library for a new row.
    file_form: Callable[[Any], Any]
    given_shape: type[FileGiven] = FileGiven

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return Wagtail's addresses; the list also takes `POST`."""
        methods = ["get", "head", "options", "post"]
        listing = cls.as_view(  # type: ignore[attr-defined] # a viewset stands behind
            {"get": "listing_view", "post": "create"}, http_method_names=methods
        )
        rest = [one for one in super().get_urlpatterns() if one.name != "listing"]  # type: ignore[misc] # the same
        return [path("", listing, name="listing"), *rest]

    def new_row(self, request: Request, writer: Any) -> Any:
        """Return a new row that belongs to the writer."""
        return self.file_model(uploaded_by_user=writer)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store a file in the library in the name of the key's owner."""
        writer = writer_of(request)
        policy = policy_registry.get_by_type(self.file_model)
        if not policy.collections_user_has_permission_for(writer, "add").exists():
            raise PermissionDenied
        unknown = unknown_fields(request.data, self.given_shape().fields)
        if unknown:
            raise ValidationError(unknown)
        form = type(self).file_form(self.file_model)(
            request.data, request.FILES, instance=self.new_row(request, writer), user=writer
        )

        def before() -> None:
            if not form.is_valid():
                raise ValidationError({name: list(texts) for name, texts in form.errors.items()})

        def work() -> Response:
            row = _stored(form)
            desk().take_room(request, row.file.size)
            history_add(row, request)
            return Response(_told(row, request), status=201)

        return desk().once(request, work, before)


def _stored(form: Any) -> Any:
    """Save the row and its tags; the sizes of a picture are made when the row is committed."""
    row = form.save(commit=False)
    row.save()
    form.save_m2m()
    if isinstance(row, ClanImage):
        transaction.on_commit(lambda: renditions_prepare(row))
    return row


def _told(row: Any, request: Request) -> Any:
    if isinstance(row, ClanMedia):
        kind, edit, endpoint = row.type, "wagtailmedia:edit", ""
    elif isinstance(row, ClanImage):
        kind, edit, endpoint = "image", "wagtailimages:edit", "images"
    else:
        kind, edit, endpoint = "document", "wagtaildocs:edit", "documents"
    facts = {
        "id": row.pk,
        "title": row.title,
        "kind": kind,
        "bytes": row.file.size,
        "width": getattr(row, "width", None) or None,
        "height": getattr(row, "height", None) or None,
        "detail_url": f"/api/v2/{endpoint}/{row.pk}/" if endpoint else None,
        "edit_url": reverse(edit, args=[row.pk]),
    }
    return FileMade(facts, context={"request": request}).data


def _describes(shape: type[FileGiven]) -> Any:
    return extend_schema(
        request={"multipart/form-data": shape},
        responses={201: FileMade, **refusals(409, 413, 415, 422)},
        parameters=[REPEAT_PARAMETER],
    )


def _reads_undescribed(endpoint: Any) -> dict[str, Any]:
    """Leave Wagtail's own reading out of the description where nobody wrote it."""
    if getattr(endpoint, "in_public_schema", False):
        return {}
    names = ("listing_view", "detail_view", "find_view")
    return dict.fromkeys(names, extend_schema(exclude=True))


@extend_schema_view(create=_describes(ImageGiven), **_reads_undescribed(PublicImages))
class ImagesDoor(TakesUploads, PublicImages):
    """Pictures anybody may see; a program may upload one."""

    in_public_schema = True
    file_model = ClanImage
    file_form = staticmethod(get_image_form)
    given_shape = ImageGiven


@extend_schema_view(create=_describes(FileGiven), **_reads_undescribed(PublicDocuments))
class DocumentsDoor(TakesUploads, PublicDocuments):
    """Documents anybody may have; a program may upload one."""

    in_public_schema = True
    file_model = ClanDocument
    file_form = staticmethod(get_document_form)


@extend_schema_view(create=_describes(MediaGiven))
class MediaDoor(TakesUploads, PublicViewSet):
    """Recordings handed in by programs; nothing can be read here."""

    serializer_class = MediaGiven
    http_method_names = ["post", "options"]
    file_model = ClanMedia
    file_form = staticmethod(get_media_form)
    given_shape = MediaGiven

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the one address."""
        return [path("", cls.as_view({"post": "create"}, detail=False), name="listing")]

    def new_row(self, request: Request, writer: Any) -> Any:
        """Return a new row of the kind that was named."""
        kind = request.POST.get("type", "video")
        if kind not in {"video", "audio"}:
            sentence = _("chọn một trong: %(known)s") % {"known": "video, audio"}
            raise ValidationError({"type": [sentence]})
        return ClanMedia(uploaded_by_user=writer, type=kind)
