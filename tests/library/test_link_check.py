"""Whether links still lead where they led: real sites on this machine answer, or misbehave."""

import http.server
import threading
from datetime import UTC, datetime

import pytest
import time_machine

from library import link_check
from library.actions import note_visit
from library.enums import LinkState
from library.jobs import check_links
from library.models import Resource
from tasks.models import Task
from tests.library.test_clearing_house import CHECKED


@pytest.fixture
def site(settings):
    """A site on this machine whose pages a test can change."""
    pages = {"/": (200, "First title"), "/elsewhere": (200, "First title"), "asked": []}

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, title = pages[self.path]
            pages["asked"].append(self.headers["Host"])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", title)
            self.end_headers()
            self.wfile.write(f"<title>{title}</title>".encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LINK_CHECK_PRIVATE_HOSTS = ["127.0.0.1"]
    yield pages, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ((200, "First title"), LinkState.FINE),
        ((200, "Domain for sale"), LinkState.CHANGED),
        ((404, ""), LinkState.BROKEN),
        ((302, "http://localhost:1/"), LinkState.BROKEN),
        ((200, "404 - Page not found"), LinkState.BROKEN),
        ((403, ""), LinkState.GUARDED),
        ((429, ""), LinkState.GUARDED),
        ((302, "/elsewhere"), LinkState.FINE),
        ((302, "/"), LinkState.BROKEN),
        ((302, "file:///etc/passwd"), LinkState.BROKEN),
    ],
)
def test_link_that_changed_becomes_one_task(site, published, answer, found):
    pages, address = site
    Resource.objects.update(link=address, link_title="First title")
    pages["/"] = answer
    for day in range(1, 9):
        with time_machine.travel(datetime(2026, 12, day, tzinfo=UTC), tick=False):
            check_links()
    published.refresh_from_db()
    assert published.link_state == found
    assert Task.objects.count() == (found not in {LinkState.FINE, LinkState.GUARDED})


def visits(*days: int) -> None:
    for day in days:
        with time_machine.travel(datetime(2026, 12, day, tzinfo=UTC), tick=False):
            check_links()


def test_a_link_that_answers_again_closes_its_task(site, published):
    pages, address = site
    Resource.objects.update(link=address)
    pages["/"] = (500, "")
    visits(1, 3, 5)
    assert Task.objects.get().status == "not_started"
    pages["/"] = (200, "First title")
    visits(14)
    published.refresh_from_db()
    assert (published.link_state, Task.objects.get().status) == (LinkState.FINE, "done")


def test_a_link_that_answers_leaves_what_a_reader_reported(site, client, published):
    Resource.objects.update(link=site[1])
    client.post(f"/library/{published.pk}/problem/", {"problem": "The phone number is old"})
    visits(1)
    assert Task.objects.get().status == "not_started"


def test_a_report_beside_an_open_task_is_kept_there_and_keeps_it_open(site, client, published):
    pages, address = site
    Resource.objects.update(link=address)
    pages["/"] = (500, "")
    visits(1, 3, 5)
    for _ in range(2):
        client.post(f"/library/{published.pk}/problem/", {"problem": "The phone number is old"})
    pages["/"] = (200, "First title")
    visits(14)
    task = Task.objects.get()
    assert task.status == "not_started"
    assert ["phone number is old" in remark.text for remark in task.comments.all()] == [True]


def test_a_title_that_was_looked_at_is_no_news_again(site, client, published, cal_serves):
    Resource.objects.update(link=site[1], link_title="Before")
    visits(1)
    client.force_login(cal_serves)
    client.post(f"/library/{published.pk}/validate/", {**CHECKED, "next_review": "2099-01-01"})
    visits(9, 17)
    published.refresh_from_db()
    assert published.link_state == LinkState.FINE
    assert [task.status for task in Task.objects.all()] == ["done"]


def test_one_failure_alone_is_no_news(site, published):
    pages, address = site
    Resource.objects.update(link=address)
    pages["/"] = (503, "")
    check_links()
    check_links()
    published.refresh_from_db()
    assert (published.link_state, published.link_failures) == (LinkState.UNCHECKED, 1)
    assert not Task.objects.exists()


def test_link_check_never_opens_this_network(site, published, settings):
    settings.LINK_CHECK_PRIVATE_HOSTS = []
    Resource.objects.update(link=site[1])
    check_links()
    published.refresh_from_db()
    assert published.link_failures == 1


@pytest.fixture
def led_elsewhere(site, published, settings):
    """The link leads from 127.0.0.1 to localhost, another site; the workgroup was asked about it."""
    settings.LINK_CHECK_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    pages, address = site
    new = address.replace("127.0.0.1", "localhost") + "elsewhere"
    pages["/"] = (302, new)
    Resource.objects.update(link=address)
    visits(1)
    published.refresh_from_db()
    assert (published.link_state, published.link_leads_to) == (LinkState.MOVED, new)
    return published, new


