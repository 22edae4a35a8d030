"""The form by which an account makes a key of the API for itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import ApiToken
from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.rules import knows_the_living
from cms.accounts.tokens.services import LONGEST_LIFE_DAYS

#: How long a key lives, days.
LIVES = [
    (30, _("30 ngày")),
    (90, _("90 ngày")),
    (180, _("nửa năm")),
    (365, _("một năm")),
]


class BranchChoice(forms.ModelChoiceField):
    """A branch named with its clan: two clans may both have a first branch."""

    def label_from_instance(self, branch: Any) -> str:
        """Return clan and branch."""
        return f"{branch.clan}: {branch}"


class TokenForm(forms.Form):
    """What the key is for, what it opens, and for how long; what the account has not is absent."""

    name = forms.CharField(
        label=_("Khoá dùng cho"),
        max_length=150,
        help_text=_("Tên trang hoặc chương trình sẽ dùng khoá, ví dụ: trang của chi Hai."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Khoá được làm gì"),
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn ít nhất có thể. Khoá không bao giờ được làm nhiều hơn chính bạn."),
    )
    life_days = forms.TypedChoiceField(
        label=_("Dùng được trong"), choices=LIVES, coerce=int, initial=90
    )
    rate_per_minute = forms.IntegerField(
        label=_("Số lần gọi mỗi phút"), min_value=1, max_value=6000, initial=1200
    )

    def __init__(self, *args: Any, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_the_living(owner):
            branches = ApiToken._meta.get_field("branch").remote_field.model._default_manager  # type: ignore[union-attr] # the genealogy stands above this floor
            self.fields["branch"] = BranchChoice(
                label=_("Chi phái"),
                queryset=branches.select_related("clan").order_by("clan__name", "pk"),
                required=False,
                help_text=_("Chỉ cần khi khoá được đọc thành viên của một chi."),
            )
        else:
            scopes = self.fields["scopes"]
            scopes.choices = [  # type: ignore[attr-defined] # a field of choices
                choice for choice in TokenScope.choices if choice[0] != TokenScope.READ_BRANCH
            ]

    def clean(self) -> dict[str, Any]:
        """Ask for the branch where the key opens one."""
        cleaned = super().clean() or {}
        if TokenScope.READ_BRANCH in cleaned.get("scopes", ()) and not cleaned.get("branch"):
            self.add_error("branch", _("Chọn chi phái mà khoá này được đọc."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return what `token_create` needs besides the owner."""
        cleaned = dict(self.cleaned_data)
        days = min(cleaned.pop("life_days"), LONGEST_LIFE_DAYS)
        return {**cleaned, "expires_at": timezone.now() + timedelta(days=days)}
