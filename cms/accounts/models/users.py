"""Logins of editors and members. Who a person of the tree is stands in `genealogy`."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.accounts.phones import user_name_normalise


class User(AbstractUser):
    """A login (tài khoản): an editor, a member of the clan or an administrator.

    It is not a person of the gia phả; the link between the two is made and confirmed there.
    """

    display_name = models.CharField(_("tên hiển thị"), max_length=150, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        """Bring the user name and the mail address into the one form sign-in looks for."""
        super().clean()
        self.username = user_name_normalise(self.username)
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        """Return the name the admin shows: Vietnamese names are one line, not first and last."""
        return self.display_name or super().get_full_name()
