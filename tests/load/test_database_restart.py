"""The database dies while people answer, and comes back."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest

from tests.chaos.stage import wait_until
from tests.load.cluster import Cluster, binaries
from tests.load.conftest import installation

PEOPLE, AT_ONCE, PATIENCE = 48, 8, 120
RESPONSES = ("accepted", "declined", "tentative")


@pytest.fixture
def cluster():
    if not (programs := binaries()):
        pytest.skip("PostgreSQL's server is not installed (apt-get install postgresql)")
    cluster = Cluster(programs)
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture
def house(tmp_path, cluster):
    with installation(tmp_path, cluster.address, PEOPLE) as (stage, site, links):
        stage.start("web")
        assert site.answers(), (tmp_path / "web.log").read_text()
        yield site, links


class Traffic:
    """People who answer one after the other, each until she is told that her answer is kept."""

    def __init__(self, site, replies: dict[str, str]):
        self.site, self.kept, self.refused, self.some = site, [], [], Event()
        self.threads = ThreadPoolExecutor(AT_ONCE)
        self.running = [self.threads.submit(self._answer, *reply) for reply in replies.items()]

    def _answer(self, link: str, response: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page, press = self.site.reply(link, response=response)
            if press.status == 302:
                self.kept.append(link)
                if len(self.kept) >= PEOPLE // 6:
                    self.some.set()
                return
            self.refused += [said for said in (page, press) if said.status not in (0, 200)]
            time.sleep(0.2)

    def finish(self) -> None:
        for one in self.running:
            one.result()
        self.threads.shutdown()


def test_a_crash_of_the_database_loses_no_answer_and_heals_by_itself(cluster, house):
    site, links = house
    replies = {link: RESPONSES[n % 3] for n, link in enumerate(links)}
    before = site.ask(links[0])
    traffic = Traffic(site, replies)
    assert traffic.some.wait(PATIENCE)
    cluster.crash()
    _says_so(site, links[0], before)
    cluster.start()
    assert wait_until(lambda: site.ask("/healthz").status == 200, seconds=15)
    assert site.ask(links[1]).status == 200
    traffic.finish()

    assert {said.status for said in traffic.refused} <= {503}
    assert len(traffic.kept) == PEOPLE
    with psycopg.connect(cluster.address) as connection:
        stand = connection.execute("SELECT response FROM meetings_invitation ORDER BY person_id").fetchall()
        assert [response for (response,) in stand] == list(replies.values())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    assert [site.ask(link).status for link in links[:20]] == [200] * 20, (
        "cut connections are seen and replaced"
    )


def _says_so(site, link: str, before) -> None:
    """In words, with when to try again; what was typed is in the page, to be sent again by one press."""
    page = site.ask(link)
    assert page.status == 503 and page.headers["Retry-After"] == "10" and page.seconds < 15
    assert "Our records cannot be reached right now" in page.text and "tries again by itself" in page.text
    assert "Leave this site" in page.text
    typed = {"csrfmiddlewaretoken": before.token, "act": "details", "note": 'I "might" be <late>'}
    press = site.ask(link, typed, Cookie=before.cookie)
    assert press.status == 503 and "What you sent is not kept yet" in press.text
    assert f'action="{link}"' in press.text and press.token == before.token
    assert 'name="note" value="I &quot;might&quot; be &lt;late&gt;"' in press.text
    assert site.ask("/healthz").status == site.ask("/readyz").status == 503
