"""Pictures and documents of somebody who is erased: the originals and every size made of them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import ReferenceIndex

from cms.media.models import ClanDocument, ClanImage, ClanRendition
from genealogy.services.erasing.subject import Erased
from genealogy.services.imports.clearing import relations_to

#: Rows that are part of the file's own row.
_PARTS: Final = (ClanRendition,)


def files_delete(erased: Erased) -> tuple[dict[type[models.Model], set[int]], list[str]]:
    """Delete the person's pictures and documents, the files on commit.

    To be called once no row of the person leads to them any more. What somebody else's record, an
    article or the site still shows stays: a picture of a whole family is theirs too.

    Returns:
        The keys deleted, by model, and names of those that stay ("ảnh 12").
    """
    gone: dict[type[models.Model], set[int]] = {}
    kept: list[str] = []
    for model, keys in ((ClanImage, erased.images), (ClanDocument, erased.documents)):
        rows: Any = model._base_manager.filter(pk__in=keys).order_by("pk")
        gone[model] = set()
        for row in rows:
            if _is_used(model, row.pk):
                kept.append(f"{model._meta.verbose_name} {row.pk}")
                continue
            gone[model].add(row.pk)
            # One by one: the files go by the signals Wagtail sends for each row.
            row.delete()
        gone[model] |= keys - set(model._base_manager.values_list("pk", flat=True))
    return gone, kept


def _is_used(model: type[models.Model], pk: int) -> bool:
    for relation in relations_to(model):
        other = relation.related_model
        if other in _PARTS or not _is_of_a_row(relation):
            continue
        if other._base_manager.filter(**{relation.field.name: pk}).exists():
            return True
    content_type = ContentType.objects.get_for_model(model)
    return ReferenceIndex.objects.filter(
        to_content_type=content_type, to_object_id=str(pk)
    ).exists()


def _is_of_a_row(relation: Any) -> bool:
    """Say whether a relation is a plain foreign key; tags hang on by content type and go along."""
    return isinstance(relation.field, models.ForeignKey)
