"""Fair use of the API: a budget for each caller, bounds for each call, one shape for every no.

Stands around all of `/api/`, so it counts what is answered from memory as well, and gives problems
to refusals that no view of the API made (a wrong host, a broken view, another method). Programs
with a key are counted by their key (`cms.accounts.tokens.throttling`), everybody else by address.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cms.core.api.callers import caller_of
from cms.core.api.costs import NOT_MODIFIED_PART, is_too_deep, most_bytes, points_of
from cms.core.api.ledger import Balance, ledger
from cms.core.api.problems import CONTENT_TYPE, problem
from cms.core.api.slow_queries import guarded, is_overload, log_overload, unguarded

Handler = Callable[[HttpRequest], HttpResponse]
API_START = "/api/"
#: When a question that was broken off may be tried again, seconds.
OVERLOAD_WAIT = 30
_KEY = "bearer "


class FairUse:
    """Count, bound and explain; after the CORS headers, so that other sites' pages can read it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        if not request.path.startswith(API_START):
            unguarded()
            return self.get_response(request)
        points = points_of(request)
        request.api_points = points  # type: ignore[attr-defined] # a key pays the same
        has_key = request.META.get("HTTP_AUTHORIZATION", "")[: len(_KEY)].lower() == _KEY
        balance = None if has_key else _pay(request, points)
        if balance is not None and balance.is_over:
            response = _too_many(balance)
        else:
            response = _refusal(request) or self._answer(request)
        return _finished(request, response, balance, points)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        with guarded(settings.API_QUERY_SECONDS):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 for a question that the database gave up."""
        if not request.path.startswith(API_START) or not is_overload(error):
            return None
        log_overload(request)
        sentence = _("Câu hỏi này cần quá nhiều thời gian. Hãy hỏi hẹp hơn, hoặc đợi ít lâu.")
        return _problem(503, sentence, wait=OVERLOAD_WAIT)


def _pay(request: HttpRequest, points: float) -> Balance | None:
    if settings.API_BUDGET_POINTS <= 0:
        return None
    return ledger().spend(
        caller_of(request),
        points,
        limit=settings.API_BUDGET_POINTS,
        per_minute=settings.API_POINTS_PER_MINUTE,
        now=time.time(),
    )


def _finished(
    request: HttpRequest, response: HttpResponse, balance: Balance | None, points: float
) -> HttpResponse:
    if balance is None and getattr(request, "api_token", None) is None:
        # It named a key and was not let in by one, or the view asks for none.
        balance = getattr(request, "api_balance", None) or _pay(request, points)
    elif balance is not None and response.status_code == HTTPStatus.NOT_MODIFIED:
        balance = _pay(request, points * (NOT_MODIFIED_PART - 1))
    balance = getattr(request, "api_balance", balance)
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        response = _in_our_words(response)
    if balance is not None:
        for name, value in balance.headers(time.time()).items():
            response.headers[name] = value
    return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Give the answer to a call that is too long, too big or too deep; None for any other."""
    length = len(request.path) + len(request.META.get("QUERY_STRING", ""))
    if length > settings.API_URL_LENGTH:
        return _problem(
            414,
            _("Địa chỉ dài quá %(most)s ký tự. Hãy bớt tham số.")
            % {"most": settings.API_URL_LENGTH},
        )
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        told, most = request.META.get("CONTENT_LENGTH") or "0", most_bytes(request)
        if told.isdigit() and int(told) > most:
            return _problem(
                413,
                _("Nội dung gửi lên lớn quá %(most)s MB.") % {"most": round(most / 1024 / 1024)},
            )
    if is_too_deep(request):
        sentence = _("không quá %(most)s; muốn đọc tiếp thì dùng cursor hoặc lọc hẹp lại") % {
            "most": settings.API_DEEPEST_OFFSET
        }
        return _problem(400, f"offset: {sentence}", errors={"offset": [sentence]})
    return None


def _too_many(balance: Balance) -> HttpResponse:
    sentence = _("Địa chỉ này đã gọi quá nhiều. Hãy đợi rồi gọi lại, hoặc xin một khoá API.")
    return _problem(429, sentence, wait=balance.wait)


def _problem(
    status: int, detail: str, *, wait: int = 0, errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    response = JsonResponse(
        problem(status, detail, errors=errors), status=status, content_type=CONTENT_TYPE
    )
    response["Cache-Control"] = "private, no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _words() -> dict[int, Any]:
    return {
        400: _("Máy chủ không hiểu lời gọi này."),
        403: _("Bạn không có quyền làm việc này."),
        404: _("Không tìm thấy."),
        405: _("Địa chỉ này không nhận cách gọi đó."),
        406: _("API chỉ trả lời bằng JSON."),
        413: _("Nội dung gửi lên quá lớn."),
        415: _("API không nhận loại nội dung này."),
        429: _("Bạn đã gọi quá nhiều. Hãy đợi rồi gọi lại."),
        503: _("Máy chủ đang bận. Hãy đợi rồi gọi lại."),
    }


def _is_problem(response: HttpResponse) -> bool:
    # A page of documentation writes its refusals as text, whatever kind they say they are.
    kind = response.headers.get("Content-Type", "")
    return kind.startswith(CONTENT_TYPE) and response.content[:1] in {b"{", b""}


def _in_our_words(response: HttpResponse) -> HttpResponse:
    """Give a refusal that no view of the API wrote the shape of all others; headers stay."""
    if response.streaming or "Content-Encoding" in response.headers or _is_problem(response):
        return response
    status = response.status_code
    detail = _words().get(status) or _("Máy chủ không trả lời được lời gọi này.")
    body = JsonResponse(problem(status, detail)).content
    response.content = body
    response.headers["Content-Type"] = CONTENT_TYPE
    response.headers["Cache-Control"] = "private, no-store"
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(body))
    return response
