"""Drawings and books that take longer than a page: what was asked, how far it is, the file."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genealogy.enums import PrintKind
from genealogy.models.clans import Branch, Clan
from genealogy.models.people import Person


class PrintOrder(models.Model):
    """Something to be printed (bản in): a poster or the book, made in the background.

    The file shows what its owner might see when it was made. It is given to nobody else, and to
    its owner only while `viewer_key` is still what `selectors.prints.viewer_key` says of him.
    Files live under `var/prints`, never under the media folder.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại bản in"), max_length=20, choices=PrintKind.choices)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.CASCADE, related_name="+"
    )
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("người"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip
    #: What the kind of print lets one choose; plain JSON.
    options = models.JSONField(_("lựa chọn"), default=dict, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="print_orders"
    )
    viewer_key = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(
        "jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Name of the file under `var/prints`; empty until it is made.
    file_name = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("cỡ tệp"), default=0)
    pages = models.PositiveIntegerField(_("số trang"), default=0)
    people = models.PositiveIntegerField(_("số người"), default=0)
    error = models.CharField(_("lỗi"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    expires_at = models.DateTimeField(_("giữ đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản in")
        verbose_name_plural = _("bản in")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.clan}"
