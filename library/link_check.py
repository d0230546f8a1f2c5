"""Whether a link still leads where it led. Never visits this network: only public addresses are opened."""

import http.client
import ipaddress
import re
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings

from library.enums import LinkState

TIMEOUT = 10
MOST = 200_000
# What a site answers to programs it does not let in; people may well read the page.
GUARDED = {401, 403, 405, 406, 407, 429, 451, 999}
GONE = re.compile(
    r"\b404\b|not found|cannot be found|can.t be found|no longer (available|exists)", re.IGNORECASE
)


@dataclass(frozen=True)
class Seen:
    """What a visit found: the state, and the page's title where it has one."""

    state: str
    title: str = ""


def visit(url: str, *, title_before: str = "") -> Seen:
    """Open `url` as a browser would and compare; a private address counts as broken.

    A page whose title says that it is gone is broken too, whatever its status.
    """
    agent = {"User-Agent": f"link check ({settings.SITE_URL})"}
    try:
        with _opener().open(urllib.request.Request(url, headers=agent), timeout=TIMEOUT) as page:  # noqa: S310
            final, title = page.url, _title(page.read(MOST))
    except urllib.error.HTTPError as refused:
        return Seen(LinkState.GUARDED if refused.code in GUARDED else LinkState.BROKEN)
    except (OSError, ValueError, http.client.HTTPException):
        return Seen(LinkState.BROKEN)
    if GONE.search(title):
        return Seen(LinkState.BROKEN)
    if _site(final) != _site(url):
        return Seen(LinkState.MOVED, title)
    if title_before and title and title != title_before:
        return Seen(LinkState.CHANGED, title)
    return Seen(LinkState.FINE, title)


class _Private(OSError):
    """The address is on this network."""


def _connect(address, timeout=None, source_address=None):
    """Connect to the very address that was looked at: a name that changes its mind in between gains nothing."""
    host, port = address
    for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if host not in settings.LINK_CHECK_PRIVATE_HOSTS and not ipaddress.ip_address(place[0]).is_global:
            raise _Private(host)
        link = socket.socket(family, kind, protocol)
        link.settimeout(timeout)
        try:
            link.connect(place)
        except OSError:
            link.close()
            continue
        return link
    raise OSError(host)


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _SafeConnection(http.client.HTTPSConnection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(_Connection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_SafeConnection, request)


def _opener() -> urllib.request.OpenerDirector:
    """Opens http and https alone, redirects included, and through nobody else."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        _Http,
        _Https,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _title(page: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return " ".join(unescape(found.group(1).decode(errors="replace")).split())[:200] if found else ""
