"""How a reader wants the site shown: size of letters, day or night, contrast. Kept in a cookie.

The cookie is read on the server, so a page arrives as the reader wants it, with or without
JavaScript. It holds no number of its own and tells nobody apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "hien_thi"
#: Seconds the browser keeps the choice: a year.
COOKIE_SECONDS = 365 * 24 * 60 * 60

#: Words that may stand in the cookie, by question; the first is what nobody chose.
CHOICES: dict[str, tuple[str, ...]] = {
    "size": ("normal", "large", "largest"),
    "theme": ("auto", "light", "dark"),
    "contrast": ("usual", "high"),
}

_LABELS: dict[str, tuple[str | Promise, tuple[tuple[str | Promise, str | Promise], ...]]] = {
    "size": (
        _("Cỡ chữ"),
        (("A", _("chữ vừa")), ("A+", _("chữ lớn")), ("A++", _("chữ rất lớn"))),
    ),
    "theme": (
        _("Màu nền"),
        ((_("Theo máy"), ""), (_("Sáng"), ""), (_("Tối"), "")),
    ),
    "contrast": (
        _("Độ tương phản"),
        ((_("Thường"), ""), (_("Cao"), "")),
    ),
}


@dataclass(frozen=True)
class Option:
    """One answer: its word in the cookie, what is shown, and what is read aloud after that."""

    value: str
    label: str | Promise
    spoken: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One question of the form: "Cỡ chữ" and its answers."""

    name: str
    label: str | Promise
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Display:
    """The choices of one reader; each field is one of `CHOICES`."""

    size: str = "normal"
    theme: str = "auto"
    contrast: str = "usual"

    @property
    def is_plain(self) -> bool:
        """Say whether nothing differs from what a new reader sees."""
        return self == Display()

    def to_cookie(self) -> str:
        """Give the value of the cookie: the words joined by "-".

        >>> Display(size="largest", contrast="high").to_cookie()
        'largest-auto-high'
        """
        return "-".join((self.size, self.theme, self.contrast))

    def questions(self) -> list[Question]:
        """Give the form: every question with its answers, the reader's own marked."""
        return [
            Question(
                name,
                _LABELS[name][0],
                tuple(
                    Option(value, label, spoken, value == getattr(self, name))
                    for value, (label, spoken) in zip(values, _LABELS[name][1], strict=True)
                ),
            )
            for name, values in CHOICES.items()
        ]


def display_of(request: HttpRequest) -> Display:
    """Read the cookie; words nobody offered count as not chosen."""
    words = request.COOKIES.get(COOKIE, "")[:60].split("-")
    return Display(**{name: _known(values, words) for name, values in CHOICES.items()})


def display_from_form(form: Mapping[str, str], *, before: Display) -> Display:
    """Give what a sent form asks for; a question it leaves out stays as it was `before`."""
    return Display(
        **{
            name: _known(values, [form.get(name, ""), getattr(before, name)])
            for name, values in CHOICES.items()
        }
    )


def _known(values: tuple[str, ...], words: list[str]) -> str:
    return next((word for word in words if word in values), values[0])
