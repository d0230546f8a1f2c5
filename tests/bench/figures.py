"""What one run found, printed as it comes, and kept so that two sizes can stand side by side in docs/benchmarks.md.

`python -m tests.bench.figures` writes the tables of the runs kept in var/bench into the docs.
"""

import json
import sys
from pathlib import Path

from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]
KEPT, DOCS = ROOT / "var" / "bench", ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: made by make bench-docs -->\n", "<!-- end of figures -->\n"


class Run:
    """The figures of one size: pages (milliseconds, queries, KB), load (a second, ratio), jobs (seconds, rows)."""

    def __init__(self, times: float, database: str, rows: dict[str, int]):
        self.found = {
            "day": timezone.localdate().isoformat(),
            "times": times,
            "database": database,
            "rows": {str(name): count for name, count in rows.items()},
        }
        self.found |= {"pages": {}, "load": {}, "jobs": {}}
        print(f"\n{database}, {times:g} times:", *(f"{count} {name}," for name, count in rows.items()))

    def page(self, who: str, path: str, median: float, p95: float, queries: int, kilobytes: float) -> None:
        self.found["pages"][f"{who} {path}"] = (median, p95, queries, kilobytes)
        print(
            f"{who:12}{path:44}{median:7.0f} ms{p95:7.0f} ms p95{queries:5} queries{kilobytes:7.0f} KB",
            flush=True,
        )

    def load(self, name: str, per_second: float, median: float, ratio: float) -> None:
        self.found["load"][name] = (per_second, median, ratio)
        print(f"{name:56}{per_second:7.0f}/s{median:7.0f} ms{ratio:8.3f} of the bare view", flush=True)

    def job(self, name: str, seconds: float, rows: int) -> None:
        self.found["jobs"][name] = (seconds, rows)
        print(f"{name:56}{seconds:7.1f} s {rows / seconds:8.0f} rows a second", flush=True)

    def keep(self) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        name = f"{self.found['database']}-{self.found['times']:g}.json"
        (KEPT / name).write_text(json.dumps(self.found))


def tables(once: dict, ten: dict) -> str:
    """Both runs as Markdown; the last column of pages is how much more ten times the rows cost."""
    lines = [f"PostgreSQL, {once['day']} (once) and {ten['day']} ({ten['times']:g} times).", ""]
    lines += ["| rows | once | more |", "| --- | ---: | ---: |"]
    lines += [f"| {name} | {count:,} | {ten['rows'][name]:,} |" for name, count in once["rows"].items()]
    lines += ["", "| page | median ms | p95 | queries | KB | more: median | p95 | queries | KB | grows |"]
    lines += ["| --- |" + " ---: |" * 9]
    for name, (median, p95, queries, size) in once["pages"].items():
        more, more_p95, more_queries, more_size = ten["pages"][name]
        lines.append(
            f"| {name} | {median:.0f} | {p95:.0f} | {queries} | {size:.0f} "
            f"| {more:.0f} | {more_p95:.0f} | {more_queries} | {more_size:.0f} | ×{more / median:.1f} |"
        )
    lines += [
        "",
        "| 50 clients | a second | median ms | to the bare view | more: a second | median ms | to the bare view |",
    ]
    lines += ["| --- |" + " ---: |" * 6]
    for name, (rate, median, ratio) in once["load"].items():
        more, more_median, more_ratio = ten["load"][name]
        lines.append(
            f"| {name} | {rate:.0f} | {median:.0f} | {ratio:.3f} | {more:.0f} | {more_median:.0f} | {more_ratio:.3f} |"
        )
    lines += [
        "",
        "| job | rows | seconds | a second | more: rows | seconds | a second |",
        "| --- |" + " ---: |" * 6,
    ]
    for name, (seconds, rows) in once["jobs"].items():
        more, more_rows = ten["jobs"][name]
        lines.append(
            f"| {name} | {rows:,} | {seconds:.1f} | {rows / seconds:.0f} "
            f"| {more_rows:,} | {more:.1f} | {more_rows / more:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _read(file: Path) -> dict:
    return json.loads(file.read_text())


def main() -> int:
    runs = {run["times"]: run for run in map(_read, KEPT.glob("postgresql-*.json"))}
    if 1 not in runs or max(runs) == 1:
        print("Two sizes are needed: make bench, then make bench TIMES=10, both with DATABASE_URL set.")
        return 1
    before, _, rest = DOCS.read_text().partition(BEGIN)
    DOCS.write_text(before + BEGIN + tables(runs[1], runs[max(runs)]) + END + rest.partition(END)[2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
