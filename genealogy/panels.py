"""Edit forms of the gia phả: what stands on which tab, in the editor's words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from genealogy.choosers import (
    BRANCH_CHOOSER,
    CLAN_CHOOSER,
    PERSON_CHOOSER,
    PLACE_CHOOSER,
    UNION_CHOOSER,
)
from genealogy.domain.viewer import Role
from genealogy.forms import BranchForm, ClanForm, PersonForm, PlaceForm, UnionForm
from genealogy.models import ParentLink, Person, Union, UnionMember
from genealogy.querysets import visible_people
from genealogy.selectors.duplicates import reason_words
from genealogy.selectors.findings import FindingRow, person_findings
from genealogy.selectors.offices import EDIT_PEOPLE
from genealogy.selectors.viewers import viewer_of
from genealogy.services.duplicates import duplicates_of

#: Choosers inside a form offer rows of the clan chosen above in the same form.
_SAME_CLAN = {"clan": "#id_clan"}
#: Relatives listed for orientation; the rest is one click away in the list of people.
_SHOWN_RELATIVES = 60
#: People like the one at hand; more stand in the list of pairs.
_SHOWN_LIKENESSES = 3


def _chooser(viewset: Any) -> Any:
    return viewset.widget_class(linked_fields=_SAME_CLAN)


class FamilyPanel(Panel):
    """Shows couples and children of a person, or the children of a couple, with links to edit."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "genealogy/admin/family_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Read the family in two or three queries."""
            context = super().get_context_data(parent_context)
            instance = self.instance
            context["is_new"] = instance.pk is None
            if instance.pk is None:
                return context
            if isinstance(instance, Union):
                context["unions"] = []
                links = self.links(union=instance)
                context["union"] = instance
            else:
                context["unions"] = self.unions(instance)
                links = self.links(parent=instance)
            context["children"] = children_of(links)
            return context

        def links(self, **parents: Any) -> Any:
            """Give the links to children this viewer may know."""
            viewer = viewer_of(self.request)
            links = ParentLink.objects.filter(visible_people(viewer, "child__"), **parents)
            if viewer.role < Role.EDITOR:
                links = links.filter(Q(is_lineage=True) | Q(is_sensitive=False))
            return links

        def unions(self, person: Person) -> Any:
            """Give the couples the person stands in whose sides this viewer may know."""
            members = UnionMember.objects.filter(union=OuterRef("pk"))
            hidden = members.exclude(visible_people(viewer_of(self.request), "person__"))
            return (
                Union.objects.filter(~Exists(hidden), members__person=person, is_staged=False)
                .prefetch_related("members__person")
                .distinct()
            )


def children_of(links: Any) -> list[Person]:
    """Give the children of some parent links, once each, in the order of the book."""
    rows = (
        links.filter(child__is_staged=False)
        .select_related("child", "child__branch")
        .order_by("child__lineage_path", "child__child_order", "child_id")
    )
    children: dict[int, Person] = {}
    for link in rows[: 2 * _SHOWN_RELATIVES]:
        children.setdefault(link.child_id, link.child)
    return list(children.values())[:_SHOWN_RELATIVES]


class DerivedPanel(Panel):
    """Shows what the program works out by itself: đời, branch, giỗ, descendants."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "genealogy/admin/derived_panel.html"

        def is_shown(self) -> bool:
            """A new person has nothing worked out yet."""
            return self.instance.pk is not None


class FindingsPanel(Panel):
    """Shows what the checks found about a person."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "genealogy/admin/findings_panel.html"

        @cached_property
        def rows(self) -> list[FindingRow]:
            """Read the open findings once."""
            if self.instance.pk is None or self.request is None:
                return []
            return person_findings(self.instance, viewer_of(self.request))

        def is_shown(self) -> bool:
            """Stay away when there is nothing to say."""
            return bool(self.rows)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings and the way to the report."""
            query = urlencode({"clan": self.instance.clan_id, "q": self.instance.full_name})
            return {
                **super().get_context_data(parent_context),
                "rows": self.rows,
                "report_url": f"{reverse('genealogy_finding:index')}?{query}",
            }


class DuplicatesPanel(Panel):
    """Shows who may be the same person as the one at hand."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "genealogy/admin/duplicates/panel.html"

        @cached_property
        def rows(self) -> list[Any]:
            """Look for people of similar names once, when the form is opened."""
            is_opened = self.instance.pk is not None and self.request.method == "GET"
            if not is_opened or self.instance.is_staged:
                return []
            return [
                (person, like.score, reason_words(like.reasons))
                for person, like in duplicates_of(self.instance)[:_SHOWN_LIKENESSES]
            ]

        def is_shown(self) -> bool:
            """Stay away when nobody is like this person, and from who may not see everybody."""
            if self.request is None or not self.request.user.has_perm(EDIT_PEOPLE):
                return False
            return bool(self.rows)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the people; merging is for those who may delete."""
            user = self.request.user
            return {
                **super().get_context_data(parent_context),
                "rows": self.rows,
                "person": self.instance,
                "may_merge": user.has_perm("genealogy.delete_person"),
            }


def _event_panels() -> list[Panel]:
    return [
        FieldRowPanel([FieldPanel("type"), FieldPanel("date")]),
        FieldPanel("place", widget=_chooser(PLACE_CHOOSER)),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldPanel("grave_direction"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                # The cause of a death is for compilers, as all that is sensitive.
                FieldPanel("cause", permission=EDIT_PEOPLE),
                FieldRowPanel([FieldPanel("members_only"), FieldPanel("is_sensitive")]),
            ],
            heading=_("Mộ phần và điều riêng"),
            classname="collapsed",
        ),
    ]


