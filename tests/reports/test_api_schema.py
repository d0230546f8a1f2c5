"""The API keeps what its description promises, whatever is asked of it."""

from datetime import date

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from consortium.wsgi import application
from members.models import Person
from reports.actions import make_token
from reports.datasets import DATASETS
from reports.enums import Scope


@pytest.fixture
def one_connection():
    """The application is asked inside the test's own transaction, as Django's test client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(db, one_connection) -> str:
    call_command("load_sample", verbosity=0)
    coordinator = Person.objects.get(is_coordinator=True)
    return make_token(person=coordinator, name="T", scopes=Scope.values, until=date(2099, 1, 1))[1]


def test_no_answer_breaks_the_description(secret):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == len(DATASETS) + 1
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def ask(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

        ask()
