"""Runs of an import: what was read, what was found, what came of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genealogy.enums import ImportState, Severity
from genealogy.models.clans import Clan


class ImportRun(models.Model):
    """One file read into one clan (lần nhập): staged, applied as a whole, undone as a whole."""

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.PROTECT, related_name="imports"
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ImportState.choices, default=ImportState.STAGING
    )
    file_name = models.CharField(_("tệp"), max_length=250)
    file_size = models.BigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    format_version = models.CharField(_("phiên bản GEDCOM"), max_length=20, blank=True)
    encoding = models.CharField(_("bảng mã"), max_length=30, blank=True)
    producer = models.CharField(_("phần mềm xuất"), max_length=250, blank=True)
    root_xref = models.CharField(_("mã thủy tổ"), max_length=80, blank=True)
    header = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập GEDCOM")
        verbose_name_plural = _("các lần nhập GEDCOM")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class ImportRow(models.Model):
    """One record of the file in the staging area, before it becomes part of the tree."""

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    xref = models.CharField(max_length=80, blank=True)
    line = models.PositiveIntegerField()
    payload = models.JSONField()

    class Meta:
        verbose_name = _("bản ghi chờ")
        verbose_name_plural = _("bản ghi chờ")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["run", "sequence"], name="import_row_sequence")
        ]
        indexes = [models.Index(fields=["run", "kind", "sequence"], name="import_row_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.xref}"


class ImportIssue(models.Model):
    """Something the reader must know of the file, with its line."""

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues")
    severity = models.CharField(_("mức"), max_length=8, choices=Severity.choices)
    line = models.PositiveIntegerField(_("dòng"), null=True, blank=True)
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict, blank=True)
    text = models.TextField(_("nguyên văn"), blank=True)

    class Meta:
        verbose_name = _("điều cần xem")
        verbose_name_plural = _("điều cần xem")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"
