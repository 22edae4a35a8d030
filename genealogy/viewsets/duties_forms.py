"""Forms behind the admin's pages of consents, requests about data and ways to reach people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from genealogy.models import DataRequest
from genealogy.services.duties import (
    request_answer,
    request_extend,
    request_finish,
    request_link,
    request_refuse,
)

_ANSWER, _EXTEND, _DONE, _REFUSE = "answer", "extend", "done", "refuse"


class ConsentForm(WagtailAdminModelForm):
    """A consent: everything is filled in once, afterwards it can only be withdrawn."""

    withdraw = forms.BooleanField(
        label=_("Rút lại lời đồng ý này"),
        required=False,
        help_text=_("Người ấy được ẩn ngay khi lưu. Không lấy lại được; đồng ý nữa thì ghi mới."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["withdraw"].disabled = True
            self.fields["withdraw"].widget = forms.HiddenInput()
            return
        for name, field in self.fields.items():
            field.disabled = name != "withdraw" or self.instance.withdrawn_at is not None


class ContactForm(WagtailAdminModelForm):
    """How to reach somebody; whose it is does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["person"].disabled = True


class RequestStepForm(WagtailAdminModelForm):
    """The next step of a request; the rules stand in the service."""

    step = forms.ChoiceField(
        label=_("Việc tiếp theo"),
        required=False,
        choices=[
            ("", _("chỉ lưu về ai")),
            (_ANSWER, _("đã trả lời, còn làm")),
            (_EXTEND, _("gia hạn, một lần")),
            (_DONE, _("đã làm xong")),
            (_REFUSE, _("không làm được")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "outcome" in self.fields:
            self.fields["outcome"].help_text = _now("Người yêu cầu sẽ đọc những dòng này.")
        if "extended_on" in self.fields:
            self.fields["extended_on"].help_text = _now("Chỉ ghi khi gia hạn, tối đa 15 ngày.")

    def step_take(self, *, by: Any) -> DataRequest:
        """Take the step chosen.

        Raises:
            ValidationError: the service refuses it.
        """
        data = self.cleaned_data
        # Read anew: the form has written what was typed on its own row.
        row = DataRequest.objects.select_related("person", "requester").get(pk=self.instance.pk)
        outcome = data.get("outcome") or ""
        if data.get("person") != row.person:
            request_link(row, data.get("person"), by=by)
        step = data.get("step")
        if step == _ANSWER:
            request_answer(row, outcome=outcome, by=by)
        elif step == _EXTEND:
            if data.get("extended_on") is None:
                raise ValidationError({"extended_on": _now("Hãy ghi gia hạn đến ngày nào.")})
            request_extend(row, until=data["extended_on"], reason=outcome, by=by)
        elif step == _DONE:
            request_finish(row, outcome=outcome, by=by)
        elif step == _REFUSE:
            request_refuse(row, outcome=outcome, by=by)
        return row
