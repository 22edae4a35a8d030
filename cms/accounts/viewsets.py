"""The register of breaches and the access log in the admin, for administrators alone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.accounts.breaches import breach_save, clock_words, hours_left
from cms.accounts.models import AccessRecord, Breach
from cms.accounts.register_forms import BreachForm

#: Hours from which the clock of a breach is shown as pressing.
_PRESSING = 24


class AdministratorsPolicy(ModelPermissionPolicy):
    """Only administrators, whatever a group was given."""

    #: What nobody does here.
    withheld: frozenset[str] = frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Ask whether the account is an administrator, and whether anybody may."""
        return bool(user.is_active and user.is_superuser and action not in self.withheld)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Ask for one of them."""
        return any(self.user_has_permission(user, action) for action in actions)


class BreachPolicy(AdministratorsPolicy):
    """A breach once written down stays."""

    withheld = frozenset({"delete"})


class LogPolicy(AdministratorsPolicy):
    """The log is read, never written by hand."""

    withheld = frozenset({"add", "change", "delete"})


class ClockColumn(Column):
    """The 72 hours of a breach, in colour and words."""

    cell_template_name = "account/admin/clock_cell.html"

    def get_value(self, instance: Breach) -> dict[str, Any]:
        """Say how it stands now."""
        now = timezone.now()
        is_told = instance.notified_at is not None
        left = hours_left(instance, now)
        return {
            "words": clock_words(instance, now),
            "is_late": not is_told and left < 0,
            "is_pressing": not is_told and 0 <= left <= _PRESSING,
        }


class BreachAddView(CreateView):
    """Write a breach down."""

    def save_instance(self) -> Breach:
        """Store it with its clock."""
        return breach_save(self.form.save(commit=False), by=self.request.user)


class BreachChangeView(EditView):
    """Write on in the register."""

    def save_instance(self) -> Breach:
        """Store it with its clock."""
        return breach_save(self.form.save(commit=False), by=self.request.user)


class RegisterViewSet(ModelViewSet):
    """A register for administrators."""

    policy_class: type[AdministratorsPolicy] = AdministratorsPolicy
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 30

    def register_permissions(self) -> None:
        """Tell Wagtail of the policy before it falls back to its own."""
        register_permission_policy(self.model, self.policy_class(self.model))
        super().register_permissions()


class BreachViewSet(RegisterViewSet):
    """The register of breaches."""

    model = Breach
    policy_class = BreachPolicy
    icon = "warning"
    menu_label = _("Sổ sự cố dữ liệu")
    list_display = [
        "title",
        ClockColumn("clock", label=_("Hạn 72 giờ")),
        DateColumn("discovered_at", label=_("Phát hiện lúc")),
        DateColumn("closed_at", label=_("Xong lúc")),
    ]
    add_view_class = BreachAddView
    edit_view_class = BreachChangeView
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Cơ quan chuyên trách phải được báo trong 72 giờ kể từ lúc phát hiện. Không ghi"
                    " họ tên người bị ảnh hưởng vào đây, chỉ ghi bao nhiêu người và dữ liệu gì."
                )
            ),
            FieldPanel("title"),
            FieldPanel("discovered_at"),
            FieldPanel("description"),
            FieldPanel("affected"),
            FieldPanel("measures"),
            FieldPanel("notified_at"),
            FieldPanel("subjects_told_at"),
            FieldPanel("closed_at"),
        ],
        base_form_class=BreachForm,
    )

    def get_edit_handler(self) -> Any:
        """Bind the panels."""
        return self.edit_handler.bind_to_model(self.model)


class AccessViewSet(RegisterViewSet):
    """Who looked at ways to reach people, exported, erased, gave rights."""

    model = AccessRecord
    policy_class = LogPolicy
    icon = "history"
    menu_label = _("Nhật ký truy cập")
    exclude_form_fields: list[str] = []
    list_display = [
        Column("kind", label=_("Việc"), accessor="get_kind_display"),
        Column("user", label=_("Tài khoản"), accessor=lambda row: row.user or ""),
        Column("person_uuid", label=_("Về ai (mã)"), accessor=lambda row: row.person_uuid or ""),
        Column("detail", label=_("Chi tiết")),
        DateColumn("created_at", label=_("Lúc")),
    ]
    list_filter = ["kind", "user"]
    list_export = ["created_at", "kind", "user", "person_uuid", "detail"]


class RegistersGroup(ViewSetGroup):
    """The registers the law asks for."""

    menu_label = _("Sổ theo luật")
    menu_icon = "lock"
    menu_order = 960
    items = (
        BreachViewSet("breaches", url_prefix="so-su-co"),
        AccessViewSet("access_records", url_prefix="nhat-ky-truy-cap"),
    )
