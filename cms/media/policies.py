"""Who may list, choose, change and delete files in the editors' library.

Wagtail asks a permission policy everywhere: lists, choosers, edit pages, previews, bulk actions.
So what the genealogy hides from an editor is hidden in all of them by one class.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.media.guards import asked_by, is_visible, visible_files


class GuardedFilesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's own rules of collections, less the files hidden from the account."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        """Return the files the account may do any of this to, of those it may know."""
        files = super().instances_user_has_any_permission_for(user, actions)
        return visible_files(files, asked_by(user))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Say whether the account may do any of this to the file, and may know it.

        Wagtail asks for a single action by this very method.
        """
        return super().user_has_any_permission_for_instance(user, actions, instance) and is_visible(
            instance, asked_by(user)
        )
