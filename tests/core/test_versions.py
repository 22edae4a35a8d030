"""Whatever changes content bumps its tags, with the commit and not before; drafts bump nothing."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.core import versions
from cms.core.models import ContentVersion
from cms.core.version_reads import reads_watched
from cms.core.version_rules import rules
from cms.core.version_watch import watch_of
from cms.media.models import ClanDocument, ClanMedia
from cms.news.models import NewsIndexPage, NewsPage, Topic
from genealogy.domain.viewer import Mark
from genealogy.enums import Sex
from genealogy.models import Person
from genealogy.services import people
from genealogy.services.derived import rebuild_clan
from home.models.pages import HomePage
from home.models.settings import NavigationItem, NavigationSettings, SiteSettings
from tests.api.conftest import add_image
from tests.genealogy.factories import PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


def changed(do) -> set[str]:
    """Do something, and give the tags that the commit of it would bump."""
    watch = watch_of()
    watch.pending.clear()
    watch.pages.clear()
    do()
    return watch.pending | watch._page_groups()


@pytest.fixture
def news(db):
    return add_news("Một tin", topics=[add_topic()], author=add_author())


def republish(page):
    page.title += " đã sửa"
    page.save_revision().publish()


# Ways content changes --------------------------------------------------------------------------


def test_publishing_an_article_bumps_it_and_its_lists_but_no_other_page(news):
    other = add_news("Tin khác")
    tags = changed(lambda: republish(news))
    assert {f"page:{news.pk}", "news", "pages"} <= tags
    assert (
        not {f"page:{other.pk}", "page:*", "events", "episodes", "tree", "media", "topics"} & tags
    )


def test_a_draft_bumps_nothing(news):
    def draft():
        news.title = "Chưa đăng"
        news.save_revision()

    # Wagtail writes the page's entry of the search index anew, with what is published.
    assert changed(draft) <= {"index"}


def test_unpublishing_and_deleting_bump_the_page_and_its_lists(news):
    assert {f"page:{news.pk}", "news", "pages"} <= changed(news.unpublish)
    assert {f"page:{news.pk}", "news", "pages"} <= changed(lambda: NewsPage.objects.get(pk=news.pk).delete())  # fmt: skip # noqa: E501


def test_a_new_slug_of_a_section_and_a_move_bump_every_page(news):
    def rename():
        index = NewsIndexPage.objects.get()
        index.slug = "tin-moi-nhat"
        index.save_revision().publish()

    assert "page:*" in changed(rename)
    other = HomePage.objects.get().add_child(instance=NewsIndexPage(title="Kho", slug="kho"))
    assert "page:*" in changed(lambda: news.move(other, pos="last-child"))


def test_scheduled_publishing_and_expiry_bump(news):
    past = timezone.now() - timedelta(minutes=1)
    news.title = "Hẹn giờ"
    news.save_revision(approved_go_live_at=past)
    other = add_news("Hết hạn")
    NewsPage.objects.filter(pk=other.pk).update(expire_at=past)
    tags = changed(lambda: call_command("publish_scheduled", stdout=StringIO()))
    assert {f"page:{news.pk}", f"page:{other.pk}", "news"} <= tags


def test_an_alias_follows_its_source(news):
    alias = news.create_alias(update_slug="ban-sao")
    assert f"page:{alias.pk}" in changed(lambda: republish(news))


def test_writing_past_the_models_bumps_as_well(news):
    pages = NewsPage.objects.filter(title__startswith="Một")
    assert {"news", "page:*"} <= changed(lambda: pages.update(lead="khác"))
    assert f"page:{news.pk}" in changed(
        lambda: NewsPage.objects.filter(pk=news.pk).update(lead="x")
    )
    topics = [Topic(name=f"Mục {n}", slug=f"muc-{n}") for n in range(3)]
    assert "topics" in changed(lambda: Topic.objects.bulk_create(topics))

    def raw():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE news_topic SET description = 'x'")

    assert "topics" in changed(raw)


def test_who_an_article_no_longer_speaks_of_is_told_as_well(news):
    before, after = PersonFactory(), PersonFactory()
    page = add_news("Có người", people=[before])

    def swap():
        link = page.person_links.get()
        link.person = after
        page.person_links = [link]
        page.save_revision().publish()

    tags = changed(swap)
    assert {f"mention-person:{before.pk}", f"mention-person:{after.pk}"} <= tags
    assert not any(tag.startswith("news_newsperson:*") for tag in tags)


def _site_settings():
    settings = SiteSettings.for_site(Site.objects.get())
    settings.motto = "Uống nước nhớ nguồn"
    settings.save()


def _navigation():
    settings = NavigationSettings.for_site(Site.objects.get())
    NavigationItem.objects.create(navigation=settings, label="Mục", url="/x/")


def _collection():
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    )


def _restriction():
    PageViewRestriction.objects.create(page=NewsIndexPage.objects.get(), restriction_type="login")


def _rendition():
    add_image("Ảnh").get_rendition("width-20")


def _redirect():
    Redirect.objects.create(old_path="/cu", redirect_link="/moi/")


@pytest.mark.parametrize(
    ("do", "tag"),
    [
        (add_topic, "topics"),
        (add_author, "authors"),
        (_rendition, "media"),
        (lambda: ClanDocument.objects.create(title="Giấy", file="a.pdf"), "documents"),
        (lambda: ClanMedia.objects.create(title="Băng", file="a.mp4", duration=1), "recordings"),
        (_site_settings, "site"),
        (_navigation, "site"),
        (_redirect, "redirects"),
        (_restriction, "restrictions"),
        (_collection, "collections"),
        (lambda: Site.objects.update(hostname="ho.example"), "site"),
        (PersonFactory, "tree"),
    ],
)
def test_every_kind_of_content_bumps_its_tag(do, tag):
    assert tag in changed(do)


def test_a_picture_is_told_from_the_others():
    image, other = add_image("Ảnh"), add_image("Ảnh khác")

    def describe():
        image.description = "Cổng đình"
        image.save()

    tags = changed(describe)
    assert f"media:{image.pk}" in tags
    assert not {f"media:{other.pk}", "media:*"} & tags


def test_every_way_to_change_the_tree_bumps_it():
    person = PersonFactory()
    clan = f"tree:{person.clan_id}"
    assert {"tree", clan} <= changed(lambda: people.person_update(person, given_name="Đổi"))
    assert {"tree", clan} <= changed(lambda: people.person_update(person, visibility=Mark.EDITORS))
    assert "tree" in changed(lambda: Person.objects.filter(pk=person.pk).update(sex=Sex.FEMALE))
    assert {"tree", clan} <= changed(lambda: people.person_delete(person))
    assert {"tree"} <= changed(lambda: rebuild_clan(person.clan))


# What is watched -------------------------------------------------------------------------------


def test_every_table_of_content_is_watched():
    # By hand, from the models: what strangers may read of these apps.
    unwatched = {
        model._meta.label
        for label in ("news", "programmes", "council", "media", "home", "wagtailredirects")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in rules()
    }
    assert unwatched == set()
    for name in (
        "Person",
        "Union",
        "ParentLink",
        "Event",
        "Clan",
        "Branch",
        "Consent",
        "MediaLink",
    ):
        assert rules()[apps.get_model("genealogy", name)._meta.db_table].group == "tree"


def test_reading_one_page_needs_only_that_page(news):
    with reads_watched() as one:
        NewsPage.objects.live().get(pk=news.pk)
    with reads_watched() as all_of_them:
        list(NewsPage.objects.live())
    assert one.tags == {f"page:{news.pk}", "page:*"}
    assert all_of_them.tags == {"news", "page:*"}


def test_reading_what_nobody_watches_is_noticed():
    with reads_watched() as reading:
        list(apps.get_model("genealogy", "PersonContact").objects.all())
    assert reading.unknown == {"genealogy_personcontact"}


# Commits ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_bump_is_seen_with_its_commit_and_never_without():
    versions.begin()
    start = versions.read(["topics", "*"])
    topic = add_topic()
    assert versions.read(["topics"])["topics"] > start["*"]
    assert not versions.is_unchanged(["topics"], since=start["*"])
    assert versions.is_unchanged(["news", "tree"], since=start["*"])

    before = ContentVersion.objects.get(tag="*").number
    with transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(name="Khác")
        assert ContentVersion.objects.get(tag="*").number == before
        versions.bump("news")
    after = ContentVersion.objects.get(tag="*").number
    assert after > before
    assert versions.read(["news", "topics"]) == {"news": after, "topics": after}

    with transaction.atomic():
        topic.delete()
        transaction.set_rollback(True)
    assert ContentVersion.objects.get(tag="*").number == after
    assert watch_of().pending == set()


@pytest.mark.django_db(transaction=True)
def test_a_statement_on_its_own_is_committed_with_its_bump_and_gives_its_key():
    versions.begin()
    assert connection.get_autocommit()
    # Of all that is watched, only an embed is followed by nobody's signals.
    embed = Embed(url="https://video.example/1", hash="1", type="video")
    with transaction.atomic():
        number = ContentVersion.objects.get(tag="*").number
    with CommitsSeen() as seen:
        embed.save()
    assert embed.pk == Embed.objects.get().pk
    assert ContentVersion.objects.get(tag="embeds").number > number
    assert seen.count == 1


class CommitsSeen:
    """Counts commits of the connection."""

    def __enter__(self):
        self.count, self._commit = 0, connection._commit
        connection._commit = self._counted
        return self

    def _counted(self):
        self.count += 1
        self._commit()

    def __exit__(self, *_error):
        connection._commit = self._commit


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_nothing_kept_is_trusted():
    versions.begin()
    add_topic()
    number = ContentVersion.objects.get(tag="*").number
    assert versions.is_unchanged(["news"], since=number)
    versions.forget()
    assert not versions.is_unchanged(["news"], since=number)


@pytest.mark.django_db(transaction=True)
def test_an_edit_costs_a_handful_of_queries_more():
    versions.begin()
    topic = add_topic()
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(name="Khác")
    assert sum("core_contentversion" in query["sql"] for query in queries) <= 3
    assert len(queries) <= 6
