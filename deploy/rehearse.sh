#!/usr/bin/env bash
# A rehearsal on one machine, without TLS: from nothing to a served site on PostgreSQL and Redis, a backup that is
# restored, and a stop. Needs PostgreSQL and Redis running; uses a scratch database and folder of its own.
#   DATABASE_URL=postgres://user@host/scratch REDIS_URL=redis://127.0.0.1:6379/9 bash deploy/rehearse.sh
set -euo pipefail
cd "$(dirname "$0")/.."
: "${DATABASE_URL:?give an empty scratch database}" "${REDIS_URL:?give a Redis}"
python=${PYTHON:-.venv/bin/python}
VAR_DIR=$(mktemp -d)
PORT=${PORT:-8140}
SITE_URL=http://127.0.0.1:$PORT
SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')
export VAR_DIR PORT SITE_URL SECRET_KEY
BACKUP_KEY=$($python manage.py backup --new-key)
export BACKUP_KEY
finish() { kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$VAR_DIR"; }
trap finish EXIT

step() { printf '== %s\n' "$1"; }
step "migrate and collect static files"
$python manage.py migrate --verbosity 0
$python manage.py collectstatic --noinput --verbosity 0
step "load the sample"
$python manage.py load_sample
step "serve"
$python -m granian --interface wsgi --host 127.0.0.1 --port "$PORT" --workers 2 --blocking-threads 4 --backpressure 512 --no-ws --log-level warning consortium.server:application &
$python -m celery -A consortium worker -P threads -c 4 -l WARNING >/dev/null 2>&1 &
$python -m celery -A consortium beat -l WARNING -s "$VAR_DIR/beat" >/dev/null 2>&1 &
for _ in $(seq 40); do curl -fsS "$SITE_URL/healthz" >/dev/null 2>&1 && break; sleep 0.5; done
curl -fsS "$SITE_URL/healthz" && echo
for path in / /safety/ /accounts/login/ ; do
  printf '%s %s\n' "$(curl -s -o /dev/null -w '%{http_code}' "$SITE_URL$path")" "$path"
done
[ "$(curl -s -o /dev/null -w '%{http_code}' "$SITE_URL/dev/mail/")" = 404 ]
step "back up, and prove it"
$python manage.py backup
step "done"
