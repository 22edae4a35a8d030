from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GenealogyConfig(AppConfig):
    name = "genealogy"
    verbose_name = _("Gia phả")

    def ready(self) -> None:
        """Hide portraits of people a reader may not know, and check the tree after edits."""
        # Models exist only once the apps are loaded.
        from cms.core.events import subscribe
        from cms.media.guards import register_hidden_images
        from genealogy.selectors.portraits import hidden_portraits
        from genealogy.services.checks.listening import check_touched
        from genealogy.services.tree_versions import TreeTouched

        register_hidden_images(hidden_portraits)
        subscribe(TreeTouched, check_touched)
