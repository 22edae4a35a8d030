from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.small_api import SmallApi

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "site"
# The scripts are programs of their own.
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def compiled():
    """Compile the example, where its sources are newer than what was compiled."""
    if shutil.which("npm") is None:
        pytest.skip("needs Node 20 with npm: the example site is written in TypeScript")
    import make_example

    try:
        make_example.compile_site()
    except SystemExit as error:
        pytest.fail(str(error))


@pytest.fixture
def api():
    found = SmallApi()
    yield found
    found.close()


@pytest.fixture
def build(compiled, api, tmp_path):
    """Build by the compiled example, whole or after an event; give what it says it did."""

    def _build(name: str = "public", event: dict | None = None) -> dict:
        script = f"""
            import {{ build }} from "{EXAMPLE}/dist/build.js";
            import {{ hintOf }} from "{EXAMPLE}/dist/hints.js";
            import {{ readConfig }} from "{EXAMPLE}/dist/config.js";
            const event = {json.dumps(event)};
            const done = await build(readConfig(), event === null ? undefined : hintOf(event));
            console.log(JSON.stringify(done));
        """
        done = subprocess.run(
            ["node", "--input-type=module", "-e", script],
            env={**os.environ, "API": api.address, "OUT": str(tmp_path / name)},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    _build.folder = tmp_path
    return _build
