"""Which addresses strangers could open, and when each last changed: the memory of `paths`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicAddress(models.Model):
    """An address that is or was open to everybody.

    Rows are written only for what strangers see (`home.public_addresses`): what was never public
    has no row, and a change strangers cannot see moves none. So neither the rows nor their order
    tell of anything hidden. `path` starts at the root of the site and is percent-decoded; `site` is
    the key of a site, 0 for what every site answers; `key` is the public id of what stands there.
    """

    class State(models.TextChoices):
        """What strangers find there now."""

        OPEN = "open", _("đang mở")
        GONE = "gone", _("đã gỡ")
        CLOSED = "closed", _("đã đóng")

    wagtail_reference_index_ignore = True

    site = models.PositiveIntegerField(default=0, editable=False)
    path = models.CharField(max_length=1000, editable=False)
    kind = models.CharField(max_length=8, editable=False)
    type = models.CharField(max_length=80, editable=False)
    key = models.CharField(max_length=80, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=6, choices=State.choices, editable=False)
    sequence = models.PositiveBigIntegerField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("địa chỉ công khai")
        verbose_name_plural = _("địa chỉ công khai")
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="public_address_once")]
        indexes = [
            models.Index(fields=["sequence", "id"], name="public_address_by_change"),
            models.Index(fields=["kind", "key"], name="public_address_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.state}"


class PublicSequence(models.Model):
    """The number of the last change of public addresses; one row.

    Raising it holds the row until the transaction ends, so numbers become visible in their order
    and a reader who has seen one has seen all before it.
    """

    wagtail_reference_index_ignore = True

    number = models.PositiveBigIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return str(self.number)
