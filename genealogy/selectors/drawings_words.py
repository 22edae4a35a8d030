"""The words around a drawing: title, legend, seal, the day it was made."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from genealogy.domain.charts.poster_model import Figure, Heading, people_in
from genealogy.domain.viewer import Viewer
from genealogy.models import Person
from genealogy.selectors.drawings_reading import DrawnTree
from genealogy.selectors.labels import generation_label


def poster_heading(
    person: Person, viewer: Viewer, tree: DrawnTree, figures: Sequence[Figure]
) -> Heading:
    """Give the words around a poster; the legend explains only what is on it."""
    is_founder = person.clan.founder_id == person.pk
    place = "" if is_founder or person.branch is None else person.branch.title
    start = figures[0].name
    whose = _("con cháu cụ %(name)s") if not figures[0].is_living else _("con cháu %(name)s")
    whose %= {"name": start}
    label = generation_label(person.generation)
    words = [place, whose, label.lower() if person.generation else ""]
    return Heading(
        title=_("Phả đồ %(clan)s") % {"clan": inside_sentence(person.clan.name)},
        subtitle=" · ".join(word for word in words if word),
        seal=seal_letter(person.clan.name),
        mark=_("NỘI BỘ") if tree.is_internal else "",
        printed=printed_on(viewer),
        count=_("%(count)s người") % {"count": dotted(people_in(figures))},
        legend=legend_of(figures),
        generation=tree.generation if tree.generation and tree.generation > 0 else None,
        generation_word=_("Đời"),
        continued=_("tiếp"),
        page_words=_("Trang %(page)s / %(pages)s"),
    )


def printed_on(viewer: Viewer) -> str:
    """Say when a drawing was made; what it shows is true of that day."""
    return _("In ngày %(day)s") % {"day": viewer.today.strftime("%d/%m/%Y")}


def inside_sentence(clan_name: str) -> str:
    """Write the name of a clan as it stands after other words.

    >>> inside_sentence("Họ Dương Thanh Hoá"), inside_sentence("Dương tộc")
    ('họ Dương Thanh Hoá', 'Dương tộc')
    """
    return f"họ {clan_name[3:]}" if clan_name.startswith("Họ ") else clan_name


def seal_letter(clan_name: str) -> str:
    """Give the letter of a clan's seal: that of its family name.

    >>> seal_letter("Họ Dương Thanh Hoá")
    'D'
    """
    words = [word for word in clan_name.split() if word.casefold() not in {"họ", "tộc", "dòng"}]
    return words[0][:1].upper() if words else ""


def dotted(value: int) -> str:
    """Write a whole number as Vietnamese do: 1.250."""
    return f"{value:,}".replace(",", ".")


def legend_of(figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """Give the signs a drawing of these people uses, with their words."""
    named = figures[1:]
    signs = [
        ("man", _("con trai"), any(one.sex == "m" for one in named)),
        ("woman", _("con gái"), any(one.sex == "f" for one in named)),
        ("partner", _("vợ, chồng"), any(one.partners for one in figures)),
        ("adopted", _("con nuôi, con riêng, lập tự"), any(one.is_adopted for one in named)),
        ("opaque", _("người không công khai"), any(one.is_opaque for one in figures)),
        ("continues", _("còn con cháu ở tờ khác"), any(one.continues for one in figures)),
    ]
    return [(sign, text) for sign, text, is_there in signs if is_there]
