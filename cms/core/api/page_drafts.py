"""Pages that programs write: found for editing, kept as a draft, handed on to people.

What a program writes is a revision. A page that readers see stays as it is until somebody who may
publish does so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Page

from cms.core.api.writing import Locked, OutOfDate, VersionMissing
from cms.core.text import fold_words

P = TypeVar("P", bound=Page)
_LONGEST_SLUG = 80


def page_to_read(model: type[P], key: int, *, by: Any) -> P:
    """Give the newest draft of a page that the account may edit.

    Raises:
        Http404: there is none, or the account may not know of it.
        PermissionDenied: readers see the page, but the account may not edit it.
    """
    return _newest(_editable(model.objects.filter(pk=key), by))


def page_to_edit(model: type[P], key: int, *, by: Any, version: int | None) -> P:
    """Give the newest draft of a page, held against other writers until the transaction ends.

    Args:
        model: the type of the page.
        key: its primary key.
        by: who writes.
        version: which version the writer has read.

    Raises:
        Http404: there is none, or the account may not know of it.
        PermissionDenied: readers see the page, but the account may not edit it.
        Locked: it is locked, or waits in moderation for others.
        VersionMissing: no version is named.
        OutOfDate: another version is the newest.
    """
    # Both tables: what is read of a row that was not locked may be older than the lock.
    rows = model.objects.select_for_update(of=("self", "page_ptr")).filter(pk=key)
    row = _editable(rows, by)
    if row.permissions_for_user(by).page_locked():
        raise Locked
    if version is None:
        raise VersionMissing
    if version != (row.latest_revision_id or 0):
        raise OutOfDate
    return _newest(row)


def _editable(rows: Any, by: Any) -> Any:
    row = rows.first()
    if row is None:
        raise Http404
    if not row.permissions_for_user(by).can_edit():
        if row.live and not row.get_view_restrictions().exists():
            raise PermissionDenied
        raise Http404
    return row


def _newest(row: Any) -> Any:
    return row.get_latest_revision_as_object()


def parent_allowing(pages: Any, *, by: Any) -> Any:
    """Give the first of these pages under which the account may add one.

    Raises:
        PermissionDenied: there is none.
    """
    for page in pages:
        if page.permissions_for_user(by).can_add_subpage():
            return page
    raise PermissionDenied


def draft_keep(page: Page, *, by: Any) -> None:
    """Keep what was written as the newest version of a page.

    Raises:
        ValidationError: a field does not fit.
    """
    page.save_revision(user=by, log_action=True, changed=True)


def draft_hand_on(page: Page, *, by: Any, publish: bool = False, submit: bool = False) -> None:
    """Publish the newest version, or start the moderation of it.

    Raises:
        PermissionDenied: the account may not.
        ValidationError: there is nothing to start, or it is under way.
    """
    row = page.specific_class.objects.get(pk=page.pk)
    may = row.permissions_for_user(by)
    if publish:
        if not may.can_publish():
            raise PermissionDenied(_("Chủ của khoá này không được đăng bài."))
        row.latest_revision.publish(user=by)
    if submit:
        workflow = row.get_workflow()
        if workflow is None or not may.can_submit_for_moderation():
            sentence = _("không gửi duyệt được: trang này không có quy trình duyệt cho bạn")
            raise ValidationError({"submit": [sentence]})
        workflow.start(row, by)


def state_of(row: Page) -> str:
    """Say in one word where a page stands: draft, moderation, live, or live with a draft."""
    if row.current_workflow_state is not None:
        return "moderation"
    if not row.live:
        return "draft"
    return "live+draft" if row.has_unpublished_changes else "live"


STATES = ["draft", "moderation", "live", "live+draft"]


def slug_free(parent: Page, title: str, *, fallback: str) -> str:
    """Give an address under a page that nobody has yet, made of a title."""
    base = "-".join(fold_words(title))[:_LONGEST_SLUG].strip("-") or fallback
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def body_checked(block: Any, raw: Sequence[dict[str, Any]]) -> Any:
    """Give a body as the editors' form would take it.

    Raises:
        ValidationError: a block does not fit; the sentences count from 1.
    """
    value = block.to_python([part for part in raw if part["value"]])
    try:
        return block.clean(value)
    except StreamBlockValidationError as error:
        raise ValidationError({"body": _sentences(error)}) from error


def _sentences(error: StreamBlockValidationError) -> list[str]:
    """Say block by block what does not fit, counted from 1."""
    found = []
    for place, problem in sorted((error.block_errors or {}).items()):
        parts = getattr(problem, "block_errors", None) or {"": problem}
        for name, part in parts.items():
            words = " ".join(part.messages)
            found.append(f"{int(place) + 1}{'.' if name else ''}{name}: {words}")
    return found
