"""Pages of reminders of giỗ by e-mail: a member's wishes, and the link at the end of each mail."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cms.core.middleware import keep_private
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.cards import PersonCard, person_card, person_detail
from genealogy.selectors.clans import branch_rows, clan_by_slug
from genealogy.selectors.memorials import memorial_of
from genealogy.selectors.my_line import MyLine, my_line
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.viewers import viewer_for, viewer_of
from genealogy.services.reminders import (
    MOST_DAYS,
    reminder_create,
    reminder_remove,
    reminders_of,
    stoppable,
)
from genealogy.services.reminders import reminders_stop as reminders_end
from genealogy.views.answers import page_answer, trail
from genealogy.views.clans import clan_words

_WHOLE, _LINE, _PERSON = "ca-ho", "dong-toi", "nguoi"
_BRANCH = "chi-phai:"
_DAYS = (0, 1, 3, 7, 14, 30)


class ReminderForm(forms.Form):
    """Of whom to be told, and how many days before."""

    cua = forms.ChoiceField(label=gettext_lazy("Nhắc ngày giỗ của"))
    truoc = forms.IntegerField(
        label=gettext_lazy("Nhắc trước mấy ngày"), min_value=0, max_value=MOST_DAYS, initial=3
    )

    def __init__(
        self,
        *args: object,
        rows: list[Branch],
        mine: MyLine | None,
        person: Person | None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on as they came
        choices = [(_WHOLE, _("Cả họ"))]
        if mine is not None:
            choices.insert(0, (_LINE, _("Dòng trực hệ của tôi")))
        if person is not None:
            choices.insert(0, (_PERSON, str(person)))
        choices += [
            (f"{_BRANCH}{row.slug}", f"{'– ' * getattr(row, 'depth', 0)}{row.title}")
            for row in rows
        ]
        self.fields["cua"].choices = choices  # type: ignore[attr-defined] # a choice field
        self.fields["truoc"].widget.attrs["list"] = "so-ngay"


@require_http_methods(["GET", "HEAD", "POST"])
def clan_reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member's reminders in a clan and take a new one; `?nguoi=` presets one person."""
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    if viewer.role < Role.MEMBER or not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    # What is written is the account's own, whoever an administrator looks as.
    viewer = viewer_for(request.user)
    rows = branch_rows(clan)
    mine = my_line(request.user, viewer, clan=clan)
    person = _asked_person(request, clan, viewer)
    form = ReminderForm(
        request.POST if request.method == "POST" else None, rows=rows, mine=mine, person=person
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and _keep(request, form, clan, rows, person):
            return redirect("genealogy:reminders", slug=clan.slug)
        status = 422
    context = {
        "clan": clan_words(clan),
        "form": form,
        "person": person_card(person, viewer) if person else None,
        "memorial": memorial_of(person, viewer) if person else None,
        "day_choices": _DAYS,
        "email": request.user.email,
        "is_known": mine is not None,
        "reminders": _told(request, clan, viewer),
        "calendar_url": reverse("genealogy:calendar", args=[clan.slug]),
        "trail": trail(
            (clan.name, clan.get_absolute_url()),
            (_("Ngày giỗ"), reverse("genealogy:memorials", args=[clan.slug])),
            (_("Nhắc giỗ"), ""),
        ),
    }
    response = page_answer(request, "genealogy/calendar/reminders.html", context, viewer=viewer)
    response.status_code = status
    return response


def _asked_person(request: HttpRequest, clan: Clan, viewer: Viewer) -> Person | None:
    """Give the dead person of `?nguoi=` whose giỗ the member may know, else None."""
    asked = request.POST.get("nguoi") or request.GET.get("nguoi", "")
    try:
        uuid = UUID(asked)
    except ValueError:
        return None
    person = person_by_uuid(uuid, viewer)
    if person is None or person.clan_id != clan.pk or person.memorial_month is None:
        return None
    return person if person_detail(person, viewer) >= Detail.FULL else None


def _keep(
    request: HttpRequest,
    form: ReminderForm,
    clan: Clan,
    rows: list[Branch],
    person: Person | None,
) -> bool:
    """Keep the wish of a valid form; False, with the reason in the form, when it cannot be."""
    wish = form.cleaned_data["cua"]
    branch = next((row for row in rows if f"{_BRANCH}{row.slug}" == wish), None)
    try:
        reminder_create(
            user=request.user,
            clan=clan,
            days_before=form.cleaned_data["truoc"],
            branch=branch,
            person=person if wish == _PERSON else None,
            my_line=wish == _LINE,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Đã ghi. Đến ngày, bạn sẽ nhận thư nhắc giỗ."))
    return True


def _told(request: HttpRequest, clan: Clan, viewer: Viewer) -> list[dict[str, object]]:
    """Give the account's wishes in words; of somebody hidden since, no name is told."""
    told = []
    for row in reminders_of(user=request.user, clan=clan):
        card: PersonCard | None = None
        if row.person is not None:
            known = Person.objects.detailed_to(viewer).filter(pk=row.person_id).exists()
            card = person_card(row.person, viewer) if known else None
        told.append(
            {
                "pk": row.pk,
                "days_before": row.days_before,
                "is_person": row.person_id is not None,
                "is_line": row.my_line,
                "branch": row.branch.title if row.branch else "",
                "card": card,
            }
        )
    return told


@require_POST
def reminder_remove_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Drop one of the reader's own reminders; somebody else's does not exist for him."""
    viewer = viewer_of(request)
    if viewer.role < Role.MEMBER:
        return redirect_to_login(reverse("genealogy:reminders", args=[slug]))
    clan = clan_by_slug(slug, viewer)
    if clan is None or not reminder_remove(user=request.user, clan=clan, pk=pk):
        raise Http404
    messages.success(request, _("Đã bỏ lời nhắc."))
    return redirect("genealogy:reminders", slug=clan.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders_stop(request: HttpRequest, token: str) -> HttpResponse:
    """End all reminders of the account a mail was sent to; looking at the page changes nothing.

    No sign-in is asked for: whoever reads the mail may end it. The page names nobody and counts
    nothing: it is the same whatever is asked for.
    """
    # The address holds a secret.
    keep_private(request)
    if stoppable(token) is None:
        raise Http404
    if request.method == "POST":
        reminders_end(token)
    context = {"is_done": request.method == "POST", "trail": []}
    response = page_answer(
        request, "genealogy/calendar/reminders_stop.html", context, viewer=viewer_of(request)
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
