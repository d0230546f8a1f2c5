"""`manage.py run` for real: an empty folder, every process, and a clean end."""

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
DEADLINE = 120


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
            continue
    return False


def test_run_serves_from_an_empty_folder_and_ends_cleanly():
    with tempfile.TemporaryDirectory(prefix="run") as folder:
        port = free_port()
        environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        environment |= {"DEBUG": "1", "VAR_DIR": folder, "PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        served = answers(f"http://127.0.0.1:{port}/healthz")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=DEADLINE)
        assert served, output
        assert (process.returncode, "Loaded" in output) == (0, True), output
        assert not (Path(folder) / "broker" / "v.sock").exists()
