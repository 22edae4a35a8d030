"""Forms of the admin that tell their choosers on whose behalf they name what was chosen."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


def choosers_ask(form: Any, user: Any) -> None:
    """Tell the choosers of a form, those in its lists included, who looks at them.

    A chooser that cares has an attribute `asked_by`. A number somebody sent is no choice yet: the
    form comes back with it, and must not name what this account may not know of.
    """
    lists = getattr(form, "formsets", {}).values()
    for part in [form, *(part for rows in lists for part in rows.forms)]:
        for field in part.fields.values():
            if hasattr(field.widget, "asked_by"):
                field.widget.asked_by = user


class BasePageForm(WagtailAdminPageForm):
    """The form of every page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosers_ask(self, self.for_user)
