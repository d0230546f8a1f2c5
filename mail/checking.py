"""Does mail arrive? Each step looks at one thing and says in words how it stands and what to do."""

import imaplib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import get_connection
from imap_tools import MailBox, MailboxLoginError, MailBoxUnencrypted

from mail import dns
from mail.delivery import deliver
from mail.heartbeats import signs
from mail.inbound.reading import header, parse
from mail.models import Message

GOOD, WARN, BAD = "ok", "look", "wrong"


@dataclass(frozen=True)
class Finding:
    """`state` is ok, look or wrong."""

    state: str
    words: str


def settings_findings() -> Iterator[Finding]:
    """What the settings alone tell."""
    domain = _domain(settings.MAIL_ADDRESS)
    if domain.endswith((".example", ".invalid", ".local")) or domain in {"example.org", "example.com"}:
        yield Finding(WARN, f"MAIL_ADDRESS is {settings.MAIL_ADDRESS}: nobody outside can answer to it.")
    if not settings.SITE_URL.startswith("https://"):
        yield Finding(WARN, "SITE_URL is no https address: links in mail will frighten mail programs.")
    if not (settings.INBOUND_URL or settings.INBOUND_WEBHOOK_SECRET):
        yield Finding(WARN, "INBOUND_URL is not set: answers from calendars and returned mail are lost.")
    for sign in signs():
        if not sign.alive:
            yield Finding(BAD if sign.at else WARN, str(sign.words))


def dns_findings(selector: str = "", *, server: str = "", port: int = 53) -> Iterator[Finding]:
    """SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and MX of every domain that mail bears."""
    for domain in sorted({_domain(settings.MAIL_ADDRESS), _domain(settings.DISCREET_MAIL_ADDRESS)}):
        try:
            yield from _of_domain(domain, selector, server, port)
        except dns.NoResolver:
            yield Finding(
                WARN, f"No name server answers here, so the records of {domain} were not looked up."
            )


def _of_domain(domain: str, selector: str, server: str, port: int) -> Iterator[Finding]:
    def look(name: str, kind: int = dns.TXT) -> list[str]:
        return dns.ask(name, kind, server=server, port=port)

    spf = [text for text in look(domain) if text.lower().startswith("v=spf1")]
    if len(spf) == 1:
        yield Finding(GOOD, f"SPF of {domain}: {spf[0]}")
    else:
        how = "has no SPF record" if not spf else "has more than one SPF record, which counts as none"
        yield Finding(BAD, f"{domain} {how}. Publish one TXT record: v=spf1 include:YOUR-PROVIDER -all")
    dmarc = [text for text in look(f"_dmarc.{domain}") if text.lower().startswith("v=dmarc1")]
    if dmarc:
        yield Finding(GOOD, f"DMARC of {domain}: {dmarc[0]}")
    else:
        yield Finding(BAD, f"{domain} has no DMARC record. Publish TXT at _dmarc.{domain}: v=DMARC1; p=none")
    if selector:
        key = any("p=" in text for text in look(f"{selector}._domainkey.{domain}"))
        words = f"DKIM key {selector} of {domain}"
        yield Finding(GOOD, f"{words} is there.") if key else Finding(BAD, f"{words} is missing.")
    else:
        yield Finding(WARN, "Give --dkim-selector (your mail provider names it) to look for the DKIM key.")
    if not look(domain, dns.MX):
        yield Finding(BAD, f"{domain} has no MX record: answers to our mail cannot arrive.")


def sending_findings(message: Message) -> Iterator[Finding]:
    """Take one message through the outbox, as every other."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        yield Finding(BAD, "EMAIL_URL is not set: no mail leaves this machine.")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if hasattr(settings, "EMAIL_HOST") else "it"
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except OSError as error:
        yield Finding(BAD, f"The mail server {where} does not take us: {error}. Look at EMAIL_URL.")
        return
    deliver([message.pk])
    message.refresh_from_db()
    if message.state == "sent":
        yield Finding(GOOD, f"The mail server {where} took a message for {message.address}.")
    else:
        yield Finding(BAD, f"The mail server {where} did not take it: {message.reason or message.state}.")


def arriving_findings(message: Message, *, wait: int) -> Iterator[Finding]:
    """Wait until it stands in our own mailbox, and read what the receiving server thought of it."""
    try:
        raw = _fetch(settings.INBOUND_URL, message.message_id, wait)
    except (OSError, imaplib.IMAP4.error, MailboxLoginError) as error:
        yield Finding(BAD, f"The mailbox of INBOUND_URL cannot be opened: {error}")
        return
    if raw is None:
        yield Finding(
            BAD, f"It did not arrive within {wait} seconds. Look for it in the mailbox's spam folder."
        )
        return
    yield Finding(GOOD, "It arrived in our own mailbox.")
    verdict = header(parse(raw), "Authentication-Results").lower()
    for check in ("spf", "dkim", "dmarc") if verdict else ():
        passed = f"{check}=pass" in verdict
        yield Finding(
            GOOD if passed else BAD, f"The receiving server says {check}: {'pass' if passed else 'no pass'}."
        )


def _fetch(url: str, message_id: str, wait: int) -> bytes | None:
    parts = urlsplit(url)
    kind, port = (MailBox, 993) if parts.scheme == "imaps" else (MailBoxUnencrypted, 143)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    until = time.monotonic() + wait
    with kind(parts.hostname, parts.port or port, timeout=30).login(
        unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder
    ) as box:
        while True:
            box.folder.set(folder)
            for uid in reversed(box.uids()[-20:]):
                _, data = box.client.uid("fetch", uid, "(BODY.PEEK[])")
                raw = next((item[1] for item in data if isinstance(item, tuple)), b"")
                if header(parse(raw), "Message-ID") == message_id:
                    return raw
            if time.monotonic() > until:
                return None
            time.sleep(1)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
