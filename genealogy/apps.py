from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GenealogyConfig(AppConfig):
    name = "genealogy"
    verbose_name = _("Gia phả")

    def ready(self) -> None:
        """Hide files of people a reader may not know, check the tree after edits, mend restores."""
        # Models exist only once the apps are loaded.
        from cms.core.backups.steps import register_kept_file, register_restore_step
        from cms.core.events import subscribe
        from cms.media.guards import (
            register_hidden_documents,
            register_hidden_images,
            register_shelf_life,
            register_tied_images,
        )
        from cms.media.models import ClanDocument, ClanImage
        from genealogy.selectors.portraits import (
            document_shelf_life,
            hidden_papers,
            hidden_portraits,
            image_shelf_life,
            tied_images,
        )
        from genealogy.services.checks.listening import check_touched
        from genealogy.services.erasing.register import FILE_NAME, register_path
        from genealogy.services.restoring import erasures_repeat, graphs_sweep, tokens_draw
        from genealogy.services.tree_versions import TreeTouched

        register_hidden_images(hidden_portraits)
        register_tied_images(tied_images)
        register_hidden_documents(hidden_papers)
        register_shelf_life(ClanImage, image_shelf_life)
        register_shelf_life(ClanDocument, document_shelf_life)
        subscribe(TreeTouched, check_touched)
        register_kept_file(FILE_NAME, register_path)
        register_restore_step("genealogy.tokens", tokens_draw, order=10)
        register_restore_step("genealogy.graphs", graphs_sweep, order=20)
        register_restore_step("genealogy.erasures", erasures_repeat, order=30)
