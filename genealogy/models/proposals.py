"""What members ask to have changed in the book, and the talk about it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genealogy.enums import ItemState, ProposalAction, ProposalKind, ProposalState
from genealogy.models.changes import ChangeSet
from genealogy.models.clans import Branch, Clan
from genealogy.models.people import Person


class Proposal(models.Model):
    """What a member proposes in one go (đề nghị), decided by those who answer for the branch.

    The book does not change until an item is accepted; what was accepted is one `ChangeSet`.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="proposals")
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    subject = models.ForeignKey(
        Person,
        verbose_name=_("về ai"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    kind = models.CharField(_("loại"), max_length=12, choices=ProposalKind.choices)
    note = models.TextField(_("lời nhắn"), blank=True, max_length=2000)
    state = models.CharField(
        _("tình trạng"),
        max_length=10,
        choices=ProposalState.choices,
        default=ProposalState.OPEN,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("lý do"), blank=True)
    change_set = models.ForeignKey(
        ChangeSet, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị")
        verbose_name_plural = _("đề nghị")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["clan", "state", "created_at"], name="proposal_queue")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject or ''}".strip(": ")


class ProposalItem(models.Model):
    """One thing asked for, accepted or refused by itself.

    `target` is the uuid of a person of the book, or the `ref` of an earlier item that adds one
    ("khai một nhà"). `base_version` is the version of the target the member saw: a later edit
    makes a conflict. `data` holds what the action needs; its shape is the action's.
    """

    wagtail_reference_index_ignore = True

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    sequence = models.PositiveSmallIntegerField(default=0)
    action = models.CharField(_("việc"), max_length=16, choices=ProposalAction.choices)
    ref = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=40, blank=True)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    image = models.ForeignKey(
        "media.ClanImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN
    )
    result_uuid = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("điều đề nghị")
        verbose_name_plural = _("các điều đề nghị")
        ordering = ["sequence", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "sequence"], name="proposal_item_order")
        ]

    def __str__(self) -> str:
        return str(self.get_action_display())


class ProposalComment(models.Model):
    """A word between the member and the reviewers (trao đổi)."""

    wagtail_reference_index_ignore = True

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("nội dung"), max_length=2000)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lời trao đổi")
        verbose_name_plural = _("các lời trao đổi")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.text[:80]