PERSON_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                DerivedPanel(),
                FindingsPanel(heading=_("Điều cần xem lại")),
                DuplicatesPanel(heading=_("Có thể đã ghi hai lần")),
                FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
                FieldRowPanel(
                    [
                        FieldPanel("surname"),
                        FieldPanel("middle_name"),
                        FieldPanel("given_name"),
                    ],
                    heading=_("Họ và tên"),
                ),
                FieldRowPanel([FieldPanel("sex"), FieldPanel("living_state")]),
                InlinePanel(
                    "names",
                    heading=_("Tên khác"),
                    label=_("Tên"),
                    help_text=_("Húy, tự, hiệu, thụy, pháp danh, tên thường gọi, Hán Nôm."),
                    panels=[
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]),
                        FieldRowPanel([FieldPanel("note"), FieldPanel("is_sensitive")]),
                    ],
                ),
            ],
            heading=_("Họ tên và tên khác"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "parent_links",
                    heading=_("Cha mẹ"),
                    label=_("Cha hoặc mẹ"),
                    help_text=_(
                        "Không đánh dấu ai thì dòng họ tính theo cha, không có cha thì theo mẹ."
                    ),
                    panels=[
                        FieldPanel("parent", widget=_chooser(PERSON_CHOOSER)),
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_lineage")]),
                        FieldPanel("union", widget=_chooser(UNION_CHOOSER)),
                        FieldPanel("is_sensitive"),
                    ],
                ),
                FieldRowPanel(
                    [
                        FieldPanel("child_order"),
                        FieldPanel("rank_override"),
                        FieldPanel("generation_override"),
                    ],
                    heading=_("Thứ bậc"),
                ),
                FamilyPanel(heading=_("Vợ chồng và con")),
            ],
            heading=_("Cha mẹ và con"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "events",
                    heading=_("Sự kiện"),
                    label=_("Sự kiện"),
                    help_text=_(
                        "Ngày giỗ ghi ở sự kiện “mất”, không cần năm: 27/9 âm lịch. Mộ phần ghi"
                        " ở “an táng” hoặc “cải táng”."
                    ),
                    panels=_event_panels(),
                ),
                FieldRowPanel(
                    [FieldPanel("memorial_in_leap_month"), FieldPanel("memorial_short_month")],
                    heading=_("Lệ giỗ riêng của người này"),
                ),
            ],
            heading=_("Ngày tháng và mộ"),
        ),
        ObjectList([FieldPanel("portrait"), FieldPanel("biography")], heading=_("Tiểu sử và ảnh")),
        ObjectList([FieldPanel("visibility")], heading=_("Quyền xem")),
    ],
    base_form_class=PersonForm,
)

UNION_PANELS = ObjectList(
    [
        FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
        InlinePanel(
            "members",
            heading=_("Hai bên"),
            label=_("Người"),
            min_num=1,
            max_num=2,
            panels=[
                FieldPanel("person", widget=_chooser(PERSON_CHOOSER)),
                FieldRowPanel(
                    [
                        FieldPanel("role"),
                        FieldPanel("order_for_person"),
                        FieldPanel("standing"),
                    ]
                ),
            ],
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        InlinePanel("events", heading=_("Sự kiện"), label=_("Sự kiện"), panels=_event_panels()),
        FamilyPanel(heading=_("Các con")),
        FieldPanel("note"),
    ],
    base_form_class=UnionForm,
)

CLAN_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldPanel("slug"),
                FieldPanel("motto"),
                FieldPanel("origin"),
                FieldPanel("cover"),
                FieldPanel("introduction"),
            ],
            heading=_("Giới thiệu"),
        ),
        ObjectList(
            [
                FieldPanel("founder"),
                FieldPanel("founder_generation"),
                FieldPanel("head"),
                FieldPanel("level_labels"),
                FieldPanel("name_order"),
                FieldPanel("kinship_region"),
                FieldPanel("kinship_overrides"),
                FieldPanel("short_month"),
                FieldPanel("ranks_by_mother"),
                FieldPanel("codes_count_daughters"),
                FieldPanel("close_kin_generations"),
            ],
            heading=_("Lệ họ"),
        ),
        ObjectList(
            [
                FieldPanel("is_public"),
                FieldPanel("living_policy"),
                FieldRowPanel(
                    [FieldPanel("member_scope"), FieldPanel("member_steps")],
                    heading=_("Thành viên đã nhận mình trong gia phả"),
                ),
            ],
            heading=_("Quyền xem"),
        ),
    ],
    base_form_class=ClanForm,
)

BRANCH_PANELS = ObjectList(
    [
        FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
        FieldPanel("parent", widget=_chooser(BRANCH_CHOOSER)),
        FieldRowPanel(
            [FieldPanel("label"), FieldPanel("ordinal"), FieldPanel("ordinal_style")],
            heading=_("Cấp và số"),
        ),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("founder", widget=_chooser(PERSON_CHOOSER)),
        FieldPanel("head", widget=_chooser(PERSON_CHOOSER)),
        FieldPanel("since_generation"),
        FieldPanel("hall", widget=_chooser(PLACE_CHOOSER)),
        FieldPanel("introduction"),
    ],
    base_form_class=BranchForm,
)

PLACE_PANELS = ObjectList(
    [
        FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
        FieldPanel("text"),
        FieldPanel("parent", widget=_chooser(PLACE_CHOOSER)),
        FieldPanel("current_name"),
        FieldPanel("old_names"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("Toạ độ")),
    ],
    base_form_class=PlaceForm,
)

SOURCE_PANELS = ObjectList(
    [
        FieldPanel("clan", widget=CLAN_CHOOSER.widget_class),
        FieldPanel("title"),
        FieldPanel("author"),
        FieldPanel("publication"),
        FieldPanel("repository"),
        FieldPanel("url"),
        FieldPanel("text"),
    ]
)
