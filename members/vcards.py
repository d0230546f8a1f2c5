"""Address cards that phones and mail programs read: vCard 3.0 (RFC 2426), the version that all of them know."""

from members.exporting import Card


def as_vcards(people: list[Card]) -> bytes:
    """One card after the other, UTF-8, lines folded at 75 octets (RFC 2425 5.8.1)."""
    return b"".join(_folded(line) for card in people for line in _lines(card))


def _lines(card: Card):
    first, _, last = card.name.rpartition(" ")
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{_text(last)};{_text(first)};;;"
    yield f"FN:{_text(card.name)}"
    if card.organizations:
        yield f"ORG:{_text(card.organizations[0])}"
    for name, value in (("TITLE", card.title), ("EMAIL;TYPE=INTERNET", card.email), ("TEL", card.phone)):
        if value:
            yield f"{name}:{_text(value)}"
    if card.address:
        yield f"ADR:;;{_text(card.address)};;;;"
    yield "END:VCARD"


def _text(value: str) -> str:
    """Escaped, on one line, so that no name can begin a property of its own (RFC 2426 5)."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    octets, rows = b"", []
    for letter in line:
        more = letter.encode()
        if len(octets) + len(more) > 75 - (1 if rows else 0):
            rows.append(octets)
            octets = b""
        octets += more
    return b"\r\n ".join([*rows, octets]) + b"\r\n"
