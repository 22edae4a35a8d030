"""What the media app tells Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.core.middleware import keep_private
from cms.media.avatars import clean_avatars
from cms.media.guards import is_visible, shelf_life
from cms.media.library import ListsOnlyVisible
from cms.media.models import ClanDocument, ClanImage
from cms.media.page_links import ShelfPageLinks
from cms.media.policies import GuardedFilesPolicy

# Exact, because Wagtail's apps register theirs for the same models when they are ready, which may
# be later. Wagtail keeps the rights under its own models, whatever model holds the files.
register_permission_policy(
    ClanImage,
    GuardedFilesPolicy(
        ClanImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
    ),
    exact_class=True,
)
register_permission_policy(
    ClanDocument,
    GuardedFilesPolicy(
        ClanDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
    ),
    exact_class=True,
)
clean_avatars()


@hooks.register("register_rich_text_features", order=100)
def read_link_targets_at_once(features: FeatureRegistry) -> None:
    """Let links of rich text find their pages among those already read; after Wagtail's own."""
    features.register_link_type(ShelfPageLinks)


@hooks.register("before_serve_document", order=-100)
def hide_documents_of_the_hidden(document: ClanDocument, request: HttpRequest) -> None:
    """Answer for a hidden document as for an absent one, before anything else is said of it.

    Raises:
        Http404: the reader may not have it.
    """
    if not is_visible(document, request):
        raise Http404
    if document.collection.get_view_restrictions() or shelf_life(document, 1) == 0:
        keep_private(request)


class GuardedImages(ListsOnlyVisible, ImagesAdminAPIViewSet):
    """Pictures in the editors' API."""


class GuardedDocuments(ListsOnlyVisible, DocumentsAdminAPIViewSet):
    """Documents in the editors' API."""


@hooks.register("construct_admin_api", order=100)
def guard_files_of_the_admin_api(router: Any) -> None:
    """Put ours in the place of Wagtail's, which list every file to every editor."""
    router.register_endpoint("images", GuardedImages)
    router.register_endpoint("documents", GuardedDocuments)
