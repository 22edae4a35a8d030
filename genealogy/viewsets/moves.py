"""Moving lines of the tree in the admin: another father, a generation put in, another order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from genealogy.choosers import PERSON_CHOOSER
from genealogy.domain.viewer import Viewer
from genealogy.enums import Sex
from genealogy.models import Person, Union
from genealogy.selectors.editable import editable_people
from genealogy.selectors.moves import (
    ChildLine,
    MovePreview,
    child_lines,
    father_change_preview,
    lineage_parent_of,
    unions_of,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.services.move_jobs import (
    Move,
    children_reorder_move,
    father_change_move,
    generation_insert_move,
    move_or_enqueue,
)
from genealogy.services.moves import INLINE_LIMIT, inserted_person
from genealogy.viewsets.base import add_refusal
from genealogy.viewsets.policies import PERSON_POLICY

_DIGITS = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 999})


class FatherForm(forms.Form):
    """Who the father shall be; the couple is asked for once the father is known."""

    new_father = forms.ModelChoiceField(
        label=_("Cha mới"),
        queryset=Person.objects.none(),
        widget=PERSON_CHOOSER.widget_class,
        help_text=_("Hoặc mẹ, khi dòng họ tính theo mẹ."),
    )
    union = forms.ModelChoiceField(
        label=_("Mẹ"),
        queryset=Union.objects.none(),
        required=False,
        help_text=_("Không rõ thì mẹ đang ghi chỉ giữ lại nếu là vợ của cha mới."),
    )
    child_order = forms.IntegerField(
        label=_("Con thứ mấy"),
        required=False,
        min_value=1,
        max_value=999,
        widget=_DIGITS,
        help_text=_("Để trống thì giữ số đang có."),
    )

    def __init__(self, *args: Any, person: Person, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = editable_people(by).filter(clan_id=person.clan_id)
        self.fields["new_father"].queryset = people.exclude(pk=person.pk).select_related("branch")
        father = people.filter(pk=_number(self.data.get("new_father"))).first()
        couples = unions_of(father) if father is not None else []
        if not couples:
            del self.fields["union"]
            return
        field = self.fields["union"]
        field.queryset = Union.objects.filter(pk__in=[union.pk for union, _names in couples])
        names = {union.pk: names or _now("chưa rõ") for union, names in couples}
        field.label_from_instance = lambda union: names[union.pk]
        field.empty_label = _now("không rõ")


class InsertForm(forms.Form):
    """Who stands between, and above which of the children."""

    surname = forms.CharField(label=_("Họ"), max_length=80, required=False)
    middle_name = forms.CharField(label=_("Tên đệm"), max_length=120, required=False)
    given_name = forms.CharField(
        label=_("Tên"),
        max_length=120,
        required=False,
        help_text=_("Để trống khi chưa biết tên; người ấy hiện là “Khuyết danh”."),
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices, initial=Sex.MALE)
    children = forms.ModelMultipleChoiceField(
        label=_("Là cha của"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, lines: list[ChildLine], viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["children"]
        field.queryset = Person.objects.visible_to(viewer).filter(
            pk__in=[line.person.pk for line in lines]
        )
        labels = {line.person.pk: _line_label(line) for line in lines}
        field.label_from_instance = lambda person: labels[person.pk]
        field.choices = [(line.person.pk, labels[line.person.pk]) for line in lines]


class OrderForm(forms.Form):
    """One number for each child."""

    def __init__(self, *args: Any, lines: list[ChildLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for number, line in enumerate(lines, start=1):
            self.fields[f"child-{line.person.pk}"] = forms.IntegerField(
                label=str(line.person),
                initial=number,
                min_value=1,
                max_value=999,
                widget=_DIGITS,
                help_text=_followers(line),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a number given twice."""
        data = super().clean() or {}
        numbers = list(data.values())
        if len(set(numbers)) < len(numbers):
            raise ValidationError(_("Hai người con không cùng một số."), code="twice")
        return data

    def order(self) -> list[int]:
        """Give the children by their numbers."""
        numbered = [
            (self.cleaned_data[f"child-{line.person.pk}"], line.person.pk) for line in self.lines
        ]
        return [key for _number_of, key in sorted(numbered)]


