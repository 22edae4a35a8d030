"""Forms by which members propose: one question a line, and items for the service out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.domain.errors import DomainError
from genealogy.domain.names import split_name
from genealogy.domain.proposals import Action
from genealogy.enums import LivingState, Sex
from genealogy.fields import PartialDateFormField
from genealogy.models import Person
from genealogy.views.proposals_known import KnownFacts

#: One thing asked for, as `proposal_submit` takes it.
Item = dict[str, Any]

_LONGEST_DATE = 300
_LIVING = [(LivingState.LIVING.value, _("còn sống")), (LivingState.DECEASED.value, _("đã mất"))]
_SEXES = [(Sex.MALE.value, _("nam")), (Sex.FEMALE.value, _("nữ"))]


class DateField(PartialDateFormField):
    """A date as members write it; below it the page says what was understood."""

    # The widget of the admin asks a script of the admin.
    widget = forms.TextInput  # type: ignore[assignment] # any one-line text

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Ví dụ: 3/2/1950; năm 1950; khoảng 1950; 20/10 âm lịch."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the text, unless it is far longer than any date.

        Raises:
            ValidationError: with the reason.
        """
        if isinstance(value, str) and len(value) > _LONGEST_DATE:
            raise ValidationError(_now("Ngày này ghi dài quá."), code="max_length")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask the server, while somebody types, what it understands."""
        return {
            **super().widget_attrs(widget),
            "autocomplete": "off",
            "maxlength": str(_LONGEST_DATE),
            "hx-get": reverse_lazy("genealogy:read_date"),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "next .date-said",
        }


class NameField(forms.CharField):
    """A full name in one line, as people say it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Họ và tên"))
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", _("Không nhớ hết thì ghi phần còn nhớ."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Keep the phone from changing what is typed."""
        return {
            **super().widget_attrs(widget),
            "autocomplete": "off",
            "autocapitalize": "words",
            "spellcheck": "false",
        }


