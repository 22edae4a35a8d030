"""What the gia phả does once a backup is back: new marks of life, no old graphs, nobody erased."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from genealogy.models import TreeVersion
from genealogy.services.erasing import erasures_replay, freed_pages_clear, register_read
from genealogy.services.erasing.register import FILE_NAME


def tokens_draw(kept: Path) -> str:
    """Draw each clan's token anew: the versions are counted a second time from here on."""
    versions = list(TreeVersion.objects.all())
    for version in versions:
        version.token = uuid4()
        version.save(update_fields=["token"])
    return ""


def graphs_sweep(kept: Path) -> str:
    """Delete the graphs on disk; they are of another life of the database."""
    folder = Path(settings.VAR_DIR) / "graph"
    if folder.exists():
        shutil.rmtree(folder)
    return _("Đã bỏ các chỉ mục cây cũ; chúng tự dựng lại.")


def erasures_repeat(kept: Path) -> str:
    """Erase again whoever was erased after the backup was made, or on another machine."""
    count = erasures_replay(extra=register_read(kept / FILE_NAME))
    if count:
        freed_pages_clear()
    return _("Đã xoá lại %(count)s người từng được xoá hẳn.") % {"count": count}
