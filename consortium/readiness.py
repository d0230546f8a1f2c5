"""Whether this web process may be sent people, for a load balancer."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from consortium.disk import room


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and knows every migration of this version, and the disk of uploads has room;
    else 503 with what is missing.

    A database that is ahead is fine: the new version migrates first, and this one still serves. Redis may be
    away: pages work without it, and mail waits.
    """
    if room().full:
        return JsonResponse({"ready": False, "because": "the disk is full"}, status=503)
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "because": "the database does not answer"}, status=503)
    if missing:
        return JsonResponse({"ready": False, "because": "the database is not migrated"}, status=503)
    return JsonResponse({"ready": True})
