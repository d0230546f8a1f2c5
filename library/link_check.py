"""Whether a link still leads where it led. Never visits this network: only public addresses are opened."""

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


@dataclass(frozen=True)
class Seen:
    """What a visit found: the state, and the page's title where it has one."""

    state: str
    title: str = ""


def visit(url: str, *, title_before: str = "") -> Seen:
    """Open `url` as a browser would and compare; a refused or private address counts as broken."""
    request = urllib.request.Request(url, headers={"User-Agent": "link check"})  # noqa: S310
    try:
        with _opener().open(request, timeout=TIMEOUT) as page:
            final, title = page.url, _title(page.read(MOST))
    except (urllib.error.URLError, OSError, ValueError, _Private):
        return Seen(LinkState.BROKEN)
    if _site(final) != _site(url):
        return Seen(LinkState.MOVED, title)
    if title_before and title and title != title_before:
        return Seen(LinkState.CHANGED, title)
    return Seen(LinkState.FINE, title)


class _Private(Exception):
    pass


class _PublicOnly(urllib.request.HTTPRedirectHandler):
    """Looks at every address before it is opened, redirects included."""

    def http_request(self, request):
        _refuse_private(urlsplit(request.full_url))
        return request

    https_request = http_request


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(_PublicOnly)
    opener.handlers = [
        h
        for h in opener.handlers
        if not isinstance(h, urllib.request.FileHandler | urllib.request.FTPHandler)
    ]
    return opener


def _refuse_private(parts) -> None:
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Private
    if parts.hostname in settings.LINK_CHECK_PRIVATE_HOSTS:
        return
    for *_, address in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(address[0]).is_global:
            raise _Private


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _title(page: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return " ".join(unescape(found.group(1).decode(errors="replace")).split())[:200] if found else ""
