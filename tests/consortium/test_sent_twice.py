"""A form that comes twice is done once: a second press, or a browser that heard no answer and asked again."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client

from consortium.sent_twice import SentTwiceMiddleware
from tasks.models import Comment, Task


@pytest.fixture
def hers(cal) -> Client:
    hers = Client(enforce_csrf_checks=True)
    hers.force_login(cal)
    return hers


@pytest.fixture
def address(cal, legislative) -> str:
    return f"/tasks/{Task.objects.create(title='Draft', workgroup=legislative, assignee=cal).pk}/"


def form_of(hers: Client, page: str, **typed) -> dict:
    shown = hers.get(page).content.decode()
    return {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)', shown).group(1), **typed}


def texts() -> list[str]:
    return sorted(Comment.objects.values_list("text", flat=True))


def test_same_form_twice_is_done_once_and_said(hers, address):
    form = form_of(hers, address, text="I called them.")
    first = hers.post(f"{address}comment/", form)
    again = hers.post(f"{address}comment/", form, follow=True)
    assert texts() == ["I called them."]
    assert again.redirect_chain[0][0] == first["Location"]
    assert "The second press was left out" in again.content.decode()


def test_other_words_from_the_same_form_are_another_act(hers, address):
    form = form_of(hers, address, text="One.")
    hers.post(f"{address}comment/", form)
    hers.post(f"{address}comment/", form | {"text": "Two."})
    assert texts() == ["One.", "Two."]


def test_same_words_from_a_page_loaded_anew_are_another_act(hers, address):
    for _ in range(2):
        hers.post(f"{address}comment/", form_of(hers, address, text="Still waiting."))
    assert texts() == ["Still waiting."] * 2


def test_press_that_undid_another_may_be_repeated(hers, address):
    yes, no = (form_of(hers, address, text=word) for word in ("Yes.", "No."))
    for form in (yes, no, yes):
        hers.post(f"{address}comment/", form)
    assert texts() == ["No.", "Yes.", "Yes."]


def test_press_after_one_that_another_way_undid_is_another_act(hers, address):
    form = form_of(hers, address, text="Done.")
    hers.post(f"{address}comment/", form)
    hers.post("/library/suggest/", form_of(hers, address))
    hers.post(f"{address}comment/", form)
    assert texts() == ["Done."] * 2


def test_another_file_of_the_same_name_and_size_is_another_act(rf):
    cache.clear()
    read = []

    def keep(request):
        read.append(request.FILES["file"].read())
        return HttpResponseRedirect("/there/")

    for content in (b"one", b"two"):
        file = SimpleUploadedFile("list.csv", content)
        request = rf.post("/here/", {"csrfmiddlewaretoken": "a", "file": file})
        assert SentTwiceMiddleware(keep)(request)["Location"] == "/there/"
    assert read == [b"one", b"two"]


def test_what_was_refused_is_tried_again(hers, address):
    form = form_of(hers, address, text="")
    assert [hers.post("/library/suggest/", form).status_code for _ in range(2)] == [200, 200]


def test_nobody_is_answered_what_another_sent(hers, address, ada):
    form = form_of(hers, address, text="Mine.")
    hers.post(f"{address}comment/", form)
    other = Client(enforce_csrf_checks=True)
    other.force_login(ada)
    assert other.post(f"{address}comment/", form).status_code == 403


def test_second_press_waits_for_the_first_to_be_done(rf):
    entered, done = Event(), Event()
    seen = []

    def slowly(request):
        seen.append(request)
        entered.set()
        done.wait(5)
        return HttpResponseRedirect("/there/")

    once = SentTwiceMiddleware(slowly)

    def send() -> HttpResponse:
        request = rf.post("/here/", {"csrfmiddlewaretoken": "a", "text": "b"})
        request.COOKIES["csrftoken"] = "c"
        request._messages = type("Told", (), {"add": lambda *said: None})()
        return once(request)

    cache.clear()
    with ThreadPoolExecutor(2) as both:
        first = both.submit(send)
        entered.wait(5)
        second = both.submit(send)
        done.set()
        assert [first.result()["Location"], second.result()["Location"]] == ["/there/", "/there/"]
    assert len(seen) == 1


def test_post_of_another_server_is_left_unread(rf):
    once = SentTwiceMiddleware(lambda request: HttpResponse(request.body))
    assert b"hello" in once(rf.post("/webhook/", {"text": "hello"})).content
