"""How django-allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.roles import ADMIN_ACCESS
from cms.accounts.second_factor import must_show_second_factor
from cms.core.site_name import site_name


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Close open sign-up: accounts are made by editors, because members see living people."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khóa. Bạn hãy liên hệ Ban quản trị."),
        "email_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "enter_current_password": _("Bạn hãy gõ mật khẩu đang dùng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "invalid_or_expired_key": _("Đường dẫn này không đúng hoặc đã hết hạn."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu không đúng hoặc đã hết hạn."),
        "unknown_email": _("Không có tài khoản nào dùng thư điện tử này."),
        "same_as_current": _("Giá trị mới phải khác giá trị đang dùng."),
        "too_many_login_attempts": _(
            "Đã thử sai quá nhiều lần. Bạn hãy đợi năm phút rồi thử lại, hoặc đặt lại mật khẩu."
        ),
        "rate_limited": _("Bạn gửi quá nhanh. Xin đợi một lát rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False for everybody."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Give the ways to confirm that the owner is still there, in our words."""
        words = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã xác minh"),
            "mfa_reauthenticate:webauthn": _("Dùng khoá đăng nhập"),
        }
        methods = super().get_reauthentication_methods(user)
        if must_show_second_factor(self.request):
            # The password was shown already; it must not open what the second factor guards.
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in methods
        ]

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner by mail of a change; allauth looks for addresses in its own table only."""
        address = email or user.email
        if address:
            super().send_notification_mail(template_prefix, user, context, address)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the link of the letter; never of the host the caller named in the request."""
        # Django wants the two parts of the key apart; allauth hands them over joined by a hyphen.
        uidb36, _hyphen, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter that gives the site its own name, not that of the machine."""
        super().send_mail(template_prefix, email, {**context, "site_name": site_name(self.request)})

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # A private door of allauth 65.21: it counts name and mail address of one account apart,
        # which doubles the tries. `test_name_and_mail_are_counted_together` holds it.
        name = credentials.get("username") or ""
        email = credentials.get("email") or ""
        meant = Q(email__iexact=email) if email else Q(username__iexact=name)
        found = list(User.objects.filter(meant).values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return f"account:{found[0]}"
        return super()._get_login_attempts_cache_key(request, **credentials)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Give where a sign-in ends without a safe `next`: editors' desk, or the home page."""
        if request.user.has_perm(ADMIN_ACCESS):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)
