"""The tables of this floor: how often each kind of content has changed."""

from __future__ import annotations

from django.db import models


class ContentVersion(models.Model):
    """When something of one kind last changed: a place in the order of all changes of the site.

    `tag` names the kind (`news`, `page:12`, `tree`) or, as `*`, all of it; `number` is the value
    that `*` got in the transaction of the change. Not a count of anything: numbers have gaps, and
    what changed may be hidden, so no number ever leaves the server.
    """

    wagtail_reference_index_ignore = True

    tag = models.CharField(max_length=120, primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.tag}: {self.number}"
