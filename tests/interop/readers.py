"""Foreign calendar clients, each behind a function from bytes to the same facts; skipped where absent."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / "var" / "interop"
INSTALL = "run .ci/install-interop (as root, on Debian)"


def run(*command, stdin: bytes = b"", **kwargs) -> bytes:
    """What the command prints. A client that complains fails the test with its own words."""
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False, **kwargs)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


def needs(present, name: str) -> None:
    if not present:
        pytest.skip(f"{name} is absent: {INSTALL}")


def ical_js(data: bytes) -> list[dict]:
    needs(shutil.which("node") and (BUILT / "node_modules" / "ical.js").exists(), "ical.js")
    return json.loads(run("node", HERE / "ical_js.mjs", BUILT, stdin=data))


def libical(data: bytes) -> list[dict]:
    debian = "/usr/bin/python3"
    probe = "import gi; gi.require_version('ICalGLib', '3.0')"
    found = (
        Path(debian).exists() and subprocess.run([debian, "-c", probe], capture_output=True).returncode == 0
    )
    needs(found, "libical")
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return json.loads(run(debian, "-I", HERE / "libical.py", stdin=data, env=environment))


def kcalendar(data: bytes) -> list[dict]:
    return json.loads(run(kde(), "read", stdin=data))


def kde() -> Path:
    """KDE's calendar library as a command, compiled once for each version of its source."""
    needs(shutil.which("g++") and Path("/usr/include/KF5/KCalendarCore").exists(), "KCalendarCore")
    source = HERE / "kcalendar.cpp"
    binary = BUILT / f"kcalendar-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if not binary.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        flags = run("pkg-config", "--cflags", "--libs", "Qt5Gui").decode().split()
        run(
            "g++", "-O0", "-fPIC", "-std=c++17", "-I/usr/include/KF5/KCalendarCore", source,
            "-o", f"{binary}.new", "-lKF5CalendarCore", *flags,
        )  # fmt: skip
        Path(f"{binary}.new").rename(binary)
    return binary


READERS = {"ical.js": ical_js, "libical": libical, "KCalendarCore": kcalendar}
