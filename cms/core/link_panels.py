"""Lists of links in page forms that leave out, and keep, what the account may not know of.

An article may speak of people whom its editor may not see. Their rows are not in the form, not even
as a number, and saving the form leaves them where they are.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from modelcluster.forms import BaseChildFormSet
from modelcluster.queryset import FakeQuerySet
from wagtail.admin.panels import InlinePanel


class LinksFormSet(BaseChildFormSet):
    """The rows of a list whose choosers (`rows_of`) name them to the account that looks."""

    queryset: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = kwargs["form_kwargs"]["for_user"]
        rows = list(self.queryset)
        self._kept = self._unseen(rows, user) if user is not None else []
        if self._kept:
            seen = [row for row in rows if row not in self._kept]
            self.queryset = FakeQuerySet(self.model, seen)

    def _unseen(self, rows: list[Model], user: Any) -> list[Model]:
        unseen: list[Model] = []
        for name, field in self.form.base_fields.items():
            if not hasattr(field.widget, "rows_of"):
                continue
            column = self.model._meta.get_field(name).attname
            chosen = {getattr(row, column) for row in rows}
            known = field.widget.rows_of(user).filter(pk__in=chosen).values_list("pk", flat=True)
            hidden = chosen - {None, *known}
            unseen += [row for row in rows if getattr(row, column) in hidden]
        return unseen

    def save(self, commit: bool = True) -> list[Model]:
        """Save the rows of the form; those of a draft that it did not show come back after it."""
        saved = super().save(commit=False)
        manager = getattr(self.instance, self.rel_name)
        # A row that was never published has no key, and the formset takes all such away.
        manager.add(*(row for row in self._kept if row.pk is None))
        if commit:
            manager.commit()
        return saved


class LinksPanel(InlinePanel):
    """A list of links to rows that not every editor may know of."""

    def get_form_options(self) -> dict[str, Any]:
        """Have the list made by our formset, which needs to know who looks."""
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "formset": LinksFormSet,
            "inherit_kwargs": ["for_user"],
        }
        return options
