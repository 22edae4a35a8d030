"""Rows that tie a page to people and branches of the gia phả, for every page type alike.

The genealogy stands above this floor, so the keys are named, not imported. A page type adds its own
`page` key; what a reader sees of the rows comes from `genealogy.public`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class PersonLink(Orderable):
    """A person of the gia phả whom a page speaks of (người được nhắc tới)."""

    person = models.ForeignKey(
        "genealogy.Person", verbose_name=_("người"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.page_id}: {self.person_id}"  # type: ignore[attr-defined] # the page type's key


class BranchLink(Orderable):
    """A branch of the gia phả (chi phái) that a page speaks of."""

    branch = models.ForeignKey(
        "genealogy.Branch", verbose_name=_("chi phái"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("branch")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.page_id}: {self.branch_id}"  # type: ignore[attr-defined] # the page type's key
