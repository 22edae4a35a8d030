"""Coming in: by an invitation, or by asking; with a new account or with the one at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.accounts.phones import user_name_normalise
from cms.accounts.services import member_create
from genealogy.enums import RequestState
from genealogy.models import Branch, Clan, ClanMember, Invitation
from genealogy.services.members.invitations import invitation_use
from genealogy.services.members.memberships import membership_ask, membership_give

#: A phone number after `user_name_normalise`: of Vietnam, or of another country.
_PHONE = re.compile(r"0[0-9]{9,10}|\+[1-9][0-9]{6,14}")


class LoginTaken(ValidationError):
    """An account with this phone number or mail address is there already."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Chưa tạo được tài khoản với số điện thoại hoặc thư điện tử này. Nếu bạn đã có"
                " tài khoản, hãy đăng nhập rồi mở lại thư mời."
            ),
            code="login_taken",
        )


@dataclass(frozen=True)
class Login:
    """What one signs in with: a phone number or a mail address, in its one way of writing."""

    username: str
    email: str = ""
    phone: str = ""


def login_read(text: str) -> Login:
    """Read a phone number or a mail address as people type it.

    Raises:
        ValidationError: it is neither.
    """
    words = text.strip()
    if "@" in words:
        email = words.lower()
        validate_email(email)
        return Login(username=email, email=email)
    phone = user_name_normalise(words)
    if not _PHONE.fullmatch(phone):
        raise ValidationError(
            _("Hãy ghi số điện thoại, ví dụ 0987 654 321, hoặc địa chỉ thư điện tử."),
            code="login",
        )
    return Login(username=phone, phone=phone)


def account_of(login: Login) -> Any | None:
    """Give the account that signs in with this, if there is one."""
    same = Q(username__iexact=login.username)
    if login.email:
        same |= Q(email__iexact=login.email)
    if login.phone:
        same |= Q(phone=login.phone)
    return get_user_model().objects.filter(same).order_by("pk").first()


def account_find(text: str) -> Any | None:
    """Give the account that signs in with a phone number, mail address or user name."""
    try:
        found = account_of(login_read(text))
    except ValidationError:
        found = None
    return found or get_user_model().objects.filter(username__iexact=text.strip()).first()


@transaction.atomic
def account_join(*, user: Any, invitation: Invitation) -> ClanMember:
    """Let an account in by an invitation; a member of the clan already uses none of it up.

    Raises:
        ValidationError: the invitation was used up or ran out meanwhile.
    """
    place = ClanMember.objects.filter(
        user=user, clan=invitation.clan, state=RequestState.ACCEPTED
    ).first()
    if place is not None and invitation.person_id is None:
        return place
    invitation_use(invitation)
    return membership_give(
        user=user,
        clan=invitation.clan,
        branch=place.branch if place and place.branch else invitation.branch,
        by=invitation.created_by,
        invitation=invitation,
    )


def account_sign_up(*, invitation: Invitation, name: str, login: Login, password: str) -> Any:
    """Make an account for somebody who holds an invitation, as a member at once.

    Raises:
        LoginTaken: there is such an account; its owner is told by mail.
        ValidationError: the password is weak, or the invitation ran out meanwhile.
    """
    known = account_of(login)
    if known is not None:
        owner_tell(known)
        raise LoginTaken
    with transaction.atomic():
        user = _account_make(name=name, login=login, password=password)
        account_join(user=user, invitation=invitation)
    return user


def account_ask(
    *,
    clan: Clan,
    branch: Branch | None,
    name: str,
    login: Login,
    password: str,
    message: str = "",
) -> Any | None:
    """Make an account that asks for a place; it may sign in and sees what strangers see.

    None when there is such an account: its owner is told by mail, and whoever typed it must read
    the same answer, so that nobody learns who has an account here.

    Raises:
        ValidationError: the password is weak or a field does not hold.
    """
    known = account_of(login)
    if known is not None:
        # The same work as for a new account, so that the time of the answer tells nothing either.
        get_user_model()().set_password(password)
        owner_tell(known)
        return None
    try:
        with transaction.atomic():
            user = _account_make(name=name, login=login, password=password)
            membership_ask(user=user, clan=clan, branch=branch, message=message)
    except LoginTaken:
        return None
    return user


def owner_tell(user: Any) -> None:
    """Tell the owner of an account by mail that somebody signed up with what is his."""
    if not user.email or not user.is_active:
        return
    context = {
        "name": user.get_full_name() or user.username,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    }
    subject = _("Có người vừa đăng ký bằng địa chỉ của bạn")
    body = render_to_string("genealogy/members/email/already_here.txt", context)
    send_mail(subject, body, None, [user.email], fail_silently=True)


def _account_make(*, name: str, login: Login, password: str) -> Any:
    try:
        with transaction.atomic():
            user = member_create(
                username=login.username,
                password=password,
                email=login.email,
                display_name=name.strip(),
            )
    except IntegrityError as error:
        raise LoginTaken from error
    if login.phone:
        user.phone = login.phone
        user.save(update_fields=["phone"])
    return user
