"""Consents, requests about data and ways to reach the living, in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from genealogy.choosers import PERSON_CHOOSER
from genealogy.domain.text import fold_tokens
from genealogy.models import Consent, DataRequest, Person, PersonContact
from genealogy.selectors.duties import requests_open, urgency_of
from genealogy.selectors.people_found import found_people
from genealogy.services.duties import (
    CONSENT_TEXT_VERSION,
    consent_record,
    consent_withdraw,
    holdings_archive,
)
from genealogy.viewsets.base import AddView, ChangeView, ListView, RemoveView
from genealogy.viewsets.duties_forms import ConsentForm, ContactForm, RequestStepForm
from genealogy.viewsets.members import CompilersPolicy, CompilersViewSet


class DutyRowsMixin:
    """Rows read with the people they name; the policy has let compilers in and nobody else."""

    def visible_rows(self) -> QuerySet[Any]:
        """Give the rows, those of hidden people too: compilers see everybody."""
        people = Person.objects.visible_to(self.viewer)
        rows = self.model._default_manager.select_related("person")
        return rows.filter(person__in=people) | rows.filter(person__isnull=True)

    def match(self, queryset: QuerySet[Any], query: str) -> QuerySet[Any]:
        """Match the names of the people."""
        if not fold_tokens(query):
            return queryset.none()
        return queryset.filter(person__in=found_people(query, self.viewer))


class ConsentPolicy(CompilersPolicy):
    """A consent is recorded and withdrawn; what somebody said is never changed or deleted."""

    withheld = frozenset({"delete"})


class RequestPolicy(CompilersPolicy):
    """Requests come in on the site."""

    withheld = frozenset({"add", "delete"})


class AdministratorsPolicy(CompilersPolicy):
    """Only administrators, whatever a group was given."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Ask whether the account is an administrator."""
        return bool(user.is_active and user.is_superuser)


