"""`Authorization: Bearer td_...`: a program's own key, never an account's session.

A request with a key is made by nobody: `request.user` is anonymous, so no page, collection or
person opens because its owner may see it. What the key opens is asked of `request.api_token`.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, ErrorDetail, Throttled
from rest_framework.request import Request

from cms.accounts.models import ApiToken
from cms.accounts.throttles import api_key_failed, api_key_locked
from cms.accounts.tokens import schema  # noqa: F401  # describes this class in OpenAPI
from cms.accounts.tokens.services import token_of_key, token_touch
from cms.accounts.tokens.throttling import rate_count

SCHEME = "bearer"
#: How long wrong keys count, see `cms.accounts.throttles.RATES`.
_LOCK_SECONDS = 300
#: One text for a mistyped, unknown, expired and revoked key, and one of a closed account.
REFUSED = _("Khoá API không đúng hoặc không còn hiệu lực. Hãy xin khoá mới ở trang quản trị.")
TOO_MANY_WRONG = _("Nhiều lần dùng khoá sai từ địa chỉ này. Hãy đợi rồi thử lại.")
TOO_OFTEN = _("Khoá này đã dùng hết số lần gọi của phút này. Hãy đợi rồi gọi lại.")


class TooMany(Throttled):
    """429 in our own words; `wait` goes into `Retry-After`, not into the sentence."""

    def __init__(self, wait: int, sentence: str) -> None:
        super().__init__(wait=wait)
        self.detail = ErrorDetail(sentence, code=self.default_code)


class TokenAuthentication(BaseAuthentication):
    """Reads the key from the header; a request without one is left to the session."""

    @sensitive_variables("key", "scheme")
    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiToken] | None:
        """Return nobody and the token.

        Raises:
            AuthenticationFailed: 401, one text whatever is wrong with the key.
            TooMany: 429, the key is used too often or wrong keys came from this address.
        """
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        http_request = request._request
        if api_key_locked(http_request):
            raise TooMany(_LOCK_SECONDS, str(TOO_MANY_WRONG))
        token = token_of_key(key.strip())
        if token is None:
            api_key_failed(http_request)
            raise AuthenticationFailed(REFUSED)
        rate = rate_count(token, getattr(http_request, "api_points", 1))
        http_request.api_balance = rate  # type: ignore[attr-defined] # told by cms.core.api.fair_use
        if rate.is_over:
            raise TooMany(rate.wait, str(TOO_OFTEN))
        token_touch(token)
        http_request.api_token = token  # type: ignore[attr-defined] # the key of this request
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 asks for."""
        return 'Bearer realm="api"'
