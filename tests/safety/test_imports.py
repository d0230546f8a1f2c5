"""An app imports only from apps to its left."""

import ast
from pathlib import Path

import pytest

ORDER = [
    "charter",
    "audit",
    "mail",
    "members",
    "workgroups",
    "tasks",
    "meetings",
    "library",
    "reports",
    "consortium",
]
ROOT = Path(__file__).resolve().parents[2]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
    names += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("app", ORDER)
def test_app_imports_nothing_to_its_right(app):
    right = set(ORDER[ORDER.index(app) + 1 :])
    sources = [p for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]
    assert sources
    assert {str(p.relative_to(ROOT)): imported(p) & right for p in sources if imported(p) & right} == {}
