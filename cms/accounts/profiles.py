"""What an account says of itself: its name and how it is reached."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.accounts.phones import user_name_normalise


def signed_in(request: HttpRequest) -> User:
    """Give the account of the session.

    Raises:
        PermissionDenied: nobody is signed in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@transaction.atomic
def account_change(*, user: User, display_name: str, email: str, phone: str) -> None:
    """Change the name and the ways to reach an account; the old mail address is told of a new one.

    Whoever signs in with the mail address signs in with the new one.

    Raises:
        ValidationError: a value is too long or no mail address, or the address is what this or
            another account signs in with and so cannot be left out or taken.
    """
    before = user.email
    user.display_name = display_name.strip()
    user.email = email.strip().lower()
    user.phone = user_name_normalise(phone)
    if before and user.username.lower() == before.lower():
        user.username = _user_name_from(user.email, user)
    user.full_clean(exclude=["password"])
    user.save(update_fields=["display_name", "email", "phone", "username"])
    # A link to set the password anew must no longer go to an address that was given up.
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if before and before.lower() != user.email:
        transaction.on_commit(lambda: _tell_of_change(before))


def _user_name_from(email: str, user: User) -> str:
    if not email:
        raise ValidationError(
            {"email": _("Bạn đăng nhập bằng địa chỉ này nên không bỏ trống được.")}
        )
    if User.objects.filter(username__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError({"email": _("Địa chỉ này không dùng được. Bạn chọn địa chỉ khác.")})
    return email


def _tell_of_change(address: str) -> None:
    context = {"site_name": settings.WAGTAIL_SITE_NAME}
    body = render_to_string("account/email/address_changed_message.txt", context)
    EmailMessage(_("Đã đổi địa chỉ thư của tài khoản"), body, to=[address]).send()
