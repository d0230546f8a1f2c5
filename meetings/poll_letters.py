"""The mail that asks which of several dates a person can."""

from django.utils.translation import gettext as _

from mail.languages import in_each_language
from mail.letters import render
from meetings.invitation_letters import InvitationLetter
from meetings.letters import clock


@in_each_language
def poll_letter(poll, charter) -> InvitationLetter:
    """Offers the dates, and leads to the page where each is answered."""
    dates = [clock(date.starts_at, charter) for date in poll.dates.all()]
    letter = render("meetings/letters/date_poll", {"poll": poll, "dates": dates})
    return InvitationLetter(
        **letter.words,
        discreet_body=_("Which of these can you?") + "\n" + "\n".join(dates) + "\n" + _("Say so here:"),
        label=_("Say which I can"),
    )
