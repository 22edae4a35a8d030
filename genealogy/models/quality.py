"""What the checks found, which pairs look like one person, and what somebody waved off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genealogy.enums import Severity
from genealogy.models.clans import Branch, Clan
from genealogy.models.families import Union
from genealogy.models.people import Person


class Dismissal(models.Model):
    """Base of a decision that a finding is no fault; it outlives the finding."""

    wagtail_reference_index_ignore = True

    reason = models.TextField(_("lý do"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class CheckFinding(models.Model):
    """Something in the tree that looks wrong (điều nghi ngờ); rebuilt by each check."""

    wagtail_reference_index_ignore = True

    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=60)
    severity = models.CharField(_("mức"), max_length=8, choices=Severity.choices)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    union = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    branch = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    facts = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("điều nghi ngờ")
        verbose_name_plural = _("điều nghi ngờ")
        constraints = [
            models.UniqueConstraint(fields=["clan", "fingerprint"], name="finding_fingerprint")
        ]
        indexes = [models.Index(fields=["clan", "severity", "code"], name="finding_by_severity")]

    def __str__(self) -> str:
        return self.code


class CheckDismissal(Dismissal):
    """A finding somebody looked at and accepted."""

    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="check_dismissals")
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("điều đã bỏ qua")
        verbose_name_plural = _("điều đã bỏ qua")
        constraints = [
            models.UniqueConstraint(fields=["clan", "fingerprint"], name="check_dismissal_once")
        ]

    def __str__(self) -> str:
        return self.fingerprint


class DuplicatePair(models.Model):
    """Two people who may be one (nghi trùng), `first` having the smaller key."""

    wagtail_reference_index_ignore = True

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("nghi trùng")
        verbose_name_plural = _("nghi trùng")
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="duplicate_pair_ordered",
                violation_error_message=_("Hai người của một cặp phải khác nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"


class DuplicateDismissal(Dismissal):
    """A pair somebody knows to be two people."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("cặp không trùng")
        verbose_name_plural = _("cặp không trùng")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_dismissal_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="duplicate_dismissal_ordered",
                violation_error_message=_("Hai người của một cặp phải khác nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
