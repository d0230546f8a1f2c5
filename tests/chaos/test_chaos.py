"""A short run of `make chaos`: real processes, killed; the whole of it is `make chaos`."""

import subprocess
import sys

from tests.chaos.stage import ROOT


def test_nothing_is_lost_and_nothing_doubled_while_everything_is_killed():
    command = [sys.executable, "-m", "tests.chaos", "--seed", "1", "--recipients", "100", "--kills", "4"]
    ran = subprocess.run(
        [*command, "--lane", "embedded"], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert "due 200 received 200 lost 0 doubled 0\n" in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == 0
