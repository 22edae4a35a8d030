"""Cross-site scripting, tried for real: a demo in which every text is a program.

A copy of the demo gets the payloads of `payloads.py` in every text of every row. Then each kind of
page is opened in a browser: no dialog, no payload that ran, no element of one, no report of the
content policy, no error of the console.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tests.browser.conftest import DESK, ROOT, Opener, Site, environment_of, free_address, serving
from tests.browser.payloads import PAYLOADS
from tests.sizes import IS_FULL

#: Pages of the admin opened in one run; the full run opens them all.
MOST_OF_ADMIN = 10_000 if IS_FULL else 24

WATCHER = """
window.__tdx = [];
window.tdx = number => { window.__tdx.push('ran: ' + number); };
for (const name of ['alert', 'confirm', 'prompt']) {
  window[name] = () => { window.__tdx.push('dialog: ' + name); };
}
addEventListener('securitypolicyviolation', event => {
  window.__tdx.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' +
    event.sample);
});
"""
#: Looks through the page and all shadow trees for what a payload made.
LOOK = """
() => {
  const found = [...window.__tdx];
  const program = /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data:text\\/html)/i;
  const visit = root => {
    for (const element of root.querySelectorAll('*')) {
      if (element.hasAttribute('data-tdx')) found.push('made: ' + element.outerHTML.slice(0, 120));
      for (const attribute of element.attributes) {
        const bad = attribute.name.startsWith('on') && attribute.value.includes('tdx');
        const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc']
          .includes(attribute.name) && program.test(attribute.value);
        if (bad || address) {
          found.push(element.tagName + ' ' + attribute.name + '=' + attribute.value.slice(0, 80));
        }
      }
      if (element.shadowRoot) visit(element.shadowRoot);
      if (element.tagName === 'TEMPLATE' && element.content.querySelector('[data-tdx]')) {
        found.push('made in a template');
      }
    }
  };
  visit(document);
  return found;
}
"""


class Planted:
    """The copy of the demo: its server, sessions and addresses."""

    def __init__(self, site: Site, facts: dict) -> None:
        self.site = site
        self.sessions = facts["sessions"]
        self.addresses = facts["addresses"]
        self.planted = facts["planted"]


@pytest.fixture(scope="module")
def planted(site, tmp_path_factory):
    """Copy the demo, plant the payloads, and serve it."""
    if site.var is None:
        pytest.skip("the demo's folder is not at hand (BROWSER_VAR)")
    var = tmp_path_factory.mktemp("planted")
    with (
        sqlite3.connect(site.var / "db.sqlite3") as demo,
        sqlite3.connect(var / "db.sqlite3") as copy,
    ):
        demo.backup(copy)
    shutil.copytree(site.var / "media", var / "media", copy_function=os.link)
    shutil.copy(site.var / "secret_key", var / "secret_key")
    address = free_address()
    environment = environment_of(var, address)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.attacks.planting_demo"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    with serving(address, environment):
        yield Planted(Site(address, {}, var), json.loads(done.stdout))


@pytest.fixture(scope="module")
def visitor(planted, chromium):
    """Give a page in which somebody is signed in."""
    opener = Opener(chromium, planted.site)

    def _visitor(role: str):
        page = opener(viewport=DESK)
        page.context.add_cookies(
            [{"name": "sessionid", "value": planted.sessions[role], "url": planted.site.address}]
        )
        page.add_init_script(WATCHER)
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        return page

    yield _visitor
    opener.close()


def _visit(page, address: str) -> list[str]:
    """Open an address; give all that went wrong."""
    page.watch.console_errors.clear()
    page.watch.foreign_requests.clear()
    page.watch.server_errors.clear()
    answer = page.request.get(address)
    kind = answer.headers.get("content-type", "")
    if answer.status in {403, 404, 405} or not kind.startswith(("text/html", "image/svg")):
        return [f"{address}: {answer.status}"] if answer.status >= 500 else []
    page.goto(address, wait_until="load")
    # Handlers of pictures and animations run after the page is there.
    page.wait_for_timeout(60)
    # A picture whose link to a person was made up here may be closed to the reader.
    complaints = [line for line in page.watch.complaints if "404" not in line]
    found = [*page.evaluate(LOOK), *page.dialogs, *complaints]
    return [f"{address}: {line}" for line in found]


def test_the_watcher_sees_payloads_that_work(visitor):
    page = visitor("member")
    page.goto("/robots.txt")
    working = 0
    for payload in PAYLOADS:
        page.set_content("<p>empty</p>")
        page.evaluate(WATCHER)
        page.evaluate("text => { document.body.innerHTML = text }", payload)
        working += bool(page.evaluate(LOOK))
    assert working > 50


def test_every_text_of_the_demo_is_planted(planted):
    assert planted.planted > 3000


@pytest.mark.parametrize("role", ["member", "admin"])
def test_no_payload_comes_to_life(planted, visitor, role):
    page = visitor(role)
    addresses = planted.addresses[role]
    if role == "admin" and len(addresses) > MOST_OF_ADMIN:
        # Spread over all rooms of the admin.
        step = len(addresses) / MOST_OF_ADMIN
        addresses = [addresses[int(turn * step)] for turn in range(MOST_OF_ADMIN)]
    alive = [line for address in addresses for line in _visit(page, address)]
    assert not alive, "\n".join(alive[:60])
