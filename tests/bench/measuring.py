"""How a figure is taken: some calls to warm up, then each timed; the median and the 95th percentile in milliseconds."""

from statistics import median, quantiles
from time import perf_counter, process_time
from typing import NamedTuple

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext


def timed(call, *, runs: int = 15, warm_up: int = 2) -> tuple[float, float]:
    """Median and 95th percentile of a call, in milliseconds."""
    for _ in range(warm_up):
        call()
    took = []
    for _ in range(runs):
        begun = perf_counter()
        call()
        took.append((perf_counter() - begun) * 1000)
    return median(took), quantiles(took, n=20)[-1]


class Took(NamedTuple):
    """Milliseconds of some calls: the least and the median by the clock, and the median of our own CPU.

    Where other programs share the machine only the last says what a call costs.
    """

    least: float
    median: float
    cpu: float

    def __str__(self) -> str:
        return f"least {self.least:6.1f}  median {self.median:6.1f}  CPU {self.cpu:6.1f} ms"


def measured(call, *, runs: int = 15, warm_up: int = 2) -> Took:
    """How long a call takes, and how much of that is our own work."""
    for _ in range(warm_up):
        call()
    clock, own = [], []
    for _ in range(runs):
        begun, worked = perf_counter(), process_time()
        call()
        clock.append((perf_counter() - begun) * 1000)
        own.append((process_time() - worked) * 1000)
    return Took(min(clock), median(clock), median(own))


def queries_of(call) -> int:
    """How many queries a call makes."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
