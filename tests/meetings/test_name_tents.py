"""Name tents for those who come: what may stand on a table for all to read."""

import shutil
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Invitation, Meeting
from meetings.name_tents import tents_of
from members.actions import agree
from members.models import DataExport, Organization, Representation

pytestmark = pytest.mark.django_db
PATH = "/meetings/q/invitees/tents/"


@pytest.fixture
def meeting(bea, cal, dot, fay) -> Meeting:
    """Cal and Fay come, Dot comes by video, Bea has not answered."""
    starts = timezone.now() + timedelta(days=9)
    meeting = Meeting.objects.create(
        slug="q", title="Q", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    harbor = Organization.objects.create(name="Harbor House")
    for person in (cal, fay, dot):
        Representation.objects.create(person=person, organization=harbor, role="alternate")
    for person, response, mode in ((cal, "accepted", ""), (fay, "accepted", ""), (dot, "accepted", "remote")):
        Invitation.objects.create(meeting=meeting, person=person, response=response, mode=mode)
    Invitation.objects.create(meeting=meeting, person=bea)
    return meeting


def test_those_in_the_room_have_one_and_a_protected_person_only_by_the_name_she_chose(meeting, cal, fay):
    assert tents_of(meeting) == [("Cal Ness", "")]
    fay.display_name = "Robin Elm"
    fay.save()
    for person in (cal, fay):
        agree(person, choices={("members", "name"), ("members", "seats")}, by=person)
    assert tents_of(meeting) == [("Cal Ness", "Harbor House"), ("Robin Elm", "")]


def test_coordinator_prints_them_and_it_is_kept(meeting, ada, client):
    client.force_login(ada)
    assert "Name tents" in client.get("/meetings/q/invitees/").content.decode()
    answer = client.post(PATH)
    assert answer.content.startswith(b"%PDF-") and DataExport.objects.get().count == 1
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is absent: apt-get install poppler-utils")
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
    ).stdout
    assert b"Cal Ness" in text and b"Secretname" not in text and b"Advisory" not in text


def test_nobody_else_prints_them_and_without_anyone_there_is_no_empty_sheet(meeting, ada, cal, client):
    client.force_login(cal)
    assert client.post(PATH).status_code == 403
    Invitation.objects.update(response="declined")
    client.force_login(ada)
    assert "Nobody has said yes yet" in client.post(PATH, follow=True).content.decode()
