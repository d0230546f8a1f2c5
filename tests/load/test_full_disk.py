"""The disk of uploads, and of SQLite, is full."""

import pytest

from tests.load.conftest import installation
from tests.load.small_disk import SmallDisk

WORDS = "disk is full"
LARGE = b"A line of a guide.\n" * 60_000


@pytest.fixture
def disk(tmp_path):
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.remove()


@pytest.fixture
def house(disk, database):
    with installation(disk.folder, database, 2) as (stage, site, links):
        stage.start("web")
        assert site.answers(), (disk.folder / "web.log").read_text()
        yield stage, site, links


def suggest(site):
    """A file of a megabyte for the library, by anyone."""
    form = site.ask("/library/suggest/")
    fields = {
        "csrfmiddlewaretoken": form.token,
        "title": "A guide",
        "kind": "document",
        "readers": "everyone",
        "language": "en",
        "summary": "What to do.",
        "source": "The consortium",
    }
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    file = '--b\r\nContent-Disposition: form-data; name="file"; filename="guide.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = "".join([*parts, file]).encode() + LARGE + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    return site.ask("/library/suggest/", body=body, Cookie=form.cookie, **kind)


def uploads(folder) -> list:
    return [path for path in (folder / "media").rglob("*") if path.is_file()]


def test_a_full_disk_is_said_in_words_keeps_no_halves_and_heals(disk, house, database):
    stage, site, links = house
    web = stage.running["web"].pid
    disk.fill(web)
    refused = suggest(site)
    assert (
        refused.status == 503
        and WORDS in refused.text
        and "Nothing of what you sent was kept" in refused.text
    )
    assert uploads(disk.folder) == []

    page, press = site.reply(links[0], response="accepted")
    assert page.status == 200, "what is there can still be read"
    if database:
        assert press.status == 302, "the database has a disk of its own"
    else:
        assert press.status == 503 and WORDS in press.text and "Send it again" in press.text
    status = site.ask("/status/", Cookie=site.coordinator)
    assert status.status == 200
    if disk.mounted:
        assert WORDS + ": nothing new can be kept" in status.text
        assert site.ask("/readyz").status == site.ask("/healthz?all").status == 503
        assert "the disk is full" in site.ask("/readyz").text

    disk.clear(web)
    assert "disk is full" not in site.ask("/readyz").text
    assert site.reply(links[0], response="accepted")[1].status == 302
    assert suggest(site).status == 200 and len(uploads(disk.folder)) == 1