def _number(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 19 else None


def _followers(line: ChildLine) -> str:
    if not line.followers:
        return ""
    return _now("%(count)s con cháu theo cùng") % {"count": line.followers}


def _line_label(line: ChildLine) -> str:
    """Write a child of whom a generation is put in above: who moves, and to which đời."""
    label = str(line.person)
    if line.person.generation is not None:
        label = _now("%(person)s: đời %(before)s xuống đời %(after)s") % {
            "person": line.person,
            "before": line.person.generation,
            "after": line.generation_below,
        }
    followers = _followers(line)
    return f"{label}, {followers}" if followers else label


class MoveView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A move that starts from one person; a branch editor moves inside the branch."""

    model = Person
    permission_policy = PERSON_POLICY
    permission_required = "change"
    header_icon = "gp-branch"
    _show_breadcrumbs = True

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    @cached_property
    def person(self) -> Person:
        """Give the person the address names, if the account may change that one."""
        people = editable_people(self.request.user).select_related("clan", "branch")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    @cached_property
    def back_url(self) -> str:
        """Give the person's form."""
        return reverse("genealogy_person:edit", args=[self.person.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the person."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("genealogy_person:index"), "label": _now("Người")},
            {"url": self.back_url, "label": str(self.person)},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "person": self.person,
            "back_url": self.back_url,
            "inline_limit": INLINE_LIMIT,
            "media": context.get("media", forms.Media()) + context["form"].media,
        }

    def plan(self, form: Any) -> Move:
        """Say what is to be done; for subclasses."""
        raise NotImplementedError

    def refuse_foreign(self, *people: Person) -> None:
        """Refuse to move people the account may not change.

        Raises:
            ValidationError: one of them is of another branch; code `foreign`.
        """
        keys = {person.pk for person in people}
        own = editable_people(self.request.user).filter(pk__in=keys)
        if own.count() < len(keys):
            raise ValidationError(_now("Có người không thuộc chi của anh chị."), code="foreign")

    def form_valid(self, form: Any) -> HttpResponse:
        """Move, or let a worker; a refusal stays on the form."""
        try:
            with transaction.atomic():
                move = self.plan(form)
                job = move_or_enqueue(move, by=self.request.user)
        except ValidationError as error:
            add_refusal(form, error)
            return self.form_invalid(form)
        if job is not None:
            text = _now("%(count)s người sẽ chuyển. Việc đang chạy nền, xem tiến độ ở đây.")
            messages.success(self.request, text % {"count": move.size})
            return HttpResponseRedirect(reverse("jobs:index"))
        text = _now("Đã xong; %(count)s người có chỗ đứng mới.") % {"count": move.size}
        messages.success(self.request, text)
        return HttpResponseRedirect(self.back_url)


class FatherChangeView(MoveView):
    """Another father: first chosen, then shown what follows, then done."""

    form_class = FatherForm
    template_name = "genealogy/admin/moves/father.html"
    page_title = _("Đổi cha, chuyển nhánh")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Look at what was chosen, which comes in the address."""
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and "new_father" in self.request.GET:
            kwargs["data"] = self.request.GET
        if "data" in kwargs and _number(kwargs["data"].get("new_father")) is None:
            # The chooser would look up whatever stands there.
            kwargs["data"] = {**kwargs["data"].dict(), "new_father": ""}
        return {**kwargs, "person": self.person, "by": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what follows once a father is chosen."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "father": lineage_parent_of(self.person, self.viewer),
            "preview": self._preview(context["form"]),
        }

    def _preview(self, form: FatherForm) -> MovePreview | None:
        if not form.is_bound:
            return None
        form.is_valid()
        chosen = form.cleaned_data.get("new_father")
        return father_change_preview(self.person, chosen, self.viewer) if chosen else None

    def plan(self, form: FatherForm) -> Move:
        """Give the chosen father to the person."""
        return father_change_move(
            person=self.person,
            new_father=form.cleaned_data["new_father"],
            union=form.cleaned_data.get("union"),
            child_order=form.cleaned_data["child_order"],
        )


class GenerationInsertView(MoveView):
    """A generation put in above somebody."""

    form_class = InsertForm
    template_name = "genealogy/admin/moves/insert.html"
    page_title = _("Chèn một đời")

    @cached_property
    def father(self) -> Person | None:
        """Give the parent above."""
        return lineage_parent_of(self.person, self.viewer)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the person and the brothers and sisters."""
        lines = child_lines(self.father, self.viewer) if self.father is not None else []
        return {**super().get_form_kwargs(), "lines": lines, "viewer": self.viewer}

    def get_initial(self) -> dict[str, Any]:
        """Start with the person alone, and the father's surname."""
        surname = self.father.surname if self.father is not None else ""
        return {"surname": surname, "children": [self.person.pk], "sex": Sex.MALE}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parent above."""
        return {**super().get_context_data(**kwargs), "father": self.father}

    def plan(self, form: InsertForm) -> Move:
        """Make the person between, and put them in."""
        if self.father is None:
            raise ValidationError(_now("Người này chưa có cha mẹ."), code="no_father")
        self.refuse_foreign(self.father, *form.cleaned_data["children"])
        fields = {name: form.cleaned_data[name] for name in _NAMED}
        between = inserted_person(self.father, by=self.request.user, **fields)
        return generation_insert_move(
            father=self.father, children=list(form.cleaned_data["children"]), person=between
        )


_NAMED = ("surname", "middle_name", "given_name", "sex")


class ChildrenReorderView(MoveView):
    """Another order of somebody's children."""

    form_class = OrderForm
    template_name = "genealogy/admin/moves/reorder.html"
    page_title = _("Xếp lại thứ tự các con")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask a number for each child."""
        return {**super().get_form_kwargs(), "lines": child_lines(self.person, self.viewer)}

    def plan(self, form: OrderForm) -> Move:
        """Put the children in the order of the numbers."""
        self.refuse_foreign(*(line.person for line in form.lines))
        return children_reorder_move(father=self.person, children=form.order())


class MoveViewSet(ViewSet):
    """Moves of the tree; reached from a person's form."""

    name = "genealogy_move"
    url_prefix = "gia-pha/chuyen"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        return [
            path("<int:pk>/cha/", self.construct_view(FatherChangeView), name="father"),
            path("<int:pk>/chen-doi/", self.construct_view(GenerationInsertView), name="insert"),
            path("<int:pk>/cac-con/", self.construct_view(ChildrenReorderView), name="reorder"),
        ]


def move_buttons(person: Any) -> list[Button]:
    """Give the buttons of a person's form that lead to the moves."""
    names = (
        ("father", _("Đổi cha, chuyển nhánh"), "gp-branch"),
        ("insert", _("Chèn một đời"), "plus"),
        ("reorder", _("Xếp lại thứ tự các con"), "list-ol"),
    )
    return [
        Button(
            label,
            url=reverse(f"genealogy_move:{name}", args=[person.pk]),
            icon_name=icon,
            priority=30 + position,
        )
        for position, (name, label, icon) in enumerate(names)
    ]
