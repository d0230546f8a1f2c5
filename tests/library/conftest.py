from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache

from library.enums import State
from library.models import Resource
from workgroups.models import Role


@pytest.fixture(autouse=True)
def quiet_cache():
    cache.clear()


@pytest.fixture
def cal_serves(cal, legislative):
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    return cal


@pytest.fixture
def published(legislative, cal_serves):
    return Resource.objects.create(
        title="Response protocol",
        workgroup=legislative,
        validator=cal_serves,
        state=State.PUBLISHED,
        validated_at=datetime(2026, 1, 1, tzinfo=UTC),
        next_review=date(2027, 1, 1),
    )
