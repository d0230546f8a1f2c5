import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_in_the_table():
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (ROOT / "consortium/settings.py").read_text()))
    for file in ROOT.glob("[a-z]*/**/*.py"):
        if not {"tests", "migrations"} & set(file.relative_to(ROOT).parts):
            read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", file.read_text(encoding="utf-8")))
    listed = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert read
    assert read - {"DJANGO_SETTINGS_MODULE"} == listed
