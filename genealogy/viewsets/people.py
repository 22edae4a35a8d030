"""People in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import NumberRangeWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button

from genealogy.domain.viewer import Role
from genealogy.enums import Membership, Sex, UnionRole, Visibility
from genealogy.models import Branch, Clan, ParentLink, Person, Union
from genealogy.panels import PERSON_PANELS
from genealogy.selectors.cards import card_people, cards_of
from genealogy.selectors.editable import editable_people, editable_unions
from genealogy.selectors.people import matching_people
from genealogy.selectors.viewers import viewer_of
from genealogy.services.edits import lineage_release, person_edited, person_parents
from genealogy.services.families import lineage_choice
from genealogy.services.history import recorded
from genealogy.services.people import person_delete
from genealogy.viewsets.base import AddView, ChangeView, GenealogyViewSet, ListView, RemoveView
from genealogy.viewsets.history import PersonHistoryView
from genealogy.viewsets.meanwhile import EditedMeanwhileMixin
from genealogy.viewsets.merging import merge_button
from genealogy.viewsets.moves import move_buttons

_DIGITS = forms.NumberInput(attrs={"inputmode": "numeric"})


class BranchOfClanField(django_filters.fields.ModelChoiceField):
    """Branches told apart by their clan."""

    def label_from_instance(self, branch: Branch) -> str:
        """Write clan and title."""
        return f"{branch.clan}: {branch.title}"


class BranchOfClanFilter(django_filters.ModelChoiceFilter):
    """One branch."""

    field_class = BranchOfClanField


class PersonFilterSet(WagtailFilterSet):
    """What compilers sift people by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())
    branch = BranchOfClanFilter(label=_("Chi phái"), queryset=Branch.objects.select_related("clan"))
    generation = django_filters.RangeFilter(label=_("Đời"), widget=NumberRangeWidget)
    sex = django_filters.ChoiceFilter(
        label=_("Giới tính"),
        choices=Sex.choices,
        empty_label=_("Tất cả"),
        widget=forms.RadioSelect,
    )
    membership = django_filters.ChoiceFilter(
        label=_("Thuộc họ"),
        choices=Membership.choices,
        empty_label=_("Tất cả"),
        widget=forms.RadioSelect,
    )
    living = django_filters.BooleanFilter(
        label=_("Coi là đang sống"), method="filter_living", widget=BooleanRadioSelect
    )
    has_memorial = django_filters.BooleanFilter(
        label=_("Có ngày giỗ"),
        field_name="memorial_day",
        lookup_expr="isnull",
        exclude=True,
        widget=BooleanRadioSelect,
    )
    visibility = django_filters.ChoiceFilter(
        label=_("Ai được xem"),
        choices=Visibility.choices,
        empty_label=_("Tất cả"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Person
        fields = [
            "clan",
            "branch",
            "generation",
            "sex",
            "membership",
            "living",
            "has_memorial",
            "visibility",
        ]

    def filter_living(self, queryset: QuerySet[Person], name: str, value: bool) -> Any:
        """Keep those presumed living today, or the others."""
        today = viewer_of(self.request).today
        living = Q(presumed_living=True) & (
            Q(presumed_living_until__isnull=True) | Q(presumed_living_until__gte=today)
        )
        return queryset.filter(living if value else ~living)


def memorial(person: Person) -> str:
    """Write the lunar day of the giỗ."""
    if person.memorial_day is None:
        return ""
    return f"{person.memorial_day}/{person.memorial_month}"


class PersonListView(ListView):
    """Everybody, in the order of the book."""

    title_column = "full_name"
    list_columns = [
        Column("generation", label=_("Đời"), accessor="generation", sort_key="generation"),
        Column("branch", label=_("Chi phái"), accessor="card.branch_title", classname="desk-only"),
        Column("father", label=_("Cha"), accessor="card.father_name"),
        Column("years", label=_("Năm"), accessor="card.years", sort_key="birth_year"),
        Column("memorial", label=_("Giỗ (âm lịch)"), accessor=memorial, classname="desk-only"),
        Column(
            "membership",
            label=_("Thuộc họ"),
            accessor="get_membership_display",
            classname="desk-only",
        ),
        Column("clan", label=_("Dòng họ"), accessor="clan.name", classname="desk-only"),
    ]

    def visible_rows(self) -> QuerySet[Person]:
        """Give the people this viewer may know of; to branch editors those of their branches."""
        people = card_people(self.viewer)
        if self.viewer.role >= Role.EDITOR:
            return people
        return people.filter(pk__in=editable_people(self.request.user).order_by().values("pk"))

    def match(self, queryset: QuerySet[Person], query: str) -> QuerySet[Person]:
        """Match names and other names in any word order."""
        return matching_people(queryset, query, self.viewer)

    def order_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        """Order by generation and lineage unless a column was asked for; unknown ones last."""
        if self.ordering:
            way = self.ordering.lstrip("-")
            way = "sort_key" if way == "full_name" else way
            key = (
                F(way).desc(nulls_last=True)
                if self.ordering[0] == "-"
                else F(way).asc(nulls_last=True)
            )
            return queryset.order_by(key, "lineage_path", "pk")
        return queryset.order_by(
            F("generation").asc(nulls_last=True), "clan_id", "lineage_path", "sort_key", "pk"
        )

    def get_table(self, object_list: Any) -> Any:
        """Read what the columns show for one page at once."""
        people = list(object_list)
        for person, card in zip(people, cards_of(people, self.viewer), strict=True):
            person.card = card
        return super().get_table(people)


class PersonSaveMixin:
    """Saving a person: the form writes the rows, the services what follows from them."""

    def save_instance(self) -> Person:
        """Save and bring derived columns up to date in the same transaction."""
        person = self.form.instance
        known = [person.pk] if person.pk else []
        former = person_parents(person) if known else set()
        with recorded(person.clan, by=self.request.user, people=known) as recording:
            if known and self.form.formsets["parent_links"].has_changed():
                lineage_release(person)
            person = super().save_instance()
            recording.created(person)
            return person_edited(person, former_parents=former)


class PersonAddView(PersonSaveMixin, AddView):
    """Add somebody; `?union=` starts with the parents filled in."""

    def get_initial_form_instance(self) -> Person | None:
        """Start a child of a couple with surname, clan and both parents."""
        union_pk = self.request.GET.get("union", "")
        if self.request.method != "GET" or not union_pk.isdecimal():
            return None
        union = get_object_or_404(
            editable_unions(self.request.user).prefetch_related("members__person"), pk=union_pk
        )
        return child_of_union(union)


def child_of_union(union: Union) -> Person:
    """Make an unsaved child of a couple."""
    child = Person(clan=union.clan)
    links = []
    for member in union.members.all():
        links.append(ParentLink(parent=member.person, union=union))
        if member.role == UnionRole.HUSBAND or member.person.sex == Sex.MALE:
            child.surname = member.person.surname
    chosen = lineage_choice(links)
    if chosen is not None:
        chosen.is_lineage = True
    child.parent_links = links
    return child


class PersonChangeView(EditedMeanwhileMixin, PersonSaveMixin, ChangeView):
    """Change somebody."""

    template_name = "genealogy/admin/person_edit.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Lead to the moves of whole lines and to the history too."""
        history = Button(
            _("Lịch sử thay đổi"), url=self.get_history_url(), icon_name="history", priority=40
        )
        merge = merge_button(self.object, self.request.user)
        return [*super().header_more_buttons, *move_buttons(self.object), *merge, history]

    def visible_rows(self) -> QuerySet[Person]:
        """Give the people this account may change."""
        return editable_people(self.request.user).select_related("clan", "branch")


class PersonRemoveView(RemoveView):
    """Take somebody out of the book."""

    def visible_rows(self) -> QuerySet[Person]:
        """Give the people this account may change."""
        return editable_people(self.request.user)

    def remove(self) -> None:
        """Delete through the service, which refuses to orphan children."""
        person_delete(self.object, by=self.request.user)


class PersonViewSet(GenealogyViewSet):
    """People."""

    model = Person
    icon = "user"
    menu_label = _("Người")
    menu_order = 100
    panels_of_model = PERSON_PANELS
    index_view_class = PersonListView
    add_view_class = PersonAddView
    edit_view_class = PersonChangeView
    delete_view_class = PersonRemoveView
    filterset_class = PersonFilterSet
    #: Ours says what was changed; the log of Wagtail only that it was.
    history_view_class = PersonHistoryView

    def get_history_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out what only Wagtail's own page needs."""
        return kwargs
