"""Forms of coming in: sign-up, asking for a place, making an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.selectors.members import PlaceChoice
from genealogy.services.members import MOST_DAYS, MOST_USES, USUAL_DAYS, code_normalise, login_read
from genealogy.services.members.joining import Login

_SHORTEST_NAME = 2


class PlaceField(forms.ChoiceField):
    """Chooses a clan or one of its branches; cleans to a `PlaceChoice`."""

    def offer(self, places: Sequence[PlaceChoice], *, whole: str) -> None:
        """Offer these; `whole` is what stands for a clan without a branch."""
        self._places = {place.key: place for place in places}
        groups = [
            (clan.name, [(place.key, place.label if place.branch else whole) for place in rows])
            for clan, rows in groupby(places, key=lambda place: place.clan)
        ]
        self.choices = [("", _now("Chọn trong danh sách")), *groups]

    def clean(self, value: Any) -> Any:
        """Give the choice behind the key."""
        return self._places.get(super().clean(value))


def _offer(form: forms.Form, places: Sequence[PlaceChoice], *, whole: str) -> None:
    field = form.fields["place"]
    if isinstance(field, PlaceField):
        field.offer(places, whole=whole)


# Django 5.2's Vietnamese catalogue has no words for these; the day it has, this can go.
_PASSWORD_FAULTS = {
    "password_too_short": _("Mật khẩu ngắn quá, cần ít nhất 10 chữ."),
    "password_too_common": _("Mật khẩu này nhiều người dùng, dễ bị đoán. Xin đặt mật khẩu khác."),
    "password_entirely_numeric": _("Mật khẩu toàn chữ số dễ bị đoán. Xin thêm vài chữ."),
    "password_too_similar": _("Mật khẩu giống tên hoặc liên lạc của bạn quá. Xin đặt khác đi."),
}


def _password_faults(error: ValidationError) -> list[Any]:
    """Say what is wrong with a password in our words, by the codes of the validators."""
    return [
        _PASSWORD_FAULTS.get(str(fault.code), message)
        for fault in error.error_list
        for message in fault.messages
    ]


class CodeForm(forms.Form):
    """A code typed by hand."""

    code = forms.CharField(
        label=_("Mã trên thư mời"),
        max_length=60,
        help_text=_("Mười chữ và số, ví dụ HK7M-3TX-9PR. Viết hoa hay thường đều được."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
    )

    def clean_code(self) -> str:
        """Give the code as it is printed; what can be no code stays as typed and opens nothing."""
        text: str = self.cleaned_data["code"]
        return code_normalise(text) or text


class NewAccountForm(forms.Form):
    """What an account begins with."""

    name = forms.CharField(
        label=_("Họ và tên của bạn"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    login = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=150,
        help_text=_("Lần sau bạn đăng nhập bằng chính số hoặc địa chỉ này."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        help_text=_("Ít nhất 10 chữ. Bạn có thể đặt cả một câu dễ nhớ, rồi ghi lại ở nhà."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Gõ lại mật khẩu"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    agreed = forms.BooleanField(
        label=_("Tôi đồng ý để họ giữ tên và liên lạc này, chỉ để nhận ra tôi và báo tin."),
        error_messages={"required": _("Cần có sự đồng ý của bạn thì mới tạo được tài khoản.")},
    )

    def clean_name(self) -> str:
        """Give the name without doubled blanks."""
        name = " ".join(self.cleaned_data["name"].split())
        if len(name) < _SHORTEST_NAME:
            raise ValidationError(_now("Hãy ghi họ và tên của bạn."))
        return name

    def clean_login(self) -> Login:
        """Give the phone number or mail address in its one way of writing."""
        return login_read(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords, and judge the password with what it must not resemble."""
        data = super().clean() or {}
        password, again = data.get("password"), data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _now("Hai lần gõ mật khẩu không giống nhau."))
        login = data.get("login")
        if password and login:
            account = get_user_model()(
                username=login.username, email=login.email, display_name=data.get("name", "")
            )
            try:
                validate_password(password, account)
            except ValidationError as error:
                self.add_error("password", _password_faults(error))
        return data

    @property
    def account(self) -> dict[str, Any]:
        """Give the cleaned fields as the services take them."""
        return {key: self.cleaned_data[key] for key in ("name", "login", "password")}


class PlaceMixin(forms.Form):
    """Where somebody asks to come in, and a word to whoever decides."""

    place = PlaceField(
        label=_("Bạn thuộc họ nào, chi nào?"),
        help_text=_("Không rõ chi thì chọn “Chưa rõ chi”, người duyệt sẽ xếp giúp."),
    )
    message = forms.CharField(
        label=_("Vài lời để người duyệt nhận ra bạn"),
        required=False,
        max_length=1000,
        help_text=_("Ví dụ: con ông nào, cháu cụ nào, quê ở đâu."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, places: Sequence[PlaceChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, places, whole=_now("Chưa rõ chi"))


class AskForm(PlaceMixin):
    """Asking with the account at hand."""


class RegisterForm(PlaceMixin, NewAccountForm):
    """Asking with a new account."""

    field_order = ("place", "name", "login", "password", "password_again", "message", "agreed")


class InvitationForm(forms.Form):
    """An invitation to be made."""

    place = PlaceField(label=_("Mời vào chi nào?"))
    label = forms.CharField(
        label=_("Ghi nhớ cho bạn"),
        required=False,
        max_length=150,
        help_text=_("Chỉ người phụ trách thấy. Ví dụ: phát ở lễ giỗ tổ."),
    )
    max_uses = forms.IntegerField(
        label=_("Dùng cho mấy người?"),
        min_value=1,
        max_value=MOST_USES,
        initial=1,
        help_text=_("Phát chung cho nhiều người thì ghi số người; mỗi người dùng một lượt."),
    )
    days = forms.IntegerField(
        label=_("Dùng được trong mấy ngày?"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    def __init__(
        self, *args: Any, places: Sequence[PlaceChoice], has_person: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, places, whole=_now("Cả họ"))
        if has_person:
            del self.fields["max_uses"]


class MessageForm(forms.Form):
    """A word to whoever confirms who somebody is."""

    message = forms.CharField(
        label=_("Vài lời để người duyệt nhận ra bạn"),
        required=False,
        max_length=1000,
        help_text=_("Ví dụ: con ông nào, ở đâu, số điện thoại để gọi lại."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
