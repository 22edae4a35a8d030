"""Ordering a print, making it, fetching it, and what becomes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cms.jobs.models import Job, JobState
from cms.jobs.worker import job_run_pending
from genealogy.enums import PrintKind
from genealogy.models import PersonAccount, PrintOrder
from genealogy.selectors.prints import PrintStanding, print_by_uuid, prints_of
from genealogy.services.book import BookForm, BookOptions
from genealogy.services.erasing import person_erase
from genealogy.services.prints import (
    MOST_WAITING,
    PrintedFile,
    print_delete,
    print_order,
    print_path,
    prints_clear,
    prints_folder,
    rendering,
)
from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

LIST = "/gia-pha/ban-in/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("doc@example.org", password="x")


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-in", name="Họ In")
    PersonFactory(clan=clan, given_name="Cụ")
    return clan


@pytest.fixture
def quick(monkeypatch):
    """Print at once, whatever is asked."""

    def render(order, viewer, progress):
        progress(1, 2, "Đang in")
        return PrintedFile(f"{viewer.role}".encode(), "Sách Họ In.pdf", "application/pdf", 3, 7)

    monkeypatch.setitem(rendering._renderers, PrintKind.BOOK.value, render)


def ordered(user, clan, **options):
    return print_order(user=user, kind=PrintKind.BOOK, clan=clan, options=options)


def made(user, clan, **options):
    order = ordered(user, clan, **options)
    job_run_pending()
    order.refresh_from_db()
    return order


@pytest.mark.usefixtures("quick")
def test_an_order_becomes_a_file_that_its_owner_fetches(client, user, clan):
    """The file has a name nobody guesses on disk and a plain one for the reader."""
    order = made(user, clan)
    assert (order.pages, order.people, order.size) == (3, 7, 1)
    assert print_path(order.file_name).read_bytes() == b"0"
    client.force_login(user)
    answer = client.get(f"{LIST}{order.uuid}/tai/")
    assert b"".join(answer.streaming_content) == b"0"
    assert answer["Content-Disposition"] == 'attachment; filename="sach-ho-in.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert "Tải về" in client.get(LIST).content.decode()


@pytest.mark.usefixtures("quick")
def test_nobody_else_learns_of_a_print(client, user, clan, django_user_model):
    """Another account gets the answer for an unknown print; a stranger is asked to log in."""
    order = made(user, clan)
    address = f"{LIST}{order.uuid}/tai/"
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_superuser("sep@example.org"))
    assert client.get(address).status_code == 404
    assert client.post(f"{LIST}{order.uuid}/xoa/").status_code == 404
    assert str(order.uuid) not in client.get(LIST).content.decode()


@pytest.mark.usefixtures("quick")
def test_a_print_made_under_another_right_is_refused_and_can_be_made_again(
    client, user, clan, django_capture_on_commit_callbacks
):
    """Whoever loses a place in a family loses the files that showed it."""
    living = LivingPersonFactory(clan=clan, given_name="Sống")
    user.is_superuser = True
    user.save()
    order = made(user, clan)
    assert print_path(order.file_name).read_bytes() == b"3"
    user.is_superuser = False
    user.save()
    PersonAccount.objects.create(user=user, person=living)
    client.force_login(user)
    answer = client.get(f"{LIST}{order.uuid}/tai/")
    assert answer.status_code == 409
    assert "Quyền xem của bạn đã khác" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{order.uuid}/lam-lai/")
    job_run_pending()
    (item,) = prints_of(user)
    assert item.is_ready
    assert print_path(item.order.file_name).read_bytes() == b"0"
    assert [path.name for path in prints_folder().iterdir()] == [item.order.file_name]


@pytest.mark.usefixtures("quick")
def test_a_file_is_kept_for_a_week(client, user, clan):
    """Then it goes; the list says so for as long again."""
    order = made(user, clan)
    client.force_login(user)
    week = timezone.now() + timedelta(days=8)
    PrintOrder.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"{LIST}{order.uuid}/tai/").status_code == 409
    assert prints_clear() == 1
    assert not list(prints_folder().iterdir())
    assert print_by_uuid(order.uuid, user).standing is PrintStanding.EXPIRED
    prints_clear(week)
    assert print_by_uuid(order.uuid, user) is None


@pytest.mark.usefixtures("quick")
def test_a_stray_file_is_cleared_once_it_is_old(user, clan):
    """A file no order names stays while it may be in the making."""
    order = made(user, clan)
    (prints_folder() / "0123-la.pdf").write_bytes(b"x")
    assert prints_clear() == 0
    assert prints_clear(timezone.now() + timedelta(hours=7)) == 1
    assert print_path(order.file_name).exists()


@pytest.mark.usefixtures("quick")
def test_the_same_asked_twice_is_one_order_and_only_few_may_wait(user, clan):
    """A double tap orders once."""
    orders = [ordered(user, clan, paper=str(place)) for place in range(MOST_WAITING)]
    assert ordered(user, clan, paper="0") == orders[0]
    with pytest.raises(ValidationError) as refused:
        ordered(user, clan, paper="more")
    assert refused.value.code == "too_many_waiting"
    job_run_pending()
    assert ordered(user, clan, paper="more").job.state == JobState.QUEUED


@pytest.mark.usefixtures("quick")
def test_a_job_done_twice_changes_nothing(user, clan):
    """A worker that died is followed by another."""
    order = made(user, clan)
    Job.objects.update(state=JobState.RUNNING, leased_until=timezone.now() - timedelta(hours=1))
    job_run_pending()
    again = PrintOrder.objects.get(pk=order.pk)
    assert again.file_name == order.file_name


def test_an_order_deleted_while_it_is_made_leaves_no_file(user, clan, monkeypatch):
    """An erasure may come in between."""

    def render(order, viewer, progress):
        print_delete(order)
        return PrintedFile(b"x", "x.pdf", "application/pdf")

    monkeypatch.setitem(rendering._renderers, PrintKind.BOOK.value, render)
    ordered(user, clan)
    job_run_pending()
    assert not list(prints_folder().iterdir())
    assert Job.objects.get().state == JobState.FAILED


@pytest.mark.usefixtures("quick")
def test_an_erasure_takes_every_print_of_the_clan(user, clan, django_capture_on_commit_callbacks):
    """Whoever ordered it; those of other clans stay."""
    other = made(user, ClanFactory())
    order = made(user, clan)
    person = PersonFactory(clan=clan)
    with django_capture_on_commit_callbacks(execute=True):
        person_erase(person)
    assert not PrintOrder.objects.filter(pk=order.pk).exists()
    assert not print_path(order.file_name).exists()
    assert print_path(other.file_name).exists()


def test_a_clan_or_person_one_may_not_know_is_refused_alike(user):
    """Hidden and unknown answer with the same words."""
    closed = ClanFactory(is_public=False)
    hidden = LivingPersonFactory(clan=ClanFactory())
    for clan, person in ((closed, None), (hidden.clan, hidden)):
        with pytest.raises(ValidationError) as refused:
            print_order(user=user, kind=PrintKind.BOOK, clan=clan, person=person, options={})
        assert refused.value.code == "not_found"


def test_the_page_of_the_book_orders_it_and_the_job_makes_it(client, user, clan):
    """From the form to the file, with the public cut for a reader who is no member."""
    page = "/gia-pha/ho-in/sach/"
    assert "Đăng nhập" in client.get(page).content.decode()
    choice = {"form": "epub", "audience": "own", "paper": "a5", "letters": "normal"}
    assert client.post(page, choice).url.startswith("/tai-khoan/")
    client.force_login(user)
    assert client.post(page, {**choice, "form": "docx"}).status_code == 422
    assert client.post(page, choice).url == LIST
    listed = client.get(LIST).content.decode()
    assert '<meta http-equiv="refresh"' in listed
    job_run_pending()
    (item,) = prints_of(user)
    assert item.is_ready
    assert item.order.options == BookOptions(form=BookForm.EPUB.value, parts=()).to_data()
    assert '<meta http-equiv="refresh"' not in client.get(LIST).content.decode()
    assert client.get("/gia-pha/khong-co/sach/").status_code == 404


def test_the_command_writes_a_book(clan, tmp_path, capsys):
    """Exit code 0 and the path; 1 refused with a reason; 2 wrong use."""
    target = tmp_path / "sach.epub"
    call_command("book", clan="ho-in", output=str(target))
    assert target.read_bytes().startswith(b"PK")
    assert str(target) in capsys.readouterr().out
    closed = ClanFactory(is_public=False, slug="kin")
    PersonFactory(clan=closed)
    for code, options in (
        (2, {"clan": "khong-co", "output": str(target)}),
        (2, {"clan": "ho-in", "branch": "khong-co", "output": str(target)}),
        (2, {"clan": "ho-in", "output": str(tmp_path / "sach.docx")}),
        (2, {"clan": "ho-in", "output": str(tmp_path / "khong" / "sach.pdf")}),
        (1, {"clan": "kin", "output": str(target)}),
        (1, {"clan": ClanFactory().slug, "output": str(target)}),
    ):
        with pytest.raises(CommandError) as refused:
            call_command("book", **options)
        assert refused.value.returncode == code, options
