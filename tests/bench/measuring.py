"""How a figure is taken: some calls to warm up, then each timed; the median and the 95th percentile in milliseconds."""

from statistics import median, quantiles
from time import perf_counter

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


def queries_of(call) -> int:
    """How many queries a call makes."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
