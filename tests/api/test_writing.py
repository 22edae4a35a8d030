"""Programs write drafts of news and episodes: nothing is overwritten, nothing published unasked."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.news.models import NewsIndexPage, NewsPage
from cms.programmes.models import EpisodePage
from tests.api.token_keys import grant
from tests.api.writing_world import EPISODES, NEWS, Program, an_editor
from tests.genealogy.factories import BranchFactory, LivingPersonFactory, PersonFactory
from tests.news.factories import add_news, add_topic
from tests.programmes.factories import add_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return an_editor(django_user_model)


@pytest.fixture
def program(client, editor):
    return Program(client, editor, "write:news", "write:episodes")


def newest(key: int) -> NewsPage:
    return NewsPage.objects.get(pk=key).get_latest_revision_as_object()


# News ------------------------------------------------------------------------------------------


def test_a_draft_is_changed_by_who_has_read_its_version(program):
    made = program.post(NEWS, {"title": "Tin", "lead": "Cũ", "body_html": "<p>a</p>"})
    facts = made.json()
    assert made["ETag"] == f'"{facts["version"]}"'
    person, branch = PersonFactory(), BranchFactory()
    words = {
        "lead": "Mới",
        "version": facts["version"],
        "people": [str(person.uuid)],
        "branches": [str(branch.uuid)],
        "cover_credit": "Ảnh: cụ Tư",
        "display_date": "2020-02-03T08:00:00+07:00",
    }
    answer = program.patch(f"{NEWS}{facts['id']}/", words)
    assert answer.status_code == 200, answer.content
    assert answer.json()["version"] != facts["version"]
    draft = newest(facts["id"])
    assert (draft.title, draft.lead, draft.cover_credit) == ("Tin", "Mới", "Ảnh: cụ Tư")
    assert draft.display_date.year == 2020
    assert [block.block_type for block in draft.body] == ["paragraph"]
    assert [row.person_id for row in draft.person_links.all()] == [person.pk]
    assert [row.branch_id for row in draft.branch_links.all()] == [branch.pk]


def test_a_new_list_of_people_takes_nobody_away_whom_the_writer_may_not_know(program, editor):
    seen, other = PersonFactory(), PersonFactory()
    hidden = LivingPersonFactory(clan=seen.clan)
    page = add_news("Giỗ tổ", people=[seen, hidden])
    words = {"people": [str(other.uuid)], "version": str(page.latest_revision_id)}
    answer = program.patch(f"{NEWS}{page.pk}/", words)
    assert answer.status_code == 200, answer.content
    linked = [row.person_id for row in newest(page.pk).person_links.all()]
    assert linked == [other.pk, hidden.pk]


def test_what_others_wrote_meanwhile_is_not_overwritten(program, editor):
    facts = program.post(NEWS, {"title": "Tin"}).json()
    address = f"{NEWS}{facts['id']}/"
    page = newest(facts["id"])
    page.lead = "Lời của biên tập viên"
    page.save_revision(user=editor)
    for words, headers, status in (
        ({"lead": "x"}, {}, 428),
        ({"lead": "x"}, {"if-match": "*"}, 428),
        ({"lead": "x", "version": facts["version"]}, {}, 412),
        ({"lead": "x"}, {"if-match": f'"{facts["version"]}"'}, 412),
        ({"lead": "x"}, {"if-match": '"abc"'}, 412),
        ({"lead": "x", "version": facts["version"]}, {"if-match": '"1"'}, 412),
    ):
        answer = program.patch(address, words, **headers)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert newest(facts["id"]).lead == "Lời của biên tập viên"
    version = program.get(f"{address}draft/").json()["version"]
    assert program.patch(address, {"lead": "y"}, **{"if-match": f'"{version}"'}).status_code == 200


def test_readers_see_the_old_text_until_somebody_publishes(program, client, editor):
    facts = program.post(NEWS, {"title": "Tin", "lead": "Cũ"}).json()
    NewsPage.objects.get(pk=facts["id"]).latest_revision.publish()
    version = program.get(f"{NEWS}{facts['id']}/draft/").json()["version"]
    answer = program.patch(f"{NEWS}{facts['id']}/", {"lead": "Mới", "version": version})
    assert answer.json()["status"] == "live+draft"
    assert client.get(f"{NEWS}{facts['id']}/").json()["lead"] == "Cũ"


def test_blocks_a_program_cannot_write_stay_where_it_names_them(program, editor):
    facts = program.post(NEWS, {"title": "Tin", "body_html": "<p>a</p>"}).json()
    page = newest(facts["id"])
    table = {"type": "document", "value": {"title": "x"}, "id": "8a1c"}
    page.body.raw_data.append(table)
    revision = page.save_revision(clean=False)
    words = {
        "version": str(revision.pk),
        "body": [
            {"type": "document", "value": {"any": "thing"}, "id": "8a1c"},
            {"type": "paragraph", "value": "<p>b</p>"},
        ],
    }
    from cms.news.foreign_bodies import blocks_checked

    kept = {"8a1c": table}
    assert blocks_checked(words["body"], owner=editor, kept=kept)[0] == table
    unknown = {"body": [{"type": "document", "value": {}, "id": "ffff"}], "version": "1"}
    assert program.patch(f"{NEWS}{facts['id']}/", unknown).status_code == 400


def test_the_history_names_the_key(program, client, editor):
    facts = program.post(NEWS, {"title": "Tin"}).json()
    entries = PageLogEntry.objects.filter(page=facts["id"], action="api.write")
    assert [(one.user, one.data["key"]) for one in entries] == [(editor, "Trang ngoài")]
    client.force_login(editor)
    page = client.get(f"/admin/pages/{facts['id']}/history/").content.decode()
    assert "Khoá API “Trang ngoài”" in page


# Who may ---------------------------------------------------------------------------------------


def test_a_page_of_another_room_is_refused_or_unknown(client, program, django_user_model):
    stranger = django_user_model.objects.create_user(username="khac", password="khac-password-1")
    grant(stranger, "wagtailadmin.access_admin")
    other = Program(client, stranger, "write:news")
    draft, live = (program.post(NEWS, {"title": "Tin"}).json() for _ in range(2))
    NewsPage.objects.get(pk=live["id"]).latest_revision.publish()
    words = {"lead": "x", "people": ["x"]}
    unknown = other.patch(f"{NEWS}999999/", words)
    hidden = other.patch(f"{NEWS}{draft['id']}/", words)
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert other.patch(f"{NEWS}{live['id']}/", words).status_code == 403
    assert other.get(f"{NEWS}{draft['id']}/draft/").status_code == 404
    assert not newest(draft["id"]).lead


def test_a_locked_page_waits(program, admin_account):
    facts = program.post(NEWS, {"title": "Tin"}).json()
    NewsPage.objects.filter(pk=facts["id"]).update(locked=True, locked_by=admin_account)
    answer = program.patch(f"{NEWS}{facts['id']}/", {"lead": "x", "version": facts["version"]})
    assert answer.status_code == 409
    assert not newest(facts["id"]).lead


SCOPES = ["read:public", "write:news", "publish:news", "write:episodes", "write:media",
          "write:proposals"]  # fmt: skip
DOORS = [
    ("post", NEWS, "write:news"),
    ("patch", f"{NEWS}1/", "write:news"),
    ("draft", f"{NEWS}1/draft/", "write:news"),
    ("post", EPISODES, "write:episodes"),
    ("patch", f"{EPISODES}1/", "write:episodes"),
    ("draft", f"{EPISODES}1/draft/", "write:episodes"),
    ("post", "/api/v2/images/", "write:media"),
    ("post", "/api/v2/documents/", "write:media"),
    ("post", "/api/v2/media/", "write:media"),
    ("post", "/api/v2/proposals/", "write:proposals"),
]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_its_own_doors_and_no_other(client, admin_account, scope):
    add_programme()
    program = Program(client, admin_account, scope)
    for method, address, needed in DOORS:
        if method == "draft":
            answer = program.get(address)
        elif needed == "write:media":
            answer = program.upload(address, {"title": "x"})
        else:
            answer = program.send(method, address, {})
        is_open = scope == needed
        assert (answer.status_code == 403) != is_open, (method, address, answer.content)
        assert answer.status_code < 500
    reads = program.get(NEWS).status_code
    assert reads == (200 if scope == "read:public" else 403)


@pytest.mark.parametrize("address", [NEWS, EPISODES])
def test_other_methods_write_nothing(program, address):
    facts = program.post(NEWS, {"title": "Tin"}).json()
    for method in ("put", "delete"):
        for end in ("", f"{facts['id']}/", f"{facts['id']}/draft/"):
            assert program.send(method, address + end, {}).status_code == 405
    assert program.patch(address, {}).status_code == 405
    assert program.post(f"{address}{facts['id']}/", {}).status_code == 405
    assert NewsPage.objects.filter(pk=facts["id"]).exists()


@pytest.mark.parametrize("address", [NEWS, EPISODES])
def test_no_column_of_a_page_can_be_set_that_is_not_offered(program, address):
    series = add_programme()
    start = {"title": "Tin", "programme": series.pk} if address == EPISODES else {"title": "Tin"}
    facts = program.post(address, start).json()
    model = EpisodePage if address == EPISODES else NewsPage
    offered = {"title", "lead", "display_date", "topics", "cover_alt", "cover_credit", "author",
               "cover_image", "updated_note", "body", "video_url", "video_file", "poster",
               "poster_alt", "duration_seconds", "transcript"}  # fmt: skip
    columns = {field.name for field in model._meta.get_fields()} - offered
    assert {"live", "owner", "slug", "path", "locked", "first_published_at"} <= columns
    before = Page.objects.filter(pk=facts["id"]).values().get()
    for name in sorted(columns):
        answer = program.patch(f"{address}{facts['id']}/", {name: 1, "version": facts["version"]})
        assert answer.status_code == 400, name
        assert name in answer.json()["errors"]
    assert Page.objects.filter(pk=facts["id"]).values().get() == before


# Publishing and moderation ---------------------------------------------------------------------


def may_publish(user) -> None:
    group = Group.objects.create(name="Được đăng")
    permission = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="publish_page"
    )
    GroupPagePermission.objects.create(
        group=group, page=NewsIndexPage.objects.get(), permission=permission
    )
    user.groups.add(group)


def test_publishing_asks_for_the_scope_and_for_the_right_of_the_owner(
    client, program, editor, django_user_model
):
    assert program.post(NEWS, {"title": "a", "publish": True}).status_code == 403
    writer = django_user_model.objects.create_user(username="cong-tac-vien", password="x-password")
    grant(writer, "wagtailadmin.access_admin")
    group = Group.objects.create(name="Cộng tác viên")
    add_page = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(
        group=group, page=NewsIndexPage.objects.get(), permission=add_page
    )
    writer.groups.add(group)
    helper = Program(client, writer, "write:news", "publish:news")
    assert helper.post(NEWS, {"title": "b", "publish": True}).status_code == 403
    assert not NewsPage.objects.exists()
    may_publish(writer)
    answer = helper.post(NEWS, {"title": "c", "publish": True})
    assert (answer.status_code, answer.json()["status"]) == (201, "live")
    assert client.get(f"{NEWS}{answer.json()['id']}/").json()["title"] == "c"


def test_submit_starts_the_moderation(program, editor):
    group = Group.objects.create(name="Duyệt")
    task = GroupApprovalTask.objects.create(name="Đọc lại")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Duyệt bài")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=NewsIndexPage.objects.get(), workflow=workflow)
    answer = program.post(NEWS, {"title": "Tin", "submit": True})
    assert answer.status_code == 201, answer.content
    assert answer.json()["status"] == "moderation"
    page = NewsPage.objects.get()
    assert page.current_workflow_state.requested_by == editor
    assert not page.live


def test_submit_without_a_workflow_says_so_and_stores_nothing(program):
    WorkflowPage.objects.all().delete()
    answer = program.post(NEWS, {"title": "Tin", "submit": True})
    assert answer.status_code == 400
    assert "submit" in answer.json()["errors"]
    assert not NewsPage.objects.exists()


# Episodes --------------------------------------------------------------------------------------


def test_an_episode_is_written_and_changed(program, editor):
    series, topic = add_programme(), add_topic("Giỗ tổ")
    made = program.post(
        EPISODES,
        {
            "title": "Tập 12",
            "programme": series.pk,
            "lead": "Lễ giỗ tổ",
            "video_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "duration_seconds": 1085,
            "transcript": "<p>Kính thưa</p><script>alert(1)</script>",
            "topics": [topic.slug],
        },
    )
    assert made.status_code == 201, made.content
    page = EpisodePage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.live, page.owner, page.get_parent().pk) == (False, editor, series.pk)
    assert draft.transcript == "<p>Kính thưa</p>"
    assert [one.slug for one in draft.topics.all()] == [topic.slug]
    words = {"lead": "Khác", "version": made.json()["version"]}
    answer = program.patch(f"{EPISODES}{page.pk}/", words)
    assert answer.status_code == 200, answer.content
    assert EpisodePage.objects.get().get_latest_revision_as_object().lead == "Khác"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"programme": 999_999}, "programme"),
        ({"video_url": "https://evil.example/x"}, "video_url"),
        ({"video_url": "x"}, "video_url"),
        ({"video_file": 999_999}, "video_file"),
        ({"poster": 999_999}, "poster"),
        ({"publish": True}, "publish"),
        ({"duration_seconds": -1}, "duration_seconds"),
    ],
)
def test_an_episode_that_does_not_fit_is_refused_by_name(program, words, field):
    answer = program.post(EPISODES, {"title": "Tập", "programme": add_programme().pk, **words})
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert not EpisodePage.objects.exists()


def test_an_episode_does_not_move_to_another_series(program):
    series = add_programme()
    facts = program.post(EPISODES, {"title": "Tập", "programme": series.pk}).json()
    words = {"programme": series.pk, "version": facts["version"]}
    assert program.patch(f"{EPISODES}{facts['id']}/", words).status_code == 400
