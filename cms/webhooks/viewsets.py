"""Webhooks in the admin: endpoints with their health, the log of deliveries, dead letters."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from cms.webhooks.endpoint_views import (
    NAME,
    AdministratorsOnly,
    EndpointAddView,
    EndpointDeleteView,
    EndpointEditView,
    EndpointView,
    SecretView,
    WebhookView,
)
from cms.webhooks.models import Delivery, DeliveryState, Endpoint, EventType
from cms.webhooks.selectors import deliveries_listed, endpoints_with_health, health_of
from cms.webhooks.services import deliveries_replay


class EndpointListView(AdministratorsOnly, IndexView):
    """Endpoints with their health."""

    model = Endpoint
    any_permission_required = None
    page_title = _("Tin báo cho trang ngoài")
    header_icon = "link-external"
    add_item_label = _("Thêm nơi nhận")
    paginate_by = 30
    default_ordering = "name"
    show_export_buttons = False
    is_searchable = False

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns; the name leads to the endpoint."""
        return [
            TitleColumn("name", label=_("Nơi nhận"), get_url=_endpoint_url),
            Column("url", label=_("Địa chỉ"), classname="desk-only"),
            Column("health", label=_("Sức khoẻ"), accessor=health_of),
            Column("waiting", label=_("Chờ gửi")),
            Column("dead", label=_("Đã bỏ")),
            DateColumn("last_success_at", label=_("Nhận lần cuối"), classname="desk-only"),
        ]

    def get_base_queryset(self) -> QuerySet[Endpoint]:
        """Count what waits at each, in the same query."""
        return endpoints_with_health()

    def get_add_url(self) -> str:
        """Give the address of the form."""
        return reverse(f"{NAME}:add")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Lead to the log and the dead letters: in the menu, a phone has no room for three."""
        log = reverse(f"{NAME}:log")
        dead = f"{log}?state={DeliveryState.DEAD}"
        return [
            *super().header_more_buttons,
            Button(_now("Nhật ký gửi"), url=log, icon_name="history", priority=10),
            Button(_now("Tin đã bỏ"), url=dead, icon_name="warning", priority=20),
        ]


def _endpoint_url(endpoint: Endpoint) -> str:
    return reverse(f"{NAME}:endpoint", args=[endpoint.pk])


class DeliveryFilters(WagtailFilterSet):
    """By endpoint, state and what happened."""

    endpoint = django_filters.ModelChoiceFilter(label=_("Nơi nhận"), queryset=Endpoint.objects)
    state = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=DeliveryState.choices)
    type = django_filters.ChoiceFilter(
        label=_("Việc"), field_name="event__type", choices=EventType.choices
    )

    class Meta:
        model = Delivery
        fields = ["endpoint", "state", "type"]


class DeliveryListView(AdministratorsOnly, IndexView):
    """Deliveries, newest first; those given up can be sent again all at once."""

    model = Delivery
    any_permission_required = None
    template_name = "webhooks/admin/log.html"
    page_title = _("Nhật ký tin báo")
    header_icon = "history"
    paginate_by = 50
    default_ordering = "-pk"
    show_export_buttons = False
    is_searchable = False
    filterset_class = DeliveryFilters

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns; the event leads to its tries."""
        return [
            TitleColumn("event", label=_("Việc"), accessor=_event_of, get_url=_delivery_url),
            Column("path", label=_("Trang"), accessor="event.path", classname="desk-only"),
            Column("endpoint", label=_("Nơi nhận")),
            Column("state", label=_("Tình trạng"), accessor="get_state_display"),
            Column("attempts", label=_("Số lần thử"), classname="desk-only"),
            DateColumn("last_try_at", label=_("Thử lần cuối")),
        ]

    def get_base_queryset(self) -> QuerySet[Delivery]:
        """Start from all of them."""
        return deliveries_listed()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say how many were given up, for the button."""
        dead = Delivery.objects.filter(state=DeliveryState.DEAD, endpoint__is_active=True).count()
        return super().get_context_data(
            *args, dead=dead, replay_url=reverse(f"{NAME}:replay_all"), **kwargs
        )


def _event_of(delivery: Delivery) -> str:
    return delivery.event.get_type_display()


def _delivery_url(delivery: Delivery) -> str:
    return reverse(f"{NAME}:delivery", args=[delivery.pk])


class DeliveryView(WebhookView, TemplateView):
    """One delivery with every try; POST sends it again."""

    template_name = "webhooks/admin/delivery.html"

    @cached_property
    def delivery(self) -> Delivery:
        """Give the delivery the address names."""
        return get_object_or_404(deliveries_listed(), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Give what happened, as a heading."""
        words = self.delivery.event.get_type_display()
        return words[:1].upper() + words[1:]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tries."""
        return super().get_context_data(
            delivery=self.delivery, event=self.delivery.event, tries=self.delivery.tries.all()[:50],
            is_over=self.delivery.state != DeliveryState.PENDING, log_url=reverse(f"{NAME}:log"),
            **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let it be sent again."""
        _say_replayed(request, deliveries_replay(Delivery.objects.filter(pk=self.delivery.pk)))
        return HttpResponseRedirect(reverse(f"{NAME}:delivery", args=[self.delivery.pk]))


