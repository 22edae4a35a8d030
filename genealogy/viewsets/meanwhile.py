"""Two people at one form: the second is told what the first has saved, and loses nothing typed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from genealogy.models import Person
from genealogy.selectors.history import HistoryEntry, entries_of, person_change_sets
from genealogy.services.locks import clan_lock

_SHOWN = 10


class EditedMeanwhileMixin:
    """Refuses once to save a person whom somebody else has saved since the form was opened.

    The form carries the version it was opened with. Shown again, it carries the version of now,
    so that saving a second time saves over.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        """Compare and save under the clan's lock, so that nobody comes in between."""
        with transaction.atomic():
            clan_lock(form.instance.clan)
            if not self.is_edited_meanwhile:
                return super().form_valid(form)  # type: ignore[misc]  # of the view mixed into
        form.add_error(None, _("Người này vừa được sửa ở nơi khác. Anh chị chưa lưu gì."))
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return self.form_invalid(form)  # type: ignore[attr-defined]

    @cached_property
    def is_edited_meanwhile(self) -> bool:
        """Whether the person has another version than the form was opened with."""
        opened = self.request.POST.get("version", "")  # type: ignore[attr-defined]
        return opened.isdecimal() and int(opened) != self._versions[0]

    @cached_property
    def _versions(self) -> tuple[int, int]:
        """Give the version of now, and the last change set about the person."""
        person: Person = self.object  # type: ignore[attr-defined]
        versions = Person.objects.visible_to(self.viewer).filter(pk=person.pk)  # type: ignore[attr-defined]
        version = versions.values_list("version", flat=True).first() or 0
        sets = person_change_sets(self.viewer, person.uuid).order_by()  # type: ignore[attr-defined]
        return version, sets.aggregate(last=Max("pk"))["last"] or 0

    def _entries_meanwhile(self) -> list[HistoryEntry]:
        """Give what was saved since, in words."""
        seen = self.request.POST.get("change_set", "")  # type: ignore[attr-defined]
        if not seen.isdecimal():
            return []
        sets = person_change_sets(self.viewer, self.object.uuid)  # type: ignore[attr-defined]
        later = sets.filter(pk__gt=int(seen))[:_SHOWN]
        return entries_of(later, self.viewer, seen_from=self.object.pk)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form its version, and what came in between."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        version, last = self._versions
        is_posted = self.request.method == "POST"  # type: ignore[attr-defined]
        meanwhile = is_posted and self.is_edited_meanwhile
        return {
            **context,
            "version": version,
            "last_change_set": last,
            "is_edited_meanwhile": meanwhile,
            "entries_meanwhile": self._entries_meanwhile() if meanwhile else [],
        }
