"""The form by which a draft is shared."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

#: How long a shared link opens, hours.
LIVES = [
    (1, _("1 giờ")),
    (24, _("24 giờ")),
    (72, _("3 ngày")),
    (168, _("7 ngày")),
]


class ShareForm(forms.Form):
    """How long the link is to open."""

    hours = forms.TypedChoiceField(
        label=_("Liên kết dùng được trong"),
        choices=LIVES,
        coerce=int,
        initial=24,
        widget=forms.RadioSelect,
    )

    @property
    def life(self) -> timedelta:
        """How long, of a form that is valid."""
        return timedelta(hours=self.cleaned_data["hours"])
