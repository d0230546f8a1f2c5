from django.core.management.base import BaseCommand, CommandError

from consortium.sign_in import person_who_signs_in_with
from members.actions import NotPossible
from members.actions.coordination import (
    end_coordinator,
    end_sessions,
    forget_second_factor,
    make_coordinator,
)

ACTS = {
    "make_coordinator": (make_coordinator, "coordinates from now on."),
    "end_coordinator": (end_coordinator, "coordinates no longer."),
    "end_sessions": (end_sessions, "is signed out everywhere."),
    "forget_second_factor": (forget_second_factor, "sets up a new second factor at the next sign-in."),
}


class Command(BaseCommand):
    help = "Hand over the coordination, or help someone who lost her phone. Each act is written into the history."

    def add_arguments(self, parser):
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--make-coordinator", metavar="ADDRESS", help="she coordinates from now on")
        choice.add_argument("--end-coordinator", metavar="ADDRESS", help="she coordinates no longer")
        choice.add_argument("--end-sessions", metavar="ADDRESS", help="she is signed out everywhere")
        choice.add_argument(
            "--forget-second-factor", metavar="ADDRESS", help="only after you have spoken with that person"
        )

    def handle(self, *args, **options):
        name, address = next((name, options[name]) for name in ACTS if options[name])
        person = person_who_signs_in_with(address)
        if person is None:
            raise CommandError(f"Nobody signs in with {address}, or more than one person does.")
        act, said = ACTS[name]
        try:
            act(person)
        except NotPossible as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{address} {said}")
