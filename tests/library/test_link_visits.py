"""A visit to a link is short, light, and never enters this network: against real sockets that misbehave."""

import socket
import threading
from contextlib import suppress
from time import monotonic

import pytest

from library import link_check
from library.enums import LinkState


@pytest.fixture
def misbehaving(settings):
    """Starts a server on this machine that does to each connection what it is told, and gives its address."""
    settings.LINK_CHECK_PRIVATE_HOSTS = ["127.0.0.1"]
    servers = []

    def start(behave) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve():
            while True:
                try:
                    link, _address = server.accept()
                except OSError:
                    return
                threading.Thread(target=_quietly, args=(behave, link), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/"

    yield start
    for server in servers:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def _quietly(behave, link) -> None:
    with link, suppress(OSError):
        link.recv(4096)
        behave(link)


def test_server_that_never_answers_is_left_after_the_timeout(misbehaving, monkeypatch):
    monkeypatch.setattr(link_check, "TIMEOUT", 0.05)
    until = threading.Event()
    address = misbehaving(lambda link: until.wait(10))
    began = monotonic()
    assert link_check.visit(address).state == LinkState.BROKEN
    assert monotonic() - began < 5
    until.set()


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"])
def test_server_that_drips_is_cut_off_although_it_never_stops(misbehaving, monkeypatch, start):
    monkeypatch.setattr(link_check, "LONGEST", 0.1)
    cut = threading.Event()

    def drip(link):
        link.sendall(start)
        for _ in range(1000):
            if cut.wait(0.01):
                return
            try:
                link.sendall(b"x")
            except OSError:
                cut.set()
                raise

    began = monotonic()
    link_check.visit(misbehaving(drip))
    assert monotonic() - began < 5 and cut.wait(5)


def test_of_a_page_without_end_only_the_beginning_is_read(misbehaving):
    sent, closed = [], threading.Event()

    def pour(link):
        link.sendall(b"HTTP/1.1 200 OK\r\n\r\n<title>Endless</title>")
        try:
            while True:
                sent.append(link.send(b"x" * 65536))
        finally:
            closed.set()

    assert link_check.visit(misbehaving(pour)) == link_check.Seen(LinkState.FINE, "Endless")
    assert closed.wait(5) and sum(sent) < 20_000_000


@pytest.mark.parametrize("target", ["same", "growing"])
def test_redirects_without_end_are_given_up(misbehaving, target):
    asked = []

    def send_on(link):
        asked.append(1)
        path = "/" if target == "same" else f"/{len(asked)}"
        link.sendall(f"HTTP/1.1 302 Found\r\nLocation: {path}\r\n\r\n".encode())

    assert link_check.visit(misbehaving(send_on)).state == LinkState.BROKEN
    assert 1 < len(asked) <= 12


@pytest.fixture
def resolved(monkeypatch):
    """Names lead where a test says: to one answer after the other. Gathers where anyone connects to."""
    answers, reached = {}, []

    def lookup(host, port, *args, **kwargs):
        places = answers[host].pop(0)
        return [
            (socket.AF_INET6 if ":" in place else socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))
            for place in places
        ]

    def connect(link, place):
        reached.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return answers, reached


@pytest.mark.parametrize(
    "place",
    [
        *[
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "0.0.0.0",
        ],
        *["::1", "::", "fe80::1", "fd00:ec2::254", "::ffff:10.0.0.1", "::ffff:169.254.169.254"],
        *["64:ff9b::a9fe:a9fe", "2002:7f00:1::", "224.0.0.1", "255.255.255.255"],
    ],
)
def test_a_name_that_leads_into_this_network_is_not_followed(resolved, place):
    answers, reached = resolved
    answers["inside.example"] = [[place]]
    assert link_check.visit("http://inside.example/").state == LinkState.BROKEN
    assert reached == []


@pytest.mark.parametrize("place", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_place_is_opened_by_the_address_that_was_looked_at(resolved, place):
    answers, reached = resolved
    answers["outside.example"] = [[place], ["127.0.0.1"]]  # The second answer is the rebinding.
    link_check.visit("http://outside.example/")
    assert (reached, answers["outside.example"]) == ([place], [["127.0.0.1"]])


def test_a_private_address_behind_a_public_one_is_not_tried(resolved):
    answers, reached = resolved
    answers["both.example"] = [["93.184.215.14", "10.0.0.1"]]
    assert link_check.visit("https://both.example/").state == LinkState.BROKEN
    assert reached == ["93.184.215.14"]


@pytest.mark.parametrize(
    "inside",
    ["http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "//0.0.0.0:{port}/", "ftp://x/"],
)
def test_a_redirect_into_this_network_ends_the_visit(misbehaving, inside):
    asked = []

    def send_on(link):
        asked.append(1)
        location = inside.format(port=link.getsockname()[1])
        link.sendall(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())

    assert link_check.visit(misbehaving(send_on)).state == LinkState.BROKEN
    assert len(asked) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001"],
)
def test_no_private_address_is_opened_however_it_is_written(misbehaving, settings, host):
    asked = []
    address = misbehaving(asked.append)
    settings.LINK_CHECK_PRIVATE_HOSTS = []
    assert link_check.visit(address.replace("127.0.0.1", host)).state == LinkState.BROKEN
    assert asked == []
