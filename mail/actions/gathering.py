"""The daily or weekly mail: what waited for it, told together."""

from datetime import date

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from mail.actions.posting import post
from mail.actions.preferring import GATHERED
from mail.enums import State
from mail.kinds import pointless_among
from mail.languages import speaking_to
from mail.letters import fragment
from mail.models import Message

RULE = "* * *"
HEADED = '<h2 style="font-size:20px;line-height:1.3;margin:24px 0 8px;">{}</h2>{}{}'


@transaction.atomic
def gather(person, *, ids: list[int], slot: date) -> Message | None:
    """One mail for these waiting messages; what has become pointless is cancelled, and nothing is told twice."""
    waiting = Message.objects.filter(pk__in=ids, state=State.HELD, gather=True)
    rows = _still_true(list(waiting.select_for_update().order_by("created_at", "pk")))
    rows = [row for row in rows if row.neutral or not person.neutral]
    if not rows:
        return None
    text = f"\n\n{RULE}\n\n".join(f"{row.subject}\n\n{row.text.strip()}" for row in rows)
    plain = "\n\n".join(row.text.strip() for row in rows)
    with speaking_to(person):
        message = post(
            kind=GATHERED,
            person=person,
            about=person,
            reference=f"{slot:%Y-%m-%d}",
            subject=rows[0].subject if len(rows) == 1 else _subject(len(rows)),
            body=text,
            html_body=format_html_join("", HEADED, ((row.subject, *_as_html(row)) for row in rows)),
            discreet_body=plain,
        )
    if message is not None:
        Message.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=State.SENT, gather=False, reason=gettext_noop("told in a gathered mail")
        )
    return message


def _still_true(rows: list[Message]) -> list[Message]:
    stops = pointless_among(rows)
    for pk, reason in stops.items():
        Message.objects.filter(pk=pk).update(state=State.CANCELLED, reason=reason[:200])
    return [row for row in rows if row.pk not in stops]


def _as_html(row: Message) -> tuple[str, str]:
    """The words of one of them, and its link as one word: signed ones are longer than a phone is wide."""
    words, _gap, link = row.text.strip().rpartition("\n\n")
    if not link.startswith("http") or " " in link:
        return mark_safe(fragment(row.text)), ""
    return mark_safe(fragment(words)), format_html('<p><a href="{}">{}</a></p>', link, _("Open"))


def _subject(count: int) -> str:
    return ngettext("%(n)s message for you", "%(n)s messages for you", count) % {"n": count}
