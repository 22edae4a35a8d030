"""Forms of prints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genealogy.models import Branch, Clan
from genealogy.services.book import (
    ALL_PARTS,
    BookAudience,
    BookLetters,
    BookOptions,
    BookPaper,
    BookPart,
)
from genealogy.services.book import BookForm as FormOfBook


class BookForm(forms.Form):
    """What book somebody wants."""

    branch = forms.ModelChoiceField(
        label=_("Sách của"),
        queryset=Branch.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("Cả họ"),
    )
    form = forms.ChoiceField(
        label=_("Dạng sách"),
        choices=FormOfBook.choices,
        widget=forms.RadioSelect,
        initial=FormOfBook.PDF,
    )
    audience = forms.ChoiceField(
        label=_("Cho ai xem"),
        choices=BookAudience.choices,
        widget=forms.RadioSelect,
        initial=BookAudience.OWN,
        help_text=_(
            "Bản công khai không có người đang sống, trừ người đã được cho công khai:"
            " tặng ai cũng được."
        ),
    )
    paper = forms.ChoiceField(
        label=_("Khổ giấy"),
        choices=BookPaper.choices,
        widget=forms.RadioSelect,
        initial=BookPaper.A5,
    )
    letters = forms.ChoiceField(
        label=_("Cỡ chữ"),
        choices=BookLetters.choices,
        widget=forms.RadioSelect,
        initial=BookLetters.NORMAL,
    )
    parts = forms.MultipleChoiceField(
        label=_("Các phần"),
        choices=BookPart.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=ALL_PARTS,
        required=False,
    )

    def __init__(self, *args: Any, clan: Clan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = clan.branches.order_by("parent_id", "ordinal", "name")  # type: ignore[attr-defined] # of a ModelChoiceField

    def options(self) -> BookOptions:
        """Give the choice; only after `is_valid`."""
        data = dict(self.cleaned_data)
        data.pop("branch")
        return BookOptions.from_data(data)
