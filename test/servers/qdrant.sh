#!/usr/bin/env bash
# A server that speaks as much of Qdrant's REST API as Casebook asks for, on a free loopback port, with data in a temporary
# folder that goes when it stops; qdrant.py says what it is, and what it cannot show:
#
#   url=$(test/servers/qdrant.sh start)   prints where it answers
#   test/servers/qdrant.sh stop "$url"    stops it and removes its data
#
# Its engine comes from PyPI into a Python of the tests' own.
set -euo pipefail

folder=${CASEBOOK_TEST_SERVERS:-${TMPDIR:-/tmp}/casebook-test-servers-$(id -u)}
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "qdrant.sh: $*" >&2; exit 1; }

python() {
  local installed
  # Named for what is in it: other pins are another folder.
  installed=$folder/qdrant-$(cksum <"$here/qdrant.txt" | tr -d ' ')
  if [ ! -e "$installed/complete" ]; then
    rm -rf "$installed"
    python3 -m venv "$installed" >&2
    "$installed/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --no-deps -r "$here/qdrant.txt" >&2
    touch "$installed/complete"
  fi
  echo "$installed/bin/python"
}

start() {
  mkdir -p -m 755 "$folder"
  [ -O "$folder" ] || fail "$folder belongs to somebody else"
  command -v python3 >/dev/null || fail 'no Python here'
  local program data port
  program=$(python)
  # In memory where there is such a place: what it holds is worth nothing after the run.
  local place=$folder
  [ -w /dev/shm ] && place=/dev/shm
  data=$(mktemp -d "$place/casebook-qdrant.XXXXXX")
  "$program" "$here/qdrant.py" "$data" >"$data/log" 2>&1 &
  local pid=$!
  for _ in $(seq 200); do
    [ -s "$data/port" ] && break
    kill -0 "$pid" 2>/dev/null || { cat "$data/log" >&2; fail 'no start'; }
    sleep 0.05
  done
  port=$(cat "$data/port") || { cat "$data/log" >&2; fail 'no start'; }
  printf '%s\n' "$pid" >"$folder/qdrant-$port.pid"
  printf '%s\n' "$data" >"$folder/qdrant-$port.data"
  echo "http://127.0.0.1:$port"
}

stop() {
  local port=${1##*:}
  [ -f "$folder/qdrant-$port.pid" ] || fail "no server of this script answers on $1"
  local pid data
  pid=$(cat "$folder/qdrant-$port.pid")
  data=$(cat "$folder/qdrant-$port.data")
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  rm -rf "$data" "$folder/qdrant-$port.pid" "$folder/qdrant-$port.data"
}

case "${1:-}" in
  start) start ;;
  stop) stop "${2:?the address that start printed}" ;;
  *) fail 'usage: qdrant.sh start | stop URL' ;;
esac
