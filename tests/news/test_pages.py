"""News pages: rules, archives, what strangers may see."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db.models import ProtectedError
from django.forms import Select
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.news.models import NewsIndexPage, NewsPage
from cms.news.selectors import published_news
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime:
    return timezone.make_aware(datetime(2026, 1, number, 8))


def test_news_stands_only_below_the_index():
    assert NewsPage.allowed_parent_page_models() == [NewsIndexPage]
    assert NewsPage.allowed_subpage_models() == []
    assert NewsIndexPage.allowed_subpage_models() == [NewsPage]
    assert NewsIndexPage.max_count == 1


def test_news_is_ordered_by_the_day_readers_see():
    add_news("Cũ đăng sau", display_date=day(1))
    add_news("Mới", display_date=day(9))
    add_news("Giữa", display_date=day(5))
    assert [page.title for page in published_news()] == ["Mới", "Giữa", "Cũ đăng sau"]


def test_drafts_and_restricted_news_are_absent(client):
    add_news("Nháp kín", publish=False)
    hidden = add_news("Chỉ nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    add_news("Ai cũng đọc")
    assert [page.title for page in published_news()] == ["Ai cũng đọc"]
    index = client.get(NewsIndexPage.objects.get().get_url()).content.decode()
    assert "Ai cũng đọc" in index
    assert "Nháp kín" not in index
    assert "Chỉ nội bộ" not in index


def test_an_author_archive_holds_all_their_news_and_nobody_elses(client):
    author = add_author("Ban Thông tin truyền thông")
    add_news("Bài của ban", author=author)
    add_news("Bài người khác", author=add_author("Người khác"))
    assert author.get_absolute_url() == "/tin-tuc/tac-gia/ban-thong-tin-truyen-thong/"
    answer = client.get(author.get_absolute_url())
    assert answer.status_code == 200
    assert "Bài của ban" in answer.content.decode()
    assert "Bài người khác" not in answer.content.decode()


def test_a_topic_archive_holds_its_news_only(client):
    topic = add_topic("Khuyến học")
    add_news("Trao thưởng", topics=[topic])
    add_news("Chuyện khác")
    answer = client.get(topic.get_absolute_url())
    assert answer.context_data["current_topic"] == topic
    assert "Trao thưởng" in answer.content.decode()
    assert "Chuyện khác" not in answer.content.decode()


@pytest.mark.parametrize("path", ["chu-de/khong-co/", "tac-gia/khong-co/", "khong-co/"])
def test_an_unknown_archive_is_404(client, path):
    assert client.get(f"/tin-tuc/{path}").status_code == 404


@pytest.mark.parametrize("page", ["abc", "0", "-1", "999999", ""])
def test_an_odd_page_number_still_shows_news(client, page):
    add_news("Tin")
    assert client.get("/tin-tuc/", {"page": page}).status_code == 200


def test_long_lists_are_paged(client):
    for number in range(13):
        add_news(f"Tin số {number}")
    first = client.get("/tin-tuc/").context_data["news"]
    assert (len(first), first.paginator.count, first.has_next()) == (12, 13, True)


def test_an_author_with_news_cannot_be_deleted():
    author = add_author()
    add_news(author=author)
    with pytest.raises(ProtectedError):
        author.delete()


def test_addresses_follow_the_index_when_it_moves():
    author = add_author("Ban Tin")
    assert author.get_absolute_url().startswith("/tin-tuc/")
    index = NewsIndexPage.objects.get()
    index.slug = "ban-tin"
    index.save_revision().publish()
    assert author.get_absolute_url() == "/ban-tin/tac-gia/ban-tin/"


def test_an_article_shows_the_people_a_stranger_may_know_only(client):
    clan = ClanFactory()
    ancestor = PersonFactory(clan=clan, given_name="Khởi", death="1720")
    living = PersonFactory(clan=clan, given_name="Canaryy", living_state="living")
    page = add_news("Giỗ tổ", people=[ancestor, living], branches=[])
    answer = client.get(page.get_url())
    text = answer.content.decode()
    assert [card.uuid for card in answer.context_data["people_cards"]] == [ancestor.uuid]
    assert "Canaryy" not in text
    assert str(living.uuid) not in text


def test_related_news_shares_a_topic_first_and_never_is_the_page_itself():
    topic = add_topic("Khuyến học")
    page = add_news("Bài này", topics=[topic], display_date=day(5))
    add_news("Mới nhất, khác mục", display_date=day(9))
    add_news("Cùng mục", topics=[topic], display_date=day(1))
    related = page.get_context(_request())["related"]
    assert [item.title for item in related] == ["Cùng mục", "Mới nhất, khác mục"]


def test_a_person_linked_twice_is_shown_once():
    person = PersonFactory(death="1720")
    page = add_news("Hai lần", people=[person, person])
    assert len(page.get_context(_request())["people_cards"]) == 1


def test_the_editor_chooses_people_without_loading_everybody(root_client):
    page = add_news("Bài", people=[PersonFactory()])
    answer = root_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    formset = answer.context_data["form"].formsets["person_links"]
    assert not isinstance(formset.forms[0].fields["person"].widget, Select)
    branches = answer.context_data["form"].formsets["branch_links"]
    assert not isinstance(branches.empty_form.fields["branch"].widget, Select)


def _request():
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request
