from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    """Shows drafts to a front end that is not ours."""

    name = "cms.preview"
    label = "preview"
    verbose_name = _("Xem trước ở trang ngoài")

    def ready(self) -> None:
        """Open drafts at the front end; end previews of what is published or restored."""
        # Models are loaded only now.
        from wagtail.signals import page_published

        from cms.core.backups.steps import register_restore_step
        from cms.core.events import subscribe_inside
        from cms.core.previews import register_previews
        from cms.preview.listening import person_erased, published
        from cms.preview.opening import page_preview, text_buttons, text_preview
        from cms.preview.services import tokens_drop
        from genealogy.public import PersonErased

        register_previews(
            page_opener=page_preview, text_opener=text_preview, text_buttons=text_buttons
        )
        register_restore_step("preview.tokens", tokens_drop, order=15)
        subscribe_inside(PersonErased, person_erased)
        page_published.connect(published, dispatch_uid="preview_published")
