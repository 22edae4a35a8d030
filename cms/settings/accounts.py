"""Signing in: django-allauth with its second factors, and how often one may be wrong."""

from __future__ import annotations

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Wagtail's own reset has no limits; allauth's under /tai-khoan/ has.
WAGTAIL_PASSWORD_RESET_ENABLED = False

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "cms.accounts.adapters.InvitationOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "cms.accounts.forms.LoginForm",
    "change_password": "cms.accounts.forms.ChangePasswordForm",
    "reauthenticate": "cms.accounts.forms.ReauthenticateForm",
    "reset_password": "cms.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cms.accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# A change of password or second factor is told by mail, so that the owner learns of a stranger's.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Five wrong ones, then a pause of five minutes from the oldest of them; `throttles` does the same
# for the doors that allauth does not know. "login" counts right ones too: a class of relatives
# behind one router signs in together.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/5m/ip,5/5m/key",
    "reset_password_from_key": "5/5m/ip",
    "reauthenticate": "5/5m/user",
    "change_password": "5/5m/user",
}

MFA_ADAPTER = "cms.accounts.mfa_adapter.SealingAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts are made by invitation, so nobody can lock an owner out with a borrowed mail address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A phone may be half a minute off; `mfa_forms` refuses a code that was used, for as long.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cms.accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "cms.accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "cms.accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "cms.accounts.mfa_forms.AddWebAuthnForm",
    "edit_webauthn": "cms.accounts.mfa_forms.EditWebAuthnForm",
}
# Whether staff (editors, reviewers, heads of branches, administrators) get anywhere without one.
STAFF_MFA_REQUIRED = False
