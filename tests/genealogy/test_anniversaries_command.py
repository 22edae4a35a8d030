"""`manage.py anniversaries`."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from genealogy.domain.viewer import Mark
from genealogy.services.feasts import feast_create
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory

pytestmark = pytest.mark.django_db

SPAN = ("--from=2025-01-01", "--to=2025-12-31")


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-thu")
    PersonFactory(clan=clan, given_name="Công", death="15/10/2024 âm lịch")
    PersonFactory(clan=clan, given_name="Riêng", death="5/1 âm lịch", visibility=Mark.EDITORS)
    feast_create(clan=clan, name="Chạp họ", lunar_month=12, lunar_day=15)
    return clan


def run(*args):
    out = StringIO()
    call_command("anniversaries", "--clan=ho-thu", *args, stdout=out)
    return out.getvalue()


def test_a_line_for_each_day(clan):
    assert run(*SPAN).splitlines() == [
        "14/01/2025  15 tháng Chạp âm lịch  Chạp họ",
        "02/02/2025  mùng 5 tháng Giêng âm lịch  Giỗ cụ Dương Văn Riêng",
        "04/12/2025  15 tháng 10 âm lịch  Giỗ cụ Dương Văn Công (giỗ đầu (tiểu tường); Nhà nào đếm"
        " đủ tháng thì giỗ vào 15/9 âm lịch (4/11/2025))",
        "3 ngày.",
    ]


def test_json_is_one_object(clan):
    body = json.loads(run(*SPAN, "--json"))
    assert (body["clan"], body["from"], body["total"]) == ("ho-thu", "2025-01-01", 3)
    assert [item["kind"] for item in body["items"]] == ["feast", "memorial", "memorial"]
    assert body["items"][2]["counted_date"] == "2025-11-04"
    assert json.loads(run("--from=2025-01-15", "--to=2025-01-16", "--json"))["items"] == []


def test_an_audience_sees_no_more_than_it_may(clan):
    assert "Riêng" in run(*SPAN)
    assert "Riêng" not in run(*SPAN, "--audience=members")
    assert "Riêng" not in run(*SPAN, "--audience=public")
    clan.is_public = False
    clan.save()
    with pytest.raises(CommandError):
        run(*SPAN, "--audience=public")


def test_a_branch(clan):
    branch = BranchFactory(clan=clan, slug="chi-giap")
    branch.people.add(clan.people.get(given_name="Riêng"))
    assert "Công" not in run(*SPAN, "--branch=chi-giap")


@pytest.mark.parametrize(
    "args",
    [("--from=x",), ("--from=1700-01-01",), ("--branch=khong-co",), (SPAN[1], "--from=2026-01-01")],
)
def test_wrong_use_is_refused(clan, args):
    with pytest.raises(CommandError):
        run(*args)


def test_an_unknown_clan_is_refused():
    with pytest.raises(CommandError):
        run()
