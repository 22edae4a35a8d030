"""Allow-listed filters of people and branches; each looks only at what the viewer may know."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.api.filters import (
    IdFilter,
    OneOfFilter,
    OrderFilter,
    SlugsFilter,
    WholeNumberFilter,
    WordsFilter,
    nulls_first,
)
from genealogy.enums import Sex
from genealogy.models import Branch, Clan, Person
from genealogy.querysets import detailed_people
from genealogy.selectors.clans import branch_and_below
from genealogy.selectors.people import matching_people
from genealogy.selectors.viewers import viewer_of

PERSON_ORDERS = {
    "tree": ["clan_id", "lineage_path", "pk"],
    "name": ["sort_key", "pk"],
    "generation": ["generation", "lineage_path", "pk"],
}
#: đời; those above the founder have less than 1.
GENERATIONS: dict[str, Any] = {"lowest": -999, "highest": 999}
#: Gregorian years; those before our era are below 0.
YEARS: dict[str, Any] = {"lowest": -9999, "highest": 9999}


class PersonFilterSet(django_filters.FilterSet):
    """Filters of `/people/`.

    Years and giỗ match only people whose dates the viewer may know, else the filter would tell
    what the answer hides.
    """

    clan = SlugsFilter(
        field_name="clan__slug", help_text=_("slug của dòng họ; nhiều thì cách nhau bằng dấu phẩy")
    )
    branch = IdFilter(method="of_branch", help_text=_("id của chi; kể cả các phái bên dưới"))
    generation = WholeNumberFilter(field_name="generation", help_text=_("đời"), **GENERATIONS)
    generation_from = WholeNumberFilter(
        field_name="generation", lookup_expr="gte", help_text=_("từ đời"), **GENERATIONS
    )
    generation_to = WholeNumberFilter(
        field_name="generation", lookup_expr="lte", help_text=_("đến đời"), **GENERATIONS
    )
    sex = OneOfFilter(choices=Sex.choices, method="of_sex")
    born_from = WholeNumberFilter(method="by_date", help_text=_("sinh từ năm dương lịch"), **YEARS)
    born_to = WholeNumberFilter(method="by_date", help_text=_("sinh đến năm"), **YEARS)
    died_from = WholeNumberFilter(method="by_date", help_text=_("mất từ năm"), **YEARS)
    died_to = WholeNumberFilter(method="by_date", help_text=_("mất đến năm"), **YEARS)
    memorial_month = WholeNumberFilter(
        method="by_date", help_text=_("tháng giỗ âm lịch"), lowest=1, highest=12
    )
    memorial_day = WholeNumberFilter(
        method="by_date", help_text=_("ngày giỗ âm lịch"), lowest=1, highest=30
    )
    search = WordsFilter(
        method="by_name", help_text=_("các chữ của họ tên, có dấu hay không, thứ tự nào cũng được")
    )
    order = OrderFilter(PERSON_ORDERS)

    COLUMNS = {
        "born_from": "birth_year__gte",
        "born_to": "birth_year__lte",
        "died_from": "death_year__gte",
        "died_to": "death_year__lte",
        "memorial_month": "memorial_month",
        "memorial_day": "memorial_day",
    }

    class Meta:
        model = Person
        fields: list[str] = []

    def of_branch(self, people: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the people of a branch and of the branches within it."""
        branch = (
            Branch.objects.visible_to(viewer_of(self.request))
            .select_related("clan")
            .filter(uuid=value)
            .first()
        )
        if branch is None:
            return people.none()
        return people.filter(branch__in=[one.pk for one in branch_and_below(branch)])

    def of_sex(self, people: QuerySet, name: str, value: str) -> QuerySet:
        """Keep one sex, of people of whom more than the name is known."""
        return people.filter(detailed_people(viewer_of(self.request)), sex=value)

    def by_date(self, people: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep people by a date the viewer may know."""
        known = detailed_people(viewer_of(self.request))
        return people.filter(known, **{self.COLUMNS[name]: value})

    def by_name(self, people: QuerySet, name: str, value: str) -> QuerySet:
        """Keep people one of whose names holds every word."""
        return matching_people(people, value, viewer_of(self.request))


#: A clan's branches, the topmost first.
BRANCH_TREE: list[Any] = ["clan__name", nulls_first("parent_id"), nulls_first("ordinal"), "pk"]


class BranchFilterSet(django_filters.FilterSet):
    """Filters of `/branches/`."""

    clan = SlugsFilter(field_name="clan__slug", help_text=_("slug của dòng họ"))
    parent = IdFilter(field_name="parent__uuid", help_text=_("id của chi bên trên"))
    search = WordsFilter(
        field_name="name", lookup_expr="icontains", help_text=_("các chữ của tên chi")
    )
    order = OrderFilter({"tree": BRANCH_TREE, "name": ["name", "pk"]})

    class Meta:
        model = Branch
        fields: list[str] = []


class ClanFilterSet(django_filters.FilterSet):
    """Filters of `/clans/`."""

    search = WordsFilter(
        field_name="name", lookup_expr="icontains", help_text=_("các chữ của tên họ")
    )

    class Meta:
        model = Clan
        fields: list[str] = []
