"""Writes down a query that takes longer than SLOW_QUERY_MS, as its statement with placeholders, never its values."""

import logging
from time import perf_counter

from django.conf import settings
from django.db.backends.signals import connection_created

log = logging.getLogger("consortium.slow_query")


def watch(execute, sql, params, many, context):
    begun = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (perf_counter() - begun) * 1000
        if took >= settings.SLOW_QUERY_MS:
            log.warning("slow query", extra={"facts": {"ms": round(took), "statement": sql[:2000]}})


def connect() -> None:
    """Watch every connection from now on; nothing where SLOW_QUERY_MS is 0."""
    if settings.SLOW_QUERY_MS:
        connection_created.connect(_begin, dispatch_uid="slow_queries")


def _begin(connection, **kwargs) -> None:
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
