"""What tests of signing in do again and again: sign in, set up an app, make a code."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

LOGIN = "/tai-khoan/login/"
CODE = "/tai-khoan/hai-lop/xac-minh/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "thuyen-về-bến-7"


def sign_in(client, name, password=PASSWORD, **fields):
    return client.post(LOGIN, {"login": name, "password": password, **fields})


def code_now(secret=SECRET, *, ahead=0):
    """Give the code the app shows; `ahead` is in periods of half a minute."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def add_app(user):
    """Set up an app that makes codes, with recovery codes; give these."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def sign_in_with_code(client, name, password=PASSWORD):
    sign_in(client, name, password)
    return client.post(CODE, {"code": code_now()})


def confirm_password(client, password=PASSWORD):
    """Show the password again, as pages of importance ask."""
    return client.post("/tai-khoan/xac-nhan/", {"password": password})


def factors(user):
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
