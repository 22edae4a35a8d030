"""Feasts of a clan in the admin: one form whose fields follow the way the day is found."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from genealogy.choosers import BRANCH_CHOOSER, CLAN_CHOOSER, PERSON_CHOOSER
from genealogy.domain.solar_terms import SOLAR_TERMS
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role
from genealogy.enums import FeastKind
from genealogy.forms import ClanScopedForm
from genealogy.models import Clan, ClanFeast
from genealogy.selectors.feasts import feast_next_days
from genealogy.selectors.memorials import lunar_day_text, lunar_month_label
from genealogy.selectors.viewers import viewer_of
from genealogy.services.feasts import (
    DAY_COLUMNS,
    feast_create,
    feast_delete,
    feast_update,
    feasts_add_usual,
)
from genealogy.viewsets.base import (
    AddView,
    ChangeView,
    GenealogyViewSet,
    ListView,
    RemoveView,
    VisibleMixin,
)

_PREVIEWED = 3
_SAME_CLAN = {"clan": "#id_clan"}


def _lunar_months() -> list[tuple[Any, str]]:
    return [("", "---------"), *((month, lunar_month_label(month)) for month in range(1, 13))]


def _lunar_days() -> list[tuple[Any, str]]:
    return [("", "---------"), *((day, str(day)) for day in range(1, 31))]


def _solar_terms() -> list[tuple[Any, str]]:
    return [("", "---------"), *enumerate(SOLAR_TERMS)]


class FeastForm(ClanScopedForm):
    """A feast; only the fields of the chosen way to find the day are asked for and kept."""

    lunar_month = forms.TypedChoiceField(
        label=_("Tháng âm lịch"),
        choices=_lunar_months,
        coerce=int,
        empty_value=None,
        required=False,
    )
    lunar_day = forms.TypedChoiceField(
        label=_("Ngày âm lịch"), choices=_lunar_days, coerce=int, empty_value=None, required=False
    )
    solar_term = forms.TypedChoiceField(
        label=_("Tiết khí"),
        choices=_solar_terms,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Tính theo mặt trời, ngày dương lịch mỗi năm chỉ xê dịch một hai ngày."),
    )

    def check_rows(self, clan: Clan | None) -> None:
        """Ask for the day in the way chosen, and drop what other ways would need."""
        super().check_rows(clan)
        kind = self.cleaned_data.get("kind")
        for other, columns in DAY_COLUMNS.items():
            for column in columns:
                if other != kind:
                    self.cleaned_data[column] = None
                    self.errors.pop(column, None)
                elif self.cleaned_data.get(column) is None and column not in self.errors:
                    self.add_error(column, _now("Cách tính ngày này cần mục này."))
        self.check_same_clan(self, clan, "branch", "person")


class FeastPreviewPanel(Panel):
    """Shows the next days of a feast as it is saved, for the editor to check."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "genealogy/admin/feast_preview.html"

        def is_shown(self) -> bool:
            """A new feast has no day yet."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Reckon the next days."""
            context = super().get_context_data(parent_context)
            viewer = viewer_of(self.request)
            saved = ClanFeast.objects.select_related("clan").get(pk=self.instance.pk)
            context["days"] = feast_next_days(saved, viewer, count=_PREVIEWED)
            return context


FEAST_PANELS = ObjectList(
    [
        FeastPreviewPanel(heading=_("Những lần tới")),
        FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
        FieldPanel(
            "name", help_text=_("Như họ vẫn gọi: Giỗ tổ, Chạp họ, Thanh minh, Rằm tháng Bảy.")
        ),
        FieldPanel("kind"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("lunar_day"), FieldPanel("lunar_month")])],
            heading=_("Ngày âm lịch cố định"),
            classname="feast-lunar_day",
        ),
        MultiFieldPanel(
            [FieldPanel("person", widget=PERSON_CHOOSER.widget_class(linked_fields=_SAME_CLAN))],
            heading=_("Theo ngày giỗ của một người"),
            help_text=_(
                "Ngày giỗ lấy ở sự kiện “mất” của người ấy, sửa ở đó thì ngày lễ đổi theo."
            ),
            classname="feast-memorial",
        ),
        MultiFieldPanel(
            [FieldPanel("solar_term")], heading=_("Theo tiết khí"), classname="feast-solar_term"
        ),
        FieldPanel(
            "branch",
            widget=BRANCH_CHOOSER.widget_class(linked_fields=_SAME_CLAN),
            help_text=_("Để trống nếu cả họ cùng làm."),
        ),
        FieldPanel("place"),
        FieldPanel("note", help_text=_("Hiện trên trang ngày giỗ và trong lịch điện thoại.")),
        FieldPanel(
            "sort_order", help_text=_("Số nhỏ đứng trước khi hai lễ rơi vào cùng một ngày.")
        ),
    ],
    base_form_class=FeastForm,
)


