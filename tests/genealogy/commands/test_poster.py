"""The command `poster`: what it writes, and how it says that it cannot."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    father = PersonFactory(clan=clan, given_name="Ngưỡng")
    son = PersonFactory(clan=clan, given_name="Quỳnh")
    family(father, None, son)
    family(son, None, LivingPersonFactory(clan=clan, given_name="Bí"))
    found(father)
    BranchFactory(clan=clan, slug="chi-giap", founder=son)
    BranchFactory(clan=clan, slug="chi-an", founder=clan.people.get(given_name="Bí"))
    rebuild_clan(clan)
    return clan


def test_the_audience_decides_who_is_drawn(clan, tmp_path):
    for audience, told in (("public", False), ("members", True), ("editors", True)):
        path = tmp_path / f"{audience}.svg"
        call_command("poster", clan="ho-thu", audience=audience, output=str(path))
        svg = path.read_text(encoding="utf-8")
        assert "Quỳnh" in svg
        assert (">Bí<" in svg) is told
        assert ("NỘI BỘ" in svg) is told


def test_a_branch_starts_at_its_founder(clan, tmp_path, capsys):
    path = tmp_path / "chi.pdf"
    call_command("poster", clan="ho-thu", branch="chi-giap", output=str(path))
    assert path.read_bytes().startswith(b"%PDF")
    assert "Đã vẽ" in capsys.readouterr().out


def test_an_estimate_writes_nothing(clan, tmp_path, capsys):
    call_command("poster", clan="ho-thu", estimate=True)
    assert "Khổ bản vẽ" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"clan": "khong-co"}, 2),
        ({"branch": "khong-co"}, 2),
        ({"branch": "chi-an"}, 1),
        ({"person": "khong-phai"}, 2),
        ({"person": "11111111-1111-4111-8111-111111111111"}, 1),
        ({"output": "x.png"}, 2),
        ({"output": "/khong/co/x.pdf"}, 2),
        ({"output": None}, 2),
        ({"generations": 99}, 2),
    ],
)
def test_what_cannot_be_drawn_is_said_with_an_exit_code(clan, tmp_path, wrong, code):
    options = {"clan": "ho-thu", "output": str(tmp_path / "x.svg"), **wrong}
    with pytest.raises(CommandError) as caught:
        call_command("poster", **options)
    assert caught.value.returncode == code
