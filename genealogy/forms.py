"""Forms of the gia phả in the admin: rules across rows become errors at the field at fault."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from genealogy.domain.text import nfc
from genealogy.enums import EventType, LivingState, Visibility
from genealogy.kinship_field import KinshipWordsField
from genealogy.models import Clan, Person, Place
from genealogy.selectors.editable import may_edit_row, scope_of
from genealogy.selectors.expected_years import expected_years
from genealogy.selectors.viewers import viewer_for
from genealogy.services.derived import display_name
from genealogy.services.duties.consents import has_public_consent
from genealogy.services.families import refuse_cycle


class WordListField(forms.CharField):
    """A list of words, written on one line with commas."""

    def prepare_value(self, value: Any) -> Any:
        """Show the list as text."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override] # a list of words
        """Read the list."""
        if isinstance(value, list):
            return value
        return [word.strip() for word in (value or "").split(",") if word.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the words."""
        return self.to_python(initial) != self.to_python(data)


class ClanScopedForm(WagtailAdminModelForm):
    """A form of a row that belongs to one clan, and whose relations must be of the same."""

    def clean(self) -> dict[str, Any]:
        """Check rules across the row and its inlines, before Django's own check for doubles.

        That one knows only the columns' names, so its words would not help an editor.
        """
        data = super().clean()
        self.check_rows(self.cleaned_data.get("clan"))
        return data

    def check_rows(self, clan: Clan | None) -> None:
        """Add errors of rules over several rows; for subclasses."""
        if self.instance.pk is not None and "clan" in self.changed_data:
            self.add_error("clan", _now("Không chuyển sang dòng họ khác được."))

    def rows(self, name: str) -> Iterator[forms.ModelForm]:
        """Give the inline rows that stay, of one kind."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        for form in formset.forms:
            if form.empty_permitted and not form.has_changed():
                continue
            form.is_valid()
            data = form.cleaned_data
            if data and not data.get("DELETE"):
                yield form

    @property
    def is_of_branch(self) -> bool:
        """Whether a branch editor fills it in, who changes people of the branch only."""
        return self.for_user is not None and not scope_of(self.for_user).everything

    def hide_sensitive(self, *names: str) -> None:
        """Leave sensitive inline rows to compilers; rows that are not shown stay as they are."""
        if not self.is_of_branch:
            return
        for name in names:
            if name in self.formsets:
                formset = self.formsets[name]
                formset.queryset = formset.queryset.filter(is_sensitive=False)
                for form in formset.forms:
                    # Wagtail 8.0's InlinePanel hides a field without permission but takes what is
                    # posted for it; this goes when it gives field_permissions to the formset.
                    form.fields.pop("cause", None)

    def check_own(self, form: Any, name: str) -> None:
        """Refuse to a branch editor a relative of another branch, newly chosen."""
        chosen = form.cleaned_data.get(name)
        if not self.is_of_branch or chosen is None or name not in form.changed_data:
            return
        if not may_edit_row(self.for_user, chosen):
            form.add_error(name, _now("Người này không thuộc chi của anh chị."))

    def check_events(self, clan: Clan | None) -> None:
        """Check the places of events, and who may see them."""
        for form in self.rows("events"):
            self.check_same_clan(form, clan, "place")
            check_members_only(form)

    def check_same_clan(self, form: Any, clan: Clan | None, *names: str) -> None:
        """Refuse relations to rows of another clan, at their fields."""
        for name in names:
            relative = form.cleaned_data.get(name)
            if relative is not None and clan is not None and relative.clan_id != clan.pk:
                form.add_error(name, _now("Người hoặc mục này thuộc dòng họ khác."))


class PersonForm(ClanScopedForm):
    """A person with names, parents and events."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_sensitive("names", "parent_links", "events")

    def clean_surname(self) -> str:
        """Store composed letters and single spaces."""
        return tidy(self.cleaned_data["surname"])

    def clean_middle_name(self) -> str:
        """Store composed letters and single spaces."""
        return tidy(self.cleaned_data["middle_name"])

    def clean_given_name(self) -> str:
        """Store composed letters and single spaces."""
        return tidy(self.cleaned_data["given_name"])

    def check_rows(self, clan: Clan | None) -> None:
        """Check parents and places."""
        super().check_rows(clan)
        self._expect_years()
        self._check_parents(clan)
        self.check_events(clan)
        self._check_clan_of_branch(clan)
        self._check_consent()

    def _expect_years(self) -> None:
        """Tell each date of whom it is, so that a can chi year finds its sixty-year round."""
        links = self.formsets["parent_links"].forms if "parent_links" in self.formsets else ()
        typed = [str(form["parent"].value() or "") for form in links]
        parents = [int(key) for key in typed if key.isdecimal()]
        ask = partial(
            expected_years,
            viewer_for(self.for_user),
            person_id=self.instance.pk,
            parents=parents,
        )
        for form in self.formsets["events"].forms if "events" in self.formsets else ():
            form.fields["date"].expected = partial(
                ask, is_birth=form["type"].value() == EventType.BIRTH
            )

    def _check_clan_of_branch(self, clan: Clan | None) -> None:
        """Let a branch editor add people to the own clan only."""
        if self.instance.pk is not None or clan is None or not self.is_of_branch:
            return
        if clan.pk not in scope_of(self.for_user).clans():
            self.add_error("clan", _now("Anh chị không phụ trách chi nào của dòng họ này."))

    def _check_consent(self) -> None:
        """Ask for the consent of somebody living before the mark opens the life to everybody."""
        is_opened = self.cleaned_data.get("visibility") == Visibility.PUBLIC
        if not is_opened or "visibility" not in self.changed_data:
            return
        if self.instance.pk is not None and not self.instance.is_living_on(timezone.localdate()):
            return
        if self.instance.pk is None and self.cleaned_data.get("living_state") == (
            LivingState.DECEASED
        ):
            return
        if self.instance.pk is None or not has_public_consent(self.instance):
            self.add_error(
                "visibility",
                _now(
                    "Người đang sống chỉ công khai khi có lời đồng ý. Ghi lời đồng ý (cho mọi"
                    " người thấy) của người này trước, rồi chọn lại."
                ),
            )

    def _check_parents(self, clan: Clan | None) -> None:
        """Refuse circles, doubles and two lineages."""
        seen: set[tuple[Any, Any]] = set()
        has_lineage = False
        for form in self.rows("parent_links"):
            parent = form.cleaned_data.get("parent")
            if parent is None:
                continue
            self.check_same_clan(form, clan, "parent", "union")
            self.check_own(form, "parent")
            self._check_circle(form, parent)
            key = (parent.pk, form.cleaned_data.get("kind"))
            if key in seen:
                form.add_error("parent", _now("Quan hệ cha mẹ này đã có ở trên."))
            seen.add(key)
            if form.cleaned_data.get("is_lineage"):
                if has_lineage:
                    form.add_error(
                        "is_lineage", _now("Chỉ tính dòng họ theo một người cha hoặc mẹ.")
                    )
                has_lineage = True

    def _check_circle(self, form: Any, parent: Person) -> None:
        if self.instance.pk is None:
            return
        try:
            refuse_cycle(child=self.instance, parent=parent)
        except ValidationError as error:
            form.add_error("parent", error.error_dict["parent"])

    def save(self, commit: bool = True) -> Person:
        """Give the row its name at once, because the log writes it down while saving."""
        person = self.instance
        person.full_name = display_name(
            person.surname, person.middle_name, person.given_name, person.clan.name_order
        )
        return super().save(commit=commit)


class UnionForm(ClanScopedForm):
    """A couple with its sides and events."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_sensitive("events")

    def check_rows(self, clan: Clan | None) -> None:
        """Check the people and places."""
        super().check_rows(clan)
        seen: set[int] = set()
        for form in self.rows("members"):
            person = form.cleaned_data.get("person")
            if person is None:
                continue
            self.check_same_clan(form, clan, "person")
            self.check_own(form, "person")
            if person.pk in seen:
                form.add_error("person", _now("Một người chỉ đứng một lần trong một cặp."))
            seen.add(person.pk)
        self.check_events(clan)


class EventForm(WagtailAdminModelForm):
    """An event of a person or a couple."""

    def clean(self) -> dict[str, Any]:
        """Check who may see it."""
        data = super().clean()
        check_members_only(self)
        return data


def check_members_only(form: Any) -> None:
    """Refuse to hide from strangers a birth or death whose year stands in lists and calendars."""
    data = form.cleaned_data
    if data.get("members_only") and data.get("type") in {EventType.BIRTH, EventType.DEATH}:
        form.add_error(
            "members_only",
            _now(
                "Năm sinh, năm mất và ngày giỗ còn hiện ở danh sách và lịch. Muốn khách không"
                " thấy thì chọn “chỉ thành viên” ở thẻ Quyền xem của người này."
            ),
        )


class SluggedForm(WagtailAdminModelForm):
    """A row whose address may be left empty to be made from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Để trống thì lấy theo tên.")

    def clean_slug(self) -> str:
        """Keep the address there is when the field is emptied."""
        return self.cleaned_data["slug"] or self.initial.get("slug", "")

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the empty slug to the service, which makes one."""
        excluded = super()._get_validation_exclusions()
        if not self.cleaned_data.get("slug"):
            excluded.add("slug")
        return excluded


class ClanForm(SluggedForm):
    """A clan."""

    level_labels = WordListField(
        label=_("Tên các cấp chi phái"),
        required=False,
        help_text=_("Từ trên xuống, cách nhau bằng dấu phẩy, ví dụ: chi, phái, cành, nhánh."),
    )
    kinship_overrides = KinshipWordsField()


class BranchForm(SluggedForm):
    """A branch."""


class PlaceForm(WagtailAdminModelForm):
    """A place."""

    def clean_text(self) -> str:
        """Store composed letters and single spaces."""
        return tidy(self.cleaned_data["text"])


class PlaceQuickForm(WagtailAdminModelForm):
    """A place added from a chooser: only its name and clan."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Place
        fields = ["clan", "text"]

    def _get_validation_exclusions(self) -> set[str]:
        """Let a name pass that the clan has already: that place is then used."""
        return {*super()._get_validation_exclusions(), "text"}

    def validate_unique(self) -> None:
        """Leave doubles to the service."""

    def validate_constraints(self) -> None:
        """Leave doubles to the service."""


def tidy(text: str) -> str:
    """Give composed letters and single spaces."""
    return " ".join(nfc(text).split())
