"""Choosing a person: names repeat a lot, so each row tells đời, branch, father and years."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from genealogy.choosers.rows import OpenChoiceWidget, RowsChooserViewSet, RowsMixin, column
from genealogy.models import Person
from genealogy.selectors.cards import card_people, cards_of
from genealogy.selectors.labels import generation_label, years_label
from genealogy.selectors.people import matching_people
from genealogy.selectors.viewers import viewer_for


class PersonWidget(OpenChoiceWidget):
    """Shows the chosen person with what tells namesakes apart."""

    def all_rows(self) -> QuerySet[Person]:
        """Give everybody, with the branch in the same query."""
        return Person.objects.select_related("branch")  # house: allow, as chosen by an editor

    def rows_of(self, user: Any) -> QuerySet[Person]:
        """Give the people this account may know of."""
        return Person.objects.visible_to(viewer_for(user)).select_related("branch")

    def get_display_title(self, instance: Person) -> str:
        """Write name, đời, branch and years."""
        return person_title(instance)


def person_title(person: Person) -> str:
    """Write somebody so that namesakes can be told apart: name (đời, chi, years of the dead)."""
    facts = [generation_label(person.generation), person.branch.title if person.branch else ""]
    if not person.is_living_on(timezone.localdate()):
        facts.append(years_label(person.birth_year, person.death_year))
    told = ", ".join(fact for fact in facts if fact)
    return f"{person} ({told})" if told else str(person)


class PersonRows(RowsMixin):
    """People, in the order of the book."""

    def rows(self) -> QuerySet[Person]:
        """Give the people this viewer may know of, with what their cards need."""
        return card_people(self.viewer)

    def search(self, objects: QuerySet[Person], query: str) -> QuerySet[Person]:
        """Match names and other names in any word order."""
        return matching_people(objects, query, self.viewer)

    def get_display_title(self, instance: Person) -> str:
        """Write the chosen person as the widget does."""
        return person_title(instance)

    def apply_object_list_ordering(self, objects: QuerySet[Person]) -> QuerySet[Person]:
        """Put the book's order first and unconnected people last."""
        return objects.order_by(
            F("generation").asc(nulls_last=True), "clan_id", "lineage_path", "sort_key", "pk"
        )

    def get_results_page(self, request: Any) -> Any:
        """Read what the columns show for one page at once."""
        page = super().get_results_page(request)
        page.object_list = list(page.object_list)
        for person, card in zip(
            page.object_list, cards_of(page.object_list, self.viewer), strict=True
        ):
            person.card = card
        return page

    @property
    def columns(self) -> list[Column]:
        """Tell namesakes apart."""
        title = self.title_column
        title.label = _("Họ và tên")
        return [
            title,
            column("generation", _("Đời"), "card.generation_label"),
            column("branch", _("Chi"), "card.branch_title"),
            column("father", _("Cha"), "card.father_name"),
            column("years", _("Năm"), "card.years"),
            column("clan", _("Dòng họ"), "clan.name"),
        ]


class PersonChooserViewSet(RowsChooserViewSet):
    """Choose a person."""

    model = Person
    rows_class = PersonRows
    icon = "user"
    choose_one_text = _("Chọn người")
    choose_another_text = _("Chọn người khác")
    edit_item_text = _("Sửa người này")
    base_widget_class = PersonWidget
