"""`manage.py run` for real: an empty folder, every process, and a clean end, also when it has hardly begun."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            return urllib.request.urlopen(url, timeout=2).status == 200
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def running_in(folder: str) -> list[int]:
    """Processes that were started for that folder and are still there."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"VAR_DIR={folder}".encode() in place.read_bytes().split(b"\0"):
                found.append(int(place.parent.name))
        except OSError:
            continue
    return found


def start(folder: str, port: int) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env=environment | {"DEBUG": "1", "VAR_DIR": folder, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_run_serves_from_an_empty_folder_and_leaves_nothing_running():
    with tempfile.TemporaryDirectory(prefix="run") as folder:
        port = free_port()
        process = start(folder, port)
        served = answers(f"http://127.0.0.1:{port}/healthz")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=DEADLINE)
        assert served, output
        assert (process.returncode, "Loaded" in output) == (0, True), output
        assert not (Path(folder) / "broker" / "v.sock").exists()

        again = start(folder, port)
        while "beat" not in (line := again.stdout.readline()):
            assert line, "it ended by itself"
        again.send_signal(signal.SIGINT)
        again.communicate(timeout=DEADLINE)
        assert running_in(folder) == []
