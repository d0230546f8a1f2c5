"""One id for a request and for the jobs it causes, so that a line in any log leads to the others."""

import re
from contextvars import ContextVar
from uuid import uuid4

from celery.signals import before_task_publish, task_postrun, task_prerun

GIVEN = re.compile(r"[\w-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Takes the id that the reverse proxy gave, or makes one, and gives it back with the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        token = current.set(given if GIVEN.fullmatch(given) else uuid4().hex)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = current.get()
            return response
        finally:
            current.reset(token)


@before_task_publish.connect
def send_along(headers=None, **kwargs) -> None:
    """A job carries the id of the request that asked for it."""
    if headers is not None and current.get():
        headers["request_id"] = current.get()


@task_prerun.connect
def take_up(task=None, **kwargs) -> None:
    """A job of the schedule has its own."""
    current.set(task.request.get("request_id") or task.request.id or "")


@task_postrun.connect
def lay_down(**kwargs) -> None:
    current.set("")
