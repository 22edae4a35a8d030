"""Making, finding, using and revoking keys of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from cms.accounts.access import record_access
from cms.accounts.models import ApiToken
from cms.accounts.models.duties import AccessKind
from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.keys import key_digests, key_is_whole, key_make
from cms.accounts.tokens.rules import knows_the_living, may_have_tokens, token_is_open

if TYPE_CHECKING:
    from cms.accounts.models import User

#: A key lives at most this long (days); a forgotten one ends by itself.
LONGEST_LIFE_DAYS = 366
#: The moment of the last use is written at most this often.
_USE_STEP = timedelta(minutes=1)


@transaction.atomic
def token_create(
    *,
    name: str,
    owner: User,
    scopes: Iterable[str],
    expires_at: datetime,
    by: User,
    branch: Any = None,
    rate_per_minute: int = 1200,
) -> tuple[ApiToken, str]:
    """Make a key and give its row with the key itself, which nobody can be given again.

    Args:
        name: what it is used for.
        owner: whose rights bound it; must be allowed into the admin.
        scopes: values of `TokenScope`.
        expires_at: when it ends, within `LONGEST_LIFE_DAYS`.
        by: who makes it.
        branch: the branch (chi phái) of the scope `read:branch`, else None.
        rate_per_minute: points a minute, see `cms.core.api.costs`.

    Raises:
        ValidationError: the owner may have no keys, or a field does not fit.
    """
    if not may_have_tokens(owner):
        raise ValidationError(_("Chỉ tài khoản vào được trang quản trị mới có khoá API."))
    wanted = sorted(set(scopes))
    _check_scopes(wanted, owner=owner, branch=branch)
    now = timezone.now()
    if not now < expires_at <= now + timedelta(days=LONGEST_LIFE_DAYS):
        raise ValidationError(
            {"expires_at": _("Hạn dùng phải ở sau hôm nay và không quá một năm.")}
        )
    key = key_make()
    token = ApiToken(
        name=name,
        owner=owner,
        prefix=key.prefix,
        digest=key.digest,
        scopes=wanted,
        branch=branch if TokenScope.READ_BRANCH in wanted else None,
        rate_per_minute=rate_per_minute,
        expires_at=expires_at,
        created_by=by,
    )
    token.full_clean()
    token.save()
    record_access(by, AccessKind.TOKEN, detail=_("cấp khoá %(prefix)s") % {"prefix": token.prefix})
    return token, key.text


def _check_scopes(scopes: list[str], *, owner: User, branch: Any) -> None:
    if not scopes or set(scopes) - set(TokenScope.values):
        raise ValidationError({"scopes": _("Chọn ít nhất một quyền trong danh sách.")})
    if TokenScope.READ_BRANCH not in scopes:
        return
    if branch is None:
        raise ValidationError({"branch": _("Chọn chi phái mà khoá này được đọc.")})
    if not knows_the_living(owner):
        raise ValidationError(
            {"scopes": _("Tài khoản này không được xem người đang sống nên không mở được một chi.")}
        )


@transaction.atomic
def token_revoke(*, token: ApiToken, by: User) -> None:
    """End a key at once; a second time changes nothing."""
    changed = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if changed:
        record_access(
            by, AccessKind.TOKEN, detail=_("thu hồi khoá %(prefix)s") % {"prefix": token.prefix}
        )


@sensitive_variables("text", "digests")
def token_of_key(text: str) -> ApiToken | None:
    """Give the open token of a key; None for a mistyped, wrong, expired or revoked one.

    A mistyped key costs no query. A key kept under an older secret of the site is moved to the
    present one, so that a change of the secret ends with the last key used.
    """
    if not key_is_whole(text):
        return None
    digests = key_digests(text)
    rows = ApiToken.objects.select_related("owner", "branch").filter(digest__in=digests)
    token = rows.first()
    if token is None or not token_is_open(token):
        return None
    if token.digest != digests[0]:
        ApiToken.objects.filter(pk=token.pk).update(digest=digests[0])
    return token


def token_touch(token: ApiToken) -> None:
    """Keep when a key was used last, to the minute."""
    now = timezone.now()
    if token.last_used_at is not None and token.last_used_at > now - _USE_STEP:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _USE_STEP)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
