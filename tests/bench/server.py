"""What the load is sent to: the whole application, and at /bare/ a Django view of one query with nothing around it."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consortium.settings")

from consortium.wsgi import application as whole


def one_query(request) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM members_sector LIMIT 1")
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [path("bare/", one_query)]


class Bare(WSGIHandler):
    """Django without middleware."""

    def load_middleware(self, is_async=False):
        with override_settings(MIDDLEWARE=[]):
            super().load_middleware(is_async)

    def get_response(self, request):
        request.urlconf = "tests.bench.server"
        return super().get_response(request)


bare = Bare()


def application(environ, start_response):
    return (bare if environ["PATH_INFO"] == "/bare/" else whole)(environ, start_response)
