"""Pages on which a member proposes: what about, the form, and what was understood of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from genealogy.domain.dates_reading import read_date
from genealogy.domain.proposals import ItemDraft, ItemsNotUnderstood, check_items
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ProposalKind
from genealogy.messages import domain_message
from genealogy.models import Person
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.proposals_words import ItemWords, drafts_in_words
from genealogy.selectors.viewers import viewer_of
from genealogy.services.proposals import proposal_submit
from genealogy.services.proposals.errors import ItemsRefused
from genealogy.views.answers import page_answer, trail
from genealogy.views.old_addresses import follows_merges
from genealogy.views.proposals_forms import ChildForm, Item, ProposalForm, SourceForm, SpouseForm
from genealogy.views.proposals_household import HouseholdForm
from genealogy.views.proposals_known import known_facts
from genealogy.views.proposals_life_forms import CorrectionForm, DeathForm, PhotoForm

View = Callable[..., HttpResponse]

#: Buttons of the page that shows what was understood.
_SEND, _BACK = "gui", "sua-lai"
_LONGEST_DATE = 300


class Way(NamedTuple):
    """One thing a member may propose from a person's page."""

    kind: ProposalKind
    form: type[ProposalForm]
    title: Promise
    text: Promise


WAYS: dict[str, Way] = {
    "them-con": Way(
        ProposalKind.CHILD,
        ChildForm,
        gettext_lazy("Thêm con"),
        gettext_lazy("Con mới sinh, hay con cháu mà gia phả còn thiếu."),
    ),
    "them-vo-chong": Way(
        ProposalKind.SPOUSE,
        SpouseForm,
        gettext_lazy("Thêm vợ hoặc chồng"),
        gettext_lazy("Người mới cưới, hay bà cả, bà hai mà sách chưa ghi."),
    ),
    "bao-mat": Way(
        ProposalKind.DEATH,
        DeathForm,
        gettext_lazy("Ngày mất, ngày giỗ, mộ phần"),
        gettext_lazy("Chỉ nhớ ngày giỗ âm lịch cũng ghi được."),
    ),
    "sua": Way(
        ProposalKind.CORRECTION,
        CorrectionForm,
        gettext_lazy("Sửa điều sai, ghi thêm"),
        gettext_lazy("Tên, ngày sinh, cha mẹ, tên húy, việc trong đời."),
    ),
    "gui-anh": Way(
        ProposalKind.PHOTO,
        PhotoForm,
        gettext_lazy("Gửi ảnh"),
        gettext_lazy("Chân dung, ảnh cũ, ảnh mộ chí."),
    ),
    "gui-nguon": Way(
        ProposalKind.SOURCE,
        SourceForm,
        gettext_lazy("Gửi nguồn tư liệu"),
        gettext_lazy("Sách, bia, sắc phong, giấy tờ hay lời kể."),
    ),
    "khai-mot-nha": Way(
        ProposalKind.HOUSEHOLD,
        HouseholdForm,
        gettext_lazy("Khai một nhà"),
        gettext_lazy("Vợ chồng và các con, ghi một lần cho cả nhà."),
    ),
}


