"""An editor at the running demo's own database: a process that does what one line of JSON asks.

Started beside the server with the same environment; starting Django once costs more than the work.
"""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from cms.preview.models import FrontEnd  # noqa: E402
from cms.preview.services import session_token_make, shared_token_make  # noqa: E402
from cms.webhooks.signing import signed_headers  # noqa: E402


def redirect(*, old, page):
    """Let an old address lead to a page."""
    path = Redirect.normalise_path(old)
    if not Redirect.objects.filter(old_path=path).exists():
        Redirect.objects.create(old_path=path, redirect_page_id=page, is_permanent=True)


def open_front_end(*, address):
    """Let drafts be read by a front end."""
    site = Site.objects.get(is_default_site=True)
    end, _ = FrontEnd.objects.get_or_create(site=site)
    end.is_on, end.address = True, address
    end.full_clean()
    end.save()


def close_front_end():
    FrontEnd.objects.all().delete()


def draft(*, page, title):
    """Save a draft and give the secret that opens it."""
    found = Page.objects.get(pk=page).specific
    found.title = title
    found.save_revision()
    maker = get_user_model().objects.filter(is_superuser=True).first()
    return shared_token_make(page=found, site=Site.objects.get(is_default_site=True), by=maker)


def look(*, page, title):
    """Look at a page that is not saved, as the form's preview does; give the secret."""
    found = Page.objects.get(pk=page).specific
    found.title = title
    maker = get_user_model().objects.filter(is_superuser=True).first()
    return session_token_make(page=found, site=Site.objects.get(is_default_site=True), by=maker)


def publish(*, page, paragraph):
    """Publish a page with one more paragraph."""
    found = Page.objects.get(pk=page).specific
    found.body.append(("paragraph", paragraph))
    found.save_revision().publish()


def take_back(*, page):
    """Publish a page without its last paragraph."""
    found = Page.objects.get(pk=page).specific
    del found.body[len(found.body) - 1]
    found.save_revision().publish()


def sign(*, secret, identifier, body):
    """Give the headers a delivery of this body would carry now."""
    return signed_headers([secret], identifier, int(time.time()), body.encode())


DEEDS = {
    deed.__name__: deed
    for deed in (redirect, open_front_end, close_front_end, draft, look, publish, take_back, sign)
}

if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(DEEDS[asked.pop("do")](**asked)) + "\n")
        sys.stdout.flush()
