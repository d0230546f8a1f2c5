"""Someone who does not stand on the page is found by two letters, and chosen by keys, in minutes, agenda and attendance."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import AgendaItem, Attendance, Entry, Meeting
from members.models import Organization, Person
from tests.errands.browsing import DESK, PHONE, open_page, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(ada, legislative, site) -> str:
    begins = timezone.now() - timedelta(hours=1)
    meeting = Meeting.objects.create(
        slug="spring", title="Spring", starts_at=begins, ends_at=begins + timedelta(hours=4)
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget", minutes=5, person=ada)
    Person.objects.bulk_create(Person(name=f"Zoe Crowd{n:03}", handle=f"z{n}") for n in range(150))
    Organization.objects.bulk_create(Organization(name=f"Agency {n:03}") for n in range(150))
    Organization.objects.create(name="Quiet House")
    for name in ("Quinn Faraway", "Quentin Faraway"):
        Person.objects.create_user(name)
    return f"{site}/meetings/spring/"


@pytest.fixture
def desk(ada, address, site, chromium):
    return open_page(chromium, site, person=ada, viewport=DESK)


def names(page):
    return page.locator(".found-names [role=option]")


def choose(page, field, letters: str, *, down: int) -> None:
    """Type some letters, wait for the answer, go down so many lines and press Enter."""
    field.press_sequentially(letters)
    expect(names(page).filter(has_text="Qu").first).to_be_visible()
    for _ in range(down):
        field.press("ArrowDown")
    field.press("Enter")
    expect(names(page)).to_have_count(0)


def test_owner_and_mover_are_found_and_saved(desk, address):
    desk.goto(f"{address}minutes/write/")
    passage = desk.locator("form.passage").first
    passage.locator("textarea").fill("Call the clerk")
    passage.locator("select[name=kind]").select_option("action")
    who = passage.get_by_label("Who")
    assert desk.locator("option[value^='Quinn']").count() == 0
    choose(desk, who, "qu", down=2)
    expect(who).to_have_value("Quinn Faraway")
    until(desk, lambda: Entry.objects.filter(owner__name="Quinn Faraway").exists())
    motion = desk.locator("form.passage[data-passage='']").first
    motion.locator("textarea").fill("To adopt it")
    motion.locator("select[name=kind]").select_option("motion")
    choose(desk, motion.get_by_label("Moved by"), "qui", down=1)
    until(desk, lambda: Entry.objects.filter(mover="Quiet House").exists())
    assert desk.errors == []


def test_name_after_an_at_is_found(desk, address):
    desk.goto(f"{address}minutes/write/")
    text = desk.locator("form.passage textarea").first
    choose(desk, text, "Thanks to @quen", down=0)
    expect(text).to_have_value("Thanks to @Quentin Faraway ")
    until(desk, lambda: Entry.objects.filter(text="Thanks to @Quentin Faraway").exists())
    assert desk.errors == []


def test_presenter_is_chosen_by_keys_on_the_agenda_and_escape_leaves_what_was_typed(desk, address):
    desk.goto(f"{address}agenda/")
    desk.get_by_label("Item:", exact=True).fill("Bills")
    desk.get_by_text("More about this item").click()
    person = desk.get_by_label("Or someone on the roster")
    person.press("ArrowDown")
    expect(names(desk)).to_have_text(["Ada Lund"])
    person.press("Escape")
    choose(desk, person, "qu", down=1)
    expect(person).to_have_value("Quentin Faraway")
    person.press("End")
    for _ in range(3):
        person.press("Backspace")
    person.press("Escape")
    expect(person).to_have_value("Quentin Fara")
    person.press_sequentially("way")
    desk.get_by_role("button", name="Add", exact=True).click()
    desk.get_by_text("Added.").wait_for()
    assert AgendaItem.objects.get(title="Bills").person.name == "Quentin Faraway"
    assert desk.errors == []


def test_attendance_is_noted_by_finger_at_a_phones_width(ada, address, site, chromium):
    phone = open_page(chromium, site, person=ada, viewport=PHONE, has_touch=True)
    phone.goto(f"{address}attendance/")
    phone.get_by_label("Organization:", exact=True).fill("qui")
    names(phone).filter(has_text="Quiet House").tap()
    phone.get_by_label("Person:", exact=True).fill("quin")
    names(phone).filter(has_text="Quinn Faraway").tap()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Add", exact=True).tap()
    phone.get_by_text("Saved.").wait_for()
    row = Attendance.objects.get()
    assert (row.organization.name, row.person.name) == ("Quiet House", "Quinn Faraway")
    assert phone.errors == []


def test_late_answer_changes_nothing_and_without_a_network_what_is_known_stays(desk, address):
    desk.goto(f"{address}agenda/")
    desk.get_by_text("More about this item").click()
    person = desk.get_by_label("Or someone on the roster")
    held = []
    desk.route("**/names/presenter/?q=zo", lambda route: held.append(route))
    person.press_sequentially("zo")
    until(desk, lambda: held)
    person.fill("")
    person.press_sequentially("qu")
    expect(names(desk)).to_have_text(["Quentin Faraway", "Quinn Faraway"])
    with desk.expect_response("**/names/presenter/?q=zo"):
        held[0].continue_()
    expect(names(desk)).to_have_text(["Quentin Faraway", "Quinn Faraway"])
    desk.unroute("**/names/presenter/?q=zo")
    desk.context.set_offline(True)
    person.fill("quin")
    expect(names(desk)).to_have_text(["Quinn Faraway"])
    person.fill("ad")
    expect(names(desk)).to_have_text(["Ada Lund"])


def test_without_scripts_a_typed_name_is_taken(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}agenda/")
    page.get_by_label("Item:", exact=True).fill("Bills")
    page.get_by_text("More about this item").click()
    page.get_by_label("Or someone on the roster").fill("quinn faraway")
    page.get_by_role("button", name="Add", exact=True).click()
    assert AgendaItem.objects.get(title="Bills").person.name == "Quinn Faraway"
