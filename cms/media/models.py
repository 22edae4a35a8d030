"""Pictures, documents and recordings, all our own models from the first migration on."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia


class OfPeople(models.Model):
    """Base of a file that may show people: once it has, it stays closed unless they may be seen.

    The link from the person may go (another portrait, an erasure); what the file shows does not.
    """

    of_people = models.BooleanField(_("có người trong gia phả"), default=False, editable=False)

    class Meta:
        abstract = True


class ClanImage(OfPeople, AbstractImage):  # noqa: DJ008 AbstractImage has it
    """A picture (ảnh) with who made it; `description` is the text for those who cannot see it."""

    credit = models.CharField(
        _("nguồn ảnh"),
        max_length=200,
        blank=True,
        help_text=_("Người chụp hoặc nơi giữ ảnh, hiện dưới ảnh."),
    )
    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        permissions = [("choose_image", "Can choose image")]
        # Each request under /media/ looks up the row that owns the file.
        indexes = [models.Index(fields=["file"], name="image_by_file")]


class ClanRendition(AbstractRendition):
    """One size of a picture, made on demand."""

    image = models.ForeignKey(ClanImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]


class ClanDocument(OfPeople, AbstractDocument):  # noqa: DJ008 AbstractDocument has it
    """A file to download (tài liệu): rules, minutes, scans of old books."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        permissions = [("choose_document", "Can choose document")]


class ClanMedia(AbstractMedia):
    """An uploaded recording (video hoặc âm thanh). Its poster is an image of the episode."""

    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "tags")

    class Meta:
        verbose_name = _("video hoặc âm thanh")
        verbose_name_plural = _("video và âm thanh")
        indexes = [models.Index(fields=["file"], name="media_by_file")]

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the row; one whose upload was refused has no file left to speak of.

        wagtailmedia 0.19.1 complains, in English, of the extension of that absent file. This
        goes when it no longer does.
        """
        if self.file:
            super().clean(*args, **kwargs)