class ConsentFilterSet(WagtailFilterSet):
    """What compilers sift consents by."""

    is_withdrawn = django_filters.BooleanFilter(
        label=_("Đã rút lại"), field_name="withdrawn_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Consent
        fields = ["scope", "is_withdrawn"]


class ConsentListView(DutyRowsMixin, ListView):
    """Consents, newest first."""

    title_column = "person"
    list_columns = [
        Column("scope", label=_("Cho phép"), accessor="get_scope_display"),
        Column("given_by", label=_("Người đồng ý"), accessor="given_by"),
        DateColumn("given_on", label=_("Ngày")),
        DateColumn("withdrawn_at", label=_("Rút lại")),
    ]


class ConsentAddView(AddView):
    """Record a consent."""

    def save_instance(self) -> Consent:
        """Write it down; the mark on the record follows."""
        return consent_record(self.form.save(commit=False), by=self.request.user)


class ConsentChangeView(DutyRowsMixin, ChangeView):
    """A recorded consent: it can be withdrawn, nothing else."""

    object: Any

    def save_instance(self) -> Consent:
        """Withdraw it when that was asked for; the record is hidden at once."""
        if self.form.cleaned_data.get("withdraw"):
            consent_withdraw(self.object, by=self.request.user)
        return self.object


class ConsentViewSet(CompilersViewSet):
    """Consents."""

    model = Consent
    policy_class = ConsentPolicy
    icon = "clipboard-list"
    menu_label = _("Lời đồng ý")
    menu_order = 810
    panels_of_model = ObjectList(
        [
            HelpPanel(
                content=format_lazy(
                    "{} {}.",
                    _(
                        "Chỉ ghi khi có bằng chứng. Đồng ý cho mọi người xem thì người ấy hiện"
                        " công khai ngay; rút lại thì ẩn ngay. Bản lời đồng ý đang dùng:"
                    ),
                    CONSENT_TEXT_VERSION,
                )
            ),
            FieldPanel("person", heading=_("Về ai"), widget=PERSON_CHOOSER.widget_class),
            FieldPanel("scope"),
            FieldPanel("given_by"),
            FieldPanel("by_representative"),
            FieldPanel("child_agrees"),
            FieldPanel("given_on"),
            FieldPanel("evidence"),
            FieldPanel("document"),
            FieldPanel("withdraw"),
        ],
        base_form_class=ConsentForm,
    )
    index_view_class = ConsentListView
    add_view_class = ConsentAddView
    edit_view_class = ConsentChangeView
    filterset_class = ConsentFilterSet


class DueColumn(Column):
    """How a request stands in time, in colour and words."""

    cell_template_name = "genealogy/admin/duties/due_cell.html"

    def get_value(self, instance: DataRequest) -> Any:
        """Say how it stands today."""
        return urgency_of(instance, timezone.localdate())


class RequestFilterSet(WagtailFilterSet):
    """What officers sift requests by."""

    class Meta:
        model = DataRequest
        fields = ["clan", "kind", "state"]


class RequestListView(DutyRowsMixin, ListView):
    """The queue: what is due first stands first."""

    title_column = "__str__"
    list_columns = [
        DueColumn("due", label=_("Hạn")),
        Column("person", label=_("Về ai"), accessor=lambda row: row.person or ""),
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
        DateColumn("received_at", label=_("Nhận lúc")),
    ]

    def visible_rows(self) -> QuerySet[DataRequest]:
        """Put what is open first."""
        open_rows = requests_open().values("pk")
        rows = super().visible_rows().select_related("person", "clan")
        return rows.order_by(_first_when(open_rows), "answered_at", "extended_on", "due_on", "pk")


class RequestChangeView(DutyRowsMixin, ChangeView):
    """One request: whom it is about, and the next step."""

    def save_instance(self) -> DataRequest:
        """Take the step; refusals show at the fields."""
        return self.form.step_take(by=self.request.user)

    @property
    def header_more_buttons(self) -> list[Any]:
        """Offer the copy of what is held, where the request is about somebody."""
        buttons = list(super().header_more_buttons)
        if self.object.person_id and self.request.user.is_superuser:
            address = reverse("genealogy_request:copy", args=[self.object.pk])
            buttons.append(
                HeaderButton(_now("Tải mọi điều đang giữ"), address, icon_name="download")
            )
        return buttons


class RequestViewSet(CompilersViewSet):
    """Requests about data."""

    model = DataRequest
    policy_class = RequestPolicy
    icon = "mail"
    menu_label = _("Yêu cầu về dữ liệu")
    menu_order = 800
    panels_of_model = ObjectList(
        [
            FieldPanel("kind", read_only=True),
            FieldPanel("requester", heading=_("Tài khoản yêu cầu"), read_only=True),
            FieldPanel("requester_contact", read_only=True),
            FieldPanel("message", read_only=True),
            FieldPanel("received_at", read_only=True),
            FieldPanel("answer_due_on", read_only=True),
            FieldPanel("due_on", read_only=True),
            FieldPanel("person", heading=_("Về ai"), widget=PERSON_CHOOSER.widget_class),
            FieldPanel("step"),
            FieldPanel("outcome"),
            FieldPanel("extended_on"),
        ],
        base_form_class=RequestStepForm,
    )
    index_view_class = RequestListView
    edit_view_class = RequestChangeView
    filterset_class = RequestFilterSet

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the copy of what is held."""
        return [*super().get_urlpatterns(), path("<int:pk>/ban-sao/", request_copy, name="copy")]


def request_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an administrator the whole copy of what is held about the person of a request."""
    if not request.user.is_superuser:
        raise PermissionDenied
    row = DataRequest.objects.select_related("person").filter(pk=pk).first()
    if row is None or row.person is None:
        raise PermissionDenied
    data = holdings_archive(row.person, by=request.user, is_whole=True)
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="du-lieu-{row.person.uuid}.zip"'
    return answer


class ContactListView(DutyRowsMixin, ListView):
    """Of whom a way to reach is known; the way itself is not in the list."""

    title_column = "person"
    list_columns: list[Column] = []


class ContactAddView(AddView):
    """Add a way to reach somebody."""

    def save_instance(self) -> PersonContact:
        """Save, and note who did."""
        contact = super().save_instance()
        _log_look(self.request, contact)
        return contact


class ContactChangeView(DutyRowsMixin, ChangeView):
    """The way to reach somebody; every look at it is written down."""

    object: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show it, also after a mistake, once the look is in the log."""
        _log_look(self.request, self.object)
        return super().get_context_data(**kwargs)


class ContactRemoveView(DutyRowsMixin, RemoveView):
    """Delete a way to reach somebody."""

    def remove(self) -> None:
        """Delete; the log of the site keeps no way to reach anybody, so nothing is copied there."""
        self.object.delete()


def _log_look(request: HttpRequest, contact: PersonContact) -> None:
    record_access(request.user, AccessKind.CONTACT_VIEW, person_uuid=contact.person.uuid)


class ContactViewSet(CompilersViewSet):
    """Ways to reach the living, for administrators."""

    model = PersonContact
    policy_class = AdministratorsPolicy
    icon = "user"
    menu_label = _("Liên lạc")
    menu_order = 820
    ordering = "person__sort_key"
    panels_of_model = ObjectList(
        [
            HelpPanel(content=_("Mỗi lần mở xem đều được ghi vào nhật ký truy cập.")),
            FieldPanel("person", heading=_("Về ai"), widget=PERSON_CHOOSER.widget_class),
            FieldPanel("phone"),
            FieldPanel("email"),
            FieldPanel("address"),
            FieldPanel("note"),
        ],
        base_form_class=ContactForm,
    )
    index_view_class = ContactListView
    add_view_class = ContactAddView
    edit_view_class = ContactChangeView
    delete_view_class = ContactRemoveView


def _first_when(keys: Any) -> Any:
    return Case(When(pk__in=keys, then=Value(0)), default=Value(1), output_field=IntegerField())


viewsets = [
    RequestViewSet("genealogy_request", url_prefix="gia-pha/yeu-cau"),
    ConsentViewSet("genealogy_consent", url_prefix="gia-pha/dong-y"),
    ContactViewSet("genealogy_contact", url_prefix="gia-pha/lien-lac"),
]
