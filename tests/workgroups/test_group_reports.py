"""A chair's report becomes the paper of her agenda item."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions import agenda
from meetings.models import AgendaItem, AgendaPaper, ItemKind, Meeting
from meetings.report_pdf import blocks

pytestmark = pytest.mark.django_db
PLACE = "/workgroups/legislative/reports/2026-Q4/"


@pytest.fixture
def meeting(db) -> Meeting:
    start = timezone.now() + timedelta(days=30)
    return Meeting.objects.create(
        slug="january", title="January", starts_at=start, ends_at=start + timedelta(hours=4)
    )


@pytest.fixture
def chair(bea, client):
    client.force_login(bea)
    return client


def test_filing_lays_it_beside_the_groups_item_as_a_pdf_members_read(
    meeting, legislative, chair, ada, cal, client
):
    item = agenda.add_item(
        meeting, title="Legislative", minutes=15, kind=ItemKind.REPORT, workgroup=legislative, by=ada
    )
    chair.post(PLACE, {"text": "Done\n- Two bills", "file": "1"})
    paper = AgendaPaper.objects.get()
    assert (paper.item, paper.title) == (item, "Legislative, 2026-Q4")
    client.force_login(cal)
    served = client.get(f"/meetings/january/agenda/papers/{paper.pk}/")
    assert b"".join(served).startswith(b"%PDF-")


def test_filing_again_replaces_it_and_adds_no_second_item(meeting, chair):
    for text in ("First", "Second"):
        page = chair.post(PLACE, {"text": text, "file": "1"}, follow=True).content.decode()
    assert AgendaItem.objects.count() == AgendaPaper.objects.count() == 1
    assert "It stands on the agenda of" in page and "January" in page


def test_without_a_meeting_ahead_it_is_filed_for_members_and_says_so(legislative, chair):
    page = chair.post(PLACE, {"text": "Words", "file": "1"}, follow=True).content.decode()
    assert "No meeting is scheduled" in page
    assert legislative.reports.get().filed_at


def test_a_draft_lies_on_no_agenda(meeting, chair):
    chair.post(PLACE, {"text": "Words"})
    assert not AgendaPaper.objects.exists()


def test_lines_with_hyphens_are_lists():
    assert blocks("Done\n- a\n- b\n\n\nLate\n- c\nwords") == [
        {"kind": "text", "lines": ["Done"]},
        {"kind": "list", "lines": ["a", "b"]},
        {"kind": "text", "lines": ["Late"]},
        {"kind": "list", "lines": ["c"]},
        {"kind": "text", "lines": ["words"]},
    ]
