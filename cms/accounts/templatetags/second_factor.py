from __future__ import annotations

from django import template
from django.conf import settings
from django.template.context import Context

from cms.accounts.second_factor import is_staff_account

register = template.Library()


@register.simple_tag(takes_context=True)
def second_factor_required(context: Context) -> bool:
    """Say whether the reader's account must have a second factor here."""
    return settings.STAFF_MFA_REQUIRED and is_staff_account(context["request"].user)
