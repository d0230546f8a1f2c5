#!/usr/bin/env bash
# A rehearsal of docs/deploy.md on one Debian machine, as root, without TLS: from nothing to a served installation on
# PostgreSQL and Redis; a whole quarter through its pages and its mail (tests/demo/served.py); a backup, restored.
#   bash deploy/rehearse.sh
# What lacks is installed by apt. A user, a database and a folder of its own are made for it and removed at the end;
# nothing else is touched. KEEP=1 leaves them, with the logs, to look at.
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD
step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }
fail() { printf 'FAILED: %s\n' "$1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "run it as root: it makes a user and a database of its own"

name=rehearsal_$$
home=$(mktemp -d /var/tmp/consortium-rehearsal.XXXXXX)
app=$home/consortium
var=$home/var
pids=()
finish() {
  ended=$?
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ "$ended" != 0 ]; then
    tail -n 15 "$home"/*.log 2>/dev/null || true
    echo "The rehearsal failed." >&2
  fi
  if [ -z "${KEEP:-}" ]; then
    for database in "$name" "${name}_restored"; do sql "DROP DATABASE IF EXISTS $database WITH (FORCE)" || true; done
    sql "DROP ROLE IF EXISTS $name" || true
    userdel "$name" 2>/dev/null || true
    rm -rf "$home"
  else
    echo "Kept: $home, user and database $name"
  fi
  exit "$ended"
}
sql() { (cd / && su postgres -c "psql -qAtX -v ON_ERROR_STOP=1 -c \"$1\"") >/dev/null 2>&1; }
trap finish EXIT

step "what Debian has to bring"
missing=()
/usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
command -v git >/dev/null || missing+=(git)
command -v curl >/dev/null || missing+=(curl)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v pg_ctlcluster >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >"$home/apt.log"
fi
if ! (cd / && su postgres -c "pg_isready -q"); then
  pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql | sort -n | tail -1)" main start
  for _ in $(seq 60); do (cd / && su postgres -c "pg_isready -q") && break; sleep 1; done
fi
echo "$(psql --version), $(redis-server --version | cut -d' ' -f1-3), $(/usr/bin/python3 --version)"

step "a user, the code, and what it needs, by hash"
useradd --system --home-dir "$home" --shell /usr/sbin/nologin "$name"
if [ -d .git ] || [ -f .git ]; then
  mkdir "$app" && git -c safe.directory='*' archive HEAD | tar -x -C "$app"
else
  cp -r "$source" "$app"
fi
mkdir -p "$var"
/usr/bin/python3 -m venv "$app/.venv"
"$app/.venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$app/requirements.txt" >"$home/pip.log" 2>&1
# The mail server that the errand plays is not part of the installation.
awk '/^(aiosmtpd|atpublic|attrs)==/ {p = 1} p {print} p && !/\\$/ {p = 0}' "$app/requirements-dev.txt" >"$home/errand.txt"
"$app/.venv/bin/pip" install -q --disable-pip-version-check --require-hashes --target "$home/errand" \
  -r "$home/errand.txt" >>"$home/pip.log" 2>&1

step "a database, a Redis, and the settings"
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
random() { /usr/bin/python3 -c 'import secrets; print(secrets.token_urlsafe(48))'; }
password=$(random) web=$(free_port) redis=$(free_port) smtp=$(free_port)
server=$(cd / && su postgres -c "psql -qAtX -c 'SHOW port'")
sql "CREATE ROLE $name LOGIN PASSWORD '$password'" || fail "no role could be made in PostgreSQL"
for database in "$name" "${name}_restored"; do
  sql "CREATE DATABASE $database OWNER $name" || fail "no database could be made in PostgreSQL"
done
# Reminders leave in office hours: a zone in which it is about noon.
offset=$((12 - 10#$(date -u +%H)))
[ "$offset" = 0 ] && zone=UTC || zone=$(printf 'Etc/GMT%+d' $((-offset)))
cat >"$home/consortium.env" <<ENV
SITE_URL=http://127.0.0.1:$web
SECRET_KEY=$(random)
DATABASE_URL=postgres://$name:$password@127.0.0.1:$server/$name
REDIS_URL=redis://127.0.0.1:$redis/0
EMAIL_URL=smtp://127.0.0.1:$smtp
INBOUND_WEBHOOK_SECRET=provider:$(random)
MAIL_ADDRESS=meetings@consortium.example
BACKUP_KEY=$("$app/.venv/bin/python" -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')
VAR_DIR=$var
TIME_ZONE=$zone
SWEEP_SECONDS=5
WATCH_SECONDS=5
ENV
chown -R "$name": "$home"
# As the unit files: another user, no new rights, those settings and no others.
as_user() {
  (cd "$app" && exec env -i PATH="$PATH" HOME="$home" PYTHONDONTWRITEBYTECODE=1 $(cat "$home/consortium.env") \
    setpriv --reuid "$name" --regid "$name" --clear-groups --no-new-privs "$@")
}
# In its own process, which `finish` can end.
background() {
  local log=$1
  shift
  cd "$app"
  env -i PATH="$PATH" HOME="$home" PYTHONDONTWRITEBYTECODE=1 $(cat "$home/consortium.env") \
    setpriv --reuid "$name" --regid "$name" --clear-groups --no-new-privs "$@" >"$home/$log.log" 2>&1 &
  pids+=($!)
  cd "$source"
}
# The line of a unit file, with this rehearsal's folders and port.
unit() {
  sed -n "s/^ExecStart=//p" "$app/deploy/systemd/consortium-$1.service" |
    sed "s#/opt/consortium#$app#g; s#/var/lib/consortium#$var#g; s#--port 8000#--port $web#"
}
manage() { as_user .venv/bin/python manage.py "$@"; }
background redis redis-server --port "$redis" --bind 127.0.0.1 --dir "$var" --appendonly yes --save '' \
  --maxmemory-policy noeviction

step "migrate, collect, set up, check"
manage migrate --verbosity 0
manage collectstatic --noinput --verbosity 0
manage setup --name "Wisconsin Anti-Human Trafficking Consortium" --short-name WAHTC --time-zone "$zone" \
  --mission "Agencies and individuals who work together." --state Wisconsin --sectors "" --protected "" \
  --workgroups "Legislative, Awareness/Education, Systems Response, Data Collection/Research" \
  --coordinator "Greta Sandvold-Reyes" --email coordinator@wahtc.example
manage check --deploy --fail-level ERROR 2>&1 | tail -n 1

step "serve: the lines of the unit files, as an unprivileged user"
for part in web worker beat; do
  read -ra line <<<"$(unit $part)"
  background "$part" "${line[@]}"
done
site=http://127.0.0.1:$web
for _ in $(seq 120); do curl -fsS "$site/readyz" >/dev/null 2>&1 && break; sleep 1; done
curl -fsS "$site/readyz" && echo || fail "the pages are not ready after two minutes"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$site/dev/mail/")" = 404 ] || fail "/dev/mail/ is open in production"
all_alive() { [ "$(curl -fsS "$site/healthz?all" 2>/dev/null | grep -o alive | wc -l)" = 3 ]; }
for _ in $(seq 120); do all_alive && break; sleep 1; done
curl -fsS "$site/healthz?all" && echo
all_alive || fail "scheduler, worker or queue are silent"

step "a quarter, through pages and mail"
as_user env LOG_LEVEL=ERROR SMTP_PORT="$smtp" DJANGO_SETTINGS_MODULE=consortium.settings PYTHONPATH="$home/errand" \
  .venv/bin/python -u -W ignore -m tests.demo.served

step "back up, and restore into another database"
manage backup
as_user env DATABASE_URL="postgres://$name:$password@127.0.0.1:$server/${name}_restored" \
  .venv/bin/python manage.py restore "$(ls "$var"/backups/*.backup)"
all_alive || fail "scheduler, worker or queue fell silent meanwhile"
step "done: the installation was served, its quarter was run, and its backup was restored"
