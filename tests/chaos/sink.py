"""A mail server that writes down what it took before it says 250, so that being killed forgets nothing.

python -m tests.chaos.sink PORT FILE
"""

import json
import os
import sys
import time
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller


class Ledger:
    """One line per message received: to whom, which subject, which Message-ID."""

    def __init__(self, path: Path):
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def handle_DATA(self, server, session, envelope) -> str:
        email = message_from_bytes(envelope.content)
        line = [*envelope.rcpt_tos, " ".join(str(email["Subject"]).split()), email["Message-ID"]]
        os.write(self.file, json.dumps(line).encode() + b"\n")
        return "250 taken"


if __name__ == "__main__":
    controller = Controller(Ledger(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    while True:
        time.sleep(60)
