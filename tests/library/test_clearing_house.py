"""A reader suggests, a workgroup member validates, it is published, its time ends, a task appears, it is renewed."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from charter.models import Charter
from library.actions import suggest
from library.enums import State
from library.jobs import ask_for_due_reviews
from library.models import Resource
from tasks.models import Task
from tests.charter.test_uploads import pdf_saying
from workgroups.models import Role, Workgroup

SUGGESTION = {
    "title": "Shelter list",
    "link": "https://shelters.example/",
    "kind": "link",
    "readers": ["everyone"],
    "language": "English",
}
CHECKED = dict.fromkeys(["source", "current", "accurate", "safe", "fitting", "rights"], "on")


def test_from_suggestion_to_renewal(client, bea, cal_serves, legislative, django_capture_on_commit_callbacks):
    with time_machine.travel(datetime(2026, 11, 24, 18, tzinfo=UTC), tick=False):
        client.post("/library/suggest/", SUGGESTION)
        resource = Resource.objects.get()
        assert client.get(f"/library/{resource.pk}/").status_code == 404
        assert "Shelter list" not in client.get("/library/").content.decode()
        client.force_login(bea)
        assert "Shelter list" in client.get("/library/waiting/").content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/library/{resource.pk}/assign/", {"workgroup": legislative.pk, "to": cal_serves.pk})
        path = re.search(r"/library/\d+/validate/", mail.outbox[0].body).group()
        client.force_login(cal_serves)
        client.post(path, {**CHECKED, "next_review": "2027-11-24"})
        client.logout()
        page = client.get(f"/library/{resource.pk}/").content.decode()
        assert "Legislative" in page and "November 24, 2027" in page
    with time_machine.travel(datetime(2027, 11, 25, 18, tzinfo=UTC), tick=False):
        ask_for_due_reviews()
        ask_for_due_reviews()
        task = Task.objects.get()
        assert (task.workgroup, task.assignee) == (legislative, cal_serves)
        assert "may be out of date" in client.get(f"/library/{resource.pk}/").content.decode()
        client.force_login(cal_serves)
        client.post(path, {**CHECKED, "next_review": "2028-11-24"})
        task.refresh_from_db()
        assert task.status == "done"
        assert "may be out of date" not in client.get(f"/library/{resource.pk}/").content.decode()


def test_nothing_is_published_while_a_line_of_the_checklist_is_open(client, published, cal_serves):
    client.force_login(cal_serves)
    answers = {**CHECKED, "next_review": "2099-01-01"}
    del answers["safe"]
    client.post(f"/library/{published.pk}/validate/", answers)
    assert not published.validations.exists()


def test_who_no_longer_serves_neither_validates_nor_gets_the_task(client, published, cal_serves):
    cal_serves.roles.update(until=date(2026, 1, 31))
    client.force_login(cal_serves)
    assert client.get(f"/library/{published.pk}/validate/").status_code == 403
    with time_machine.travel(datetime(2027, 2, 1, 18, tzinfo=UTC), tick=False):
        ask_for_due_reviews()
    assert (Task.objects.get().workgroup, Task.objects.get().assignee) == (published.workgroup, None)


def test_a_chair_gives_out_what_no_other_workgroup_has(client, published, dot, bea, legislative):
    other = Workgroup.objects.create(slug="training", name="Training")
    Role.objects.create(person=dot, workgroup=other, kind="chair", since=date(2026, 1, 1))
    taken = Resource.objects.create(title="Taken", state=State.IN_REVIEW, workgroup=legislative)
    free = Resource.objects.create(title="Free")
    for person, may in ((dot, {free.pk}), (bea, {free.pk, taken.pk, published.pk})):
        client.force_login(person)
        opened = {
            pk
            for pk in (free.pk, taken.pk, published.pk)
            if client.get(f"/library/{pk}/assign/").status_code == 200
        }
        assert opened == may
        page = client.get("/library/waiting/").content.decode()
        assert (f"/library/{taken.pk}/assign/" in page) is (person == bea)


def test_expired_leaves_the_first_page_of_a_search(client, published):
    for number in range(25):
        Resource.objects.create(
            title=f"Protocol {number}",
            state=State.PUBLISHED,
            validated_at=datetime(2026, 11, 1, tzinfo=UTC),
            next_review=date(2099, 1, 1),
        )
    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC), tick=False):
        assert "Response protocol" not in client.get("/library/?q=protocol").content.decode()
        assert "Response protocol" in client.get("/library/?q=protocol&page=2").content.decode()


def test_library_costs_the_same_however_long_it_is(client, published, django_assert_max_num_queries):
    for number in range(20):
        listed(f"R {number}", readers=["educator", "survivor"], topics=["Law", f"Topic {number}"])
    with django_assert_max_num_queries(6):
        client.get("/library/")


def test_a_robot_fills_the_trap_and_nothing_comes_in(client, db):
    client.post("/library/suggest/", {**SUGGESTION, "website": "https://spam.example/"})
    assert not Resource.objects.exists()


def test_too_many_suggestions_are_refused(client, db):
    for _ in range(10):
        client.post("/library/suggest/", SUGGESTION)
    assert client.post("/library/suggest/", SUGGESTION).status_code == 429
    assert Resource.objects.count() == 10


def test_reader_reports_a_problem_once_as_a_task(client, published):
    for _ in range(2):
        client.post(f"/library/{published.pk}/problem/", {"problem": "The phone number is old"})
    assert "phone number is old" in Task.objects.get().title


def test_task_of_a_report_leads_to_the_resource_and_keeps_every_word(client, published, cal_serves):
    words = "The phone number is old. " + "x" * 150 + " The new one is on their page."
    client.post(f"/library/{published.pk}/problem/", {"problem": words})
    client.force_login(cal_serves)
    page = client.get(f"/tasks/{Task.objects.get().pk}/").content.decode()
    assert f'<a href="/library/{published.pk}/">Response protocol</a>' in page and words in page


def office(name: str, *, extra: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for entry in filter(None, (name, extra)):
            package.writestr(entry, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>",
        b"MZ\x90\x00",
        b"PK\x03\x04broken",
        office("word/document.xml", extra="word/vbaProject.bin"),
    ],
)
def test_upload_of_anything_else_is_refused_at_its_field(client, published, cal_serves, content):
    client.force_login(cal_serves)
    fields = {"title": "T", "kind": "document", "readers": ["everyone"], "language": "English"}
    page = client.post(
        f"/library/{published.pk}/edit/", {**fields, "file": SimpleUploadedFile("x.pdf", content)}
    )
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    published.refresh_from_db()
    assert not published.file


def test_file_comes_as_a_download_that_runs_nothing(client, published, cal_serves, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cal_serves)
    fields = {"title": "T", "kind": "document", "readers": ["everyone"], "language": "English"}
    client.post(
        f"/library/{published.pk}/edit/",
        {**fields, "file": SimpleUploadedFile("Jane Doe.pdf", pdf_saying("words"))},
    )
    client.logout()
    answer = client.get(f"/library/{published.pk}/file/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="resource-{published.pk}.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_inventory_holds_no_formula(client, published):
    Resource.objects.update(title="=cmd()")
    assert "\n'=cmd()" in client.get("/library/inventory.csv").content.decode().replace("\r", "")


def listed(title: str, *, readers=("everyone",), topics=(), **more) -> Resource:
    resource = Resource(title=title, validated_at=datetime(2026, 11, 1, tzinfo=UTC), **more)
    suggest(resource, readers=list(readers), topics=list(topics))
    Resource.objects.filter(pk=resource.pk).update(state=State.PUBLISHED, next_review=date(2099, 1, 1))
    return resource


def test_facets_count_what_else_is_chosen(client, published):
    for kind, topic in [("training", "Law"), ("training", "Health"), ("statute", "Law")]:
        listed("R", kind=kind, topics=[topic])
    page = client.get("/library/?kind=training").content.decode()
    assert "Training (2)" in page and "Statute or act (1)" in page and "Law (1)" in page
    assert "2 entries" in page


def test_a_resource_of_several_readers_and_topics_counts_in_each(client, db):
    listed("Guide", readers=["educator", "survivor"], topics=["Law", "Health"])
    listed("Notes", readers=["educator"], topics=["Law"])
    page = client.get("/library/").content.decode()
    assert all(each in page for each in ("Educators (2)", "Survivors (1)", "Law (2)", "Health (1)"))
    assert "2 entries" in page
    page = client.get("/library/?reader=survivor&topic=Law").content.decode()
    assert "Guide" in page and "Notes" not in page and "Educators (2)" in page and "Health (1)" in page
    page = client.get("/search/?q=guide&in=resources&reader=survivor&topic=Health").content.decode()
    assert "/library/" in page and "Guide" in page


@pytest.mark.parametrize("address", ["/library/?q={}", "/search/?q={}"])
def test_a_resource_is_found_by_each_of_its_topics(client, db, address):
    listed("Guide", topics=["Labor rights", "Farms"])
    for words in ("labor", "farms", "farms labor"):
        assert "Guide" in client.get(address.format(words)).content.decode()


def test_several_readers_and_topics_are_suggested_corrected_and_kept(client, legislative, cal_serves):
    listed("Earlier", topics=["Law"])
    form = {**SUGGESTION, "readers": ["survivor", "educator"], "topics": "law, Safe housing; law ,"}
    client.post("/library/suggest/", form)
    resource = Resource.objects.get(title="Shelter list")
    assert (resource.readers, resource.topic_names) == (["educator", "survivor"], ["Law", "Safe housing"])
    Resource.objects.filter(pk=resource.pk).update(workgroup=legislative, validator=cal_serves)
    client.force_login(cal_serves)
    page = client.get(f"/library/{resource.pk}/validate/").content.decode()
    assert "Educators, Survivors" in page and "Law, Safe housing" in page
    path = f"/library/{resource.pk}/edit/"
    form = client.get(path).context["form"]
    assert form["topics"].value() == "Law, Safe housing"
    client.post(path, {**SUGGESTION, "readers": ["survivor"], "topics": "Housing"})
    page = client.get(f"/library/{resource.pk}/").content.decode()
    assert "<del>educator; survivor</del> <ins>survivor</ins>" in page
    assert "<del>Law; Safe housing</del> <ins>Housing</ins>" in page


def test_a_resource_is_for_somebody_and_its_topics_are_short(client, db):
    for wrong, said in [
        ({"readers": []}, "This field is required."),
        ({"topics": "x" * 81}, "at most 80 letters"),
        ({"topics": ",".join(map(str, range(13)))}, "at most 12 topics"),
    ]:
        page = client.post("/library/suggest/", {**SUGGESTION, **wrong}).content.decode()
        assert said in page and 'value="Shelter list"' in page
    assert not Resource.objects.exists()


def test_topics_that_nobody_checked_are_offered_to_nobody(client, db):
    client.post("/library/suggest/", {**SUGGESTION, "topics": "Unkind words"})
    listed("Guide", topics=["Law"])
    page = client.get("/library/suggest/").content.decode()
    assert "In use: Law." in page


def test_inventory_feed_and_markup_tell_every_reader_and_topic(client, db):
    resource = listed("Guide", readers=["educator", "survivor"], topics=["Law", "Health"], kind="document")
    [row] = client.get("/library/inventory.json").json()["resources"]
    assert (row["readers"], row["topics"]) == (["educator", "survivor"], ["Health", "Law"])
    table = client.get("/library/inventory.csv").content.decode()
    assert "educator; survivor" in table and "Health; Law" in table
    feed = client.get("/library/feed.atom").content.decode()
    assert '<category term="Law"' in feed and '<category term="Survivors"' in feed
    page = client.get(f"/library/{resource.pk}/").content.decode()
    assert '{"@type": "Audience", "audienceType": "Survivors"}' in page and '"name": "Health"' in page


@pytest.mark.parametrize("path", ["/library/inventory.json", "/library/feed.atom"])
def test_lists_cost_the_same_however_many_there_are(client, db, path, django_assert_max_num_queries):
    for number in range(30):
        listed(f"Guide {number}", readers=["educator", "survivor"], topics=["Law", f"Topic {number}"])
    with django_assert_max_num_queries(7):
        client.get(path)


def test_feed_says_whose_it_is_and_brings_no_markup_of_a_summary(client, db):
    Charter.objects.update_or_create(pk=1, defaults={"name": "Our consortium"})
    listed("Guide", summary="Fewer < more <img src=x onerror=alert(1)>")
    feed = ElementTree.fromstring(client.get("/library/feed.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.find(f"{atom}author/{atom}name").text == "Our consortium"
    assert [link.get("rel") for link in feed.findall(f"{atom}link")] == ["alternate", "self"]
    assert "<img" not in feed.find(f"{atom}entry/{atom}summary").text


def test_coordinator_hears_of_what_was_suggested(client, ada):
    client.post("/library/suggest/", SUGGESTION)
    client.force_login(ada)
    assert '<a href="/library/waiting/">1 suggested resource</a>' in client.get("/").content.decode()
    assert "Waiting (1)" in client.get("/library/").content.decode()


def test_history_shows_every_change_to_those_who_decide(client, legislative, cal_serves):
    client.post("/library/suggest/", SUGGESTION)
    resource = Resource.objects.get()
    Resource.objects.update(workgroup=legislative, validator=cal_serves)
    client.force_login(cal_serves)
    fields = {**SUGGESTION, "title": "List of shelters"}
    client.post(f"/library/{resource.pk}/edit/", fields)
    page = client.get(f"/library/{resource.pk}/").content.decode()
    assert "<del>Shelter list</del> <ins>List of shelters</ins>" in page
    client.post(f"/library/{resource.pk}/validate/", {**CHECKED, "next_review": "2099-01-01"})
    client.logout()
    assert "List of shelters</ins>" not in client.get(f"/library/{resource.pk}/").content.decode()


def test_record_in_schema_words_cannot_leave_its_element(client, published):
    Resource.objects.update(title="</script><script>alert(1)</script>")
    page = client.get(f"/library/{published.pk}/").content.decode()
    assert '"@type": "WebPage"' in page and "<script>alert" not in page


def test_feed_tells_of_what_changed_not_only_of_what_is_new(client, published, cal_serves):
    newer = Resource.objects.create(
        title="Newer",
        state=State.PUBLISHED,
        validated_at=datetime(2026, 6, 1, tzinfo=UTC),
        next_review=date(2099, 1, 1),
    )
    assert client.get("/library/feed.atom").content.decode().index("Newer") < client.get(
        "/library/feed.atom"
    ).content.decode().index("Response protocol")
    client.force_login(cal_serves)
    fields = {
        "title": "Response protocol, revised",
        "kind": "document",
        "readers": ["everyone"],
        "language": "en",
    }
    client.post(f"/library/{published.pk}/edit/", fields)
    page = client.get("/library/feed.atom").content.decode()
    assert page.index("Response protocol, revised") < page.index(newer.title)


def with_file(content: bytes, **more) -> dict:
    return {**SUGGESTION, "link": "", "file": SimpleUploadedFile("Jane Doe.pdf", content), **more}


def test_visitor_suggests_a_file_that_nobody_sees_before_it_was_checked(
    client, legislative, cal_serves, dot, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.post("/library/suggest/", with_file(pdf_saying("words")))
    resource = Resource.objects.get()
    assert "jane" not in resource.file.name.lower() and b"Secret" not in resource.file.read()
    Resource.objects.update(workgroup=legislative, validator=cal_serves)
    path = f"/library/{resource.pk}/file/"
    seen = {}
    for who in (None, dot, cal_serves):
        client.logout()
        if who:
            client.force_login(who)
        seen[who] = client.get(path).status_code
    assert seen == {None: 404, dot: 404, cal_serves: 200}
    page = client.get(f"/library/{resource.pk}/validate/").content.decode()
    assert path in page
    client.post(f"/library/{resource.pk}/validate/", {**CHECKED, "next_review": "2099-01-01"})
    client.logout()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html><script>", b"%PDF-1.7 broken"])
def test_visitors_file_of_another_kind_is_refused_at_its_field(client, db, content):
    page = client.post("/library/suggest/", with_file(content)).content.decode()
    assert "errorlist" in page and 'value="Shelter list"' in page
    assert not Resource.objects.exists()


def test_visitors_file_is_small_and_something_is_given(client, db, monkeypatch):
    monkeypatch.setattr("library.forms.resources.LARGEST_UNASKED", 100)
    page = client.post("/library/suggest/", with_file(pdf_saying("words"))).content.decode()
    assert "at most 10 MB" in page
    page = client.post("/library/suggest/", {**SUGGESTION, "link": ""}).content.decode()
    assert "Give a link or a file." in page
    assert not Resource.objects.exists()


def test_too_many_files_are_refused_before_they_are_read(client, db):
    for _ in range(10):
        client.post("/library/suggest/", with_file(b"MZ"))
    assert client.post("/library/suggest/", with_file(b"MZ")).status_code == 429
    assert not Resource.objects.exists()
