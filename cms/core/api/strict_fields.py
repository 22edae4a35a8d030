"""Fields of what is written that take what the description says and nothing near it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers


class YesOrNo(serializers.BooleanField):
    """true or false, as described; DRF would take "off" and 1 as well."""

    def to_internal_value(self, data: Any) -> bool:
        """Return it."""
        if not isinstance(data, bool):
            raise serializers.ValidationError(_("chỉ nhận: true, false"))
        return data


class Text(serializers.CharField):
    """A string, as described; DRF would take 0 for "0" as well."""

    def to_internal_value(self, data: Any) -> str:
        """Return it."""
        if not isinstance(data, str):
            raise serializers.ValidationError(_("phải là một chuỗi chữ"))
        return str(super().to_internal_value(data))
