"""How sessions are kept: seen again once a minute, and what becomes of that while the disk is full or the database away."""

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from consortium.disk import came_of_a_full_disk, reasons

NOTED_EVERY_SECONDS = 60


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's; a session that was changed must be kept, one that was only seen again need not be.

    Django takes every failure for a session that was ended meanwhile; a database that is away is called so.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            if came_of_a_full_disk(error) and dict(request.session.items()) == getattr(
                request, "only_seen", None
            ):
                return response
            if any(isinstance(one, OperationalError | InterfaceError) for one in reasons(error)):
                raise OperationalError("no session could be kept") from error
            raise


class LastSeenMiddleware:
    """When and where each session was last seen, noted once a minute: it then lasts its idle time anew.

    Between two notes a page that only reads writes nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.note = UserSessionsMiddleware(lambda request: None)

    def __call__(self, request):
        now = int(timezone.now().timestamp())
        if request.user.is_authenticated and now - request.session.get("seen", 0) >= NOTED_EVERY_SECONDS:
            try:
                self.note(request)
                request.session["seen"] = now
                request.only_seen = dict(request.session.items())
            except DatabaseError as error:
                if not came_of_a_full_disk(error):
                    raise
        return self.get_response(request)
