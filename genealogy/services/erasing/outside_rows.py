"""What Wagtail and other apps keep of somebody: articles, drafts, logs, unsaved forms, indexes."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision
from wagtail.search import index

from genealogy.models import Event, Person, Union
from genealogy.services.erasing.subject import Erased
from genealogy.services.history.outside import Mention, mentions


def mentions_forget(erased: Erased) -> int:
    """Take the person off the lists of articles, live and in every revision; give how many rows.

    What an article says in its own words stays: an editor has to read it.
    """
    count = 0
    pages: set[int] = set()
    for mention in mentions():
        rows = mention.model._base_manager.filter(**{f"{mention.field.name}__in": erased.people})
        count += rows.count()
        if mention.owner is not None:
            pages.update(rows.values_list(mention.owner.attname, flat=True))
        rows.delete()
        count += _revisions_forget(mention, erased)
    for page in Page.objects.filter(pk__in=pages).specific():
        index.insert_or_update_object(page)
    return count


def traces_forget(erased: Erased, gone: dict[type[models.Model], set[int]]) -> None:
    """Delete log entries, unsaved forms, editing sessions and references to the person's rows.

    Args:
        erased: whom it is about.
        gone: the other rows that were deleted, by model. Entries of rows deleted long before, which
            no key leads to, lose the label in which the name stands.
    """
    own: dict[type[models.Model], set[int]] = {
        **gone,
        Person: erased.people,
        Event: erased.events,
        Union: erased.unions,
    }
    types = [ContentType.objects.get_for_model(model) for model in gone]
    labelled = ModelLogEntry.objects.filter(content_type__in=types)
    labelled.filter(text_names(erased, "label")).update(label="")
    for model, keys in own.items():
        rows = _of_object(model, keys)
        for kind in (ModelLogEntry, FormState, EditingSession):
            kind.objects.filter(**rows).delete()
        FormState.objects.filter(
            content_type=rows["content_type"], parent_object_id__in=rows["object_id__in"]
        ).delete()
        references = rows["object_id__in"]
        ReferenceIndex.objects.filter(
            Q(base_content_type=rows["content_type"], object_id__in=references)
            | Q(to_content_type=rows["content_type"], to_object_id__in=references)
        ).delete()
    unsaved = FormState.objects.annotate(written=Cast("data", TextField()))
    unsaved.filter(text_names(erased, "written")).delete()


def text_names(erased: Erased, column: str) -> Q:
    """Match a text, or JSON as either database writes it, in which a name of the person stands."""
    condition = Q(pk__in=[])
    for name in erased.names:
        for written in {name, json.dumps(name)[1:-1]}:
            condition |= Q(**{f"{column}__icontains": written})
    return condition


def _of_object(model: type[models.Model], keys: set[int]) -> dict[str, Any]:
    return {
        "content_type": ContentType.objects.get_for_model(model),
        "object_id__in": [str(key) for key in keys],
    }


def _revisions_forget(mention: Mention, erased: Erased) -> int:
    owner = mention.owner.related_model if mention.owner else None
    if owner is None:
        return 0
    named = Q()
    for pk in erased.people:
        for end in ",}":
            named |= Q(written__contains=f'"{mention.field.name}": {pk}{end}')
    revisions = (
        Revision.objects.filter(content_type=ContentType.objects.get_for_model(owner))
        .annotate(written=Cast("content", TextField()))
        .filter(named)
    )
    count = 0
    for revision in revisions.iterator(chunk_size=100):
        entries = revision.content.get(mention.relation)
        if not isinstance(entries, list):
            continue
        kept = [one for one in entries if one.get(mention.field.name) not in erased.people]
        if kept != entries:
            content = {**revision.content, mention.relation: kept}
            Revision.objects.filter(pk=revision.pk).update(content=content)
            count += 1
    return count
