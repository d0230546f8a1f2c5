"""What becomes of a message as it is written: by the person's channel, and by what she wished."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from charter.models import Charter
from mail.enums import State
from mail.kinds import topic_of
from mail.models import Frequency, Pause, Preference, ReturnedAddress

SEND_AT = time(9)
UNWANTED = gettext_noop("the person does not want mail of this kind")
UNDECIDED = gettext_noop("the coordinator has not chosen how to reach this person")


@dataclass(frozen=True)
class Wish:
    """State, reason and moment of one message."""

    state: str
    reason: str
    due_at: datetime
    gather: bool = False


class Wishes:
    """The wishes of some people, read once and asked for as many messages as there are."""

    def __init__(self, people, charter: Charter):
        ids = {person.pk for person in people}
        self.zone = ZoneInfo(charter.time_zone)
        self.returned = set(
            ReturnedAddress.objects.filter(
                address__in={person.mail_address.lower() for person in people}, suppressed_at__isnull=False
            ).values_list("address", flat=True)
        )
        self.ids = ids
        self._preferences: dict | None = None

    def of(self, person, kind: str, due: datetime) -> Wish:
        """For mail she can do without her preferences and her pause count; needed mail follows the channel."""
        state, reason = self.state_for(person)
        topic = topic_of(kind)
        if state != State.QUEUED or topic is None:
            return Wish(state, reason, due)
        self._load()
        frequency = self._preferences.get((person.pk, topic.code), topic.default)
        if frequency == Frequency.NEVER:
            return Wish(State.SUPPRESSED, UNWANTED, due)
        until = self._pauses.get(person.pk)
        if until and due.astimezone(self.zone).date() < until:
            due = datetime.combine(until, SEND_AT, self.zone)
        if frequency in {Frequency.DAILY, Frequency.WEEKLY}:
            return Wish(
                State.HELD, gettext_noop("waits for the person's next gathered mail"), due, gather=True
            )
        return Wish(state, reason, due)

    def state_for(self, person) -> tuple[str, str]:
        """Whether mail can leave to her at all."""
        if person.channel == "none" or not person.mail_address or not person.is_active:
            return State.SUPPRESSED, gettext_noop("no mail to this person")
        if person.channel == "undecided":
            return State.HELD, UNDECIDED
        if person.mail_address.lower() in self.returned:
            return State.SUPPRESSED, gettext_noop("mail to this address came back")
        return State.QUEUED, ""

    def _load(self) -> None:
        if self._preferences is None:
            rows = Preference.objects.filter(person__in=self.ids)
            self._preferences = {(row.person_id, row.topic): row.frequency for row in rows}
            self._pauses = dict(Pause.objects.filter(person__in=self.ids).values_list("person_id", "until"))
