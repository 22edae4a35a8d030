"""Marking what may have changed, in the transaction that changes it.

A mark is cheap and says little: that a page, a picture or some people of a clan were touched,
hidden ones too. Nothing is sent because of it; `comparing` asks whether a stranger can notice.
Without an endpoint that is on, nothing is marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction

from cms.webhooks.models import Endpoint, Mark, Told

#: Rows that stand for themselves, by model label; trees and pages are marked otherwise.
_KINDS = {
    "media.ClanImage": "image",
    "wagtailredirects.Redirect": "redirect",
    "news.Topic": "topic",
    "news.Author": "author",
    "home.SiteSettings": "site",
    "home.NavigationSettings": "site",
    "home.NavigationItem": "site",
}


def is_listened() -> bool:
    """Say whether any endpoint is on. One query."""
    return Endpoint.objects.filter(is_active=True).exists()


def mark(kind: str, key: Any = "", **facts: Any) -> None:
    """Note that something may have changed, if anybody wants to know."""
    if is_listened():
        Mark.objects.create(kind=kind, key=str(key), **facts)


def mark_people(clan_id: int, people: Iterable[int] | None) -> None:
    """Note that people of a clan were touched; None when anybody may have been."""
    mark("tree", clan_id, people=None if people is None else list(people))


def told_forget_unheard() -> None:
    """Forget what receivers knew of people, and all marks, once nobody listens any more.

    Nobody would bring either up to date; an erased person must not stay in them.
    """
    if not is_listened():
        Told.objects.filter(kind__in=("person", "branch", "clan")).delete()
        Mark.objects.all().delete()


# Signals ----------------------------------------------------------------------------------------


def connect() -> None:
    """Listen to every model whose rows strangers may read. Called once, when apps are ready."""
    for model in apps.get_models():
        if issubclass(model, Page):
            _listen(model, _page_touched)
    _listen(PageViewRestriction, _restriction_touched)
    for label in _KINDS:
        _listen(apps.get_model(label), _row_touched)
    for label in ("genealogy.Clan", "genealogy.Branch"):
        _listen(apps.get_model(label), _clan_touched)
    post_save.connect(_tree_recorded, sender="genealogy.ChangeSet", dispatch_uid="webhooks_set")


def tree_touched(event: Any) -> None:
    """Mark what `TreeTouched` says; subscribed inside the transaction."""
    mark_people(event.clan_id, event.people)


def _listen(model: type[models.Model], handler: Any) -> None:
    uid = f"webhooks_{model._meta.label}"
    post_save.connect(handler, sender=model, dispatch_uid=uid)
    post_delete.connect(handler, sender=model, dispatch_uid=uid)
    # Outside a transaction the row and its mark are two commits: the mark comes first as well, so
    # that a process killed between them leaves a mark too many and never one too few.
    pre_save.connect(_before(handler), sender=model, dispatch_uid=uid, weak=False)
    pre_delete.connect(_before(handler), sender=model, dispatch_uid=uid, weak=False)


def _before(handler: Any) -> Any:
    def early(sender: Any, instance: Any, **others: Any) -> None:
        if not transaction.get_connection().in_atomic_block and instance.pk is not None:
            handler(sender, instance, **others)

    return early


def _page_touched(sender: Any, instance: Any, **others: Any) -> None:
    if not others.get("raw"):
        mark("page", instance.pk)


def _restriction_touched(sender: Any, instance: Any, **others: Any) -> None:
    mark("subtree", instance.page_id)


def _row_touched(sender: Any, instance: Any, **others: Any) -> None:
    mark(_KINDS[instance._meta.label], instance.pk)


def _clan_touched(sender: Any, instance: Any, **others: Any) -> None:
    """Of a clan anything may follow (who is seen at all); of a branch, its own record."""
    is_clan = instance._meta.model_name == "clan"
    clan_id = instance.pk if is_clan else instance.clan_id
    mark_people(clan_id, None if is_clan else ())


def _tree_recorded(sender: Any, instance: Any, **others: Any) -> None:
    mark("tree", instance.clan_id, people=[], change_set=instance.pk)
