"""One mechanism for proposals, history, undo, merges and the undoing of imports."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genealogy.enums import ChangeAction, ChangeKind, ChangeState
from genealogy.models.clans import Clan
from genealogy.models.imports import ImportRun


class ChangeSet(models.Model):
    """What somebody did, or asks to do, in one go (đợt thay đổi)."""

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="change_sets")
    kind = models.CharField(_("loại"), max_length=10, choices=ChangeKind.choices)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED
    )
    reason = models.TextField(_("lý do"), blank=True)
    import_run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.CASCADE)
    reverts = models.ForeignKey(
        "self",
        verbose_name=_("hoàn tác của"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reverted_by",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt thay đổi")
        verbose_name_plural = _("các đợt thay đổi")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%d/%m/%Y}"


class Change(models.Model):
    """One row of the tree before and after."""

    wagtail_reference_index_ignore = True

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField(default=0)
    action = models.CharField(_("việc"), max_length=8, choices=ChangeAction.choices)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    person_uuid = models.UUIDField(null=True, blank=True, db_index=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("thay đổi")
        verbose_name_plural = _("thay đổi")
        ordering = ["sequence", "id"]
        indexes = [models.Index(fields=["model", "object_id"], name="change_by_row")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.model} {self.object_id}"


class ChangeSubject(models.Model):
    """Whom a set of changes is about; what a person's history is read by."""

    wagtail_reference_index_ignore = True

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="subjects")
    person_uuid = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("người được nói tới")
        verbose_name_plural = _("người được nói tới")
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "person_uuid"], name="change_subject_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person_uuid)
