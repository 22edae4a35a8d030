"""Members, offices and invitations in the admin, for compilers and administrators."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from genealogy.choosers import BRANCH_CHOOSER, CLAN_CHOOSER
from genealogy.forms import ClanScopedForm
from genealogy.models import BranchOffice, Clan, ClanMember, Invitation
from genealogy.selectors.members import invitation_state, place_name
from genealogy.services.members import (
    account_find,
    invitation_revoke,
    membership_end,
    membership_give,
    membership_move,
    office_change,
    office_give,
    office_take,
)
from genealogy.viewsets.base import AddView, ChangeView, GenealogyViewSet, ListView, RemoveView

EDIT_PEOPLE = "genealogy.change_person"
_SAME_CLAN = {"clan": "#id_clan"}


class CompilersPolicy(ModelPermissionPolicy):
    """Only those who may change everybody give places and offices, whatever a group was given."""

    #: What nobody does here.
    withheld: frozenset[str] = frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Ask for the right on the model and for that of compilers."""
        if action in self.withheld or not user.has_perm(EDIT_PEOPLE):
            return False
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Ask for one of them."""
        return any(self.user_has_permission(user, action) for action in actions)


class InvitationPolicy(CompilersPolicy):
    """Invitations are made on the site, where the code can be shown, and never changed."""

    withheld = frozenset({"add", "change"})


class CompilersViewSet(GenealogyViewSet):
    """A view set under `CompilersPolicy`."""

    policy_class: type[CompilersPolicy] = CompilersPolicy

    def register_permissions(self) -> None:
        """Tell Wagtail of the policy before it falls back to its own."""
        register_permission_policy(self.model, self.policy_class(self.model))
        super().register_permissions()


class AccountForm(ClanScopedForm):
    """A row that ties an account to a clan or branch; the account is named as it signs in."""

    account = forms.CharField(
        label=_("Tài khoản"),
        max_length=150,
        help_text=_("Số điện thoại, thư điện tử hoặc tên đăng nhập của người ấy."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        self.fields["account"].initial = str(self.instance.user)
        self.fields["account"].help_text = ""
        for name in ("account", "clan", *self.fixed):
            self.fields[name].disabled = True

    #: Fields beside account and clan that stay as they were given.
    fixed: tuple[str, ...] = ()

    def clean_account(self) -> Any:
        """Give the account that signs in with this."""
        if self.instance.pk is not None:
            return self.instance.user
        user = account_find(self.cleaned_data["account"])
        if user is None:
            raise ValidationError(_now("Không có tài khoản nào như vậy."))
        return user

    def check_rows(self, clan: Clan | None) -> None:
        """Hold account and branch to the rules that need the whole row."""
        super().check_rows(clan)
        self.check_same_clan(self, clan, "branch")
        user = self.cleaned_data.get("account")
        if user is not None:
            self.instance.user = user


class MemberForm(AccountForm):
    """A place in a clan."""


class OfficeForm(AccountForm):
    """An office; to move it one gives another and takes this one."""

    fixed = ("branch",)


def _account_panels(form: type[AccountForm], *more: FieldPanel) -> ObjectList:
    return ObjectList(
        [
            FieldPanel("account"),
            FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
            FieldPanel("branch", widget=BRANCH_CHOOSER.widget_class(linked_fields=_SAME_CLAN)),
            *more,
        ],
        base_form_class=form,
    )


def _by_account(queryset: QuerySet[Any], query: str, path: str = "user") -> QuerySet[Any]:
    """Keep rows whose account has every word of a query in one of its names."""
    for word in query.split():
        queryset = queryset.filter(
            Q(**{f"{path}__display_name__icontains": word})
            | Q(**{f"{path}__username__icontains": word})
        )
    return queryset


_PLACE = Column("place", label=_("Ở"), accessor=lambda row: place_name(row.clan, row.branch))


def _account_name(row: Any) -> str:
    return str(row.user)


class MemberFilterSet(WagtailFilterSet):
    """What members are sifted by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = ClanMember
        fields = ["clan", "state"]


class MemberRowsMixin:
    """Places with what the list shows."""

    def visible_rows(self) -> QuerySet[ClanMember]:
        """Give them all; who has no right meets the policy first."""
        return ClanMember.objects.select_related("user", "clan", "branch__clan", "decided_by")


class MemberListView(MemberRowsMixin, ListView):
    """All places, the newest first."""

    title_column = "user"
    list_columns = [
        _PLACE,
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
        Column("by", label=_("Người nhận"), accessor=lambda row: row.decided_by or ""),
        DateColumn("created_at", label=_("Lúc")),
    ]

    def match(self, queryset: QuerySet[ClanMember], query: str) -> QuerySet[ClanMember]:
        """Match names of the account."""
        return _by_account(queryset, query)


class MemberAddView(AddView):
    """Let an account in by hand."""

    def save_instance(self) -> ClanMember:
        """Create through the service."""
        data = {**self.form.cleaned_data}
        return membership_give(user=data.pop("account"), by=self.request.user, **data)


class MemberChangeView(MemberRowsMixin, ChangeView):
    """Put a member into another branch."""

    def save_instance(self) -> ClanMember:
        """Update through the service."""
        # Read anew: the form has set the branch asked for on its own row.
        member = self.visible_rows().get(pk=self.form.instance.pk)
        branch = self.form.cleaned_data["branch"]
        return membership_move(member, by=self.request.user, branch=branch)