class FeastFilterSet(WagtailFilterSet):
    """What compilers sift feasts by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())
    kind = django_filters.ChoiceFilter(label=_("Cách tính ngày"), choices=FeastKind.choices)

    class Meta:
        model = ClanFeast
        fields = ["clan", "kind"]


class FeastRowsMixin(VisibleMixin):
    """Feasts, for compilers alone: the name of one may tell of somebody hidden."""

    def visible_rows(self) -> QuerySet[ClanFeast]:
        """Give the feasts with what the list shows."""
        if self.viewer.role < Role.EDITOR:
            return ClanFeast.objects.none()
        return ClanFeast.objects.select_related("clan", "branch", "person")


def _when(feast: ClanFeast) -> str:
    if feast.kind == FeastKind.SOLAR_TERM:
        return SOLAR_TERMS[feast.solar_term or 0]
    if feast.kind == FeastKind.LUNAR_DAY:
        return lunar_day_text(feast.lunar_month or 1, feast.lunar_day or 1)
    return _now("giỗ %(person)s") % {"person": feast.person}


class FeastListView(FeastRowsMixin, ListView):
    """All feasts, clan by clan."""

    title_column = "name"
    list_columns = [
        Column("when", label=_("Ngày"), accessor=_when),
        Column("branch", label=_("Của"), accessor=lambda feast: feast.branch or _now("Cả họ")),
        Column("place", label=_("Nơi"), accessor="place", classname="desk-only"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name", classname="desk-only"),
    ]

    def match(self, queryset: QuerySet[ClanFeast], query: str) -> QuerySet[ClanFeast]:
        """Match the words of the name; a clan has some dozens of feasts at most."""
        words = fold_tokens(query)
        found = [
            feast.pk
            for feast in queryset
            if all(
                any(token.startswith(word) for token in fold_tokens(feast.name)) for word in words
            )
        ]
        return queryset.filter(pk__in=found)

    @property
    def header_buttons(self) -> list[Any]:
        """Offer the usual feasts beside the button to add one."""
        buttons = list(super().header_buttons)
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            buttons.append(
                HeaderButton(
                    _now("Thêm các ngày lễ thường có"),
                    url=reverse("genealogy_feast:usual"),
                    icon_name="calendar-check",
                    priority=2_000,
                )
            )
        return buttons


class FeastAddView(AddView):
    """Add a feast."""

    def save_instance(self) -> ClanFeast:
        """Create through the service."""
        return feast_create(by=self.request.user, **self.form.cleaned_data)


class FeastChangeView(FeastRowsMixin, ChangeView):
    """Change a feast."""

    def save_instance(self) -> ClanFeast:
        """Update through the service."""
        fields = {**self.form.cleaned_data}
        fields.pop("clan")
        return feast_update(self.form.instance, by=self.request.user, **fields)


class FeastRemoveView(FeastRowsMixin, RemoveView):
    """Delete a feast."""

    def remove(self) -> None:
        """Delete through the service."""
        feast_delete(self.object, by=self.request.user)


class UsualFeastsForm(forms.Form):
    """For which clan."""

    clan: forms.ModelChoiceField[Clan] = forms.ModelChoiceField(
        label=_("Dòng họ"),
        queryset=Clan.objects.all(),
        help_text=_(
            "Sẽ thêm: giỗ tổ (theo ngày giỗ của thủy tổ, nếu đã ghi), Thanh minh, rằm tháng Bảy và"
            " chạp họ ngày 15 tháng Chạp. Ngày lễ đã có thì giữ nguyên; thêm rồi vẫn sửa, xoá được."
        ),
    )


class UsualFeastsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Adds to a clan the feasts that most clans keep."""

    model = ClanFeast
    permission_policy = ModelPermissionPolicy(ClanFeast)
    permission_required = "add"
    form_class = UsualFeastsForm
    template_name = "genealogy/admin/feasts_usual.html"
    page_title = _("Thêm các ngày lễ thường có")
    header_icon = "calendar-check"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        index = {"url": reverse("genealogy_feast:index"), "label": _now("Ngày lễ của họ")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.page_title)}]

    def get_initial(self) -> dict[str, Any]:
        """Choose the clan when there is only one."""
        clans = list(Clan.objects.values_list("pk", flat=True)[:2])
        return {"clan": clans[0]} if len(clans) == 1 else {}

    def form_valid(self, form: UsualFeastsForm) -> HttpResponse:
        """Add what is missing and say how many."""
        added = feasts_add_usual(clan=form.cleaned_data["clan"], by=self.request.user)
        if added:
            words = ngettext(
                "Đã thêm %(count)s ngày lễ: %(names)s.",
                "Đã thêm %(count)s ngày lễ: %(names)s.",
                len(added),
            )
            facts = {"count": len(added), "names": ", ".join(feast.name for feast in added)}
            messages.success(self.request, words % facts)
        else:
            messages.info(self.request, _now("Dòng họ này đã có đủ các ngày lễ ấy."))
        return HttpResponseRedirect(reverse("genealogy_feast:index"))


class FeastViewSet(GenealogyViewSet):
    """Feasts of clans."""

    model = ClanFeast
    icon = "calendar-check"
    menu_label = _("Ngày lễ của họ")
    menu_order = 460
    panels_of_model = FEAST_PANELS
    index_view_class = FeastListView
    add_view_class = FeastAddView
    edit_view_class = FeastChangeView
    delete_view_class = FeastRemoveView
    filterset_class = FeastFilterSet

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page that offers the usual feasts."""
        usual = path("thuong-co/", self.construct_view(UsualFeastsView), name="usual")
        return [*super().get_urlpatterns(), usual]
