"""What the administrator does on the server: the coordination handed over, a lost phone."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(ada, cal):
    for person in (ada, cal):
        EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True})


def test_coordination_is_handed_over_and_written_down(known, ada, cal, client):
    call_command("access", "--make-coordinator", cal.email)
    call_command("access", "--end-coordinator", ada.email)
    client.force_login(ada)
    assert client.get("/history/").status_code == 403
    acts = Entry.objects.filter(verb__startswith="person.coordinates").values_list("verb", "object_id")
    assert set(acts) == {
        ("person.coordinates", str(cal.pk)),
        ("person.coordinates_no_longer", str(ada.pk)),
    }


def test_last_coordinator_stays(known, ada, cal):
    with pytest.raises(CommandError, match="Name the next coordinator first"):
        call_command("access", "--end-coordinator", ada.email)
    ada.refresh_from_db()
    assert ada.is_coordinator


def test_who_cannot_be_found_is_said(known):
    with pytest.raises(CommandError, match="Nobody signs in with nobody"):
        call_command("access", "--make-coordinator", "nobody@example.org")


def test_lost_phone_is_forgotten_and_its_sessions_end(known, ada, client):
    client.force_login(ada)
    client.get("/")
    TOTP.activate(ada, generate_totp_secret())
    call_command("access", "--forget-second-factor", ada.email)
    assert client.get("/history/").status_code == 302
    assert not ada.authenticator_set.exists()


def test_administrator_signs_someone_out_everywhere(known, cal, ada, client):
    client.force_login(cal)
    client.get("/")
    call_command("access", "--end-sessions", cal.email)
    assert client.get("/meetings/").status_code == 302
    assert Entry.objects.filter(verb="person.sessions_ended", object_id=str(cal.pk)).exists()
