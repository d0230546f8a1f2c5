"""What each role gets of the pages about mail: the outbox and the rules are the coordinator's alone."""

from datetime import date

from charter.models import Holiday
from mail.actions import post
from mail.batches import one_batch
from mail.kinds import topics
from mail.links import sign

KEEP, PRESS = (302, 403, 403, 200), (302, 403, 403, 405)
EXPECTED = {
    "mine/mail/": (302, 200, 200, 200),
    "m/stop/<str:token>/": (200, 200, 200, 200),
    "outbox/": KEEP,
    "outbox/<int:pk>/": KEEP,
    "outbox/<int:pk>/html/": KEEP,
    "outbox/<int:pk>/resend/": PRESS,
    "outbox/<int:pk>/cancel/": PRESS,
    "sent/<slug:code>/": KEEP,
    "sent/<slug:code>/take-back/": (302, 405, 405, 405),
    "reminders/": KEEP,
    "reminders/rules/": KEEP,
    "reminders/rules/<slug:code>/": KEEP,
    "reminders/skip/": PRESS,
    "reminders/holidays/": KEEP,
    "reminders/holidays/<int:pk>/remove/": PRESS,
}


def build(cast):
    words = {"reference": "walk", "subject": "S", "body": "B", "discreet_body": "D"}
    with one_batch(cast["ada"]) as batch:
        kind = topics()[0].kinds[0]
        cast["mail"] = post(kind=kind, person=cast["cal"], about=cast["cal"], **words)
    cast["batch"] = batch.code
    cast["holiday"] = Holiday.objects.create(day=date(2099, 1, 1), name="New Year's Day")


def address(route, cast):
    if "holidays" in route:
        return "/" + route.replace("<int:pk>", str(cast["holiday"].pk))
    token = sign("stop", cast["mail"].pk, cast["cal"].pk)
    code = "rsvp_reminder" if "rules" in route else cast["batch"]
    filled = route.replace("<int:pk>", str(cast["mail"].pk)).replace("<str:token>", token)
    return "/" + filled.replace("<slug:code>", code)
