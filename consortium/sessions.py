"""Sessions while the disk is full, when what only says that someone was here is left unwritten, or the database away."""

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError

from consortium.disk import came_of_a_full_disk, reasons


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's; a session that was changed must be kept, one that would only last longer need not be.

    Django takes every failure for a session that was ended meanwhile; a database that is away is called so.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            if came_of_a_full_disk(error) and not request.session.modified:
                return response
            if any(isinstance(one, OperationalError | InterfaceError) for one in reasons(error)):
                raise OperationalError("no session could be kept") from error
            raise


class LastSeenMiddleware:
    """allauth's note of when and where each session was last seen."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.note = UserSessionsMiddleware(lambda request: None)

    def __call__(self, request):
        try:
            self.note(request)
        except DatabaseError as error:
            if not came_of_a_full_disk(error):
                raise
        return self.get_response(request)
