"""The field in which a clan writes its own words of kinship (từ xưng hô riêng)."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.domain.errors import DomainError
from genealogy.domain.kinship import OVERRIDABLE_KEYS, validate_overrides
from genealogy.domain.text import fold, nfc
from genealogy.messages import domain_message

_KEY_OF_LABEL = {fold(label): key for key, label in OVERRIDABLE_KEYS.items()}
_SHOWN_LABELS = 3

#: {key of `OVERRIDABLE_KEYS`: {"term": said of, "address": said to}}
Overrides = dict[str, dict[str, str]]


class KinshipWordsField(forms.CharField):
    """One line for each word: "chị gái của mẹ: bá", or "cụ ông bên nội: cố ông / cố" with address.

    Keeps the mapping that `kinship.describe` takes as `overrides`.
    """

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Từ xưng hô riêng của họ"))
        kwargs.setdefault(
            "help_text",
            _(
                "Mỗi dòng một từ, ví dụ: “chị gái của mẹ: bá”. Tiếng gọi khác tiếng kể thì viết sau"
                " dấu gạch chéo: “em trai của ông nội: ông trẻ / ông”. Để trống thì theo miền."
            ),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the mapping as lines."""
        if not isinstance(value, dict):
            return value
        return "\n".join(
            f"{OVERRIDABLE_KEYS.get(key, key)}: {_words(entry)}" for key, entry in value.items()
        )

    def to_python(self, value: Any) -> Overrides:  # type: ignore[override] # a mapping, not a text
        """Read the lines.

        Raises:
            ValidationError: a line has no colon, or speaks of nobody we know; names the line.
        """
        if isinstance(value, dict):
            return value
        overrides: Overrides = {}
        for number, line in enumerate(nfc(value or "").splitlines(), start=1):
            if not line.strip():
                continue
            label, colon, words = line.partition(":")
            if not colon or not words.strip():
                raise ValidationError(
                    _now("Dòng %(number)s: hãy viết như “chị gái của mẹ: bá”."),
                    code="no_colon",
                    params={"number": number},
                )
            overrides[self._key(label, number)] = _entry(words)
        try:
            validate_overrides(overrides)
        except DomainError as error:
            raise ValidationError(domain_message(error), code=error.code) from error
        return overrides

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as text, since that is what the editor sees."""
        shown = str(self.prepare_value(initial) or "")
        return shown.split() != str(data or "").split()

    def _key(self, label: str, number: int) -> str:
        folded = fold(label)
        key = _KEY_OF_LABEL.get(folded)
        if key is not None:
            return key
        if label.strip() in OVERRIDABLE_KEYS:
            return label.strip()
        near = get_close_matches(folded, _KEY_OF_LABEL, n=_SHOWN_LABELS, cutoff=0.4)
        shown = ", ".join(f"“{OVERRIDABLE_KEYS[_KEY_OF_LABEL[one]]}”" for one in near)
        raise ValidationError(
            _now("Dòng %(number)s: chưa rõ “%(label)s” là ai. Có phải: %(near)s?")
            if near
            else _now("Dòng %(number)s: chưa rõ “%(label)s” là ai."),
            code="unknown_key",
            params={"number": number, "label": label.strip(), "near": shown},
        )


def _entry(words: str) -> dict[str, str]:
    term, slash, address = (part.strip() for part in words.partition("/"))
    entry = {"term": term} if term else {}
    if slash and address:
        entry["address"] = address
    return entry


def _words(entry: dict[str, str]) -> str:
    term, address = entry.get("term", ""), entry.get("address", "")
    return f"{term} / {address}" if address else term
