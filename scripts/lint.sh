#!/usr/bin/env bash
# Every check that reads the code without running it. Stops at the end, not at the first fault.
set -u
: "${BIN:=.venv/bin}"
export DJANGO_SETTINGS_MODULE=cms.settings.test
failed=0
check() {
  local name=$1; shift
  local output
  if output=$("$@" 2>&1); then echo "ok    $name"; else echo "FAULT $name"; echo "$output" | tail -n 60; failed=1; fi
}
templates() { git ls-files --cached --others --exclude-standard 'templates/*.html' '*/templates/*.html'; }
check "ruff (rules)" "$BIN/ruff" check --no-cache .
check "ruff (format)" "$BIN/ruff" format --no-cache --check .
check "mypy" "$BIN/mypy" cms home genealogy scripts
check "import-linter" "$BIN/lint-imports"
check "djhtml" bash -c "$(declare -f templates); templates | xargs $BIN/djhtml --tabwidth 2 --check"
check "curlylint" bash -c "$(declare -f templates); templates | xargs $BIN/curlylint"
check "codespell" "$BIN/codespell" cms genealogy/models genealogy/services docs README.md scripts
check "django check" "$BIN/python" manage.py check --fail-level WARNING
check "migrations" "$BIN/python" manage.py makemigrations --check --dry-run
check "deploy check" env DJANGO_SETTINGS_MODULE=cms.settings.production SECRET_KEY="$(head -c 64 /dev/urandom | base64 | tr -d '\n')" \
  SITE_URL=https://example.org "$BIN/python" manage.py check --deploy --fail-level WARNING
check "house rules" "$BIN/python" scripts/house_rules.py
check "vendored files" "$BIN/python" scripts/vendor_assets.py --check
exit $failed
