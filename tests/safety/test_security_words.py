"""What docs/security.md and docs/asvs.md lean on is there: each test, file and setting that they name."""

import re
from pathlib import Path

import pytest

from consortium import settings

ROOT = Path(__file__).resolve().parents[2]
TESTS = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
SOURCES = "".join(path.read_text() for path in (ROOT / "consortium").rglob("*.py"))


@pytest.mark.parametrize("page", ["security.md", "asvs.md"])
def test_every_test_file_and_setting_that_is_named_exists(page):
    named = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / page).read_text()))
    tests = {name for name in named if re.fullmatch(r"test_\w+", name)}
    files = {name for name in named if re.fullmatch(r"[a-z_]+(/[\w.-]+)+/?", name)}
    values = {name for name in named if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", name)}
    assert files and {name for name in tests if f"def {name}(" not in TESTS} == set()
    assert {name for name in files if not (ROOT / name).exists()} == set()
    table = (ROOT / "docs/settings.md").read_text()
    constants = {name for name in values if not hasattr(settings, name) and f"`{name}`" not in table}
    assert {name for name in constants if not re.search(rf"\b{name}\b", TESTS + SOURCES)} <= {
        "LARGEST_UNPACKED"
    }
