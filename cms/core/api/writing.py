"""Writing through the API: in whose name, once however often it is sent, and how it is refused.

What is kept of a sending (its key, its answer, what a key may still upload) is kept by the
accounts, above this floor; they come to the desk when their app is ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import APIException, NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.log_actions import log

#: What history says of a write by a program.
LOG_ACTION = "api.write"
REPEAT_HEADER = "Idempotency-Key"


class Desk(Protocol):
    """What the accounts do for a write."""

    def once(
        self,
        request: Request,
        work: Callable[[], Response],
        before: Callable[[], None] | None = None,
    ) -> Response:
        """Do the work in one transaction, once for each `Idempotency-Key`.

        `before` runs as often as the work, outside the transaction: what takes long and writes
        nothing.
        """

    def take_room(self, request: Request, size: int) -> None:
        """Count an upload of `size` bytes against what the sender may upload today."""


class _Slot:
    desk: Desk | None = None


def register_desk(desk: Desk) -> None:
    """Say who keeps what is kept of writes; call it from `AppConfig.ready`."""
    _Slot.desk = desk


def desk() -> Desk:
    """Give who keeps what is kept of writes."""
    if _Slot.desk is None:
        raise RuntimeError("No app registered a desk for writes.")
    return _Slot.desk


def writer_of(request: Request) -> Any:
    """Give the account that answers for what is written: the key's owner, or who is signed in.

    The endpoint still asks what that account may do: a key never gives more than its owner has.

    Raises:
        NotAuthenticated: there is neither a key nor a session.
    """
    token = getattr(request, "api_token", None)
    if token is not None:
        return token.owner
    if not request.user.is_authenticated:
        raise NotAuthenticated
    return request.user


def key_may(request: Request, scope: str) -> bool:
    """Say whether the key of a request has a scope; who comes without a key needs none."""
    token = getattr(request, "api_token", None)
    return token is None or scope in token.scopes


def history_add(thing: Any, request: Request) -> None:
    """Write into the history of a page or file which key wrote it."""
    token = getattr(request, "api_token", None)
    data = {"key": token.name, "prefix": token.prefix} if token is not None else {}
    log(instance=thing, action=LOG_ACTION, user=writer_of(request), data=data)


# Refusals --------------------------------------------------------------------------------------


class _Refused(APIException):
    def __init__(self, detail: Any = None, *, wait: int = 0) -> None:
        super().__init__(detail)
        if wait:
            self.wait = wait


class StillAtWork(_Refused):
    """The first sending with this key is not done yet."""

    status_code = 409
    default_detail = gettext_lazy("Lời gửi trước với khoá này còn đang làm. Hãy đợi rồi gửi lại.")


class Locked(_Refused):
    """Somebody locked the page, or it waits in moderation for others."""

    status_code = 409
    default_detail = gettext_lazy("Trang này đang bị khoá hoặc đang chờ duyệt nên chưa sửa được.")


class OutOfDate(_Refused):
    """What is to be overwritten is not what the sender has seen."""

    status_code = 412
    default_detail = gettext_lazy(
        "Đã có người sửa sau phiên bản bạn gửi. Hãy đọc bản mới rồi gửi lại."
    )


class KeyUsedOtherwise(_Refused):
    """The same key came with another request."""

    status_code = 422
    default_detail = gettext_lazy("Idempotency-Key này đã dùng cho một lời gửi khác.")


class VersionMissing(_Refused):
    """The sender does not say which version is to be overwritten."""

    status_code = 428
    default_detail = gettext_lazy(
        "Hãy gửi phiên bản bạn đã đọc trong If-Match hoặc version, để không đè lên bài của người"
        " khác."
    )


class NoRoom(_Refused):
    """The sender has uploaded as much as he may today."""

    status_code = 429
    default_detail = gettext_lazy("Hôm nay khoá này đã tải lên đủ mức. Hãy tải tiếp vào ngày mai.")


def version_given(request: Request, body: Any) -> int | None:
    """Give the version a request names in `If-Match` or in its body's `version`; None for none.

    Raises:
        OutOfDate: they name two, or none of ours.
    """
    given = [request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')]
    given.append(str(body.get("version", "")) if isinstance(body, dict) else "")
    named = {text for text in given if text and text != "*"}
    if not named:
        return None
    text = named.pop()
    if named or not text.isascii() or not text.isdigit() or len(text) > 18:
        raise OutOfDate
    return int(text)


# In the description of the API -----------------------------------------------------------------

REPEAT_PARAMETER = OpenApiParameter(
    REPEAT_HEADER,
    {"type": "string", "maxLength": 255, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description=(
        "A text of your own, new for each thing you write. The same key with the same body gives "
        "the same answer for 24 hours and writes once; with another body 422."
    ),
)
VERSION_PARAMETER = OpenApiParameter(
    "If-Match",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description='The version that is to be overwritten, as `"123"`; or `version` in the body.',
)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_WORDS = {
    409: "A sending with this key is still at work, or the page is locked; see Retry-After.",
    412: "Somebody wrote after the version you name.",
    413: "The body is too big.",
    415: "Another kind of content is asked for.",
    422: "This Idempotency-Key came with another request before.",
    428: "No version is named.",
}


def refusals(*statuses: int) -> dict[Any, OpenApiResponse]:
    """Describe refusals of a write for `extend_schema`."""
    return {
        (status, "application/problem+json"): OpenApiResponse(_PROBLEM, description=_WORDS[status])
        for status in statuses
    }


def unknown_fields(given: Any, known: Any) -> dict[str, list[str]]:
    """Give what to say of fields nobody offered; empty when there are none."""
    sentence = _("không có mục này; dùng được: %(known)s") % {"known": ", ".join(known)}
    return {str(name): [sentence] for name in sorted(set(given) - set(known), key=str)}
