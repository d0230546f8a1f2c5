"""The public site's texts: nobody reads a draft, everyone the published version, the coordinator all of them."""

import re
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from charter.models import Charter
from library.actions import add_page, publish_page, save_draft
from library.forms.pages import PROMISES
from library.jobs import tell_of_stale_numbers
from library.models import Page, PageVersion, Picture, Resource
from library.page_files import GENERIC, load_pages, read_text
from library.resource_files import load_resources, of_state
from mail.models import Message
from tests.charter.test_uploads import picture


@pytest.fixture
def about(ada) -> Page:
    page = add_page(slug="about", title="Who we are", by=ada)
    publish_page(save_draft(page, title="Who we are", summary="", text="First words", seen=1, by=ada), by=ada)
    return page


def typed(text: str, seen: int, **more) -> dict:
    return {"title": "Who we are", "summary": "", "text": text, "seen": seen, **more}


def test_draft_is_read_by_nobody_until_it_is_published(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/", typed("Second words", 2))
    assert "First words" in client.get("/about/").content.decode()
    assert "Second words" in client.get("/site/about/3/").content.decode()
    client.post("/site/about/3/publish/")
    client.logout()
    assert "Second words" in client.get("/about/").content.decode()


def test_older_version_can_be_taken_up_again(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/", typed("Second words", 2))
    client.post("/site/about/3/publish/")
    assert "First words" in client.get("/site/about/2/").content.decode()
    client.post("/site/about/2/publish/")
    assert "First words" in client.get("/about/").content.decode()


def test_editing_after_going_back_begins_from_either_version(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/", typed("Second words", 2))
    page = client.get("/site/about/").content.decode()
    assert "Second words" in page and "Readers see version 2" in page
    page = client.get("/site/about/?from=2").content.decode()
    assert "First words" in page and "version 3 is kept" in page
    client.post("/site/about/?from=2", typed("First words, better", 3))
    assert [version.text for version in about.versions.all()][:3] == [
        "First words, better", "Second words", "First words",
    ]  # fmt: skip


def test_what_would_change_tells_of_title_and_summary_too(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/", {"title": "About us", "summary": "A line", "text": "First words", "seen": 2})
    page = client.get("/site/about/3/").content.decode()
    assert "<ins>About us</ins>" in page and "<ins>A line</ins>" in page and "<del>Who we are</del>" in page


@pytest.mark.parametrize(
    ("slug", "address"), [("help", "/help/"), ("safety", "/safety/"), ("about", "/about/")]
)
def test_texts_inside_other_pages_are_edited_from_there(client, ada, cal, slug, address):
    page = add_page(slug=slug, title="Words", by=ada)
    publish_page(page.latest, by=ada)
    for person, offered in ((None, False), (cal, False), (ada, True)):
        client.logout()
        if person:
            client.force_login(person)
        assert (f'href="/site/{slug}/"' in client.get(address).content.decode()) is offered


def test_words_of_a_picture_cannot_break_its_line(ada):
    assert Picture(pk=1, alt="A ] and [ and \\").markdown == "![A \\] and \\[ and \\\\](/pictures/1/)"


def test_look_saves_nothing(client, about, ada):
    client.force_login(ada)
    page = client.post("/site/about/", typed("**Bold** words", 2, look="")).content.decode()
    assert "<strong>Bold</strong> words" in page
    assert PageVersion.objects.count() == 2


def test_second_editor_is_told_and_loses_nothing(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/", typed("Hers", 2))
    page = client.post("/site/about/", typed("Mine", 2))
    assert page.status_code == 409
    assert "Hers" in page.content.decode() and "Mine" in page.content.decode()
    client.post("/site/about/", typed("Both", 3))
    assert about.latest.text == "Both"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.gif)",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_text_brings_no_script_and_no_picture_of_another_site(client, about, ada, text):
    publish_page(save_draft(about, title="T", summary="", text=text, seen=2, by=ada), by=ada)
    article = (
        client.get("/about/").content.decode().split('<article class="prose">')[1].split("</article>")[0]
    )
    assert "<script" not in article and "<img src" not in article and "href" not in article


def test_withdrawn_page_is_not_found(client, about, ada):
    client.force_login(ada)
    client.post("/site/about/withdraw/")
    client.logout()
    assert client.get("/about/").status_code == 404


@pytest.mark.parametrize("left_out", ["alt", "dignity"])
def test_picture_needs_its_words_and_a_review(client, ada, settings, tmp_path, left_out):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ada)
    fields = {"alt": "A river", "dignity": "on"}
    del fields[left_out]
    client.post("/site/pictures/", {**fields, "file": SimpleUploadedFile("x.jpg", picture("JPEG"))})
    assert not Picture.objects.exists()


def test_picture_stands_in_a_page_without_its_metadata(client, about, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ada)
    upload = SimpleUploadedFile("Jane Doe.jpg", picture("JPEG"))
    client.post("/site/pictures/", {"alt": "A river", "dignity": "on", "file": upload})
    line = Picture.objects.get().markdown
    publish_page(save_draft(about, title="T", summary="", text=line, seen=2, by=ada), by=ada)
    client.logout()
    assert (
        f'src="/pictures/{Picture.objects.get().pk}/" alt="A river"' in client.get("/about/").content.decode()
    )
    answer = client.get(f"/pictures/{Picture.objects.get().pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"Secret" not in b"".join(answer)


def test_page_keeps_the_place_of_its_pictures_and_fetches_those_below_later(client, about, ada):
    client.force_login(ada)
    for number in range(2):
        upload = SimpleUploadedFile("x.png", picture("PNG", size=(60, 30)))
        client.post("/site/pictures/", {"alt": f"River {number}", "dignity": "on", "file": upload})
    lost = Picture.objects.create(file="pictures/lost.png", alt="Lost", dignity=True)
    shown = [*Picture.objects.exclude(pk=lost.pk).order_by("pk"), lost]
    text = "\n\n".join(row.markdown for row in shown)
    publish_page(save_draft(about, title="T", summary="", text=text, seen=2, by=ada), by=ada)
    images = re.findall(r"<img [^>]*pictures[^>]*>", client.get("/about/").content.decode())
    assert ['width="30" height="60"' in image for image in images] == [True, True, False]
    assert ['loading="lazy"' in image for image in images] == [False, True, True]


def test_migration_measures_the_pictures_that_stand(ada, client):
    client.force_login(ada)
    upload = SimpleUploadedFile("x.png", picture("PNG", size=(60, 30)))
    client.post("/site/pictures/", {"alt": "River", "dignity": "on", "file": upload})
    Picture.objects.update(width=None, height=None)
    Picture.objects.create(file="pictures/lost.png", alt="Lost", dignity=True)
    import_module("library.migrations.0002_picture_size").measure(apps, None)
    assert list(Picture.objects.order_by("pk").values_list("width", "height")) == [(30, 60), (None, None)]


def test_number_unchecked_for_180_days_warns_the_coordinator_alone(client, ada, cal):
    Charter(pk=1, hotline_phone="1-888-373-7888", hotline_checked_on=date(2026, 1, 1)).save()
    with time_machine.travel(datetime(2026, 6, 29, 18, tzinfo=UTC), tick=False):
        client.force_login(ada)
        assert "180 days" not in client.get("/").content.decode()
    with time_machine.travel(datetime(2026, 7, 1, 18, tzinfo=UTC), tick=False):
        client.force_login(ada)
        assert "180 days" in client.get("/").content.decode()
        client.force_login(cal)
        assert "180 days" not in client.get("/").content.decode()


def test_facts_are_edited_in_place(client, ada):
    Charter(pk=1).save()
    client.force_login(ada)
    form = client.get("/site/facts/").context["form"]
    values = {name: "" if value is None else value for name, value in form.initial.items()}
    client.post("/site/facts/", {**values, "hotline_phone": "1-888-373-7888", "neutral_titles": ""})
    page = client.get("/help/").content.decode()
    assert "1-888-373-7888" in page and "<title>Get help" in page


def test_own_records_wait_to_be_validated_like_any_suggestion(client, db):
    load_resources(of_state("Wisconsin"))
    waiting = Resource.objects.waiting()
    titles = "\n".join(waiting.values_list("title", flat=True))
    for known in ("Baseline Survey", "Act 116", "Response Protocol", "940.302", "948.051"):
        assert known in titles
    assert "Act 116" not in client.get("/library/").content.decode()


def stale(charter_checked: date | None) -> None:
    Charter.objects.update_or_create(
        pk=1, defaults={"hotline_phone": "1-888-373-7888", "hotline_checked_on": charter_checked}
    )


def test_unchecked_numbers_are_one_mail_to_the_coordinator_for_each_check(ada, cal):
    stale(date(2026, 1, 1))
    for moment in (datetime(2026, 6, 30, 18, tzinfo=UTC), datetime(2026, 7, 1, 18, tzinfo=UTC)):
        with time_machine.travel(moment, tick=False):
            tell_of_stale_numbers()
            tell_of_stale_numbers()
    assert list(Message.objects.values_list("person__email", flat=True)) == [ada.email]
    stale(date(2026, 7, 2))
    with time_machine.travel(datetime(2027, 1, 1, 18, tzinfo=UTC), tick=False):
        tell_of_stale_numbers()
    assert Message.objects.filter(kind="numbers_stale").count() == 2


@pytest.fixture
def tips(ada) -> Page:
    page = add_page(slug="safety", title="Safety tips", by=ada)
    publish_page(page.latest, by=ada)
    return page


def test_safety_tips_are_there_from_the_first_day(client, db):
    assert "does not delete your browser history" in client.get("/safety/").content.decode()
    load_pages()
    assert Page.objects.get(slug="safety").get_absolute_url() == "/safety/"
    assert "does not delete your browser history" in client.get("/safety/").content.decode()


def test_safety_tips_are_edited_like_any_text(client, tips, ada):
    client.force_login(ada)
    client.post("/site/safety/", typed("Use a device that nobody else looks at.", 1))
    client.post("/site/safety/2/publish/")
    client.logout()
    page = client.get("/safety/").content.decode()
    assert "a device that nobody else looks at" in page


@pytest.mark.parametrize(
    "promise", ["You are safe here.", "Visits are untraceable.", "It clears the history."]
)
def test_safety_tips_promise_nothing(client, tips, ada, promise):
    client.force_login(ada)
    page = client.post("/site/safety/", typed(promise, 1)).content.decode()
    assert "promises too much" in page and promise in page
    assert tips.versions.count() == 1


def test_seeded_safety_tips_pass_their_own_check():
    words = read_text(GENERIC / "5-safety.md")
    assert not PROMISES.search(words.text)


def test_map_for_search_engines_lists_every_public_page(client, about):
    found = client.get("/sitemap.xml").content.decode()
    for path in ("/coverage/", "/join/", "/members/", "/about/", "/help/", "/safety/", "/notice/"):
        assert f"{path}</loc>" in found
        assert client.get(path).status_code == 200


def test_preview_of_a_link_has_picture_title_and_the_one_address(client, about):
    page = client.get("/about/?from=mail").content.decode()
    for said in ("og:title", "og:type", "og:image", "og:image:alt"):
        assert f'property="{said}" content="' in page
    address = re.search(r'property="og:url" content="([^"]+)"', page)[1]
    assert address.endswith("/about/") and f'<link rel="canonical" href="{address}">' in page
