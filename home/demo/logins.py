"""The demo's accounts, with passwords made on the spot."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from cms.accounts.models import User
from cms.accounts.roles import EDITORS, GENEALOGISTS, MEMBERS, REVIEWERS
from cms.accounts.services import member_create, password_generate, roles_ensure


@dataclass(frozen=True)
class Account:
    """An account of the demo: the mark in the file of logins, its name, and what it may do."""

    mark: str
    username: str
    display_name: str
    roles: tuple[str, ...] = ()
    is_admin: bool = False
    remark: str = ""


ACCOUNTS = (
    Account("admin", "quantri", "Quản trị", is_admin=True, remark="đăng nhập quản trị"),
    Account("editor", "bientap", "Biên tập viên", (EDITORS, GENEALOGISTS)),
    Account("member", "thanhvien", "Thành viên thử", (MEMBERS,)),
    # The offices of the two heads come with their branches (`home.demo.members`).
    Account("head", "truongchigiap", "Trưởng chi Giáp thử", (MEMBERS,)),
    Account("other_head", "truongchiat", "Trưởng chi Ất thử", (MEMBERS,)),
    Account("reviewer", "nguoiduyet", "Người duyệt thử", (REVIEWERS,)),
)


@transaction.atomic
def accounts_ensure() -> list[str]:
    """Make the accounts that are missing; return one line with the password for each made."""
    names = [account.username for account in ACCOUNTS]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    missing = [account for account in ACCOUNTS if account.username not in there]
    if missing:
        roles_ensure()
    return [_account_make(account) for account in missing]


def _account_make(account: Account) -> str:
    password = password_generate()
    user = member_create(
        username=account.username,
        password=password,
        display_name=account.display_name,
        roles=account.roles,
    )
    if account.is_admin:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    line = f"[{account.mark}] {account.username} / {password}"
    return f"{line}   {account.remark}" if account.remark else line


def logins_write(path: Path, lines: Iterable[str]) -> None:
    """Write the lines to a file only its owner can read; lines of other accounts stay."""
    fresh = {line.partition("]")[0]: line for line in lines}
    kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    merged = {line.partition("]")[0]: line for line in kept if line.startswith("[")} | fresh
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in merged.values())
    path.chmod(0o600)
