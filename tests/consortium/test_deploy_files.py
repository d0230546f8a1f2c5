"""What the ways of deploying share is the same in each: docs/deploy.md follows either."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_image_serves_as_the_unit_does():
    def options(name: str) -> str:
        (line,) = re.findall(
            r"granian (.*consortium\.server:application)", (ROOT / "deploy" / name).read_text()
        )
        return re.sub(r"--host \S+ ", "", line)

    assert options("Dockerfile") == options("systemd/consortium-web.service")


@pytest.mark.parametrize("name", ["deploy/consortium.env", "deploy/.env"])
def test_secrets_enter_neither_the_repository_nor_the_image(name):
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    assert subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT).returncode == 0
    assert name in (ROOT / ".dockerignore").read_text().split()
