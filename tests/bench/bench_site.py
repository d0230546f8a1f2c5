"""Every page that people open, on a consortium of 20 years; then a real server under 50 clients.

`BENCH_SIZE=10` makes it ten times as large. The server's figures are ratios to a bare Django view with one
query on the same server in the same run, so that they hold on another machine.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from mail.links import sign
from meetings.models import Invitation, Meeting
from members.models import Person
from tests.bench.load import press
from tests.bench.measuring import queries_of, timed
from tests.bench.seed import seed
from workgroups.models import Role

SIZE = float(os.environ.get("BENCH_SIZE", "1"))
PAGES = [
    ("public", "/"),
    ("public", "/library/"),
    ("public", "/minutes/"),
    ("public", "/members/"),
    ("member", "/"),
    ("member", "/mine/"),
    ("member", "/organizations/"),
    ("member", "/organizations/?q=training"),
    ("member", "/people/"),
    ("member", "/coverage/"),
    ("member", "/meetings/"),
    ("member", "/meetings/quarter-0/"),
    ("member", "/workgroups/group-3/"),
    ("member", "/workgroups/group-3/tasks/"),
    ("member", "/search/?q=training+protocol"),
    ("chair", "/workgroups/group-0/chair/"),
    ("coordinator", "/"),
    ("coordinator", "/organizations/"),
    ("coordinator", "/people/?q=funding"),
    ("coordinator", "/coverage/"),
    ("coordinator", "/coverage/gaps/"),
    ("coordinator", "/meetings/quarter-0/"),
    ("coordinator", "/meetings/quarter-0/invitees/"),
    ("coordinator", "/meetings/quarter-0/check-in/"),
    ("coordinator", "/meetings/quarter-1/minutes/"),
    ("coordinator", "/outbox/"),
    ("coordinator", "/reports/2025/"),
]


@pytest.mark.django_db(transaction=True)
def test_pages_and_load(tmp_path):
    print(f"\n{connection.vendor}, size {SIZE}:", seed(SIZE))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clients = {role: _signed_in(person) for role, person in _cast().items()}
    print(f"{'page':54}{'median':>9}{'p95':>9}{'queries':>9}{'KB':>8}")
    for role, path in PAGES:
        client = clients[role]
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        queries = queries_of(lambda path=path, client=client: client.get(path))
        middle, slow = timed(lambda path=path, client=client: client.get(path), runs=9)
        size = len(answer.content) / 1024
        print(f"{role:12} {path:41}{middle:6.0f} ms{slow:6.0f} ms{queries:9}{size:8.0f}")
    _under_load(clients["member"], tmp_path)


def _cast() -> dict[str, Person | None]:
    coordinator = Person.objects.get(is_coordinator=True)
    chair = Role.objects.chairs().exclude(person=coordinator).filter(workgroup__slug="group-0").first()
    member = Person.objects.exclude(roles__kind="chair").exclude(is_coordinator=True).first()
    return {
        "public": None,
        "member": member,
        "chair": chair.person if chair else coordinator,
        "coordinator": coordinator,
    }


def _signed_in(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def _under_load(member: Client, folder) -> None:
    cookie = {"Cookie": f"sessionid={member.cookies['sessionid'].value}"}
    meeting = Meeting.objects.get(slug="quarter-0")
    links = [
        f"/rsvp/{sign('rsvp', pk, person)}/"
        for pk, person in Invitation.objects.filter(meeting=meeting).values_list("pk", "person")[:1000]
    ]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'a' * 32}"}

    def answer(client: int, number: int):
        body = f"csrfmiddlewaretoken={'a' * 32}&response=accepted"
        return "POST", links[(client * 20 + number) % len(links)], body, form

    with _server(folder) as port:
        bare = press(port, lambda *_: ("GET", "/bare/", None, {}), clients=50, times=40)
        page = press(port, lambda *_: ("GET", "/meetings/quarter-0/", None, cookie), clients=50, times=10)
        posts = press(port, answer, clients=50, times=10)
    assert set(bare.statuses) == set(page.statuses) == {200} and set(posts.statuses) == {302}
    assert not bare.broken + page.broken + posts.broken
    print(f"{'50 clients':30}{'per second':>12}{'median':>12}{'to bare':>9}")
    for name, load in (("bare view, one query", bare), ("meeting page", page), ("RSVP post", posts)):
        middle = median(load.seconds) * 1000
        print(f"{name:30}{load.per_second:12.0f}{middle:9.0f} ms{load.per_second / bare.per_second:9.2f}")


@contextmanager
def _server(folder):
    """The application as it is deployed, on the database of this run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = connection.settings_dict["NAME"]
    address = (
        f"postgres://root@127.0.0.1:5432/{database}"
        if connection.vendor == "postgresql"
        else f"sqlite:///{database}"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DEBUG"} | {
        "DATABASE_URL": address,
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=environment, check=True)
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "2", "--blocking-threads", "8", "--backpressure", "512", "--no-ws"]
    command += ["--log-level", "error", "tests.bench.server:application"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)
