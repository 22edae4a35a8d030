"""Background jobs as editors see them: what is to be done, how far it is, how it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không làm được")


class Job(models.Model):
    """Work too long for a web request (việc chạy nền), with its progress.

    It is not the queue: a waiting job has a row in the table of django-tasks-db too, which says
    when it may run. A running job is lent to one worker until `leased_until`; a worker that dies
    gives it back by letting that time pass. `error` never holds facts of people.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại việc"), max_length=80)
    title = models.CharField(_("việc"), max_length=250)
    arguments = models.JSONField(default=dict, blank=True)
    clan_key = models.CharField(_("dòng họ"), max_length=80, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    done = models.PositiveIntegerField(_("đã làm"), default=0)
    total = models.PositiveIntegerField(_("tất cả"), default=0)
    message = models.CharField(_("đang làm gì"), max_length=250, blank=True)
    error = models.CharField(_("lỗi"), max_length=250, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người giao"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    leased_by = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    created_at = models.DateTimeField(_("giao lúc"), auto_now_add=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc chạy nền")
        verbose_name_plural = _("việc chạy nền")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "leased_until"], name="job_by_lease")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)
