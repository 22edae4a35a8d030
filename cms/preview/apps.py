from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    """Shows drafts to a front end that is not ours."""

    name = "cms.preview"
    label = "preview"
    verbose_name = _("Xem trước ở trang ngoài")