def for_members(view: View) -> View:
    """Ask a stranger to sign in, and one who is no member to join, before anything is looked up.

    Both answers are the same whoever the address names.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if viewer_of(request).role < Role.MEMBER:
            context = {"trail": trail((_("Đề nghị"), ""))}
            return render(request, "genealogy/proposals/not_member.html", context, status=403)
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@for_members
@follows_merges
def propose_choices(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask what the proposal is about."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    ways = [
        {
            "url": reverse("genealogy:propose", args=[person.uuid, slug]),
            "title": way.title,
            "text": way.text,
        }
        for slug, way in WAYS.items()
    ]
    context = {"name": str(person), "url": person.get_absolute_url(), "ways": ways}
    context["trail"] = _trail(person, (_("Đề nghị"), ""))
    return page_answer(request, "genealogy/proposals/choices.html", context, viewer=viewer)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@follows_merges
def propose(request: HttpRequest, uuid: UUID, way: str) -> HttpResponse:
    """Show a form, then what was understood of it, then keep the proposal."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    chosen = WAYS.get(way)
    if chosen is None:
        raise Http404
    known = known_facts(person, viewer)
    if request.method != "POST":
        return _form_page(request, person, chosen, chosen.form(known=known), viewer)
    form = chosen.form(request.POST, request.FILES, known=known)
    if not form.is_valid() or _BACK in request.POST:
        return _form_page(request, person, chosen, form, viewer)
    items = form.items()
    note = form.cleaned_data.get("note", "")
    words = _words(form, items, person, viewer)
    if words is None:
        return _form_page(request, person, chosen, form, viewer)
    if form.is_confirmed_first and _SEND not in request.POST and (items or note):
        return _confirm_page(request, person, chosen, form, words, viewer)
    try:
        proposal = proposal_submit(
            author=request.user,
            viewer=viewer,
            subject=person,
            kind=chosen.kind,
            items=items,
            note=note,
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _form_page(request, person, chosen, form, viewer)
    messages.success(
        request, _("Đã gửi. Người phụ trách chi sẽ xem và trả lời; bạn theo dõi ở trang này.")
    )
    return redirect("genealogy:proposal", uuid=proposal.uuid)


@require_safe
def read_date_line(request: HttpRequest) -> HttpResponse:
    """Say in one line what is understood of a date somebody is typing; for members alone."""
    if viewer_of(request).role < Role.MEMBER:
        raise Http404
    text = str(next(iter(request.GET.values()), ""))[:_LONGEST_DATE]
    if not text.strip():
        return HttpResponse("")
    reading = read_date(text, today=timezone.localdate())
    if reading.error is not None:
        return HttpResponse(escape(domain_message(reading.error)))
    doubts = " ".join(domain_message(warning) for warning in reading.warnings)
    said = _("Hiểu là: %(date)s.") % {"date": reading.understood}
    return HttpResponse(escape(f"{said} {doubts}".strip()))


def _person_or_404(uuid: UUID, viewer: Viewer) -> Person:
    person = person_by_uuid(uuid, viewer)
    if person is None:
        raise Http404
    return person


def _words(
    form: ProposalForm, items: Sequence[Item], person: Person, viewer: Viewer
) -> list[ItemWords] | None:
    """Put what is asked into words; None, with errors on the form, when it does not hold."""
    own = str(person.uuid)
    drafts = [
        ItemDraft(str(item["action"]), item.get("target") or own, item.get("ref", ""), item["data"])
        for item in items
    ]
    try:
        checked = check_items(drafts, today=viewer.today)
    except ItemsNotUnderstood as error:
        form.add_error(None, ItemsRefused.of_faults(error.faults).messages)
        return None
    names = {own: str(person), **dict(form.known.spouses)}
    return drafts_in_words(checked, lambda target: names.get(target, ""))


def _form_page(
    request: HttpRequest, person: Person, way: Way, form: ProposalForm, viewer: Viewer
) -> HttpResponse:
    is_household = isinstance(form, HouseholdForm)
    template = "household" if is_household else "form"
    context = {
        **_page(person, way),
        "form": form,
        "has_files": form.is_multipart(),
        "choices_url": reverse("genealogy:propose_choices", args=[person.uuid]),
    }
    return page_answer(request, f"genealogy/proposals/{template}.html", context, viewer=viewer)


def _confirm_page(
    request: HttpRequest,
    person: Person,
    way: Way,
    form: ProposalForm,
    words: Sequence[ItemWords],
    viewer: Viewer,
) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {
        **_page(person, way),
        "words": words,
        "note": form.cleaned_data.get("note", ""),
        "warnings": [domain_message(warning) for warning in form.warnings()],
        "typed": typed,
        "send": _SEND,
        "back": _BACK,
    }
    return page_answer(request, "genealogy/proposals/confirm.html", context, viewer=viewer)


def _page(person: Person, way: Way) -> dict[str, Any]:
    return {
        "name": str(person),
        "url": person.get_absolute_url(),
        "title": way.title,
        "text": way.text,
        "trail": _trail(person, (capfirst(str(way.title)), "")),
    }


def _trail(person: Person, *steps: tuple[str, str]) -> list[Any]:
    clan = person.clan
    return trail(
        (clan.name, clan.get_absolute_url()), (str(person), person.get_absolute_url()), *steps
    )
