"""The form of the register of breaches; what the service refuses stands at the fields."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from cms.accounts.breaches import breach_check


class BreachForm(WagtailAdminModelForm):
    """A breach."""

    def clean(self) -> dict[str, Any]:
        """Hold the hours to each other."""
        data = super().clean()
        try:
            breach_check(**{name: data.get(name) for name in _HOURS})
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.add_error(name, errors)
        return data


_HOURS = ("discovered_at", "notified_at", "subjects_told_at", "closed_at")
