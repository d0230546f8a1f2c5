"""What the mail server took, seen as a recipient sees it: who, and which letter."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

LETTERS = ("The room has changed", "Will you come?")


@dataclass(frozen=True)
class Count:
    """`doubled` counts letters that came under two Message-IDs, `repeats` the same Message-ID again."""

    due: int
    received: int
    lost: int
    doubled: int
    strange: int
    repeats: int

    @property
    def complete(self) -> bool:
        return self.lost == 0

    @property
    def right(self) -> bool:
        return self.lost == self.doubled == self.strange == 0

    @property
    def line(self) -> str:
        more = f" not due {self.strange}" if self.strange else ""
        return f"due {self.due} received {self.received} lost {self.lost} doubled {self.doubled}{more}"


def count(ledger: Path, recipients: int) -> Count:
    """Compare the server's own list with what is due to each of the recipients."""
    due = {(f"person{n}@example.org", letter) for n in range(recipients) for letter in LETTERS}
    came = defaultdict(list)
    text = ledger.read_text() if ledger.exists() else ""
    for line in text.splitlines():
        address, subject, message_id = json.loads(line)
        letter = next((known for known in LETTERS if subject.startswith(known)), subject)
        came[address, letter].append(message_id)
    received = due & set(came)
    return Count(
        due=len(due),
        received=len(received),
        lost=len(due - received),
        doubled=sum(len(set(ids)) > 1 for ids in came.values()),
        strange=len(set(came) - due),
        repeats=sum(len(ids) - len(set(ids)) for ids in came.values()),
    )
