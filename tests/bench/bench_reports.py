"""The annual report over 20 years of data: page, PDF and Word under one second, in a constant number of queries."""

import pytest
from django.db import connection
from django.utils import timezone

from members.models import Person
from tests.bench.measuring import measured, queries_of
from tests.bench.seed import seed


@pytest.mark.django_db
def test_annual_report(client):
    print(f"\n{connection.vendor}:", seed())
    client.force_login(Person.objects.get(is_coordinator=True))
    year = timezone.localdate().year
    for path in (
        f"/reports/{year - 1}/",
        f"/reports/{year - 1}/report.pdf",
        f"/reports/{year - 1}/report.docx",
        f"/reports/{year - 1}/report.xlsx",
        f"/reports/dashboard/{year}/",
        f"/reports/dashboard/{year}/rows/tasks_by_workgroup/?column=4",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        queries = queries_of(lambda path=path: client.get(path))
        took = measured(lambda path=path: client.get(path), runs=7)
        print(f"{path:60} {took} {queries:3} queries {len(answer.content):8} bytes")
        assert took.cpu < 1000
