"""Making and ending previews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, Site

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from cms.preview.keys import key_make
from cms.preview.models import PreviewKind, PreviewToken, SubjectKind
from cms.preview.selectors import text_mark

SESSION_LIFE = timedelta(hours=1)
SHARED_LIFE = timedelta(hours=24)
LONGEST_LIFE = timedelta(days=7)
#: Previews of one editor's session with one object that open at once; the panel makes one a pause.
_KEPT_IN_SESSION = 5


def page_content(page: Page) -> dict[str, Any]:
    """Give a page as it is in memory, to be read again later; remarks of editors stay out."""
    content = page.serializable_data()
    content.pop(COMMENTS_RELATION_NAME, None)
    return content


@transaction.atomic
def session_token_make(*, page: Page, site: Site, by: Any) -> str:
    """Let the front end read a page as it is in memory, for an hour; give the secret.

    A page that was never saved must know its place in the tree.
    """
    is_new = page.pk is None
    token = PreviewToken(
        kind=PreviewKind.SESSION,
        subject=SubjectKind.PAGE,
        maker=by,
        site=site,
        page_id=page.pk,
        parent=page.get_parent() if is_new else None,
        content_type=ContentType.objects.get_for_model(page),
        content=page_content(page),
        expires_at=timezone.now() + SESSION_LIFE,
    )
    return _made(token)


@transaction.atomic
def text_token_make(
    *,
    subject: SubjectKind,
    uuid: UUID,
    text: str,
    stored: str,
    site: Site,
    by: Any,
    life: timedelta = SESSION_LIFE,
    kind: PreviewKind = PreviewKind.SESSION,
) -> str:
    """Let the front end read a text of the gia phả that is not saved; give the secret.

    Args:
        subject: whose text.
        uuid: the public id of whose it is.
        text: as it would be stored.
        stored: as it is stored; once that changes, the preview is over.
        site: whose front end.
        by: the maker, whose right to edit was asked already.
        life: how long, within `LONGEST_LIFE`.
        kind: of the editor's own, or to be shared.

    Raises:
        ValidationError: `life` is out of range.
    """
    token = PreviewToken(
        kind=kind,
        subject=subject,
        maker=by,
        site=site,
        subject_uuid=uuid,
        content={"text": text, "was": text_mark(stored)},
        expires_at=_end(life),
    )
    return _made(token)


@transaction.atomic
def shared_token_make(*, page: Page, site: Site, by: Any, life: timedelta = SHARED_LIFE) -> str:
    """Let whoever holds the secret read the newest saved draft of a page, just that one.

    Args:
        page: the page; whether `by` may edit it was asked already.
        site: whose front end.
        by: the maker.
        life: how long, within `LONGEST_LIFE`.

    Raises:
        ValidationError: `life` is out of range.
    """
    revision = page.get_latest_revision()
    token = PreviewToken(
        kind=PreviewKind.SHARED,
        subject=SubjectKind.PAGE,
        maker=by,
        site=site,
        page_id=page.pk,
        content_type=ContentType.objects.get_for_model(page.specific_class),
        revision=revision,
        content=None if revision else page_content(page.specific),
        expires_at=_end(life),
    )
    return _made(token)


def _end(life: timedelta) -> Any:
    if not timedelta(0) < life <= LONGEST_LIFE:
        raise ValidationError(_("Liên kết xem trước dùng được nhiều nhất bảy ngày."))
    return timezone.now() + life


def _made(token: PreviewToken) -> str:
    tokens_clear()
    key = key_make()
    token.digest = key.digest
    token.save()
    if token.kind == PreviewKind.SESSION:
        own = PreviewToken.objects.filter(
            _about(token), kind=PreviewKind.SESSION, maker=token.maker_id
        )
        older = own.order_by("-pk").values_list("pk", flat=True)[_KEPT_IN_SESSION:]
        PreviewToken.objects.filter(pk__in=list(older)).delete()
    else:
        record_access(
            token.maker,
            AccessKind.TOKEN,
            person_uuid=token.subject_uuid if token.subject == SubjectKind.PERSON else None,
            detail=_("tạo liên kết xem trước, mã %(number)s") % {"number": token.pk},
        )
    return key.text


def _about(token: PreviewToken) -> Q:
    if token.subject_uuid is not None:
        return Q(subject_uuid=token.subject_uuid)
    if token.page_id is not None:
        return Q(page=token.page_id)
    return Q(page=None, parent=token.parent_id, subject=SubjectKind.PAGE)


@transaction.atomic
def token_revoke(*, token: PreviewToken, by: Any) -> None:
    """End a preview at once; a second time changes nothing."""
    alive = PreviewToken.objects.filter(pk=token.pk, revoked_at=None)
    ended = alive.update(revoked_at=timezone.now())
    if ended and token.kind == PreviewKind.SHARED:
        detail = _("thu hồi liên kết xem trước, mã %(number)s") % {"number": token.pk}
        record_access(by, AccessKind.TOKEN, detail=detail)


def token_touch(token: PreviewToken) -> None:
    """Count one reading."""
    PreviewToken.objects.filter(pk=token.pk).update(
        use_count=F("use_count") + 1, last_used_at=timezone.now()
    )


def tokens_clear() -> int:
    """Delete the previews whose time is over; give how many."""
    return PreviewToken.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def tokens_of_published(page: Page) -> None:
    """End the previews of a page that has just been published, and of it when it was still new."""
    as_new = Q(page=None, parent=page.get_parent(), maker=page.owner_id)
    PreviewToken.objects.filter(Q(page=page.pk) | as_new).delete()


def tokens_of_erased(uuids: Iterable[UUID]) -> None:
    """Delete the previews of lives of people under these ids, with the words typed."""
    PreviewToken.objects.filter(subject=SubjectKind.PERSON, subject_uuid__in=uuids).delete()


def tokens_drop(kept: Path) -> str:
    """After a restore: delete every preview, for one that was revoked may have come back."""
    PreviewToken.objects.all().delete()
    return ""
