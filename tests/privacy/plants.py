"""Leaks planted on purpose, each a small change of the real code that a hurried hand might make.

`PLANTS` holds for each its name, why it leaks, which check of `checks.py` must turn red, and the
change itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.contrib.sessions import middleware as sessions
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db.models import Max, Q
from django.http import Http404
from rest_framework.exceptions import ValidationError
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap

from cms.core.api.pagination import EnvelopePagination
from cms.core.middleware import PrivateAnswers
from cms.media import guards, services, serving
from genealogy.api import filters
from genealogy.api import people as people_api
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Person, PersonRedirect, TreeStatistics, TreeVersion
from genealogy.querysets import PersonQuerySet
from genealogy.selectors import cards, descent, person_page
from genealogy.selectors import people as found
from genealogy.services.statistics import counting
from genealogy.views import answers, old_addresses
from genealogy.views import people as pages
from genealogy.viewsets import people as editors
from genealogy.viewsets.policies import PERSON_POLICY

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Leak:
    """A planted leak."""

    name: str
    why: str
    check: str
    plant: Plant


PLANTS: list[Leak] = []


def _leak(check: str, why: str) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        PLANTS.append(Leak(plant.__name__, why, check, plant))
        return plant

    return register


def _whole_book(*_args: Any, **_kwargs: Any) -> Any:
    return Person.objects.select_related("clan", "branch", "portrait")


# Who is in the answer


@_leak("strangers_notice_nothing", "rows are masked when printed, so lists and counts hold them")
def mask_in_the_serializer_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PersonQuerySet, "visible_to", lambda people, viewer: people.published())


@_leak("strangers_notice_nothing", "the number of rows is taken before the hidden are left out")
def count_before_filter(patch: pytest.MonkeyPatch) -> None:
    cut = EnvelopePagination.paginate_queryset

    def paginate(self: Any, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        rows = cut(self, queryset, *args, **kwargs)
        self.meta["total_count"] = queryset.model._default_manager.count()
        return rows

    patch.setattr(EnvelopePagination, "paginate_queryset", paginate)


@_leak("strangers_notice_nothing", "numbers of the clan are counted over everybody")
def statistics_over_everybody(patch: pytest.MonkeyPatch) -> None:
    TreeStatistics.objects.all().delete()
    patch.setattr(counting._Count, "_seen", lambda self, prefix="": Q())


@_leak("strangers_notice_nothing", "brothers and children are read without asking who looks")
def links_to_the_next_person(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(person_page, "card_people", _whole_book)


@_leak("strangers_notice_nothing", "what is offered while one types comes from the whole book")
def autocomplete_of_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(found, "card_people", _whole_book)


@_leak("calendars_name_nobody_hidden", "the days of people are read without the rule")
def calendar_of_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PersonQuerySet, "detailed_to", lambda people, viewer: people.published())


@_leak("the_site_names_nobody_hidden", "the sitemap lists the pages of all people")
def sitemap_with_hidden_people(patch: pytest.MonkeyPatch) -> None:
    listed = Sitemap.get_urls

    def with_people(self: Any, *args: Any, **kwargs: Any) -> Any:
        addresses = [person.get_absolute_url() for person in Person.objects.all()]
        return [*listed(self, *args, **kwargs), *({"location": one} for one in addresses)]

    patch.setattr(Sitemap, "get_urls", with_people)


@_leak("the_newsroom_reads_nothing_hidden_in_the_admin", "the admin's list starts from all rows")
def admin_list_for_everybody_inside(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PERSON_POLICY, "user_has_any_permission", lambda user, actions: True)
    patch.setattr(PERSON_POLICY, "user_has_permission", lambda user, action: True)
    patch.setattr(editors.PersonListView, "get_base_queryset", _whole_book)
    patch.setattr(editors, "editable_people", _whole_book)


# What is told of somebody


@_leak("members_notice_nothing", "a filter looks at a date that the answer hides")
def filter_by_a_hidden_date(patch: pytest.MonkeyPatch) -> None:
    def by_date(self: Any, people: Any, name: str, value: Any) -> Any:
        return people.filter(**{self.COLUMNS[name]: value})

    patch.setattr(filters.PersonFilterSet, "by_date", by_date)


@_leak("members_notice_nothing", "the order of a list follows a column that is not shown")
def order_by_a_hidden_column(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(filters.PERSON_ORDERS, "name", ["birth_year", "pk"])


@_leak("members_notice_nothing", "the search text holds names that are not shown")
def search_index_of_hidden_names(patch: pytest.MonkeyPatch) -> None:
    def matching(people: Any, query: str, viewer: Any) -> Any:
        return people.filter(found._has_words("search_fold", fold_tokens(query)))

    patch.setattr(found, "matching_people", matching)
    patch.setattr(filters, "matching_people", matching)


@_leak("strangers_read_nothing_hidden_on_a_persons_page", "an event for members goes to everybody")
def members_event_for_strangers(patch: pytest.MonkeyPatch) -> None:
    known = person_page.events_of_life

    def as_member(person: Any, unions: Any, detail: Any, viewer: Viewer) -> Any:
        return known(person, unions, detail, Viewer(Role.MEMBER, viewer.today))

    patch.setattr(person_page, "events_of_life", as_member)


@_leak("programs_read_nothing_hidden", "sensitive names stand among the others")
def sensitive_names_for_everybody(patch: pytest.MonkeyPatch) -> None:
    read = person_page.papers_of_life

    def unasked(person: Any, **kwargs: Any) -> Any:
        papers = read(person, **kwargs)
        return replace(papers, names=[(name.kind, name.value) for name in person.names.all()])

    patch.setattr(person_page, "papers_of_life", unasked)


@_leak("strangers_read_nothing_hidden_on_a_persons_page", "an opaque node has an id to ask with")
def opaque_node_with_a_stable_id(patch: pytest.MonkeyPatch) -> None:
    def with_id() -> Any:
        living = Person.objects.filter(presumed_living=True, child_links__isnull=False).first()
        return replace(cards.opaque_card(), uuid=living.uuid, url=living.get_absolute_url())

    patch.setattr(descent, "opaque_card", with_id)


@_leak("strangers_read_nothing_hidden_on_a_persons_page", "a merged address leads to the hidden")
def redirect_of_a_merged_hidden_person(patch: pytest.MonkeyPatch) -> None:
    def anybody(uuid: Any, viewer: Any) -> Any:
        row = PersonRedirect.objects.filter(old_uuid=uuid).first()
        return row and row.person

    patch.setattr(old_addresses, "redirected_person", anybody)
    patch.setattr(people_api, "redirected_person", anybody)


# How it is answered


@_leak("hidden_and_unknown_answer_alike", "«forbidden» says that somebody is there")
def forbidden_instead_of_unknown(patch: pytest.MonkeyPatch) -> None:
    ask = pages._person_or_404

    def refused(uuid: Any, viewer: Any) -> Any:
        try:
            return ask(uuid, viewer)
        except Http404:
            if Person.objects.filter(uuid=uuid).exists():
                raise PermissionDenied from None
            raise

    patch.setattr(pages, "_person_or_404", refused)


@_leak("programs_read_nothing_hidden", "the text of an error names whom it is about")
def error_text_with_the_name(patch: pytest.MonkeyPatch) -> None:
    def named(uuid: Any, viewer: Any) -> Any:
        raise ValidationError({"id": f"{Person.objects.filter(uuid=uuid).first()}"})

    patch.setattr(people_api, "redirected_person", named)


@_leak("programs_read_nothing_hidden", "a log outlives an erasure and is read by others")
def log_line_with_the_name(patch: pytest.MonkeyPatch) -> None:
    by_uuid = people_api.person_by_uuid

    def logged(uuid: Any, viewer: Any) -> Any:
        hidden = Person.objects.filter(uuid=uuid).first()
        logging.getLogger("genealogy").warning("asked for %s", hidden)
        return by_uuid(uuid, viewer)

    patch.setattr(people_api, "person_by_uuid", logged)


@_leak("strangers_notice_nothing", "the version of the tree grows with what is hidden")
def etag_from_hidden_data(patch: pytest.MonkeyPatch) -> None:
    answered = answers.cached_for_strangers

    def tagged(response: Any, viewer: Any) -> Any:
        newest = TreeVersion.objects.aggregate(newest=Max("version"))["newest"]
        response["ETag"] = f'"{newest}"'
        return answered(response, viewer)

    patch.setattr(answers, "cached_for_strangers", tagged)


@_leak("answers_to_accounts_are_kept_by_nobody", "a shared cache keeps what a member was told")
def private_answers_are_cached(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PrivateAnswers, "__call__", lambda self, request: self.get_response(request))


@_leak("answers_to_accounts_are_kept_by_nobody", "a cache gives one reader's page to another")
def missing_vary(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sessions, "patch_vary_headers", lambda response, names: None)


@_leak("the_next_reader_gets_his_own_answer", "what is kept is found by person, not by reader")
def cache_key_without_the_role(patch: pytest.MonkeyPatch) -> None:
    kept: dict[Any, Any] = {}
    for module in (pages, people_api):
        made = module.person_view
        patch.setattr(
            module,
            "person_view",
            lambda person, viewer, made=made: kept.setdefault(person.pk, made(person, viewer)),
        )


# Files


@_leak("files_of_the_hidden_are_closed", "whoever knows the address of a file gets it")
def portrait_without_guard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(serving, "is_visible", lambda image, request: True)


@_leak("lists_of_files_leave_out_the_hidden", "the library of the API lists every picture")
def list_of_all_pictures(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(guards, "_providers", [])


@_leak("pictures_carry_no_words", "the file is kept as the camera wrote it")
def exif_kept(patch: pytest.MonkeyPatch) -> None:
    def as_it_came(*, file: Any, name: str) -> ContentFile:
        file.seek(0)
        return ContentFile(file.read(), name=name)

    patch.setattr(services, "picture_cleaned", as_it_came)
