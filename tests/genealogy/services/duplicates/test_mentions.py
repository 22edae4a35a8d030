"""Articles and programmes that speak of somebody who was merged, their drafts, and the undo."""

from __future__ import annotations

import pytest
from wagtail.models import ReferenceIndex, Revision

from cms.news.models import NewsPage, NewsPerson
from cms.programmes.models import EpisodePerson
from genealogy.enums import ChangeKind
from genealogy.models import ChangeSet, DuplicateDismissal
from genealogy.selectors.history import entries_of
from genealogy.selectors.viewers import viewer_for
from genealogy.services.duplicates import duplicate_dismiss, merge_preview, person_merge
from genealogy.services.history import change_set_undo
from genealogy.services.people import person_delete
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.news.factories import add_news
from tests.programmes.factories import add_episode, add_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    clan = ClanFactory()
    return PersonFactory(clan=clan), PersonFactory(clan=clan)


def merge_set() -> ChangeSet:
    return ChangeSet.objects.get(kind=ChangeKind.MERGE)


def named(page) -> list[int]:
    links = NewsPerson.objects.filter(page=page).order_by("sort_order", "pk")
    return list(links.values_list("person_id", flat=True))


def drafted(page) -> list[int]:
    """Give whom the editor sees named when opening the page."""
    page = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [link.person_id for link in page.person_links.all()]


def test_articles_and_programmes_speak_of_the_one_who_stays_and_back_again(pair):
    keep, drop = pair
    page = add_news("Giỗ cụ", people=[drop])
    episode = add_episode(add_programme())
    EpisodePerson.objects.create(page=episode, person=drop)
    moving = {item for one in merge_preview(keep, drop).moving for item in one.items}
    assert {"Giỗ cụ", "Tập 1"} <= moving
    gone = drop.pk
    person_merge(keep=keep, drop=drop)
    assert named(page) == drafted(page) == [keep.pk]
    assert EpisodePerson.objects.get().person == keep
    assert ReferenceIndex.get_references_to(keep).exists()
    undo = change_set_undo(merge_set(), by=None)
    assert named(page) == drafted(page) == [gone]
    assert EpisodePerson.objects.get().person_id == gone
    change_set_undo(undo, by=None)
    assert named(page) == drafted(page) == [keep.pk]


def test_an_article_that_speaks_of_both_names_the_person_once(pair):
    keep, drop = pair
    page, gone = add_news(people=[drop, keep]), drop.pk
    person_merge(keep=keep, drop=drop)
    assert named(page) == [keep.pk]
    change_set_undo(merge_set(), by=None)
    assert named(page) == [gone, keep.pk]


def test_a_person_named_in_a_draft_alone_is_found(pair):
    keep, drop = pair
    page, gone = add_news(), drop.pk
    draft = page.get_latest_revision_as_object()
    draft.person_links = [NewsPerson(person=drop)]
    draft.save_revision()
    assert named(page) == []
    person_merge(keep=keep, drop=drop)
    assert drafted(page) == [keep.pk]
    change_set_undo(merge_set(), by=None)
    assert drafted(page) == [gone]


def test_a_number_that_only_begins_alike_is_another_person(pair):
    keep, drop = pair
    page = add_news(people=[keep])
    revision = page.latest_revision
    other = drop.pk * 10 + 1
    revision.content["person_links"][0]["person"] = other
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    person_merge(keep=keep, drop=drop)
    revision.refresh_from_db()
    assert revision.content["person_links"][0]["person"] == other


def test_an_article_rewritten_since_does_not_hold_the_undo_back(pair):
    keep, drop = pair
    gone = drop.pk
    stays, rewritten, deleted = (add_news(f"Tin {n}", people=[drop]) for n in range(3))
    person_merge(keep=keep, drop=drop)
    draft = rewritten.get_latest_revision_as_object()
    draft.person_links = []
    draft.save_revision().publish()
    deleted.delete()
    change_set_undo(merge_set(), by=None)
    assert (named(stays), named(rewritten)) == ([gone], [])


def test_a_dismissed_pair_is_given_back(pair):
    keep, drop = pair
    other, gone = PersonFactory(clan=keep.clan), drop.pk
    duplicate_dismiss(one=drop, other=other, reason="hai anh em")
    duplicate_dismiss(one=keep, other=other)
    person_merge(keep=keep, drop=drop)
    assert DuplicateDismissal.objects.count() == 1
    change_set_undo(merge_set(), by=None)
    assert DuplicateDismissal.objects.get(first_id=gone).reason == "hai anh em"


def test_the_history_tells_of_articles_and_keeps_silent_of_drafts(pair, admin_user):
    keep, drop = pair
    add_news("Giỗ cụ", people=[drop])
    person_merge(keep=keep, drop=drop)
    (entry,) = entries_of([merge_set()], viewer_for(admin_user))
    told = [line.text for line in entry.lines]
    assert any("Người trong bài" in text or "người" in text.lower() for text in told)
    assert not any("evision" in text or "person_links" in text for text in told)


def test_somebody_deleted_comes_back_into_the_article(pair):
    drop = pair[1]
    page, gone = add_news(people=[drop]), drop.pk
    person_delete(drop)
    assert named(page) == []
    change_set_undo(ChangeSet.objects.latest("pk"), by=None)
    assert named(page) == [gone]
