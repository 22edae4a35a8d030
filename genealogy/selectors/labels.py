"""The short Vietnamese words that stand beside people: đời, years, order of wives and children."""

from __future__ import annotations

from django.utils.translation import gettext as _

from genealogy.enums import ParentKind, Sex, Standing, UnionRole

_WIFE_ORDINALS = {1: "cả", 2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám"}


def generation_label(generation: int | None) -> str:
    """Give "Đời 4"; ancestors above the founder have a title instead of a number.

    >>> generation_label(None)
    ''
    """
    if generation is None:
        return ""
    if generation < 1:
        return _("Trên thủy tổ")
    return _("Đời %(number)s") % {"number": generation}


def year_label(year: int) -> str:
    """Give a Gregorian year; a negative one is before our era ("44 TCN")."""
    return str(year) if year > 0 else _("%(year)s TCN") % {"year": -year}


def years_label(birth: int | None, death: int | None) -> str:
    """Give the years of a life, Gregorian: "1762–1820", "sinh 1762", "mất 1820" or nothing."""
    if birth is not None and death is not None:
        return f"{year_label(birth)}–{year_label(death)}"
    if birth is not None:
        return _("sinh %(year)s") % {"year": year_label(birth)}
    if death is not None:
        return _("mất %(year)s") % {"year": year_label(death)}
    return ""


def spouse_label(
    *, role: str, standing: str, sex: str, order: int, is_only: bool, is_divorced: bool = False
) -> str:
    """Say which wife or husband somebody is: "Chính thất", "Vợ hai", "Chồng".

    `order` is which marriage of the other side it is, 1 first; `role`, `standing` and `sex` are
    those of the wife or husband spoken of. Words like vợ hai are used when the book gives no
    standing.
    """
    if standing and standing in Standing.values:
        label = str(Standing(standing).label)
    elif role == UnionRole.HUSBAND or sex == Sex.MALE:
        label = _("chồng") if is_only else _("chồng thứ %(order)s") % {"order": order}
    elif role == UnionRole.WIFE or sex == Sex.FEMALE:
        label = _("vợ")
        if not is_only:
            ordinal = _WIFE_ORDINALS.get(order, _("thứ %(order)s") % {"order": order})
            label = _("vợ %(ordinal)s") % {"ordinal": ordinal}
    else:
        label = _("bạn đời")
    if is_divorced:
        label = _("%(label)s, đã ly hôn") % {"label": label}
    return label[:1].upper() + label[1:]


def child_label(*, sex: str, order: int | None, kind: str = ParentKind.BIRTH) -> str:
    """Say which child somebody is: "con trai cả", "con trai thứ 2", "con gái", "con nuôi".

    `order` counts among all children of one father, 1 first, as the book gives it; it is never
    guessed from the children a reader happens to see.
    """
    words: dict[str, str] = {
        ParentKind.ADOPTED: _("con nuôi"),
        ParentKind.FOSTER: _("con nuôi dưỡng"),
        ParentKind.STEP: _("con riêng"),
        ParentKind.HEIR: _("lập tự"),
    }
    if kind in words:
        return words[kind]
    by_sex: dict[str, str] = {Sex.MALE: _("con trai"), Sex.FEMALE: _("con gái")}
    label = by_sex.get(sex, _("con"))
    if order == 1:
        return _("%(child)s cả") % {"child": label}
    if order:
        return _("%(child)s thứ %(order)s") % {"child": label, "order": order}
    return label


def parent_label(*, sex: str, kind: str = ParentKind.BIRTH) -> str:
    """Say what a parent is: "Cha", "Mẹ", "Cha nuôi", "Mẹ kế"."""
    is_father, is_mother = sex == Sex.MALE, sex == Sex.FEMALE
    if kind in {ParentKind.ADOPTED, ParentKind.FOSTER}:
        return _("Cha nuôi") if is_father else _("Mẹ nuôi") if is_mother else _("Cha mẹ nuôi")
    if kind == ParentKind.STEP:
        return _("Cha dượng") if is_father else _("Mẹ kế") if is_mother else _("Cha mẹ kế")
    if kind == ParentKind.HEIR:
        return _("Lập tự cho")
    return _("Cha") if is_father else _("Mẹ") if is_mother else _("Cha hoặc mẹ")
