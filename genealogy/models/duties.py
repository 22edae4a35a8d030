"""What the law on personal data asks for: consents, requests with due dates, erasures."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genealogy.enums import ConsentScope, DutyKind, DutyState
from genealogy.models.clans import Clan
from genealogy.models.people import Person


class Consent(models.Model):
    """A living person's consent (đồng ý) to be shown: who said so, when, to what, with what proof.

    Silence is no consent. A withdrawn one stays as a record; a new one is a new row.
    """

    wagtail_reference_index_ignore = True

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    scope = models.CharField(_("cho phép"), max_length=10, choices=ConsentScope.choices)
    given_by = models.CharField(
        _("người đồng ý"),
        max_length=200,
        help_text=_("Chính người ấy, hoặc cha mẹ, người giám hộ của trẻ em."),
    )
    by_representative = models.BooleanField(_("do người đại diện"), default=False)
    child_agrees = models.BooleanField(
        _("trẻ từ 7 tuổi cũng đồng ý"),
        default=False,
        help_text=_("Luật đòi cả trẻ và người đại diện cùng đồng ý."),
    )
    evidence = models.TextField(
        _("bằng chứng"), help_text=_("Ví dụ: giấy ký ngày nào, thư điện tử nào.")
    )
    document = models.ForeignKey(
        "media.ClanDocument",
        verbose_name=_("bản chụp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text_version = models.CharField(_("bản lời đồng ý"), max_length=20)
    given_on = models.DateField(_("ngày đồng ý"))
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lời đồng ý")
        verbose_name_plural = _("các lời đồng ý")
        ordering = ["-given_on", "-id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_scope_display()}"


class DataRequest(models.Model):
    """Somebody asks to be hidden, erased, corrected or told what is held (yêu cầu về dữ liệu).

    Days are counted by the law: an answer in two working days, the deed by `due_on`.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="data_requests")
    kind = models.CharField(_("yêu cầu"), max_length=10, choices=DutyKind.choices)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=DutyState.choices, default=DutyState.OPEN
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("về ai"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="data_requests",
    )
    #: Stays when the person's row is gone.
    person_uuid = models.UUIDField(null=True, blank=True, editable=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    requester_contact = models.CharField(_("liên lạc"), max_length=250, blank=True)
    message = models.TextField(_("nội dung"), blank=True, max_length=2000)
    received_at = models.DateTimeField(_("nhận lúc"))
    answer_due_on = models.DateField(_("hạn trả lời"))
    due_on = models.DateField(_("hạn làm xong"))
    extended_on = models.DateField(_("gia hạn đến"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.TextField(_("kết quả"), blank=True)

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu")
        verbose_name_plural = _("các yêu cầu về dữ liệu")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_at:%d/%m/%Y}"


class Erasure(models.Model):
    """Somebody was erased (đã xoá): the uuid alone, so that no backup brings the person back."""

    wagtail_reference_index_ignore = True

    person_uuid = models.UUIDField(unique=True)
    erased_at = models.DateTimeField(auto_now_add=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("lần xoá")
        verbose_name_plural = _("các lần xoá")
        ordering = ["-erased_at", "-id"]

    def __str__(self) -> str:
        return str(self.person_uuid)
