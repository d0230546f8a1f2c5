"""A real mail pair on loopback: SMTP in, IMAP out, a mailbox for every address, in a thread of its own."""

import asyncio
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from imap_tools import MailBoxUnencrypted
from mail_devel.service import Service

PASSWORD = "loopback"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class PostOffice:
    smtp: int
    imap: int

    def inbox_url(self, address: str) -> str:
        """What INBOUND_URL holds for that address."""
        return f"imap://{address.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{self.imap}/INBOX"

    def letters(self, address: str) -> list[bytes]:
        """Every message in that mailbox, as it arrived, oldest first."""
        box = MailBoxUnencrypted("127.0.0.1", self.imap, timeout=10)
        with box.login(address, PASSWORD):
            return [
                next(item[1] for item in box.client.uid("fetch", uid, "(BODY.PEEK[])")[1] if len(item) == 2)
                for uid in box.uids()
            ]


@contextmanager
def post_office():
    """Open it, and close it at the end."""
    office = PostOffice(free_port(), free_port())
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    arguments = [
        "--host",
        "127.0.0.1",
        "--multi-user",
        "--user",
        "office@example.org",
        "--password",
        PASSWORD,
    ]
    arguments += ["--smtp-port", str(office.smtp), "--imap-port", str(office.imap), "--no-http"]

    async def serve():
        service = await Service.init(Service.parse(arguments))
        async with service.start():
            await stop.wait()
        service.smtp.stop()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    _wait_for(office.smtp)
    _wait_for(office.imap)
    try:
        yield office
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")
