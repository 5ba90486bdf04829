#!/usr/bin/env bash
# A PostgreSQL of the tests' own, on a free loopback port, in a temporary folder that goes when it stops:
#
#   url=$(test/servers/postgres.sh start)   prints where it answers
#   test/servers/postgres.sh stop "$url"    stops it and removes its data
#
# The programs come from the machine's PostgreSQL packages where it has some; otherwise Debian's packages are fetched
# by apt and unpacked beside each other, without installing them or touching the system's lists, services or data.
set -euo pipefail

folder=${CASEBOOK_TEST_SERVERS:-${TMPDIR:-/tmp}/casebook-test-servers-$(id -u)}
fail() { echo "postgres.sh: $*" >&2; exit 1; }

# Files that root will run must be root's own.
own_folder() {
  mkdir -p -m 755 "$folder"
  [ -O "$folder" ] || fail "$folder belongs to somebody else"
}

system_programs() {
  [ "${CASEBOOK_TEST_POSTGRES_UNPACK:-}" = 1 ] && return 1
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 | grep .
}

unpacked_programs() { ls -d "$folder"/postgres/usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 | grep .; }

unpack_packages() {
  command -v apt-get >/dev/null || fail 'no PostgreSQL here, and no apt-get to fetch it with'
  local apt=$folder/apt newest unpacked
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  local own=(-qq -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives"
    -o Debug::NoLocking=1 -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)
  apt-get "${own[@]}" update >&2
  newest=$(apt-cache "${own[@]}" depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -1)
  [ -n "$newest" ] || fail 'apt knows no PostgreSQL'
  # Named and reinstalled, so that they are fetched also where the system has some of them already.
  apt-get "${own[@]}" -y --no-install-recommends --download-only --reinstall install \
    "postgresql-$newest" "postgresql-client-$newest" libpq5 >&2
  unpacked=$(mktemp -d "$folder/unpacked.XXXXXX")
  for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$unpacked"; done
  chmod 755 "$unpacked"
  # Moved whole, so that a run that was cut off leaves nothing that looks complete.
  mv "$unpacked" "$folder/postgres"
  rm -rf "$apt"
}

# PostgreSQL refuses to run as root.
run_as_owner() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  local user
  user=$(id -un postgres 2>/dev/null || echo nobody)
  setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME=/ "$@"
}

give_to_owner() { [ "$(id -u)" != 0 ] || chown "$(id -un postgres 2>/dev/null || echo nobody)" "$@"; }

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

start() {
  own_folder
  local programs data port password libraries
  programs=$(system_programs || unpacked_programs || { unpack_packages && unpacked_programs; })
  libraries=$(ls -d "$folder"/postgres/usr/lib/*-linux-*/ 2>/dev/null | tail -1 || true)
  [ -z "$libraries" ] || export LD_LIBRARY_PATH=$libraries
  data=$(mktemp -d "$folder/data.XXXXXX")
  port=$(free_port)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$password" >"$data/password"
  mkdir "$data/cluster"
  give_to_owner "$data" "$data/password" "$data/cluster"
  run_as_owner "$programs/initdb" -D "$data/cluster" -U casebook --pwfile="$data/password" -A scram-sha-256 \
    -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; fail 'initdb failed'; }
  # What it holds is worth nothing after the run: no flush of the disk.
  run_as_owner "$programs/pg_ctl" -D "$data/cluster" -l "$data/log" -w -t 30 start >/dev/null -o "-p $port \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c shared_buffers=64MB -c max_connections=200" || { cat "$data/log" >&2; fail 'no start'; }
  head -1 "$data/cluster/postmaster.pid" >"$folder/$port.pid"
  printf '%s\n' "$data" >"$folder/$port.data"
  echo "postgresql://casebook:$password@127.0.0.1:$port/postgres"
}

stop() {
  local port=${1##*:}
  port=${port%%/*}
  [ -f "$folder/$port.pid" ] || fail "no server of this script answers on $1"
  local pid data
  pid=$(cat "$folder/$port.pid")
  data=$(cat "$folder/$port.data")
  kill -QUIT "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  rm -rf "$data" "$folder/$port.pid" "$folder/$port.data"
}

case "${1:-}" in
  start) start ;;
  stop) stop "${2:?the address that start printed}" ;;
  *) fail 'usage: postgres.sh start | stop URL' ;;
esac
