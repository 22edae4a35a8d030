"""How django-allauth behaves here."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.accounts.roles import ADMIN_ACCESS


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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Give where a sign-in ends without a safe `next`: editors' desk, or the home page."""
        if request.user.has_perm(ADMIN_ACCESS):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)
