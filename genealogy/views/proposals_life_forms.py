"""Forms about a life: what is wrong, a death with its giỗ and grave, photographs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.domain.dates import PartialDate
from genealogy.domain.errors import DomainError
from genealogy.domain.lunar import check_lunar
from genealogy.domain.proposals import EVENT_TYPES, NAME_KINDS, NAME_PARTS, ONCE_IN_A_LIFE, Action
from genealogy.domain.viewer import Detail
from genealogy.enums import EventType, LivingState, NameKind, Sex
from genealogy.messages import domain_message
from genealogy.selectors.memorials import lunar_day_text
from genealogy.services.proposals.pictures import MOST_PICTURES, picture_check
from genealogy.views.proposals_forms import (
    DateField,
    Item,
    NameField,
    ProposalForm,
    any_filled,
    name_parts,
    order_field,
    sex_field,
)
from genealogy.views.proposals_known import KnownFacts

_OTHER_EVENTS = [kind for kind in EVENT_TYPES if kind not in ONCE_IN_A_LIFE]


def _choices(kinds: Any, words: Any) -> list[tuple[str, Any]]:
    return [("", _("chọn")), *((kind, words(kind).label) for kind in kinds)]


class CorrectionForm(ProposalForm):
    """What is wrong or missing; whatever is right stays as it is."""

    note_label = _("Điều khác cần sửa hay ghi thêm")

    surname = forms.CharField(label=_("Họ"), max_length=80, required=False)
    middle_name = forms.CharField(label=_("Tên đệm"), max_length=120, required=False)
    given_name = forms.CharField(label=_("Tên"), max_length=120, required=False)
    sex = sex_field(required=False)
    child_order = order_field()
    birth = DateField(label=_("Ngày sinh"))
    birth_place = forms.CharField(label=_("Nơi sinh"), max_length=250, required=False)
    father_name = NameField(label=_("Tên cha"), required=False)
    mother_name = NameField(label=_("Tên mẹ"), required=False)
    other_name = forms.CharField(
        label=_("Tên khác"),
        max_length=250,
        required=False,
        help_text=_("Tên húy, tự, hiệu, pháp danh, tên thường gọi."),
    )
    other_name_kind = forms.ChoiceField(
        label=_("Đó là tên gì"), required=False, choices=lambda: _choices(NAME_KINDS, NameKind)
    )
    event_type = forms.ChoiceField(
        label=_("Thêm một việc trong đời"),
        required=False,
        choices=lambda: _choices(_OTHER_EVENTS, EventType),
    )
    event_date = DateField(label=_("Việc ấy vào ngày, năm nào"))
    event_place = forms.CharField(label=_("Ở đâu"), max_length=250, required=False)
    event_description = forms.CharField(
        label=_("Kể rõ việc ấy"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.known.has_father:
            del self.fields["father_name"]
        if self.known.has_mother:
            del self.fields["mother_name"]

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Show what the page shows."""
        if known.detail < Detail.KIN:
            return {}
        person, birth = known.person, known.event(EventType.BIRTH)
        sex = person.sex if person.sex != Sex.UNKNOWN else ""
        columns = {name: getattr(person, name) for name in (*NAME_PARTS, "child_order")}
        return {**columns, "sex": sex, "birth": birth.date, "birth_place": birth.place}

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs together, and for words where a date is to go."""
        data = super().clean() or {}
        if data.get("other_name") and not data.get("other_name_kind"):
            self.add_error("other_name_kind", _now("Hãy chọn đó là tên gì."))
        parts = ("event_date", "event_place", "event_description")
        if any_filled(data, parts) and not data.get("event_type"):
            self.add_error("event_type", _now("Hãy chọn đó là việc gì."))
        is_bare = data.get("event_type") and not any_filled(data, parts)
        if is_bare and not any(name in self.errors for name in parts):
            self.add_error("event_description", _now("Hãy ghi ngày, nơi hoặc kể rõ việc ấy."))
        for name in ("birth", "birth_place", "sex", "child_order"):
            if self.initial.get(name) and not data.get(name) and name not in self.errors:
                self.add_error(
                    name, _now("Muốn bỏ hẳn điều này thì để nguyên và ghi ở ô cuối cùng.")
                )
        return data

    def asked(self) -> Iterator[Item]:
        """Ask for each thing that is told otherwise."""
        data = self.cleaned_data
        for name in (*NAME_PARTS, "sex", "child_order"):
            if name in self.changed_data:
                yield {
                    "action": Action.SET_FIELD,
                    "data": {"field": name, "value": data.get(name) or ""},
                }
        birth = {
            part: data[name]
            for part, name in (("date", "birth"), ("place", "birth_place"))
            if self.has_moved(name)
        }
        if birth:
            yield {"action": Action.SET_EVENT, "data": {"type": EventType.BIRTH.value, **birth}}
        for name, sex in (("father_name", Sex.MALE), ("mother_name", Sex.FEMALE)):
            if data.get(name):
                yield {
                    "action": Action.ADD_PARENT,
                    "data": {**_filled(name_parts(data[name])), "sex": sex.value},
                }
        if data.get("other_name"):
            yield {
                "action": Action.ADD_NAME,
                "data": {"kind": data["other_name_kind"], "value": data["other_name"]},
            }
        if data.get("event_type"):
            facts = {
                "type": data["event_type"],
                "date": data.get("event_date"),
                "place": data.get("event_place"),
                "description": data.get("event_description"),
            }
            yield {"action": Action.SET_EVENT, "data": _filled(facts)}


class DeathForm(ProposalForm):
    """A death: the day, the giỗ where only this is remembered, the grave."""

    death = DateField(
        label=_("Ngày mất"),
        help_text=_("Ngày dương hay ngày âm đều được, ví dụ: 3/2/1950; 20/10/1949 âm lịch."),
    )
    memorial_day = forms.IntegerField(
        label=_("Giỗ ngày nào (âm lịch)"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("Chỉ nhớ ngày giỗ thì ghi ở đây, không cần năm."),
    )
    memorial_month = forms.IntegerField(
        label=_("Giỗ tháng mấy (âm lịch)"), required=False, min_value=1, max_value=12
    )
    memorial_leap = forms.BooleanField(label=_("Mất vào tháng nhuận"), required=False)
    death_place = forms.CharField(label=_("Mất ở đâu"), max_length=250, required=False)
    grave_place = forms.CharField(
        label=_("Mộ ở đâu"),
        max_length=250,
        required=False,
        help_text=_("Ví dụ: nghĩa trang đồng Mả Cả, làng Đông."),
    )
    grave_direction = forms.CharField(label=_("Hướng mộ"), max_length=120, required=False)

    def initial_of(self, known: KnownFacts) -> dict[str, Any]:
        """Show what the page shows."""
        death, burial = known.event(EventType.DEATH), known.event(EventType.BURIAL)
        return {
            "death": death.date,
            "death_place": death.place,
            "grave_place": burial.place,
            "grave_direction": burial.direction,
        }

    def clean(self) -> dict[str, Any]:
        """Refuse half a day, a day that does not exist, and two that are not the same."""
        data = super().clean() or {}
        day, month = data.get("memorial_day"), data.get("memorial_month")
        if "memorial_day" in self.errors or "memorial_month" in self.errors:
            return data
        if (day is None) != (month is None):
            missing = "memorial_day" if day is None else "memorial_month"
            self.add_error(missing, _now("Hãy ghi đủ ngày và tháng giỗ."))
        elif day is not None and month is not None:
            self._check_memorial(data.get("death"), day, month)
        return data

    def _check_memorial(self, death: PartialDate | None, day: int, month: int) -> None:
        try:
            check_lunar(None, month, day, self.cleaned_data.get("memorial_leap", False))
        except DomainError as error:
            self.add_error("memorial_day", domain_message(error))
            return
        told = death.memorial if death else None
        if told is not None and told[:2] != (month, day):
            self.add_error(
                "memorial_day",
                _now("Ngày mất ở trên là %(day)s âm lịch, khác ngày giỗ này. Hãy xem lại.")
                % {"day": lunar_day_text(told[0], told[1])},
            )

    def asked(self) -> Iterator[Item]:
        """Ask for the death, the giỗ where the day does not give it, and the grave."""
        data, person = self.cleaned_data, self.known.person
        death = {
            part: data[name]
            for part, name in (("date", "death"), ("place", "death_place"))
            if self.has_moved(name)
        }
        grave = {
            part: data[name]
            for part, name in (("place", "grave_place"), ("grave_direction", "grave_direction"))
            if self.has_moved(name)
        }
        is_memorial_told = data.get("memorial_day") is not None
        tells_death = bool(death or grave or is_memorial_told)
        if tells_death and person.living_state != LivingState.DECEASED:
            yield {
                "action": Action.SET_FIELD,
                "data": {"field": "living_state", "value": LivingState.DECEASED.value},
            }
        if death:
            yield {"action": Action.SET_EVENT, "data": {"type": EventType.DEATH.value, **death}}
        moved = data.get("death") if "date" in death else None
        if is_memorial_told and (moved is None or moved.memorial is None):
            yield {
                "action": Action.SET_MEMORIAL,
                "data": {
                    "day": data["memorial_day"],
                    "month": data["memorial_month"],
                    "leap": bool(data.get("memorial_leap")),
                },
            }
        if grave:
            yield {"action": Action.SET_EVENT, "data": {"type": EventType.BURIAL.value, **grave}}


class PicturesInput(forms.ClearableFileInput):
    """Several photographs at once, from the gallery or the camera of a phone."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Gives a list of photographs, each looked at before it is taken."""

    widget = PicturesInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check number, size and kind.

        Raises:
            ValidationError: with the name of the file at fault.
        """
        files = data if isinstance(data, list) else [data]
        taken = [super(PicturesField, self).clean(one, initial) for one in files if one]
        if not taken:
            raise ValidationError(_now("Hãy chọn ít nhất một tấm ảnh."), code="required")
        if len(taken) > MOST_PICTURES:
            raise ValidationError(
                _now("Mỗi lần gửi nhiều nhất %(most)s ảnh.") % {"most": MOST_PICTURES}
            )
        for one in taken:
            try:
                picture_check(file=one, size=one.size)
            except ValidationError as error:
                words = " ".join(error.messages)
                raise ValidationError(f"{one.name}: {words}", code=error.code) from error
        return taken


class PhotoForm(ProposalForm):
    """Photographs of the person."""

    # A browser does not keep chosen files over a second page.
    is_confirmed_first = False

    photos = PicturesField(
        label=_("Ảnh"),
        help_text=_(
            "Tối đa 6 ảnh, mỗi ảnh 10 MB. Nơi chụp và ngày chụp giấu trong ảnh được xoá trước khi"
            " lưu. Chưa ai xem được ảnh, ngoài bạn và người duyệt, cho đến khi được nhận."
        ),
    )
    caption = forms.CharField(label=_("Ảnh chụp gì, năm nào"), max_length=300, required=False)
    is_portrait = forms.BooleanField(label=_("Dùng ảnh đầu tiên làm chân dung"), required=False)

    def asked(self) -> Iterator[Item]:
        """Ask for each photograph."""
        for number, file in enumerate(self.cleaned_data["photos"]):
            data: dict[str, Any] = {"caption": self.cleaned_data.get("caption", "")}
            if number == 0 and self.cleaned_data.get("is_portrait"):
                data["is_portrait"] = True
            yield {"action": Action.ADD_PICTURE, "data": data, "file": file}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "")}
