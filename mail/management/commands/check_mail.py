from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from mail.actions.checking import post_check
from mail.checking import (
    BAD,
    arriving_findings,
    dns_findings,
    sending_findings,
    settings_findings,
)


class Command(BaseCommand):
    help = "Send one test mail through the whole loop, look up SPF, DKIM and DMARC, and say what is wrong."

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", default="", help="Where to; without it our own mailbox, where it is looked for."
        )
        parser.add_argument("--wait", type=int, default=60, help="Seconds to wait for it to arrive.")
        parser.add_argument("--dkim-selector", default="", help="The name of the DKIM key.")

    def handle(self, *args, **options):
        to = options["to"] or settings.MAIL_ADDRESS
        try:
            validate_email(to)
        except Exception as error:
            raise CommandError(f"“{to}” is not an e-mail address.") from error
        wrong = self._say(settings_findings()) + self._say(dns_findings(options["dkim_selector"]))
        message = post_check(to)
        wrong += self._say(sending_findings(message))
        if message.state == "sent" and to == settings.MAIL_ADDRESS and settings.INBOUND_URL:
            wrong += self._say(arriving_findings(message, wait=options["wait"]))
        elif message.state == "sent":
            self.stdout.write(f"look   Open the mailbox of {to}: has it arrived, and not as spam?")
        if wrong:
            raise CommandError(
                f"{wrong} thing{'s' if wrong > 1 else ''} to put right; docs/mail.md says how."
            )
        self.stdout.write("Mail works.")

    def _say(self, findings) -> int:
        wrong = 0
        for finding in findings:
            wrong += finding.state == BAD
            self.stdout.write(f"{finding.state:<6} {finding.words}")
        return wrong
