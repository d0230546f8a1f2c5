"""A PostgreSQL server of a test's own, which can be killed without a harm to anyone else's."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.chaos.stage import free_port


def binaries() -> Path | None:
    """Where Debian keeps the newest server's programs, or where PATH has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    elsewhere = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(elsewhere).parent if elsewhere else None


class Cluster:
    """In a folder of its own, run by postgres where we are root: the server refuses to run as root."""

    def __init__(self, programs: Path):
        self.programs, self.port = programs, free_port()
        self.who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        self.folder = Path(tempfile.mkdtemp(prefix="load-"))
        if self.who:
            shutil.chown(self.folder, **self.who)
        self._run("initdb", "--username", "load", "--auth", "trust", "--no-sync", "--encoding", "UTF8")

    @property
    def address(self) -> str:
        return f"postgres://load@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "start", "--wait", "--log", str(self.folder / "log"), "--options", options)

    def crash(self) -> None:
        """No goodbye to anyone: connections break in the middle of what they do, and the next start recovers."""
        self._run("pg_ctl", "stop", "--mode", "immediate")

    def remove(self) -> None:
        subprocess.run(self._command("pg_ctl", "stop", "--mode", "immediate"), check=False, **self._how())
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str) -> None:
        subprocess.run(self._command(*command), check=True, **self._how())

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self.programs / program), "--pgdata", str(self.folder / "data"), *arguments]

    def _how(self) -> dict:
        return {"cwd": self.folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | self.who
