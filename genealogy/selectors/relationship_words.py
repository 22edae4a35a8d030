"""The words around an answer of kinship: names with ông or bà, steps of the line, its drawing."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genealogy.domain.charts.relationship_path import (
    Drawing,
    Kind,
    PathPerson,
    PathStep,
    draw_path,
)
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import ParentKind, Sex
from genealogy.models import Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.kin_answers import KinAnswer
from genealogy.selectors.labels import parent_label


def respectful_name(person: Person, viewer: Viewer) -> str:
    """Give the name as one speaks of the dead: "ông Nguyễn Hoàng"; of the living the bare name.

    The living may be children, and their age is not told.
    """
    titles: dict[str, str] = {Sex.MALE: _("ông %(name)s"), Sex.FEMALE: _("bà %(name)s")}
    is_told = person_detail(person, viewer) >= Detail.FULL
    if is_told and not person.is_living_on(viewer.today) and person.sex in titles:
        return titles[person.sex] % {"name": person}
    return str(person)


def step_label(kind: str, *, sex: str, bond: str) -> str:
    """Say what somebody is to the one before on the line: "cha", "con gái", "vợ", "con nuôi".

    Args:
        kind: "parent", "child" or "spouse".
        sex: of the person spoken of, as far as it may be told.
        bond: what makes the parent the parent, as far as it may be told.
    """
    if kind == "parent":
        return parent_label(sex=sex, kind=bond).lower()
    if kind == "spouse":
        words: dict[str, str] = {Sex.MALE: _("chồng"), Sex.FEMALE: _("vợ")}
        return words.get(sex, _("vợ hoặc chồng"))
    special: dict[str, str] = {
        ParentKind.ADOPTED: _("con nuôi"),
        ParentKind.FOSTER: _("con nuôi dưỡng"),
        ParentKind.STEP: _("con riêng"),
        ParentKind.HEIR: _("con lập tự"),
    }
    children: dict[str, str] = {Sex.MALE: _("con trai"), Sex.FEMALE: _("con gái")}
    return special.get(bond) or children.get(sex, _("con"))


def kind_label(kind: str) -> str:
    """Say what joins two people: blood, adoption or marriage."""
    words = {
        "blood": _("họ hàng theo huyết thống"),
        "adoption": _("họ hàng qua con nuôi, lập tự"),
        "marriage": _("họ hàng qua hôn nhân"),
    }
    return words.get(kind, "")


def difference_label(generations: int, *, name_a: str, name_b: str) -> str:
    """Say how many generations (đời) lie between two people; positive: B stands above A."""
    if not generations:
        return _("hai người ngang đời")
    upper, lower = (name_b, name_a) if generations > 0 else (name_a, name_b)
    return ngettext(
        "%(upper)s trên %(lower)s %(count)s đời", "%(upper)s trên %(lower)s %(count)s đời",
        abs(generations),
    ) % {"upper": upper, "lower": lower, "count": abs(generations)}  # fmt: skip


def drawing_of(answer: KinAnswer) -> Drawing:
    """Draw the line of one answer."""
    people = [
        PathPerson(
            name=node.card.name,
            note=node.card.generation_label,
            sex=node.card.sex,
            url=node.card.url,
            is_opaque=node.card.is_opaque,
        )
        for node in answer.path
    ]
    # Only the first of the path has no step.
    steps = [PathStep(cast("Kind", node.step), node.is_adoption) for node in answer.path[1:]]
    return draw_path(people, steps)
