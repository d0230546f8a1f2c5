"""One question to the resolver this machine uses (RFC 1035), with nothing but the standard library."""

import secrets
import socket
import struct
from pathlib import Path

TXT, MX = 16, 15
SECONDS = 3


class NoResolver(Exception):
    """No resolver is set, or none answered."""


def ask(name: str, kind: int = TXT, *, server: str = "", port: int = 53) -> list[str]:
    """The TXT records' texts, or one entry for each MX record; empty where there is none. Raises NoResolver."""
    server = server or _resolver()
    number = secrets.randbelow(65_536)
    question = b"".join(bytes([len(part)]) + part.encode("idna") for part in name.strip(".").split("."))
    query = (
        struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 0) + question + b"\0" + struct.pack(">HH", kind, 1)
    )
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.settimeout(SECONDS)
            line.connect((server, port))
            line.send(query)
            answer = line.recv(4096)
    except OSError as error:
        raise NoResolver(server) from error
    return list(_records(answer, number, kind))


def _resolver() -> str:
    try:
        lines = Path("/etc/resolv.conf").read_text().splitlines()
    except OSError as error:
        raise NoResolver("none is set") from error
    servers = [line.split()[1] for line in lines if line.startswith("nameserver ") and len(line.split()) > 1]
    if not servers:
        raise NoResolver("none is set")
    return servers[0]


def _records(answer: bytes, number: int, kind: int):
    got, _, questions, answers = struct.unpack(">HHHH", answer[:8])
    if got != number:
        raise NoResolver("an answer to another question")
    place = 12
    for _ in range(questions):
        place = _past_name(answer, place) + 4
    for _ in range(answers):
        place = _past_name(answer, place)
        found, _class, _ttl, length = struct.unpack(">HHIH", answer[place : place + 10])
        data = answer[place + 10 : place + 10 + length]
        place += 10 + length
        if found == kind:
            yield _text(data) if kind == TXT else "mx"


def _past_name(answer: bytes, place: int) -> int:
    while answer[place]:
        if answer[place] >= 0xC0:
            return place + 2
        place += answer[place] + 1
    return place + 1


def _text(data: bytes) -> str:
    parts, place = [], 0
    while place < len(data):
        parts.append(data[place + 1 : place + 1 + data[place]])
        place += data[place] + 1
    return b"".join(parts).decode(errors="replace")
