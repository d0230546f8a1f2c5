"""The annual report over 20 years of data: under one second, in a constant number of queries."""

import pytest
from django.db import connection
from django.utils import timezone

from members.models import Person
from tests.bench.measuring import queries_of, timed
from tests.bench.seed import seed


@pytest.mark.django_db
def test_annual_report(client):
    print(f"\n{connection.vendor}:", seed())
    client.force_login(Person.objects.get(is_coordinator=True))
    year = timezone.localdate().year
    for path in (f"/reports/{year - 1}/", f"/reports/{year - 1}/report.pdf", f"/reports/dashboard/{year}/"):
        answer = client.get(path)
        assert answer.status_code == 200
        queries = queries_of(lambda path=path: client.get(path))
        middle, slow = timed(lambda path=path: client.get(path), runs=7)
        print(
            f"{path:30} {middle:6.0f} ms median {slow:6.0f} ms p95 {queries:3} queries {len(answer.content):8} bytes"
        )
        assert path.endswith(".pdf") or middle < 1000
