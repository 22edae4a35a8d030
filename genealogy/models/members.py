"""Which accounts belong to which branch, who they are in the book, and how they came in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genealogy.enums import BranchOfficeKind, RequestState
from genealogy.models.clans import Branch, Clan
from genealogy.models.people import Person


class Asked(models.Model):
    """Base of what an account asks for and somebody decides."""

    wagtail_reference_index_ignore = True

    state = models.CharField(
        _("tình trạng"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    message = models.TextField(_("lời nhắn"), blank=True, max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        abstract = True


class ClanMember(Asked):
    """An account's place in a clan (thành viên), asked for or given by an invitation.

    Only an accepted one lets the account see the living.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="clan_memberships"
    )
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="members")
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
    )
    invitation = models.ForeignKey(
        "genealogy.Invitation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
    )

    class Meta:
        verbose_name = _("thành viên dòng họ")
        verbose_name_plural = _("thành viên dòng họ")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clan"],
                name="clan_member_once",
                violation_error_message=_("Tài khoản này đã ở trong dòng họ ấy."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.branch or self.clan}"


class BranchOffice(models.Model):
    """An account that answers for a branch and all below it (trưởng chi, biên tập chi).

    A row without a branch answers for the whole clan.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="branch_offices"
    )
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="offices")
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="offices",
        help_text=_("Để trống là cả họ."),
    )
    kind = models.CharField(
        _("việc"),
        max_length=10,
        choices=BranchOfficeKind.choices,
        default=BranchOfficeKind.EDITOR,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("người phụ trách chi")
        verbose_name_plural = _("người phụ trách các chi")
        ordering = ["clan_id", "branch_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "branch"],
                name="branch_office_once",
                violation_error_message=_("Người này đã phụ trách chi ấy."),
            ),
            models.UniqueConstraint(
                fields=["user", "clan"],
                condition=Q(branch__isnull=True),
                name="clan_office_once",
                violation_error_message=_("Người này đã phụ trách cả họ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.branch or self.clan}"


class PersonAccount(Asked):
    """An account says who it is in the book (đây là tôi); a reviewer confirms it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="person_claims"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="account_claims")

    class Meta:
        verbose_name = _("tài khoản của người trong gia phả")
        verbose_name_plural = _("tài khoản của người trong gia phả")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["asked", "accepted"]),
                name="person_account_one_per_user",
                violation_error_message=_("Tài khoản này đã nhận một người trong gia phả."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="accepted"),
                name="person_account_one_per_person",
                violation_error_message=_("Người này đã có tài khoản."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} = {self.person}"


class Invitation(models.Model):
    """An invitation into a branch (thư mời), as a link, a printed code or a QR code.

    The code itself is shown once and not stored; `digest` is its SHA-256.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="invitations")
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("mời người này"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
        help_text=_("Để trống khi mời chung cả chi."),
    )
    label = models.CharField(
        _("ghi nhớ"), max_length=150, blank=True, help_text=_("Ví dụ: phát ở lễ giỗ tổ.")
    )
    max_uses = models.PositiveSmallIntegerField(_("số lần dùng"), default=1)
    uses = models.PositiveSmallIntegerField(_("đã dùng"), default=0, editable=False)
    expires_at = models.DateTimeField(_("hết hạn"))
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thư mời")
        verbose_name_plural = _("thư mời")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("max_uses")), name="invitation_not_used_too_often"
            )
        ]

    def __str__(self) -> str:
        return self.label or f"{self.branch or self.clan}"
