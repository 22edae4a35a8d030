"""What one may choose of a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BookForm(TextChoices):
    """As what the book comes."""

    PDF = "pdf", _("PDF để in")
    EPUB = "epub", _("EPUB để đọc trên điện thoại")


class BookAudience(TextChoices):
    """For whose eyes the book is cut."""

    OWN = "own", _("Những người bạn được xem")
    PUBLIC = "public", _("Bản công khai")


class BookPaper(TextChoices):
    """The size of a page."""

    A5 = "a5", _("A5 (14,8 × 21 cm)")
    A4 = "a4", _("A4 (21 × 29,7 cm)")


class BookLetters(TextChoices):
    """The size of letters."""

    NORMAL = "normal", _("Vừa")
    LARGE = "large", _("To")


class BookPart(TextChoices):
    """The parts that may be left out; the entries themselves always stand."""

    PREFACE = "preface", _("Phả ký")
    RULES = "rules", _("Tộc ước")
    REMEMBRANCES = "remembrances", _("Ngày giỗ theo tháng")
    GRAVES = "graves", _("Mộ phần")
    NUMBERS = "numbers", _("Số liệu")
    SOURCES = "sources", _("Nguồn")
    INDEX = "index", _("Bảng tra tên")


ALL_PARTS: Final = tuple(part.value for part in BookPart)


@dataclass(frozen=True)
class BookOptions:
    """One's choice; plain values, so that it can be kept as JSON."""

    form: str = BookForm.PDF.value
    audience: str = BookAudience.OWN.value
    paper: str = BookPaper.A5.value
    letters: str = BookLetters.NORMAL.value
    parts: tuple[str, ...] = ALL_PARTS

    def has(self, part: BookPart) -> bool:
        """Say whether a part is wanted."""
        return part.value in self.parts

    def to_data(self) -> dict[str, Any]:
        """Give the choice as plain JSON."""
        return {**asdict(self), "parts": list(self.parts)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_data` gave; what is missing or unknown is as by default."""
        known: dict[str, type[TextChoices]] = {
            "form": BookForm, "audience": BookAudience, "paper": BookPaper, "letters": BookLetters,
        }  # fmt: skip
        values = {name: data[name] for name, kind in known.items() if data.get(name) in kind.values}
        parts = data.get("parts", ALL_PARTS)
        return cls(**values, parts=tuple(part for part in ALL_PARTS if part in parts))
