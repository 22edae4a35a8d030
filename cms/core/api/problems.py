"""One shape for every error of the API: RFC 9457 problem+json, with Wagtail's `message` too."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback
from wagtail.api.v2.utils import BadRequestError

CONTENT_TYPE = "application/problem+json"


#: What DRF says in English, said to the reader. Its own sentence stays where a view gave one.
_SENTENCES: dict[type[exceptions.APIException], Any] = {
    exceptions.NotAuthenticated: gettext_lazy(
        "Địa chỉ này cần khoá API: gửi Authorization: Bearer td_…, hoặc đăng nhập."
    ),
    exceptions.NotAcceptable: gettext_lazy(
        "API chỉ trả lời bằng JSON. Hãy để Accept là application/json hoặc */*."
    ),
    exceptions.UnsupportedMediaType: gettext_lazy(
        "API không nhận loại nội dung này. Xem openapi.json: gửi JSON, tệp thì multipart/form-data."
    ),
}
#: How DRF begins what it says of a body that is no JSON.
_NO_JSON = "JSON parse error"


def problem(
    status: int, detail: str, *, errors: dict[str, list[str]] | None = None
) -> dict[str, Any]:
    """Give the body of an error.

    Args:
        status: the HTTP status.
        detail: one sentence for the reader: what happened and what to do.
        errors: parameter or field name -> what is wrong with it.
    """
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "message": detail,
    }
    if errors:
        body["errors"] = errors
    return body


def _flat(detail: Any) -> dict[str, list[str]]:
    """Turn DRF's nested details into name -> sentences."""
    if isinstance(detail, dict):
        return {
            str(name): [str(part) for part in (value if isinstance(value, list) else [value])]
            for name, value in detail.items()
        }
    return {}


def problem_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into a problem; None leaves it to Django (a real 500)."""
    headers: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    if isinstance(exception, Http404 | exceptions.NotFound):
        # What is hidden and what does not exist answer alike, word for word.
        status, detail = 404, _("Không tìm thấy.")
    elif isinstance(exception, PermissionDenied):
        status, detail = 403, _("Bạn không có quyền xem mục này.")
    elif isinstance(exception, BadRequestError):
        status, detail = 400, str(exception)
    elif isinstance(exception, OverflowError | DataError):
        # SQLite's driver and PostgreSQL itself say so only when the query runs.
        status, detail = 400, _("Có số quá lớn trong địa chỉ hoặc tham số.")
    elif isinstance(exception, exceptions.APIException):
        status = exception.status_code
        errors = _flat(exception.detail)
        detail = (
            "; ".join(f"{name}: {', '.join(parts)}" for name, parts in errors.items())
            if errors
            else _sentence(exception)
        )
        for name in ("auth_header", "wait"):
            value = getattr(exception, name, None)
            if value:
                headers["WWW-Authenticate" if name == "auth_header" else "Retry-After"] = str(value)
    else:
        return None
    set_rollback()
    response = Response(problem(status, detail, errors=errors), status=status, headers=headers)
    response.content_type = CONTENT_TYPE
    return response


def _sentence(exception: exceptions.APIException) -> str:
    """Give what an exception says, in the reader's language."""
    said = str(_first(exception.detail))
    if isinstance(exception, exceptions.ParseError) and said.startswith(_NO_JSON):
        where = said.removeprefix(_NO_JSON).strip(" -")
        return _("Nội dung gửi lên không phải JSON đúng (%(where)s).") % {"where": where}
    return str(_SENTENCES.get(type(exception), said))


def _first(detail: Any) -> Any:
    return detail[0] if isinstance(detail, list) and detail else detail
