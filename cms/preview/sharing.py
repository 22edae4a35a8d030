"""The pages of the admin by which a draft is shared: of a page, and of a text of the gia phả."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.preview.forms import ShareForm
from cms.preview.models import PreviewKind, SubjectKind
from cms.preview.opening import link_of, public_text
from cms.preview.selectors import (
    ADMIN_ACCESS,
    front_end_of_page,
    labels_of,
    shared_links,
    tokens_for,
)
from cms.preview.services import shared_token_make, text_token_make
from genealogy.public import (
    TextKind,
    editable_text_owner,
    stored_text,
    typed_text,
    typed_text_name,
)

NAME = "preview_links"


class StaffOnly:
    """Mixin: whoever may not enter the admin has no previews."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse others."""
        if not request.user.has_perm(ADMIN_ACCESS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] # a view stands behind


class ShareView(StaffOnly, WagtailAdminTemplateMixin, View):
    """What sharing a page and sharing a text have in common."""

    page_title = _("Chia sẻ bản nháp")
    header_icon = "link"
    template_name = "preview/admin/share.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead to the list of previews."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _now("Mã xem trước")},
            {"url": "", "label": str(self.page_title)},
        ]

    def about(self) -> Q:
        """Match the links to the object; for subclasses."""
        raise NotImplementedError

    def context(self, **more: Any) -> dict[str, Any]:
        """Give what the page shows; the links are those this account may end."""
        user: Any = self.request.user
        return self.get_context_data(links=shared_links(user, self.about()), **more)

    def answer(self, **more: Any) -> HttpResponse:
        """Give the page; its own form may name it as where it came from, nobody else learns it.

        With `no-referrer` browsers send the form with an origin of "null", which CSRF refuses.
        """
        response = TemplateResponse(self.request, self.template_name, self.context(**more))
        response["Referrer-Policy"] = "same-origin"
        return response


class SharePageView(ShareView):
    """Share the newest saved draft of a page."""

    @cached_property
    def page(self) -> Page:
        """Give the page, to whoever may edit it.

        Raises:
            PermissionDenied: the account may not edit it.
        """
        page = get_object_or_404(Page, pk=self.kwargs["pk"])
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page.specific

    def about(self) -> Q:
        """Match the links to the page."""
        return Q(page=self.page.pk)

    def _more(self) -> dict[str, Any]:
        draft = self.page.get_latest_revision_as_object()
        return {
            "object_title": draft.title,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "is_open": front_end_of_page(self.page, self.request) is not None,
            "is_page": True,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask how long."""
        return self.answer(form=ShareForm(), **self._more())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the link and show it, this once."""
        form, more = ShareForm(request.POST), self._more()
        found = front_end_of_page(self.page.get_latest_revision_as_object(), request)
        if found is None or not form.is_valid():
            return self.answer(form=form, **more)
        end, path = found
        token = shared_token_make(page=self.page, site=end.site, by=request.user, life=form.life)
        return self.answer(link=link_of(end, token=token, path=path), **more)


class ShareTextView(ShareView):
    """Share a text of the gia phả as it stands in its form: there are no saved drafts of it."""

    @cached_property
    def kind(self) -> TextKind:
        """Give whose text it is."""
        try:
            return TextKind(self.kwargs["kind"])
        except ValueError as error:
            raise Http404 from error

    @cached_property
    def owner(self) -> Any:
        """Give whose text it is, to whoever may edit it; others learn nothing of it."""
        owner = editable_text_owner(self.request.user, self.kind, self.uuid)
        if owner is None:
            raise Http404
        return owner

    @property
    def uuid(self) -> UUID:
        """Give the public id."""
        return self.kwargs["uuid"]

    def about(self) -> Q:
        """Match the links to the text."""
        return Q(subject=self.kind, subject_uuid=self.uuid)

    def _more(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        shown = stored_text(self.owner) if text is None else text
        found = public_text(self.request, self.kind, self.uuid, shown)
        return {"object_title": str(self.owner), "is_open": found is not None, **more}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List the links; a new one begins at the form of the text."""
        return self.answer(**self._more())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask how long; with an answer, make the link and show it, this once."""
        name = typed_text_name(self.kind)
        stored = stored_text(self.owner)
        try:
            text = typed_text(self.kind, request.POST)
        except ValidationError:
            return self.answer(**self._more())
        typed = {"name": name, "value": request.POST.get(name, "")}
        form = ShareForm(request.POST if "hours" in request.POST else None)
        found = public_text(request, self.kind, self.uuid, text)
        if found is None or not form.is_valid():
            return self.answer(form=form, typed=typed, **self._more(text))
        end, record = found
        token = text_token_make(
            subject=SubjectKind(self.kind),
            uuid=self.uuid,
            text=text,
            stored=stored,
            site=end.site,
            by=request.user,
            life=form.life,
            kind=PreviewKind.SHARED,
        )
        return self.answer(link=link_of(end, token=token, path=record.url), **self._more(text))


def own_token(user: Any, pk: int) -> Any:
    """Give a preview this account may end.

    Raises:
        Http404: there is none such.
    """
    return get_object_or_404(tokens_for(user).filter(revoked_at=None), pk=pk)


def label_of(token: Any, user: Any) -> str:
    """Name what a preview shows."""
    return labels_of([token], user)[token.pk] or _now("(trang mới chưa lưu)")
