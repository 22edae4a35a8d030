"""Forms of requests about data, for accounts and for strangers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genealogy.enums import DutyKind
from genealogy.models import Clan

_KINDS = [
    (DutyKind.HIDE, _("Ẩn tôi khỏi gia phả, chỉ người biên soạn còn thấy")),
    (DutyKind.CORRECT, _("Sửa điều sai về tôi")),
    (DutyKind.WITHDRAW, _("Rút lại lời đồng ý cho hiện tôi")),
    (DutyKind.EXPORT, _("Cho tôi biết đang giữ những gì về tôi")),
    (DutyKind.ERASE, _("Xoá hẳn tôi, không lấy lại được")),
]


class RequestForm(forms.Form):
    """What an account asks for."""

    kind = forms.ChoiceField(label=_("Bạn muốn"), choices=_KINDS, widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Nói thêm"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ví dụ: điều gì sai, sửa thành gì; không muốn hiện ảnh nào."),
    )
    clan = forms.ModelChoiceField(label=_("Dòng họ"), queryset=Clan.objects.none())

    only_clan: Clan | None = None

    def __init__(self, *args: Any, clans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clan"]
        if not isinstance(field, forms.ModelChoiceField):
            return
        field.queryset = clans
        first = list(clans[:2])
        if len(first) == 1:
            self.only_clan = first[0]
            field.initial = first[0].pk
            field.required = False
            field.widget = forms.HiddenInput()

    def clean_clan(self) -> Clan | None:
        """Take the only clan there is when none was chosen."""
        chosen: Clan | None = self.cleaned_data.get("clan")
        return chosen or self.only_clan


class OwnRequestForm(RequestForm):
    """What somebody confirmed to be in a book asks for; the book is known."""

    clan = None  # type: ignore[assignment]  # the way Django takes a field away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)


class StrangerForm(RequestForm):
    """What somebody without an account asks for."""

    name = forms.CharField(label=_("Họ tên của bạn"), max_length=120)
    contact = forms.CharField(
        label=_("Gọi hoặc viết cho bạn ở đâu"),
        max_length=120,
        help_text=_("Số điện thoại hoặc thư điện tử. Chỉ dùng để trả lời yêu cầu này."),
    )
    field_order = ("kind", "clan", "message", "name", "contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["message"]
        about.label = _("Về ai, và điều gì")
        about.required = True
        about.help_text = _(
            "Viết họ tên người trong gia phả, con ai, đời thứ mấy nếu biết, và bạn muốn gì."
        )
