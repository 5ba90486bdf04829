#!/usr/bin/env bash
# Schemathesis, which asks an HTTP API whatever its OpenAPI document allows and forbids, in a Python of the tests' own:
#
#   program=$(test/servers/schemathesis.sh)   installs what schemathesis.txt pins, once, and prints where the program is
set -euo pipefail

folder=${CASEBOOK_TEST_SERVERS:-${TMPDIR:-/tmp}/casebook-test-servers-$(id -u)}
pins=$(cd "$(dirname "$0")" && pwd)/schemathesis.txt
fail() { echo "schemathesis.sh: $*" >&2; exit 1; }

mkdir -p -m 755 "$folder"
[ -O "$folder" ] || fail "$folder belongs to somebody else"
command -v python3 >/dev/null || fail 'no Python here'

# Named for what is in it: other pins are another folder.
installed=$folder/schemathesis-$(cksum <"$pins" | tr -d ' ')
if [ ! -e "$installed/complete" ]; then
  rm -rf "$installed"
  python3 -m venv "$installed" >&2
  "$installed/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: -r "$pins" >&2
  touch "$installed/complete"
fi
echo "$installed/bin/schemathesis"
