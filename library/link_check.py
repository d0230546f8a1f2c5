"""Whether a link still leads where it led. Never visits this network: only public addresses are opened."""

import http.client
import ipaddress
import re
import socket
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from library.enums import LinkState

TIMEOUT = 10
# Seconds until a visit is cut off, however steadily the other side sends its letters.
LONGEST = 30
MOST = 200_000
KEPT = 500  # letters of an address
# What a site answers to programs it does not let in; people may well read the page.
GUARDED = {401, 403, 405, 406, 407, 429, 451, 999}
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
GONE = re.compile(
    r"\b404\b|not found|cannot be found|can.t be found|no longer (available|exists)", re.IGNORECASE
)


@dataclass(frozen=True)
class Seen:
    """What a visit found: the state, the page's title where it has one, and where it ended if on another site."""

    state: str
    title: str = ""
    leads_to: str = ""


def visit(url: str, *, title_before: str = "", may_lead_to: str = "") -> Seen:
    """Open `url` as a browser would and compare; a private address counts as broken.

    A page whose title says that it is gone is broken too, whatever its status. `may_lead_to` is an address
    on the one other site to which it is meant to lead.
    """
    agent = {"User-Agent": f"link check ({settings.SITE_URL})"}
    with _Way() as way:
        try:
            with way.open(urllib.request.Request(url, headers=agent)) as page:  # noqa: S310
                final, title = page.url, _title(page.read(MOST))
        except urllib.error.HTTPError as refused:
            return Seen(LinkState.GUARDED if refused.code in GUARDED else LinkState.BROKEN)
        except (OSError, ValueError, http.client.HTTPException):
            return Seen(LinkState.BROKEN)
    if GONE.search(title):
        return Seen(LinkState.BROKEN)
    leads_to = "" if same_site(final, url) else final if len(final) <= KEPT else urljoin(final, "/")
    if leads_to and not same_site(leads_to, may_lead_to):
        return Seen(LinkState.MOVED, title, leads_to)
    if title_before and title and title != title_before:
        return Seen(LinkState.CHANGED, title, leads_to)
    return Seen(LinkState.FINE, title, leads_to)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses name one host, with or without its www."""
    return _site(one) == _site(other)


class _Private(OSError):
    """The address is on this network."""


class _Way:
    """The connections of one visit: to public addresses alone, redirects included, and all cut off at its end."""

    def __init__(self):
        self._open: list[socket.socket] = []
        self._over = False
        self._end = threading.Timer(LONGEST, self._cut)

    def __enter__(self):
        self._end.start()
        return self

    def __exit__(self, *error):
        self._end.cancel()
        for link in self._open:
            link.close()

    def open(self, request: urllib.request.Request):
        """The answer to `request`, asked of nobody in between; http and https alone are spoken."""
        opener = urllib.request.OpenerDirector()
        for handler in (
            _Asking(self.connect),
            urllib.request.HTTPRedirectHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.UnknownHandler(),
        ):
            opener.add_handler(handler)
        return opener.open(request, timeout=TIMEOUT)

    def connect(self, address, timeout=None, source_address=None):
        """Connect to the very address that was looked at: a name that changes its mind in between gains nothing."""
        host, port = address
        for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if self._over:
                raise TimeoutError(host)
            if host not in settings.LINK_CHECK_PRIVATE_HOSTS and not _is_public(place[0]):
                raise _Private(host)
            link = socket.socket(family, kind, protocol)
            link.settimeout(timeout)
            try:
                link.connect(place)
            except OSError:
                link.close()
                continue
            self._open.append(link.dup())  # TLS takes the first one over.
            return link
        raise OSError(host)

    def _cut(self) -> None:
        self._over = True
        for link in list(self._open):
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)


class _Asking(urllib.request.AbstractHTTPHandler):
    """Asks by http or https over connections that `connect` makes."""

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def __init__(self, connect):
        super().__init__()
        self.connect = connect

    def http_open(self, request):
        return self.do_open(self._by(http.client.HTTPConnection), request)

    def https_open(self, request):
        return self.do_open(self._by(http.client.HTTPSConnection), request)

    def _by(self, connection_class):
        def make(*args, **kwargs):
            connection = connection_class(*args, **kwargs)
            connection._create_connection = self.connect
            return connection

        return make


def _is_public(address: str) -> bool:
    """Whether it is on the public internet, and so is the IPv4 address within it (RFC 3056, 4291, 6052)."""
    place = ipaddress.ip_address(address)
    if place.version == 6:
        within = place.ipv4_mapped or place.sixtofour
        if place in TRANSLATED:
            within = ipaddress.IPv4Address(int(place) & 0xFFFF_FFFF)
        if within is not None and not within.is_global:
            return False
    return place.is_global and not place.is_multicast


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _title(page: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return " ".join(unescape(found.group(1).decode(errors="replace")).split())[:200] if found else ""
