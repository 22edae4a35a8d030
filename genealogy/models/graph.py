"""What tells every process how fresh its index of the tree is, and counters kept ready."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genealogy.enums import Audience
from genealogy.models.clans import Branch, Clan


class TreeVersion(models.Model):
    """A number that grows with every change of a clan's tree, in the transaction of the change.

    `replayable_from` is the lowest version whose changes are all in `TreeTouch`; an index older
    than that is built anew. `token` is drawn anew by every restore from a backup, which counts the
    same numbers again: a snapshot of the other life must not fit.
    """

    wagtail_reference_index_ignore = True

    clan = models.OneToOneField(
        Clan, on_delete=models.CASCADE, primary_key=True, related_name="tree_version"
    )
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveBigIntegerField(default=0)
    replayable_from = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.clan_id}: {self.version}"


class TreeTouch(models.Model):
    """Whom one change of the tree touched (primary keys of people): the short log of an index."""

    wagtail_reference_index_ignore = True

    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveBigIntegerField()
    people = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clan", "version"], name="tree_touch_once")]

    def __str__(self) -> str:
        return f"{self.clan_id}: {self.version}"


class TreeStatistics(models.Model):
    """Numbers of a clan or a branch, counted once per version of the tree and kept.

    Each audience has its own row, counted over what that audience may see, so that no
    difference between two numbers tells of a hidden person.
    """

    wagtail_reference_index_ignore = True

    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="statistics")
    branch = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="statistics"
    )
    audience = models.CharField(max_length=8, choices=Audience.choices)
    version = models.PositiveBigIntegerField()
    valid_until = models.DateField(null=True, blank=True)
    data = models.JSONField(default=dict)
    counted_at = models.DateTimeField(_("đếm lúc"))

    class Meta:
        verbose_name = _("số liệu")
        verbose_name_plural = _("số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["clan", "audience"],
                condition=Q(branch__isnull=True),
                name="tree_statistics_once_per_clan",
            ),
            models.UniqueConstraint(
                fields=["branch", "audience"],
                condition=Q(branch__isnull=False),
                name="tree_statistics_once_per_branch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clan_id}/{self.branch_id or '-'}: {self.audience}"
