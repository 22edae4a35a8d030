"""The picture an editor gives of himself in the admin: cleaned like every other picture."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from cms.media.errors import UploadRefused
from cms.media.pictures import picture_cleaned, picture_pixels
from cms.media.services import refusal_text


class CleanAvatarForm(AvatarPreferencesForm):
    """Takes a picture only after it was read whole, and stores it without EXIF, XMP and IPTC."""

    def clean_avatar(self) -> Any:
        """Return the picture re-drawn, at most 400 pixels wide and high, as Wagtail has it."""
        file = self.cleaned_data.get("avatar")
        if isinstance(file, UploadedFile):
            self.cleaned_data["avatar"] = _cleaned(file)
        return super().clean_avatar()


def _cleaned(file: UploadedFile) -> Any:
    try:
        if picture_pixels(file=file) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(_("Ảnh có quá nhiều điểm ảnh. Hãy thu nhỏ ảnh rồi tải lên."))
        return picture_cleaned(file=file, name=file.name or "")
    except UploadRefused as error:
        raise ValidationError(refusal_text(error), code=error.code) from error


def clean_avatars() -> None:
    """Let Wagtail's account page use our form.

    Wagtail 8.0 has no setting for the form of this panel. This goes when it has one, or when the
    form itself drops what a file tells.
    """
    AvatarSettingsPanel.form_class = CleanAvatarForm
