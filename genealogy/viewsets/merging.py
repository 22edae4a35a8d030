"""Making one person of two in the admin: compare, choose, see what moves, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from genealogy.choosers import PERSON_CHOOSER
from genealogy.domain.viewer import Viewer
from genealogy.models import Person
from genealogy.selectors.cards import card_people, cards_of
from genealogy.selectors.duplicates import Likely, memorial_words
from genealogy.services.duplicates import MergePreview, last_merge, merge_preview, person_merge
from genealogy.viewsets.pairs import LONGEST_REASON, DuplicateMixin, may_merge


class MergeView(DuplicateMixin, WagtailAdminTemplateMixin, TemplateView):
    """Two people side by side; makes one of them."""

    template_name = "genealogy/admin/duplicates/merge.html"
    page_title = _("So sánh và gộp")
    http_method_names = ("get", "post", "head", "options")
    _show_breadcrumbs = True

    @cached_property
    def preview(self) -> MergePreview:
        """Give what a merge would do."""
        return merge_preview(self.person("keep"), self.person("drop"))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return self.trail(("", str(self.page_title)))

    def get_page_subtitle(self) -> str:
        """Name both."""
        return f"{self.preview.keep} / {self.preview.drop}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comparison, with what was chosen so far."""
        preview = self.preview
        chosen = kwargs.pop("chosen", {})
        return super().get_context_data(
            preview=preview,
            sides=self._sides(),
            fields=[
                (field, chosen.get(field.name, field.choice))
                for field in preview.fields
                if not field.is_empty
            ],
            swap_url=self.url_of("merge", preview.drop.pk, preview.keep.pk),
            pair=sorted((preview.keep.pk, preview.drop.pk)),
            index_url=self.url_of("index"),
            **kwargs,
        )

    def _sides(self) -> list[Likely]:
        """Give the cards of the one who stays and the one who goes."""
        keys = (self.preview.keep.pk, self.preview.drop.pk)
        people = card_people(self.viewer).in_bulk(keys)
        both = [people[pk] for pk in keys]
        cards = cards_of(both, self.viewer)
        return [
            Likely(person.pk, card, memorial_words(person))
            for person, card in zip(both, cards, strict=True)
        ]

    def post(self, request: HttpRequest, keep: int, drop: int) -> HttpResponse:
        """Merge, or say why not; then nothing was changed and nothing chosen is lost."""
        chosen = {
            field.name: request.POST[f"choice-{field.name}"]
            for field in self.preview.fields
            if f"choice-{field.name}" in request.POST
        }
        reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
        lost = str(self.preview.drop)
        try:
            person = person_merge(
                keep=self.preview.keep,
                drop=self.preview.drop,
                choices=chosen,
                by=request.user,
                reason=reason,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            context = self.get_context_data(chosen=chosen, reason=reason)
            return self.render_to_response(context, status=422)
        self._tell(person, lost)
        return HttpResponseRedirect(reverse("genealogy_person:edit", args=[person.pk]))

    def _tell(self, person: Person, lost: str) -> None:
        """Say that it is done, with the way back."""
        change_set = last_merge(person)
        buttons = []
        if change_set is not None:
            undo = reverse("genealogy_history:undo", args=[change_set.pk])
            buttons.append(messages.button(undo, _now("Hoàn tác")))
        text = _now("Đã gộp %(lost)s vào %(person)s. Địa chỉ cũ dẫn về đây.")
        messages.success(self.request, text % {"lost": lost, "person": person}, buttons=buttons)


class OtherPersonForm(forms.Form):
    """Who the other is."""

    other = forms.ModelChoiceField(
        label=_("Người kia"),
        queryset=Person.objects.none(),
        widget=PERSON_CHOOSER.widget_class(linked_fields={"clan": "#id_clan"}),
        help_text=_("Chưa gộp ngay: bước sau so sánh hai người."),
    )

    def __init__(self, *args: Any, person: Person, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(viewer).filter(clan_id=person.clan_id)
        self.fields["other"].queryset = people.exclude(pk=person.pk).select_related("branch")


class ChooseOtherView(DuplicateMixin, WagtailAdminTemplateMixin, FormView):
    """Begins a merge by hand: asks who the other is."""

    template_name = "genealogy/admin/duplicates/choose.html"
    form_class = OtherPersonForm
    page_title = _("Gộp với người khác")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the person."""
        edit = reverse("genealogy_person:edit", args=[self.kwargs["pk"]])
        return self.trail((edit, str(self.person("pk"))), ("", str(self.page_title)))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whom it is about."""
        return {**super().get_form_kwargs(), "person": self.person("pk"), "viewer": self.viewer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person, and what the chooser needs."""
        context = super().get_context_data(person=self.person("pk"), **kwargs)
        return {**context, "media": context["form"].media}

    def form_valid(self, form: OtherPersonForm) -> HttpResponse:
        """Go on to the comparison."""
        other = form.cleaned_data["other"]
        return HttpResponseRedirect(self.url_of("merge", self.kwargs["pk"], other.pk))


def merge_button(person: Any, user: Any) -> list[Button]:
    """Give the button of a person's form that begins a merge, to those who may."""
    if not may_merge(user):
        return []
    return [
        Button(
            _("Gộp với người khác…"),
            url=reverse("genealogy_duplicate:choose", args=[person.pk]),
            icon_name="copy",
            priority=35,
        )
    ]
