"""Two presses of one button at the same moment; on SQLite they come one after the other."""

import pytest
from django.test import Client
from django.utils import timezone

from meetings.actions import invite
from meetings.links import rsvp_path
from meetings.models import AlternateWish, Meeting
from tests.tasks.test_edits_at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_someone_else_named_by_two_presses_at_once_is_asked_about_once(ada, cal):
    starts = timezone.now() + timezone.timedelta(days=30)
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timezone.timedelta(hours=4)
    )
    [invitation] = invite(meeting, [cal], by=ada)
    path = rsvp_path(invitation)
    for round_ in range(5):
        named = {"act": "alternate", "name": "Gil", "email": f"gil{round_}@example.org"}
        assert at_once(*[lambda n=named: Client().post(path, n)] * 4) == ["saved"] * 4
        assert AlternateWish.objects.get(settled_at=None).email == named["email"]
