"""What stands against making one person of two."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from genealogy.models import Person, Union
from genealogy.services.ancestry import is_ancestor


def merge_refusal(keep: Person, drop: Person) -> ValidationError | None:
    """Say why two people cannot be made one, or None when nothing stands against it.

    The codes are `same`, `other_clan`, `staged`, `ancestor` and `spouses`.
    """
    names = {"keep": keep, "drop": drop}
    if keep.pk == drop.pk:
        return ValidationError(_("Hãy chọn hai người khác nhau."), code="same")
    if keep.clan_id != drop.clan_id:
        return ValidationError(
            _("%(keep)s và %(drop)s thuộc hai dòng họ khác nhau nên không gộp được."),
            code="other_clan",
            params=names,
        )
    if keep.is_staged or drop.is_staged:
        return ValidationError(
            _("Một trong hai người còn nằm trong lần nhập tệp chưa xong. Hãy nhập xong rồi gộp."),
            code="staged",
        )
    for above, below in ((keep, drop), (drop, keep)):
        if is_ancestor(above.pk, of=below.pk):
            return ValidationError(
                _(
                    "%(above)s là tổ tiên của %(below)s, gộp lại thì gia phả thành vòng tròn. Hãy"
                    " xem lại quan hệ cha con trước."
                ),
                code="ancestor",
                params={"above": above, "below": below},
            )
    if Union.objects.filter(members__person=keep).filter(members__person=drop).exists():
        return ValidationError(
            _("%(keep)s và %(drop)s là vợ chồng của nhau nên không thể là một người."),
            code="spouses",
            params=names,
        )
    return None