class ProposalForm(forms.Form):
    """What all forms share: whose page it is, the version the member saw, a word to the reviewer.

    Args:
        known: what the member may know of the person.
    """

    #: Whether the page first shows in words what was understood.
    is_confirmed_first: ClassVar[bool] = True

    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, known: KnownFacts, **kwargs: Any) -> None:
        kwargs["initial"] = {**self.initial_of(known), "base_version": known.person.version}
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["note"] = forms.CharField(
            label=self.note_label,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    note_label: Any = _("Lời nhắn cho người duyệt")

    @property
    def person(self) -> Person:
        """Give whose page it is."""
        return self.known.person

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Fill in what the member may know; for subclasses."""
        return {}

    def items(self) -> list[Item]:
        """Give what is asked, once the form is valid."""
        version = self.cleaned_data.get("base_version")
        return [{"base_version": version, **item} for item in self.asked()]

    def asked(self) -> Iterator[Item]:
        """Give what is asked; for subclasses."""
        raise NotImplementedError

    def warnings(self) -> list[DomainError]:
        """Give what the dates typed say against themselves."""
        fields = (field for field in self.fields.values() if isinstance(field, DateField))
        return [warning for field in fields for warning in field.warnings]

    def has_moved(self, name: str) -> bool:
        """Say whether a field says something else than what stood there, and not nothing."""
        return name in self.changed_data and self.cleaned_data.get(name) not in (None, "")


def name_parts(written: str) -> dict[str, str]:
    """Split a full name into the columns of a person.

    >>> name_parts("Dương Văn An")
    {'surname': 'Dương', 'middle_name': 'Văn', 'given_name': 'An'}
    """
    parts = split_name(written)
    return {"surname": parts.surname, "middle_name": parts.middle, "given_name": parts.given}


def new_person(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Gather from a form what tells of somebody new; empty answers are left out."""
    found = name_parts(data.get(f"{prefix}name", ""))
    keys = ("sex", "child_order", "living_state", "birth", "death")
    values = {key: data.get(f"{prefix}{key}") for key in keys}
    if values["death"]:
        values["living_state"] = LivingState.DECEASED.value
    return {key: value for key, value in {**found, **values}.items() if value not in (None, "")}


def sex_field(**kwargs: Any) -> forms.ChoiceField:
    """Make the question of sex."""
    kwargs.setdefault("label", _("Nam hay nữ"))
    return forms.ChoiceField(choices=_SEXES, widget=forms.RadioSelect, **kwargs)


def living_field(**kwargs: Any) -> forms.ChoiceField:
    """Make the question whether somebody lives."""
    kwargs.setdefault("label", _("Còn sống hay đã mất"))
    return forms.ChoiceField(choices=_LIVING, widget=forms.RadioSelect, **kwargs)


def order_field(**kwargs: Any) -> forms.IntegerField:
    """Make the question of the place among brothers and sisters."""
    kwargs.setdefault("label", _("Con thứ mấy"))
    kwargs.setdefault("help_text", _("Đếm cả anh chị em cùng cha. Con cả là 1."))
    return forms.IntegerField(min_value=1, max_value=99, required=False, **kwargs)


class ChildForm(ProposalForm):
    """One more child."""

    name = NameField(label=_("Họ và tên của con"))
    sex = sex_field(label=_("Trai hay gái"))
    child_order = order_field()
    birth = DateField(label=_("Ngày sinh"))
    living_state = living_field()
    death = DateField(label=_("Ngày mất, nếu đã mất"))
    other_parent = forms.ChoiceField(label=_("Con của ai nữa"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_spouses(self.fields["other_parent"], self.known)
        if not self.known.spouses:
            del self.fields["other_parent"]

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Most are told of while they live, and of the only wife."""
        only = known.spouses[0][0] if len(known.spouses) == 1 else ""
        return {
            "living_state": LivingState.LIVING.value,
            "other_parent": only,
            "name": f"{known.child_surname} " if known.child_surname else "",
        }

    def asked(self) -> Iterator[Item]:
        """Ask for the child."""
        data = new_person(self.cleaned_data)
        other = self.cleaned_data.get("other_parent")
        yield {
            "action": Action.ADD_CHILD,
            "data": {**data, "other_parent": other} if other else data,
        }


class SpouseForm(ProposalForm):
    """A wife or husband."""

    name = NameField(label=_("Họ và tên vợ hoặc chồng"))
    sex = sex_field()
    birth = DateField(label=_("Ngày sinh"))
    living_state = living_field()
    death = DateField(label=_("Ngày mất, nếu đã mất"))
    order = forms.IntegerField(
        label=_("Cuộc hôn nhân thứ mấy"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=_("Vợ cả là 1, vợ hai là 2. Chỉ có một thì bỏ trống."),
    )

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Most couples are of two sexes."""
        opposite = {Sex.MALE: Sex.FEMALE.value, Sex.FEMALE: Sex.MALE.value}
        return {
            "sex": opposite.get(Sex(known.person.sex), ""),
            "living_state": LivingState.LIVING.value,
        }

    def asked(self) -> Iterator[Item]:
        """Ask for the wife or husband."""
        data = new_person(self.cleaned_data)
        if self.cleaned_data.get("order"):
            data["order"] = self.cleaned_data["order"]
        yield {"action": Action.ADD_SPOUSE, "data": data}


class SourceForm(ProposalForm):
    """Where something about the person is written."""

    title = forms.CharField(
        label=_("Tên sách, bia, giấy tờ hay người kể"),
        max_length=300,
        help_text=_("Ví dụ: Gia phả chép tay của ông Dương Văn An, 1936."),
    )
    author = forms.CharField(label=_("Ai viết, ai kể"), max_length=200, required=False)
    repository = forms.CharField(label=_("Đang giữ ở đâu"), max_length=200, required=False)
    page = forms.CharField(label=_("Trang, tờ"), max_length=250, required=False)
    quote = forms.CharField(
        label=_("Nguyên văn nói gì"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    url = forms.URLField(
        label=_("Địa chỉ trên mạng"), max_length=500, required=False, assume_scheme="https"
    )

    def asked(self) -> Iterator[Item]:
        """Ask for the source."""
        keys = ("title", "author", "repository", "page", "quote", "url")
        data = {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}
        yield {"action": Action.ADD_SOURCE, "data": data}


def offer_spouses(field: Any, known: KnownFacts) -> None:
    """Let somebody choose among the wives or husbands the member may know."""
    field.choices = [*known.spouses, ("", _now("Không rõ, hoặc người khác"))]


def any_filled(data: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Say whether any of these answers is given."""
    return any(data.get(name) not in (None, "", False) for name in names)
