"""One form for a whole house (khai một nhà): father, mother, children in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.domain.proposals import Action
from genealogy.enums import LivingState, Sex
from genealogy.views.proposals_forms import (
    DateField,
    Item,
    NameField,
    ProposalForm,
    any_filled,
    living_field,
    new_person,
    offer_spouses,
    order_field,
    sex_field,
)
from genealogy.views.proposals_known import KnownFacts

#: Rows of children on the form; more are sent a second time.
ROWS = 10
#: Rows open at first; the others unfold.
OPEN_ROWS = 3

_HEAD = "nha"
_SPOUSE = "ban-doi"
_ANSWERS = ("name", "child_order", "birth", "death")


class ChildRow(NamedTuple):
    """The fields of one child on the page; `number` counts from 1."""

    number: int
    fields: list[Any]
    has_errors: bool


class HouseholdForm(ProposalForm):
    """The house of the person, or of a child of theirs who is not in the book."""

    house = forms.ChoiceField(
        label=_("Nhà của ai"), widget=forms.RadioSelect, initial="own", required=False
    )
    head_name = NameField(label=_("Họ và tên người con làm chủ nhà"), required=False)
    head_sex = sex_field(required=False, initial=Sex.MALE.value)
    head_child_order = order_field()
    head_birth = DateField(label=_("Ngày sinh"))
    head_living_state = living_field(required=False, initial=LivingState.LIVING.value)
    head_death = DateField(label=_("Ngày mất, nếu đã mất"))

    spouse = forms.ChoiceField(label=_("Vợ hoặc chồng"), required=False)
    spouse_name = NameField(label=_("Họ và tên vợ hoặc chồng"), required=False)
    spouse_birth = DateField(label=_("Ngày sinh"))
    spouse_living_state = living_field(required=False, initial=LivingState.LIVING.value)
    spouse_death = DateField(label=_("Ngày mất, nếu đã mất"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.known.view.name
        self.fields["house"].choices = [  # type: ignore[attr-defined] # a choice field
            ("own", _now("Nhà của %(name)s") % {"name": name}),
            (
                "child",
                _now("Nhà của một người con của %(name)s, chưa có trong gia phả") % {"name": name},
            ),
        ]
        offer_spouses(self.fields["spouse"], self.known)
        self.fields["spouse"].help_text = _now("Chưa có trong gia phả thì ghi tên ở dưới.")
        if not self.known.spouses:
            del self.fields["spouse"]
        for number in range(1, ROWS + 1):
            self.fields |= _row_fields(f"c{number}_")

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Start from the only wife, and from the surname children have."""
        only = known.spouses[0][0] if len(known.spouses) == 1 else ""
        return {"spouse": only}

    def head_fields(self) -> list[Any]:
        """Give the questions about the head of the house."""
        return [self[name] for name in self.fields if name.startswith("head_")]

    def spouse_fields(self) -> list[Any]:
        """Give the questions about the wife or husband."""
        return [self[name] for name in self.fields if name.startswith("spouse")]

    def rows(self) -> list[ChildRow]:
        """Give the questions about each child."""
        rows = []
        for number in range(1, ROWS + 1):
            fields = [self[name] for name in self.fields if name.startswith(f"c{number}_")]
            rows.append(ChildRow(number, fields, any(field.errors for field in fields)))
        return rows

    def open_rows(self) -> list[ChildRow]:
        """Give the rows that stand open."""
        return self.rows()[:OPEN_ROWS]

    def more_rows(self) -> list[ChildRow]:
        """Give the rows that unfold."""
        return self.rows()[OPEN_ROWS:]

    def is_head_told(self) -> bool:
        """Say whether the house is that of somebody new, or something of him is told."""
        return self["house"].value() == "child" or bool(self["head_name"].value())

    def is_unfolded(self) -> bool:
        """Say whether a folded row holds something."""
        if not self.is_bound:
            return False
        return any(field.value() for row in self.more_rows() for field in row.fields[:1])

    def clean(self) -> dict[str, Any]:
        """Ask for a name wherever something else of somebody is told."""
        data = super().clean() or {}
        if self._is_childs_house(data) and not data.get("head_name"):
            self._ask_name("head_")
        if not self._is_childs_house(data) and data.get("head_name"):
            self.add_error(
                "house", _now("Bạn đã ghi tên một chủ nhà mới. Hãy chọn nhà của người con ấy.")
            )
        is_spouse_named = data.get("spouse") or data.get("spouse_name")
        if not is_spouse_named and any_filled(data, ("spouse_birth", "spouse_death")):
            self._ask_name("spouse_")
        if data.get("spouse") and data.get("spouse_name"):
            self.add_error(
                "spouse_name", _now("Đã chọn người có trong gia phả ở trên. Hãy bỏ một trong hai.")
            )
        for number in range(1, ROWS + 1):
            prefix = f"c{number}_"
            told = any_filled(data, [f"{prefix}{name}" for name in _ANSWERS])
            if told and not data.get(f"{prefix}name"):
                self._ask_name(prefix)
            if told and not data.get(f"{prefix}sex"):
                self.add_error(f"{prefix}sex", _now("Hãy chọn trai hay gái."))
        return data

    def _ask_name(self, prefix: str) -> None:
        if f"{prefix}name" not in self.errors:
            self.add_error(f"{prefix}name", _now("Hãy ghi tên."))

    @staticmethod
    def _is_childs_house(data: dict[str, Any]) -> bool:
        return data.get("house") == "child"

    def asked(self) -> Iterator[Item]:
        """Ask for the head where he is new, then the wife, then the children in their order."""
        data = self.cleaned_data
        target: dict[str, Any] = {}
        if self._is_childs_house(data):
            yield {"action": Action.ADD_CHILD, "ref": _HEAD, "data": new_person(data, "head_")}
            target = {"target": _HEAD, "base_version": None}
            sex = data.get("head_sex")
            other = ""
        else:
            sex = self.known.person.sex
            other = data.get("spouse") or ""
        if data.get("spouse_name"):
            wife = {**new_person(data, "spouse_"), "sex": _opposite(sex)}
            yield {"action": Action.ADD_SPOUSE, "ref": _SPOUSE, "data": wife, **target}
            other = _SPOUSE
        for number in range(1, ROWS + 1):
            prefix = f"c{number}_"
            if data.get(f"{prefix}name"):
                child = new_person(data, prefix)
                child.setdefault("child_order", number)
                if other:
                    child["other_parent"] = other
                yield {"action": Action.ADD_CHILD, "data": child, **target}


def _row_fields(prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}name": NameField(required=False, help_text=""),
        f"{prefix}sex": sex_field(label=_("Trai hay gái"), required=False),
        f"{prefix}birth": DateField(label=_("Ngày sinh"), help_text=""),
        f"{prefix}living_state": living_field(required=False, initial=LivingState.LIVING.value),
        f"{prefix}death": DateField(label=_("Ngày mất, nếu đã mất"), help_text=""),
        f"{prefix}child_order": order_field(help_text=_("Bỏ trống thì theo thứ tự ghi ở đây.")),
    }


def _opposite(sex: Any) -> str:
    opposite = {Sex.MALE.value: Sex.FEMALE.value, Sex.FEMALE.value: Sex.MALE.value}
    return opposite.get(str(sex), Sex.UNKNOWN.value)
