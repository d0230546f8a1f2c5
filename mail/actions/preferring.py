"""How a person wants her mail: by topic, gathered or at once, and a pause."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from audit.record import record
from mail.enums import State
from mail.kinds import topic_of, topics
from mail.models import Frequency, Message, Pause, Preference
from mail.wishes import UNWANTED

GATHERED = "gathered"


@transaction.atomic
def choose(person, *, frequencies: Mapping[str, str], until: date | None, by) -> None:
    """Keep what she chose for each topic, and the first day on which mail comes again."""
    for topic, frequency in frequencies.items():
        _set(person, topic, Frequency(frequency))
    if until:
        Pause.objects.update_or_create(person=person, defaults={"until": until})
    else:
        Pause.objects.filter(person=person).delete()
    paused = until.isoformat() if until else None
    record("mail.preferences_chosen", person, by=by, topics=dict(frequencies), paused_until=paused)


@transaction.atomic
def stop(message: Message, *, by) -> None:
    """Stop mail like this one; after a gathered mail, all that she has gathered."""
    for topic in _topics(message):
        _set(message.person, topic, Frequency.NEVER)
    record("mail.stopped", message, by=by)


@transaction.atomic
def start_again(message: Message, *, by) -> None:
    """Take a stop back: such mail comes at once again."""
    for topic in _topics(message):
        _set(message.person, topic, Frequency.NOW)
    record("mail.started_again", message, by=by)


def can_be_stopped(message: Message) -> bool:
    """Whether a person may do without mail of this kind."""
    return message.person is not None and (message.kind == GATHERED or topic_of(message.kind) is not None)


def _topics(message: Message) -> list[str]:
    if message.kind == GATHERED:
        rows = Preference.objects.filter(person=message.person).exclude(frequency=Frequency.NOW)
        chosen = set(rows.values_list("topic", flat=True))
        return [topic.code for topic in topics() if topic.code in chosen]
    topic = topic_of(message.kind)
    return [topic.code] if topic else []


def _set(person, topic: str, frequency: str) -> None:
    Preference.objects.update_or_create(person=person, topic=topic, defaults={"frequency": frequency})
    if frequency == Frequency.NEVER:
        kinds = next((known.kinds for known in topics() if known.code == topic), ())
        waiting = Message.objects.gathered().filter(person=person, kind__in=kinds)
        waiting.update(state=State.SUPPRESSED, gather=False, reason=UNWANTED)
