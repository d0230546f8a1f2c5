"""Motions: one vote per organization, the rule, the arithmetic, and approval out of meeting."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail

from charter.models import Charter
from meetings.counting import Tally
from meetings.models import Attendance, Entry, Minutes, Motion, Vote
from tests.meetings.minutes_cast import PAGE, circulated, coordinator, july, meeting, press, seat, write

__all__ = ["coordinator", "july", "meeting", "press"]


@pytest.mark.parametrize(
    ("votes", "basis", "share", "needed", "result"),
    [
        ((14, 1, 5, 0), "cast", "majority", 8, "carried"),
        ((9, 9, 2, 0), "cast", "majority", 10, "failed"),
        ((12, 6, 2, 0), "cast", "two_thirds", 12, "carried"),
        ((11, 6, 3, 0), "cast", "two_thirds", 12, "failed"),
        ((10, 0, 10, 0), "present", "majority", 11, "failed"),
        ((10, 0, 9, 1), "present", "majority", 10, "carried"),
        ((13, 1, 6, 0), "all", "majority", 14, "failed"),
        ((18, 0, 2, 0), "all", "two_thirds", 18, "carried"),
        ((0, 0, 20, 0), "cast", "majority", 1, "failed"),
    ],
)
def test_arithmetic(votes, basis, share, needed, result):
    tally = Tally(*votes, present=20, eligible=26, quorum=14, basis=basis, share=share)
    assert (tally.needed, tally.result) == (needed, result)
    assert str(needed) in " ".join(tally.sentences())


def test_nothing_is_carried_without_a_quorum():
    assert Tally(13, 0, 0, 0, present=13, eligible=26, quorum=14).result == "no quorum"


@pytest.fixture
def four(meeting, cal, dot, bea, fay):
    """Three organizations and a protected seat; the fourth left before noon."""
    seats = [seat(cal, "Harbor House"), seat(dot, "Lake School"), seat(bea, "Watch")]
    seats.append(fay.representations.get().organization)
    for organization in seats:
        Attendance.objects.create(meeting=meeting, organization=organization, arrived_at=meeting.starts_at)
    left = Attendance.objects.get(organization=seats[2])
    left.left_at = datetime(2026, 7, 16, 16, tzinfo=UTC)
    left.save()
    return seats


def test_votes_are_counted_by_organization_and_the_arithmetic_is_printed(press, coordinator, four):
    entry = write(press, "Adopt the plan", kind="motion", mover="Cal Ness (Harbor House)")
    votes = {f"vote_{four[0].pk}": "for", f"vote_{four[1].pk}": "abstain", f"vote_{four[3].pk}": "for"}
    press(f"{entry.pk}/votes/", basis="cast", share="majority", at="12:00", **votes)
    motion = Motion.objects.get()
    assert (motion.eligible, motion.present, motion.quorum) == (4, 3, 3)
    text = coordinator.get(PAGE + "text/").content.decode()
    assert "2 for, 0 against, 1 abstaining." in text
    assert "More than half of the votes cast (2) is 2: 2 for is enough. Carried." in text
    assert "3 of 4 voting members present; quorum is 3. Quorum present." in text
    assert "For: Advisory Seat A, Harbor House." in text and "Secretname" not in text


def test_one_press_fills_in_everyone_who_is_present(press, coordinator, four):
    entry = write(press, "Adopt", kind="motion")
    page = coordinator.get(f"{PAGE}{entry.pk}/votes/?all=for").content.decode()
    assert len(re.findall(r'value="for"[^>]*checked', page)) == 4


def test_vote_of_one_who_is_not_noted_as_present_is_pointed_out(press, coordinator, four):
    entry = write(press, "Adopt", kind="motion")
    page = press(
        f"{entry.pk}/votes/", basis="cast", share="majority", at="12:00", **{f"vote_{four[2].pk}": "for"}
    )
    assert "not noted as present at that time: Watch" in page.content.decode()
    assert Motion.objects.get().present == 4


def test_organization_has_one_vote_and_a_stranger_none(press, coordinator, four):
    entry = write(press, "Adopt", kind="motion")
    guest = seat(None, "Guest", voting=False)
    for choice in ("for", "against"):
        press(
            f"{entry.pk}/votes/",
            basis="cast",
            share="majority",
            at="",
            **{f"vote_{four[0].pk}": choice, f"vote_{guest.pk}": "for"},
        )
    assert list(Vote.objects.values_list("organization__name", "choice")) == [("Harbor House", "against")]


def ballot(press, *, until="2026-07-24"):
    press("ballot/", until=until)
    return {
        m.to[0]: re.search(r"/approve/\S+/", m.body).group() for m in mail.outbox if "/approve/" in m.body
    }


def test_organizations_approve_out_of_meeting(press, client, ada, cal, dot):
    circulated(press, cal)
    school = seat(dot, "Lake School")
    links = ballot(press)
    assert set(links) == {"cal@example.org", "dot@example.org"}
    client.logout()
    client.get(links["cal@example.org"])
    assert not Vote.objects.exists()
    house = cal.representations.get().organization
    client.post(links["cal@example.org"], {"organization": house.pk, "choice": "against"})
    client.post(links["cal@example.org"], {"organization": house.pk, "choice": "for"})
    client.post(links["dot@example.org"], {"organization": school.pk, "choice": "for"})
    assert Vote.objects.count() == 2
    client.force_login(ada)
    assert "2 votes so far" in client.get(PAGE).content.decode()
    press("ballot/close/")
    assert Minutes.objects.get().state == "approved"


def test_vote_without_a_quorum_of_organizations_approves_nothing(press, client, cal, dot):
    circulated(press, cal)
    school = seat(dot, "Lake School")
    links = ballot(press)
    client.post(links["dot@example.org"], {"organization": school.pk, "choice": "for"})
    page = press("ballot/close/").content.decode()
    assert "No quorum" in page
    assert Minutes.objects.get().state == "circulated"


def test_nobody_votes_for_anothers_organization_or_after_the_end(press, client, cal, dot):
    circulated(press, cal)
    house = cal.representations.get().organization
    school = seat(dot, "Lake School")
    links = ballot(press)
    refused = client.post(links["dot@example.org"], {"organization": house.pk, "choice": "for"})
    with time_machine.travel(datetime(2026, 7, 26, 18, tzinfo=UTC), tick=False):
        client.post(links["dot@example.org"], {"organization": school.pk, "choice": "for"})
    assert refused.status_code == 404 and not Vote.objects.exists()


def test_ballot_of_a_protected_seat_names_nobody(press, client, cal, fay):
    from audit.models import Entry as Audit

    fay.channel = "email"
    fay.save()
    circulated(press, cal)
    links = ballot(press)
    organization = fay.representations.get().organization
    client.logout()
    client.post(links["fay@example.org"], {"organization": organization.pk, "choice": "for"})
    assert Vote.objects.get().organization == organization
    assert Audit.objects.get(verb="minutes.ballot_cast").by is None
    [note] = [m for m in mail.outbox if m.to == ["fay@example.org"] and "/approve/" in m.body]
    assert "inutes" not in note.subject + note.body


def test_ballot_is_refused_where_public_notice_is_required(press, cal):
    Charter(pk=1, notice_mode="required").save()
    circulated(press, cal)
    page = press("ballot/", until="2026-07-24").content.decode()
    assert "noticed meeting only" in page and not Motion.objects.exists()


def test_words_stay_while_the_organizations_vote_on_them(press, client, cal):
    entry = circulated(press, cal)
    ballot(press)
    client.post(
        re.search(r"/correct/\S+/", mail.outbox[0].body).group(), {"entry": entry.pk, "proposed": "Other"}
    )
    page = press(f"corrections/{entry.corrections.get().pk}/", do="accept").content.decode()
    assert "end the vote first" in page
    assert Entry.objects.get().text == "Said."


def test_ballot_waits_for_a_day_to_come(press, cal):
    circulated(press, cal)
    press("ballot/", until=str(date(2026, 7, 1)))
    assert not Motion.objects.exists()


def test_wrong_last_day_of_a_ballot_is_said_at_its_field(press):
    write(press, "We met.")
    press("circulate/", to="members", until="2026-07-31")
    page = press("ballot/", until="2026-01-01").content.decode()
    assert 'value="2026-01-01"' in page and 'aria-invalid="true"' in page
    assert not any("/approve/" in m.body for m in mail.outbox)
