"""Who understands what comes in. An app registers its handler in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Email

from mail.inbound.models import InboundMessage, InboundState


@dataclass(frozen=True)
class Outcome:
    """What became of a message: a sentence for the coordinator, never shown to anyone else."""

    state: str
    reason: str
    kind: str = ""


def handled(reason: str, kind: str = "") -> Outcome:
    return Outcome(InboundState.HANDLED, reason, kind)


def ignored(reason: str, kind: str = "") -> Outcome:
    return Outcome(InboundState.IGNORED, reason, kind)


def waiting(reason: str, kind: str = "") -> Outcome:
    return Outcome(InboundState.WAITING, reason, kind)


Handler = Callable[[Email, InboundMessage], Outcome | None]
_handlers: list[tuple[Handler, bool]] = []


def register_handler(handler: Handler, *, also_automatic: bool = False) -> None:
    """Ask `handler(email, inbound)` about each message, in the order of registration, until one knows it.

    It answers None when the message is not its own; otherwise it calls its app's actions and says what
    became of it. It may set `inbound.about` and `inbound.facts`. `inbound.answers` is the outbox row that
    the message answers, by plus-address or by In-Reply-To; whoever answers proved only to have that mail,
    so compare `inbound.sender`. Out-of-office and list mail reaches it only with `also_automatic`. If it
    raises, nothing it wrote stays, and the message is tried again, then waits for the coordinator.
    """
    if all(handler is not known for known, _ in _handlers):
        _handlers.append((handler, also_automatic))


def handlers(*, automatic: bool) -> list[Handler]:
    return [handler for handler, takes_automatic in _handlers if takes_automatic or not automatic]