class MemberRemoveView(MemberRowsMixin, RemoveView):
    """End a membership; the row stays and says so to the account."""

    def remove(self) -> None:
        """End through the service."""
        membership_end(
            self.object, by=self.request.user, reason=_now("Ban quản trị cho thôi là thành viên.")
        )


class MemberViewSet(CompilersViewSet):
    """Members of the clans."""

    model = ClanMember
    icon = "group"
    menu_label = _("Thành viên")
    menu_order = 470
    panels_of_model = _account_panels(MemberForm)
    index_view_class = MemberListView
    add_view_class = MemberAddView
    edit_view_class = MemberChangeView
    delete_view_class = MemberRemoveView
    filterset_class = MemberFilterSet


class OfficeFilterSet(WagtailFilterSet):
    """What offices are sifted by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = BranchOffice
        fields = ["clan", "kind"]


class OfficeRowsMixin:
    """Offices with what the list shows."""

    def visible_rows(self) -> QuerySet[BranchOffice]:
        """Give them all; who has no right meets the policy first."""
        return BranchOffice.objects.select_related("user", "clan", "branch__clan")


class OfficeListView(OfficeRowsMixin, ListView):
    """All offices, clan by clan."""

    title_column = "user"
    list_columns = [_PLACE, Column("kind", label=_("Việc"), accessor="get_kind_display")]

    def match(self, queryset: QuerySet[BranchOffice], query: str) -> QuerySet[BranchOffice]:
        """Match names of the account."""
        return _by_account(queryset, query)


class OfficeAddView(AddView):
    """Give an office."""

    def save_instance(self) -> BranchOffice:
        """Create through the service, which gives the role with it."""
        data = {**self.form.cleaned_data}
        return office_give(user=data.pop("account"), by=self.request.user, **data)


class OfficeChangeView(OfficeRowsMixin, ChangeView):
    """Let the holder edit as well, or decide only."""

    def save_instance(self) -> BranchOffice:
        """Update through the service."""
        kind = self.form.cleaned_data["kind"]
        return office_change(self.form.instance, kind=kind, by=self.request.user)


class OfficeRemoveView(OfficeRowsMixin, RemoveView):
    """Take an office away."""

    def remove(self) -> None:
        """Delete through the service, which takes the role with the last one."""
        office_take(self.object, by=self.request.user)


class OfficeViewSet(CompilersViewSet):
    """Who answers for which branch."""

    model = BranchOffice
    icon = "key"
    menu_label = _("Người phụ trách chi")
    menu_order = 480
    panels_of_model = _account_panels(OfficeForm, FieldPanel("kind"))
    index_view_class = OfficeListView
    add_view_class = OfficeAddView
    edit_view_class = OfficeChangeView
    delete_view_class = OfficeRemoveView
    filterset_class = OfficeFilterSet


class InvitationFilterSet(WagtailFilterSet):
    """What invitations are sifted by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = Invitation
        fields = ["clan"]


class InvitationRowsMixin:
    """Invitations with what the list shows."""

    def visible_rows(self) -> QuerySet[Invitation]:
        """Give them all; who has no right meets the policy first."""
        return Invitation.objects.select_related("clan", "branch__clan", "created_by")


class InvitationListView(InvitationRowsMixin, ListView):
    """All invitations, the newest first; the code stands nowhere."""

    list_columns = [
        _PLACE,
        Column("state", label=_("Tình trạng"), accessor=invitation_state),
        Column("uses", label=_("Đã dùng"), accessor=lambda row: f"{row.uses}/{row.max_uses}"),
        Column("by", label=_("Người mời"), accessor=lambda row: row.created_by or ""),
        DateColumn("expires_at", label=_("Hết hạn")),
    ]

    def match(self, queryset: QuerySet[Invitation], query: str) -> QuerySet[Invitation]:
        """Match the label, or names of who made it."""
        labelled = queryset.filter(label__icontains=query)
        return labelled | _by_account(queryset, query, "created_by")


class InvitationRemoveView(InvitationRowsMixin, RemoveView):
    """Revoke an invitation; the row stays, for it says how members came in."""

    page_title = _("Thu hồi thư mời")

    @property
    def confirmation_message(self) -> str:
        """Say what happens."""
        return _now("Thu hồi thì mã trên thư mời này không dùng được nữa. Bạn chắc chứ?")

    def remove(self) -> None:
        """Revoke through the service."""
        invitation_revoke(self.object, by=self.request.user)


class InvitationViewSet(CompilersViewSet):
    """Invitations: read and revoked here, made on the pages of the branches."""

    model = Invitation
    icon = "mail"
    menu_label = _("Thư mời")
    menu_order = 490
    policy_class = InvitationPolicy
    inspect_view_enabled = True
    inspect_view_fields = [
        "clan",
        "branch",
        "person",
        "label",
        "max_uses",
        "uses",
        "expires_at",
        "revoked_at",
        "created_by",
        "created_at",
    ]
    form_fields = ["label"]
    index_view_class = InvitationListView
    delete_view_class = InvitationRemoveView
    filterset_class = InvitationFilterSet

    def get_edit_handler(self) -> None:
        """There is no form: nothing of an invitation is changed."""
        return


viewsets = [
    MemberViewSet("genealogy_member", url_prefix="gia-pha/thanh-vien"),
    OfficeViewSet("genealogy_office", url_prefix="gia-pha/phu-trach"),
    InvitationViewSet("genealogy_invitation", url_prefix="gia-pha/thu-moi"),
]
