"""Forms of the picture and recording libraries: what is refused, and in which words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from cms.media.errors import UploadRefused
from cms.media.image_object import renditions_prepare
from cms.media.pictures import picture_cleaned, picture_pixels
from cms.media.recordings import Recording, recording_checked
from cms.media.services import refusal_text

# Wagtail 8.0.1 has no Vietnamese for these; they go when its translation does.
PICTURE_MESSAGES = {
    "invalid_image": _(
        "Tệp này không phải là ảnh hoặc đã hỏng. Hãy chọn tệp AVIF, GIF, JPEG, PNG, WebP hoặc HEIC."
    ),
    "invalid_image_extension": _(
        "Chưa nhận loại tệp này. Hãy chọn ảnh AVIF, GIF, JPEG, PNG, WebP hoặc HEIC."
    ),
    "invalid_image_known_format": _(
        "Tên tệp là .%(extension)s nhưng bên trong là %(image_format)s. Hãy đổi tên tệp cho"
        " đúng loại rồi tải lên."
    ),
    "file_too_large": _("Ảnh nặng %(file_size)s; mức lớn nhất là %(max_filesize)s."),
    "file_too_many_pixels": _(
        "Ảnh có %(num_pixels)s điểm ảnh, quá mức %(max_pixels_count)s. Hãy thu nhỏ ảnh rồi tải lên."
    ),
}


class ClanImageField(WagtailImageField):
    """Looks at the size a picture claims before anything is unpacked, and never fails hard.

    Wagtail 8.0.1 decodes the pixels before it counts them, and a picture that ends half way is a
    server error there. This goes when both are mended.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages.update(PICTURE_MESSAGES)

    def to_python(self, data: Any) -> Any:
        """Return the upload; ValidationError when it is no whole picture of a bearable size."""
        if isinstance(data, UploadedFile) and data.size:
            self._check_claimed_size(data)
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def _check_claimed_size(self, file: UploadedFile) -> None:
        try:
            claimed = picture_pixels(file=file)
        except UploadRefused:
            # Wagtail's own checks find the better words: wrong extension, or no picture.
            return
        if self.max_image_pixels is not None and claimed > self.max_image_pixels:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"]
                % {"num_pixels": claimed, "max_pixels_count": self.max_image_pixels},
                code="file_too_many_pixels",
            )


class ClanImageForm(BaseImageForm):
    """Takes a picture only after it was read whole, and stores it without EXIF, XMP and IPTC."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = ClanImageField(
                label=plain.label, required=plain.required, widget=plain.widget
            )

    def clean_file(self) -> Any:
        """Return the picture re-drawn; an unchanged one as it is."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        return _cleaned(file)

    def save(self, commit: bool = True) -> Any:
        """Save; a picture that waited as a raw upload for its missing fields is re-drawn here."""
        if self.instance.pk is None and "file" not in self.changed_data and self.instance.file:
            raw = self.instance.file
            cleaned = _cleaned(raw)
            raw.storage.delete(raw.name)
            self.instance.file = cleaned
            self.instance._set_image_file_metadata()
        image = super().save(commit=commit)
        if commit:
            renditions_prepare(image)
        return image


def _cleaned(file: Any) -> Any:
    try:
        return picture_cleaned(file=file, name=file.name)
    except UploadRefused as error:
        raise ValidationError(refusal_text(error), code=error.code) from error


class ClanMediaForm(BaseMediaForm):
    """Takes a recording only when it is one, and fills in what the file itself tells."""

    facts = Recording()

    def clean_file(self) -> Any:
        """Return the recording after a look at its first bytes and, with ffprobe, its streams."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            self.facts = recording_checked(
                file=file, name=file.name or "", kind=self.instance.type or "video"
            )
        except UploadRefused as error:
            raise ValidationError(refusal_text(error), code=error.code) from error
        return file

    def save(self, commit: bool = True) -> Any:
        """Save, with duration (seconds) and size (pixels) from the file where none was typed."""
        for name in ("duration", "width", "height"):
            if not getattr(self.instance, name):
                setattr(self.instance, name, getattr(self.facts, name) or 0 or None)
        if self.instance.duration is None:
            self.instance.duration = 0
        return super().save(commit=commit)
