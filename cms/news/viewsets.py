"""Topics and authors in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.news.models import Author, Topic


class TopicViewSet(SnippetViewSet):
    """Chuyên mục."""

    model = Topic
    icon = "tag"
    menu_label = _("Chuyên mục")
    list_display = ["name", Column("slug", label=_("Đường dẫn"))]
    #: The index of Wagtail's search holds the name alone and refuses other columns.
    search_backend_name = None
    search_fields = ["name", "slug"]
    copy_view_enabled = False
    ordering = ["name"]


class AuthorViewSet(SnippetViewSet):
    """Tác giả."""

    model = Author
    icon = "user"
    menu_label = _("Tác giả")
    list_display = ["name", "role", Column("slug", label=_("Đường dẫn"))]
    search_backend_name = None
    search_fields = ["name", "role", "slug"]
    copy_view_enabled = False
    ordering = ["name"]


class NewsroomGroup(SnippetViewSetGroup):
    """Toà soạn: what editors of news keep in order."""

    items = (TopicViewSet, AuthorViewSet)
    menu_label = _("Toà soạn")
    menu_icon = "edit"
    menu_order = 200
    add_to_admin_menu = True
