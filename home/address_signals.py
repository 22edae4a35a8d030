"""What makes the memory of public addresses look again; connected when the app is ready."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import page_slug_changed, post_page_move

from cms.media.models import ClanDocument, ClanImage, ClanMedia
from cms.news.models import Author, Topic
from home.public_addresses import pages_sync, pages_sync_below, redirects_sync

#: Columns of a page that say what strangers find where.
_TELLING = {"live", "slug", "url_path", "path", "last_published_at"}
#: What pages show of other things: when one of these is saved, pages that use it have changed.
_SHOWN = (ClanImage, ClanDocument, ClanMedia, Topic, Author)


def connect() -> None:
    """Listen; twice is as once."""
    post_save.connect(_page_saved, dispatch_uid="public_address_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="public_address_page_deleted")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_page_and_below, dispatch_uid=f"public_address_{id(signal)}")
    for signal in (post_save, post_delete):
        name = f"public_address_{id(signal)}"
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid=f"{name}_restriction")
        signal.connect(_redirect, sender=Redirect, dispatch_uid=f"{name}_redirect")
        signal.connect(_site, sender=Site, dispatch_uid=f"{name}_site")
    for model in _SHOWN:
        post_save.connect(_shown, sender=model, dispatch_uid=f"public_address_{model.__name__}")


def _page_saved(
    *, sender: type, instance: Model, raw: bool = False, update_fields: Any = None, **_others: Any
) -> None:
    if raw or not isinstance(instance, Page):
        return
    if update_fields is not None and not _TELLING & set(update_fields):
        return
    pages_sync([instance.pk])


def _page_deleted(*, sender: type, instance: Model, **_others: Any) -> None:
    if isinstance(instance, Page):
        pages_sync([instance.pk])


def _page_and_below(*, instance: Page, **_others: Any) -> None:
    pages_sync_below(instance)


def _restricted(*, instance: PageViewRestriction, **_others: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        pages_sync_below(page)


def _redirect(*, instance: Redirect, **_others: Any) -> None:
    redirects_sync([instance.pk])


def _site(**_others: Any) -> None:
    pages_sync(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))


def _shown(*, instance: Model, created: bool = False, raw: bool = False, **_others: Any) -> None:
    if raw or created:
        return
    references = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    ids = {int(key) for key in references.values_list("object_id", flat=True)}
    for relation in instance._meta.related_objects:
        model: Any = relation.related_model
        if relation.many_to_many and issubclass(model, Page):
            using = model.objects.filter(**{relation.field.name: instance})
            ids.update(using.values_list("pk", flat=True))
    pages_sync(ids, renew=True)
