"""The site as a web server runs it: with an eye on scheduler and worker, who cannot tell of it when both are dead."""

from consortium.watch import watch_from_web
from consortium.wsgi import application

__all__ = ["application"]

watch_from_web()
