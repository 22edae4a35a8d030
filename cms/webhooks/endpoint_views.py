"""Pages of one endpoint in the admin: made, changed, tested, given a new secret, deleted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.webhooks.comparing import is_prepared
from cms.webhooks.forms import EndpointForm
from cms.webhooks.models import Endpoint
from cms.webhooks.selectors import (
    deliveries_listed,
    endpoints_with_health,
    filters_in_words,
    health_of,
    is_sick,
)
from cms.webhooks.services import (
    ROTATION_HOURS,
    endpoint_create,
    endpoint_delete,
    endpoint_ping,
    endpoint_update,
    secret_rotate,
)

NAME = "webhooks"


class AdministratorsOnly:
    """Mixin: everybody else learns nothing of these pages."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse accounts that are no administrators."""
        if not (request.user.is_active and request.user.is_superuser):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] # a view stands behind


class WebhookView(AdministratorsOnly, WagtailAdminTemplateMixin):
    """Base of the pages beside the lists."""

    header_icon = "link-external"
    _show_breadcrumbs = True
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _now("Tin báo")},
            {"url": "", "label": str(self.get_page_title())},
        ]

    @cached_property
    def endpoint(self) -> Endpoint:
        """Give the endpoint the address names."""
        rows = endpoints_with_health().select_related("section", "clan")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(index_url=reverse(f"{NAME}:index"), **kwargs)


class EndpointAddView(WebhookView, FormView):
    """The form, and the secret as the only answer that ever shows it."""

    form_class = EndpointForm
    template_name = "webhooks/admin/endpoint_form.html"
    page_title = _("Thêm nơi nhận tin báo")

    def form_valid(self, form: EndpointForm) -> HttpResponse:
        """Make the endpoint and show its secret."""
        try:
            endpoint, secret = endpoint_create(by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        return _secret_page(self, endpoint, secret)


class EndpointEditView(WebhookView, FormView):
    """The form of an endpoint that is there; its secret is not in it."""

    form_class = EndpointForm
    template_name = "webhooks/admin/endpoint_form.html"
    page_title = _("Sửa nơi nhận tin báo")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is stored."""
        return {**super().get_form_kwargs(), "endpoint": self.endpoint}

    def form_valid(self, form: EndpointForm) -> HttpResponse:
        """Store the changes."""
        try:
            endpoint_update(self.endpoint, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã lưu nơi nhận."))
        return _to(self.endpoint)


class EndpointView(WebhookView, TemplateView):
    """One endpoint: how it is, what it hears of, what was sent last; POST sends a test."""

    template_name = "webhooks/admin/endpoint.html"

    def get_page_title(self) -> str:
        """Give the name."""
        return self.endpoint.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows."""
        return super().get_context_data(
            endpoint=self.endpoint,
            health=health_of(self.endpoint),
            is_sick=is_sick(self.endpoint),
            is_preparing=self.endpoint.is_active and not is_prepared(),
            filters=filters_in_words(self.endpoint),
            deliveries=deliveries_listed().filter(endpoint=self.endpoint)[:10],
            log_url=f"{reverse(f'{NAME}:log')}?endpoint={self.endpoint.pk}",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a test and show what came back."""
        delivery = endpoint_ping(self.endpoint)
        attempt = delivery.tries.first()
        if attempt is not None and not attempt.error:
            text = _now("Nơi nhận trả lời %(status)s sau %(ms)s ms.")
            messages.success(request, text % {"status": attempt.status, "ms": attempt.milliseconds})
        else:
            messages.error(
                request, attempt.error if attempt is not None else _now("Chưa gửi được.")
            )
        return HttpResponseRedirect(reverse(f"{NAME}:delivery", args=[delivery.pk]))


class SecretView(WebhookView, TemplateView):
    """One question before a new secret is made."""

    template_name = "webhooks/admin/secret_rotate.html"
    page_title = _("Đổi khoá ký")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the endpoint."""
        kwargs.setdefault("endpoint", self.endpoint)
        return super().get_context_data(hours=ROTATION_HOURS, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the secret and show it."""
        return _secret_page(self, self.endpoint, secret_rotate(self.endpoint))


class EndpointDeleteView(WebhookView, TemplateView):
    """One question before an endpoint goes."""

    template_name = "webhooks/admin/endpoint_delete.html"
    page_title = _("Xoá nơi nhận tin báo")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the endpoint."""
        return super().get_context_data(endpoint=self.endpoint, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete it with its log."""
        endpoint_delete(self.endpoint)
        messages.success(request, _now("Đã xoá nơi nhận."))
        return HttpResponseRedirect(reverse(f"{NAME}:index"))


def _secret_page(view: Any, endpoint: Endpoint, secret: str) -> HttpResponse:
    context = view.get_context_data(endpoint=endpoint, secret=secret, form=None)
    return TemplateResponse(view.request, "webhooks/admin/secret_made.html", context)


def _to(endpoint: Endpoint) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"{NAME}:endpoint", args=[endpoint.pk]))
