"""`manage.py check_mail` against a real mail pair, and against what is commonly wrong."""

import socket
import struct
import threading

import pytest
from django.core.management import CommandError, call_command

from mail import dns
from mail.checking import dns_findings
from mail.models import Message
from tests.mail.post_office import free_port, post_office

OURS = "office@example.org"


@pytest.fixture
def no_dns(monkeypatch):
    def none(*args, **kwargs):
        raise dns.NoResolver("none is set")

    monkeypatch.setattr(dns, "ask", none)


@pytest.mark.django_db(transaction=True)
def test_whole_loop(settings, capsys, no_dns):
    with post_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.smtp
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.MAIL_ADDRESS = settings.DISCREET_MAIL_ADDRESS = OURS
        settings.INBOUND_URL = office.inbox_url(OURS)
        call_command("check_mail", "--wait", "10")
    said = capsys.readouterr().out
    assert "took a message for office@example.org" in said
    assert "It arrived in our own mailbox." in said
    assert "were not looked up" in said and said.endswith("Mail works.\n")


@pytest.mark.django_db
def test_a_mail_server_that_is_not_there_is_said_in_words(settings, capsys, no_dns):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with pytest.raises(CommandError, match="1 thing to put right"):
        call_command("check_mail", "--to", "eve@example.org")
    assert "does not take us" in capsys.readouterr().out
    assert Message.objects.get().state == "queued"


def test_records_are_looked_up_and_what_is_missing_is_said(settings):
    settings.MAIL_ADDRESS = settings.DISCREET_MAIL_ADDRESS = "meetings@wahtc.example"
    records = {
        "wahtc.example": "v=spf1 include:mail.example -all",
        "k1._domainkey.wahtc.example": "v=DKIM1; p=MIGf",
    }
    with name_server(records) as port:
        said = [f"{f.state} {f.words}" for f in dns_findings("k1", server="127.0.0.1", port=port)]
    assert said[0] == "ok SPF of wahtc.example: v=spf1 include:mail.example -all"
    assert said[1].startswith("wrong wahtc.example has no DMARC record.")
    assert said[2] == "ok DKIM key k1 of wahtc.example is there."
    assert said[3].startswith("wrong wahtc.example has no MX record")


class name_server:
    """A name server on loopback that knows these TXT records."""

    def __init__(self, records: dict[str, str]):
        self.records = records

    def __enter__(self) -> int:
        self.line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.line.bind(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return self.line.getsockname()[1]

    def _serve(self):
        while True:
            try:
                query, caller = self.line.recvfrom(512)
            except OSError:
                return
            parts, place = [], 12
            while query[place]:
                parts.append(query[place + 1 : place + 1 + query[place]].decode())
                place += query[place] + 1
            (kind,) = struct.unpack(">H", query[place + 1 : place + 3])
            text = self.records.get(".".join(parts)) if kind == dns.TXT else None
            head = (
                query[:2] + struct.pack(">HHHHH", 0x8180, 1, 1 if text else 0, 0, 0) + query[12 : place + 5]
            )
            if text:
                data = bytes([len(text)]) + text.encode()
                head += b"\xc0\x0c" + struct.pack(">HHIH", dns.TXT, 1, 60, len(data)) + data
            self.line.sendto(head, caller)

    def __exit__(self, *error):
        self.line.close()
