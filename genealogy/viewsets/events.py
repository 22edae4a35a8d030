"""Events in the admin: one list of what happened to people and couples."""

from __future__ import annotations

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from genealogy.domain.dates import describe
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role
from genealogy.enums import EventType
from genealogy.forms import EventForm
from genealogy.models import Clan, Event
from genealogy.selectors.editable import editable_events, may_edit_row
from genealogy.selectors.offices import EDIT_PEOPLE
from genealogy.services.events import event_delete, event_save
from genealogy.viewsets.base import (
    AddView,
    ChangeView,
    GenealogyViewSet,
    ListView,
    RemoveView,
    VisibleMixin,
)

EVENT_PANELS = ObjectList(
    [
        FieldRowPanel([FieldPanel("type"), FieldPanel("date")]),
        MultiFieldPanel(
            [FieldPanel("person"), FieldPanel("union")],
            heading=_("Của ai"),
            help_text=_("Chọn một người, hoặc một cặp vợ chồng."),
        ),
        FieldPanel("place"),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldPanel("grave_direction"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Mộ phần"),
        ),
        MultiFieldPanel(
            [
                # The cause of a death is for compilers, as all that is sensitive.
                FieldPanel("cause", permission=EDIT_PEOPLE),
                FieldPanel("members_only"),
                FieldPanel("is_sensitive"),
            ],
            heading=_("Điều riêng"),
        ),
    ],
    base_form_class=EventForm,
)


class EventFilterSet(WagtailFilterSet):
    """What compilers sift events by."""

    type = django_filters.ChoiceFilter(label=_("Sự kiện"), choices=EventType.choices)
    clan = django_filters.ModelChoiceFilter(
        label=_("Dòng họ"), queryset=Clan.objects.all(), method="of_clan"
    )

    class Meta:
        model = Event
        fields = ["type", "clan"]

    def of_clan(self, events: QuerySet[Event], name: str, clan: Clan) -> QuerySet[Event]:
        """Keep the events of one clan."""
        return events.filter(Q(person__clan=clan) | Q(union__clan=clan))


class EventRowsMixin(VisibleMixin):
    """Events of people and couples that are in the tree, as far as the account's care goes."""

    def visible_rows(self) -> QuerySet[Event]:
        """Give the rows with all the list prints, a fixed number of queries."""
        if self.viewer.role >= Role.EDITOR:
            published = Q(person__is_staged=False) | Q(union__is_staged=False)
            events = Event.objects.filter(published)
        else:
            events = editable_events(self.request.user)
        events = events.select_related("person__clan", "union__clan", "place")
        return events.prefetch_related("union__members__person")


def _who(event: Event) -> str:
    return str(event.person or event.union)


def _when(event: Event) -> str:
    return describe(event.date) if event.date else ""


def _clan(event: Event) -> str:
    owner = event.person or event.union
    return owner.clan.name if owner else ""


class EventListView(EventRowsMixin, ListView):
    """All events, the newest entries first."""

    title_column = "type"
    list_columns = [
        Column("who", label=_("Của ai"), accessor=_who),
        Column("when", label=_("Ngày"), accessor=_when),
        Column("place", label=_("Nơi"), accessor="place", classname="desk-only"),
        Column("clan", label=_("Dòng họ"), accessor=_clan, classname="desk-only"),
    ]

    def match(self, queryset: QuerySet[Event], query: str) -> QuerySet[Event]:
        """Match the names of the people, in any word order, with or without marks."""
        for word in fold_tokens(query):
            queryset = queryset.filter(
                Q(person__search_fold__contains=f" {word}")
                | Q(union__members__person__search_fold__contains=f" {word}")
            )
        return queryset.distinct()


class EventSaveMixin:
    """Saving an event, of somebody the account may change."""

    def save_instance(self) -> Event:
        """Save; đời stays, years, giỗ and presumption of life follow."""
        event = self.form.instance
        for name in ("person", "union"):
            owner = getattr(event, name)
            if owner is not None and not may_edit_row(self.request.user, owner):
                raise ValidationError({name: _now("Anh chị chỉ sửa được trong chi của mình.")})
        return event_save(self.form.save(commit=False), by=self.request.user)


class EventAddView(EventSaveMixin, AddView):
    """Add an event."""


class EventChangeView(EventRowsMixin, EventSaveMixin, ChangeView):
    """Change an event."""


class EventRemoveView(EventRowsMixin, RemoveView):
    """Delete an event."""

    def remove(self) -> None:
        """Delete and bring up to date what followed from it."""
        event_delete(self.object, by=self.request.user)


class EventViewSet(GenealogyViewSet):
    """Events."""

    model = Event
    icon = "calendar-alt"
    menu_label = _("Sự kiện")
    menu_order = 450
    ordering = "-pk"
    panels_of_model = EVENT_PANELS
    index_view_class = EventListView
    add_view_class = EventAddView
    edit_view_class = EventChangeView
    delete_view_class = EventRemoveView
    filterset_class = EventFilterSet