def test_new_address_is_taken_by_one_press_and_never_asked_about_again(led_elsewhere, client, cal_serves):
    resource, new = led_elsewhere
    client.force_login(cal_serves)
    assert "This is where it lives now" in client.get(f"/library/{resource.pk}/").content.decode()
    client.post(f"/library/{resource.pk}/link/", {"answer": "take", "leads_to": new})
    visits(2, 9, 16)
    resource.refresh_from_db()
    assert (resource.link, resource.link_state) == (new, LinkState.FINE)
    assert [task.status for task in Task.objects.all()] == ["done"]
    page = client.get(f"/library/{resource.pk}/").content.decode()
    assert "This is where it lives now" not in page and "Edited, " in page


@pytest.mark.parametrize("how", ["link", "validate"])
def test_a_redirect_that_is_meant_is_asked_about_once(led_elsewhere, site, client, cal_serves, how):
    resource, new = led_elsewhere
    client.force_login(cal_serves)
    form = {"answer": "keep"} if how == "link" else {**CHECKED, "next_review": "2099-01-01"}
    client.post(f"/library/{resource.pk}/{how}/", {**form, "leads_to": new})
    visits(9, 17)
    client.post(f"/library/{resource.pk}/validate/", {**CHECKED, "next_review": "2099-02-01"})
    visits(18, 26)
    resource.refresh_from_db()
    assert (resource.link, resource.link_state) == (site[1], LinkState.FINE)
    assert [task.status for task in Task.objects.all()] == ["done"]


def test_another_target_than_the_one_that_was_meant_is_news(led_elsewhere, site, client, cal_serves):
    resource, new = led_elsewhere
    client.force_login(cal_serves)
    client.post(f"/library/{resource.pk}/link/", {"answer": "keep", "leads_to": new})
    Resource.objects.update(link_may_lead_to="https://agency.example/page")
    visits(9)
    assert Task.objects.filter(status="not_started").count() == 1


def test_an_answer_to_what_is_no_longer_so_changes_nothing(led_elsewhere, site, client, cal_serves):
    resource, _new = led_elsewhere
    client.force_login(cal_serves)
    for leads_to in ("https://evil.example/", ""):
        answer = {"answer": "take", "leads_to": leads_to}
        page = client.post(f"/library/{resource.pk}/link/", answer, follow=True).content.decode()
        assert "visited again meanwhile" in page
    resource.refresh_from_db()
    assert (resource.link, resource.link_may_lead_to) == (site[1], "")


def test_a_title_is_accepted_by_one_press(site, client, published, cal_serves):
    Resource.objects.update(link=site[1], link_title="Before")
    visits(1)
    client.force_login(cal_serves)
    assert "“Before”" in client.get(f"/library/{published.pk}/").content.decode()
    client.post(f"/library/{published.pk}/link/", {"answer": "keep", "leads_to": ""})
    visits(2, 9)
    published.refresh_from_db()
    assert (published.link_state, Task.objects.get().status) == (LinkState.FINE, "done")


def test_a_link_typed_anew_is_visited_soon_and_is_no_news(site, client, published, cal_serves):
    address = site[1]
    Resource.objects.update(link="https://old.example/", link_title="Old", link_state=LinkState.BROKEN)
    Resource.objects.update(link_checked_at=datetime(2026, 12, 1, tzinfo=UTC), link_failures=5)
    client.force_login(cal_serves)
    form = {"title": "T", "kind": "link", "readers": ["everyone"], "language": "English", "link": address}
    client.post(f"/library/{published.pk}/edit/", form)
    assert "did not answer" not in client.get(f"/library/{published.pk}/").content.decode()
    visits(1)
    published.refresh_from_db()
    assert (published.link_state, published.link_title) == (LinkState.FINE, "First title")


def test_a_decision_made_during_a_visit_stands(site, published):
    seen_before = Resource.objects.get()
    Resource.objects.update(link="https://new.example/")
    note_visit(seen_before, link_check.Seen(LinkState.MOVED, "", "https://elsewhere.example/"))
    published.refresh_from_db()
    assert (published.link_state, Task.objects.count()) == (LinkState.UNCHECKED, 0)


def test_slow_sites_do_not_hold_a_run_for_long(site, published, monkeypatch):
    monkeypatch.setattr("library.jobs.LONGEST_RUN", -1)
    Resource.objects.update(link=site[1])
    second = Resource.objects.get()
    second.pk = None
    second.save()
    check_links()
    check_links()
    assert len(site[0]["asked"]) == 2 and not Resource.objects.filter(link_checked_at=None).exists()