class ReplayAllView(AdministratorsOnly, View):
    """Send again everything that was given up; POST alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let all dead letters be sent again."""
        dead = Delivery.objects.filter(state=DeliveryState.DEAD)
        _say_replayed(request, deliveries_replay(dead))
        return HttpResponseRedirect(reverse(f"{NAME}:log"))


def _say_replayed(request: HttpRequest, count: int) -> None:
    if not count:
        messages.warning(request, _now("Không có gì để gửi lại; nơi nhận có đang bật không?"))
        return
    text = ngettext("Sẽ gửi lại %(count)s tin báo.", "Sẽ gửi lại %(count)s tin báo.", count)
    messages.success(request, text % {"count": count})


class WebhookViewSet(ViewSet):
    """Webhooks."""

    name = NAME
    url_prefix = "tin-bao"
    icon = "link-external"
    add_to_settings_menu = True
    menu_label = _("Tin báo cho trang ngoài")
    menu_order = 910

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "add_url_name": self.get_url_name("add"),
        }
        log_names = {
            "index_url_name": self.get_url_name("log"),
            "index_results_url_name": self.get_url_name("log_results"),
        }

        def listing(view: Any, named: dict[str, str], **kwargs: Any) -> Any:
            return self.construct_view(view, **named, **kwargs)

        results = {"results_only": True}
        return [
            path("", listing(EndpointListView, names), name="index"),
            path("ket-qua/", listing(EndpointListView, names, **results), name="index_results"),
            path("them/", EndpointAddView.as_view(), name="add"),
            path("nhat-ky/", listing(DeliveryListView, log_names), name="log"),
            path("nhat-ky/ket-qua/", listing(DeliveryListView, log_names, **results),
                 name="log_results"),
            path("nhat-ky/gui-lai/", ReplayAllView.as_view(), name="replay_all"),
            path("nhat-ky/<int:pk>/", DeliveryView.as_view(), name="delivery"),
            path("<int:pk>/", EndpointView.as_view(), name="endpoint"),
            path("<int:pk>/sua/", EndpointEditView.as_view(), name="edit"),
            path("<int:pk>/khoa/", SecretView.as_view(), name="secret"),
            path("<int:pk>/xoa/", EndpointDeleteView.as_view(), name="delete"),
        ]  # fmt: skip

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to administrators alone."""
        item = super().get_menu_item(order=order)

        def is_shown(request: HttpRequest) -> bool:
            return bool(request.user.is_superuser)

        item.is_shown = is_shown
        return item
