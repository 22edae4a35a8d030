"""The form of an endpoint: where to send, and what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.webhooks.addresses import AddressRefused, address_read, address_resolve
from cms.webhooks.models import Endpoint, EventType
from cms.webhooks.strangers import page_type_choices


class EndpointForm(forms.Form):
    """An endpoint as an administrator types it; the address is looked up before it is kept."""

    name = forms.CharField(
        label=_("Tên"),
        max_length=120,
        help_text=_("Ví dụ: trang của chi Hai, ứng dụng điện thoại."),
    )
    url = forms.CharField(
        label=_("Địa chỉ nhận"),
        max_length=500,
        help_text=_(
            "Bắt đầu bằng https://. Máy ở địa chỉ này phải trả lời 2xx trong 5 giây, và không được"
            " nằm trong mạng nội bộ."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    is_active = forms.BooleanField(label=_("Đang bật"), required=False, initial=True)
    event_types = forms.MultipleChoiceField(
        label=_("Báo khi"),
        choices=[choice for choice in EventType.choices if choice[0] != EventType.PING],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn gì là báo mọi việc."),
    )
    page_types = forms.MultipleChoiceField(
        label=_("Chỉ các loại trang"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn gì là mọi loại trang."),
    )
    section = forms.ModelChoiceField(
        label=_("Chỉ các trang trong mục"),
        queryset=Page.objects.all(),
        required=False,
        widget=AdminPageChooser,
    )
    clan: Any = forms.ModelChoiceField(
        label=_("Chỉ gia phả của dòng họ"), queryset=None, required=False, empty_label=_("Mọi họ")
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, endpoint: Endpoint | None = None, **kwargs: Any) -> None:
        if endpoint is not None:
            kwargs["initial"] = {name: getattr(endpoint, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        clans = Endpoint._meta.get_field("clan").remote_field.model._default_manager  # type: ignore[union-attr] # a foreign key
        self.fields["clan"].queryset = clans.order_by("name")  # type: ignore[attr-defined] # a field of rows
        self.fields["page_types"].choices = page_type_choices()  # type: ignore[attr-defined] # a field of choices

    def clean_url(self) -> str:
        """Refuse an address nothing may be sent to, or that leads nowhere."""
        url = self.cleaned_data["url"].strip()
        try:
            address_resolve(address_read(url))
        except AddressRefused as refused:
            raise ValidationError(str(refused)) from refused
        return url
