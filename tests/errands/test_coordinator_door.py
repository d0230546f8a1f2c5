"""The coordinator keeps the door on a tablet, also while there is no network, and prints; a member proposes an item."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect

from charter.models import Charter
from meetings.models import AgendaItem, Attendance, Meeting
from members.models import Organization, Representation
from tests.errands.browsing import DESK, PHONE, open_page, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def meeting(ada) -> Meeting:
    now = timezone.now()
    return Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=4)
    )


@pytest.fixture
def seats(cal) -> list[Organization]:
    names = ["Harbor House", "Legal Aid", "City Police", "Faith Alliance", "Youth Net", "County Nurses"]
    names += ["Lake College", "Court Watch", "Tribal Services", "Shelter North"]
    seats = [Organization.objects.create(name=name) for name in names]
    Representation.objects.create(person=cal, organization=seats[0])
    return seats


def card(page, name: str):
    return page.locator("[data-seat]").filter(has=page.get_by_role("heading", name=name))


def press(page, name: str, button: str = "Here") -> None:
    card(page, name).get_by_role("button", name=f"{button}: {name}").click()


def test_ten_people_come_in_four_of_them_while_the_network_is_gone(meeting, seats, ada, cal, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=TABLET)
    page.goto(f"{site}/meetings/q/check-in/")
    card(page, "Harbor House").get_by_role("combobox").select_option(label="Cal Ness")
    for seat in seats[:4]:
        press(page, seat.name)
    press(page, "Youth Net", "By video")
    page.get_by_text("Here since", exact=False).nth(4).wait_for()
    page.get_by_text("No quorum yet").wait_for()

    page.context.set_offline(True)
    for seat in seats[5:9]:
        press(page, seat.name)
    page.get_by_label("Name:", exact=True).fill("Pat Doe")
    page.get_by_role("button", name="Check in").click()
    page.get_by_text("5 presses are kept on this device").wait_for()
    assert page.get_by_text("Noted on this device, not sent yet").count() == 4
    assert Attendance.objects.count() == 5
    # Meanwhile another device notes one of them as having left.
    Attendance.objects.create(
        meeting=meeting,
        organization=seats[5],
        arrived_at=timezone.now(),
        left_at=timezone.now() + timedelta(hours=1),
    )

    page.context.set_offline(False)
    page.get_by_text("Everything is sent.").wait_for(timeout=15_000)
    page.get_by_text("County Nurses was noted as having left after your press. That stands.").wait_for()
    page.get_by_text("Quorum reached").wait_for()
    assert Attendance.objects.filter(person=cal, mode="in_person").count() == 1
    assert set(Attendance.objects.filter(left_at=None).values_list("organization__name", "guest_name")) == {
        *((seat.name, "") for seat in [*seats[:5], *seats[6:9]]),
        (None, "Pat Doe"),
    }
    assert page.evaluate("localStorage.length") == 0
    press(page, "Shelter North")
    press(page, "Shelter North", "Undo")
    undone = page.get_by_role("button", name="Here: Shelter North", exact=True)
    until(page, lambda: undone.is_visible() and page.evaluate("localStorage.length") == 0)
    assert not Attendance.objects.filter(organization=seats[9]).exists()

    sheet = page.request.get(f"{site}/meetings/q/check-in/sheet/pdf/")
    assert sheet.headers["content-type"] == "application/pdf" and sheet.body().startswith(b"%PDF-")
    page.get_by_role("link", name="Poster with a code").click()
    page.get_by_text("Point your phone").wait_for()
    assert [error for error in page.errors if "ERR_INTERNET_DISCONNECTED" not in error] == []


def test_presses_survive_a_closed_tab_and_a_helper_needs_no_account(meeting, seats, ada, site, chromium):
    desk = open_page(chromium, site, person=ada, viewport=DESK)
    desk.goto(f"{site}/meetings/q/check-in/")
    desk.get_by_label("Who keeps the door").fill("Pat")
    desk.get_by_role("button", name="Make a link").click()
    link = desk.get_by_role("link", name="The door for Pat").get_attribute("href")

    tablet = open_page(chromium, site, viewport=PHONE)
    tablet.goto(site + link)
    assert tablet.get_by_text("Cal Ness").count() == 0
    tablet.context.set_offline(True)
    press(tablet, "Legal Aid")
    tablet.get_by_text("1 press is kept on this device").wait_for()
    tablet.close()
    again = tablet.context.new_page()
    tablet.context.set_offline(False)
    again.goto(site + link)
    again.get_by_text("Everything is sent.").wait_for()
    assert Attendance.objects.get().organization == seats[1]
    assert again.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_page_loaded_again_without_a_network_works_and_sends_later(meeting, seats, ada, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=TABLET)
    page.goto(f"{site}/meetings/q/check-in/")
    page.get_by_text("This page also works without a network now.").wait_for()
    page.context.set_offline(True)
    press(page, "Legal Aid")
    page.reload()
    assert card(page, "Legal Aid").get_attribute("data-is") == "here"
    page.get_by_text("1 press is kept on this device").wait_for()
    press(page, "City Police")
    page.reload()
    page.get_by_text("2 presses are kept on this device").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Everything is sent.").wait_for(timeout=15_000)
    assert set(Attendance.objects.values_list("organization__name", flat=True)) == {
        "Legal Aid",
        "City Police",
    }

    other = page.context.new_page()
    page.context.set_offline(True)
    with pytest.raises(Error):
        other.goto(f"{site}/meetings/q/")
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.goto(f"{site}/meetings/q/check-in/")
    assert page.evaluate("caches.keys()") == []


def test_any_of_many_is_found_while_typing_and_checked_in_without_a_network(
    meeting, seats, ada, cal, site, chromium
):
    Organization.objects.bulk_create(Organization(name=f"Agency {n:03}") for n in range(150))
    page = open_page(chromium, site, person=ada, viewport=TABLET)
    page.goto(f"{site}/meetings/q/check-in/")
    page.get_by_text("This page also works without a network now.").wait_for()
    assert card(page, "Harbor House").count() == 0
    page.context.set_offline(True)
    page.reload()
    page.get_by_label("Find an organization").fill("harbor")
    card(page, "Harbor House").get_by_role("combobox").select_option(label="Cal Ness")
    press(page, "Harbor House", "By video")
    assert page.locator("[data-seat]:visible").count() == 1
    page.get_by_label("Find an organization").fill("")
    assert page.locator("[data-seat]:visible").count() == 100
    page.get_by_label("Name:", exact=True).fill("Pat Doe")
    page.get_by_label("With").fill("nobody's")
    page.get_by_role("button", name="Check in").click()
    assert page.get_by_text("1 press is kept on this device").count() == 1
    page.get_by_label("With").fill("youth net")
    page.get_by_role("button", name="Check in").click()
    page.get_by_text("2 presses are kept on this device").wait_for()
    page.reload()
    page.get_by_label("Find an organization").fill("harbor")
    assert card(page, "Harbor House").get_attribute("data-is") == "here"
    page.context.set_offline(False)
    page.get_by_text("Everything is sent.").wait_for(timeout=15_000)
    assert set(Attendance.objects.values_list("organization__name", "person", "guest_name", "mode")) == {
        ("Harbor House", cal.pk, "", "remote"),
        ("Youth Net", None, "Pat Doe", "in_person"),
    }
    card(page, "Harbor House").get_by_text("by video or phone (Cal Ness)").wait_for()


def test_finger_drags_an_item_by_its_handle(ada, site, chromium):
    ahead = timezone.now() + timedelta(days=30)
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=ahead, ends_at=ahead + timedelta(hours=4)
    )
    for position, title in enumerate(["Opening", "Budget"], 1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    phone = open_page(chromium, site, person=ada, viewport=TABLET, has_touch=True)
    phone.goto(f"{site}/meetings/q/agenda/")
    phone.locator(".handle").nth(1).scroll_into_view_if_needed()
    start, end = (phone.locator(".handle").nth(place).bounding_box() for place in (1, 0))
    finger = phone.context.new_cdp_session(phone)
    for kind, box in [("touchStart", start), ("touchMove", end), ("touchEnd", None)]:
        points = [{"x": box["x"] + 20, "y": box["y"] + 20}] if box else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    phone.get_by_text("Budget: now number 1").wait_for()
    assert [item.title for item in AgendaItem.objects.all()] == ["Budget", "Opening"]


def test_a_member_proposes_an_item_and_sees_it_accepted(ada, cal, site, chromium):
    ahead = timezone.now() + timedelta(days=30)
    Meeting.objects.create(slug="q", title="Quarterly", starts_at=ahead, ends_at=ahead + timedelta(hours=4))
    phone = open_page(chromium, site, person=cal, viewport=PHONE)
    phone.goto(f"{site}/meetings/q/agenda/")
    phone.get_by_role("link", name="Propose an item").click()
    phone.get_by_label("What should be on the agenda?").fill("Posters for bus stations")
    phone.get_by_role("button", name="Propose it").click()
    phone.get_by_text("Not answered yet").wait_for()

    desk = open_page(chromium, site, person=ada, viewport=DESK)
    desk.goto(f"{site}/meetings/q/agenda/")
    desk.locator(".proposal summary").click()
    desk.locator(".proposal").get_by_label("Minutes").fill("15")
    desk.locator(".proposal").get_by_role("button", name="Put on the agenda").click()
    desk.get_by_text("It is on the agenda").wait_for()
    desk.get_by_label("Item:", exact=True).fill("Opening")
    desk.get_by_role("button", name="Add", exact=True).click()
    desk.get_by_role("button", name="Move up: Opening").focus()
    desk.keyboard.press("Enter")
    desk.get_by_text("Opening: now number 1").wait_for()
    rows = desk.locator("tr[data-item]")
    rows.nth(1).drag_to(rows.nth(0))
    desk.get_by_text("Posters for bus stations: now number 1").wait_for()
    assert [item.title for item in AgendaItem.objects.all()] == ["Posters for bus stations", "Opening"]

    phone.reload()
    phone.get_by_text("On the agenda, changed").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert desk.errors == phone.errors == []


def test_leaving_the_site_asks_nothing_though_presses_wait(meeting, seats, ada, site, chromium):
    Charter.objects.update_or_create(pk=1, defaults={"exit_url": f"{site}/robots.txt"})
    page = open_page(chromium, site, person=ada, viewport=TABLET)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"{site}/meetings/q/check-in/")
    page.route("**/check-in/notes/", lambda route: None)
    press(page, "Legal Aid")
    page.locator("[data-quick-exit]").click()
    until(page, lambda: asked or page.url.endswith("/robots.txt"))
    assert asked == []


def test_a_look_that_is_older_than_a_press_does_not_undo_it(meeting, seats, ada, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=TABLET)
    held = []
    page.route("**/check-in/state/", lambda route: held.append((route, route.fetch())))
    page.goto(f"{site}/meetings/q/check-in/")
    until(page, lambda: held)
    press(page, "Legal Aid")
    until(page, lambda: Attendance.objects.exists())
    here = card(page, "Legal Aid").get_by_text("Here since", exact=False)
    expect(here).to_be_visible()
    page.evaluate(
        """() => { const seat = [...document.querySelectorAll("[data-seat]")].find((one) => one.textContent.includes("Legal Aid"));
        new MutationObserver(() => { if (seat.dataset.is === "away") console.log("undone"); })
            .observe(seat, { attributes: true }); }"""
    )
    undone = []
    page.on("console", lambda line: undone.append(line.text))
    with page.expect_response("**/check-in/state/"):
        held[0][0].fulfill(response=held[0][1])
    until(page, lambda: len(held) > 1)
    assert undone == []


def test_of_two_orders_of_the_agenda_the_later_one_stands(meeting, ada, site, chromium):
    for place, title in enumerate(("One", "Two", "Three"), 1):
        AgendaItem.objects.create(meeting=meeting, title=title, position=place, minutes=5)
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(f"{site}/meetings/q/agenda/")
    held = []

    def hold(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/agenda/arrange/", hold)
    down = page.locator("table.agenda tbody tr", has_text="One").locator("button[value=down]")
    down.click()
    until(page, lambda: held)
    down.click()
    answers = []
    page.on("requestfinished", lambda sent: answers.append(sent.url) if sent.method == "POST" else None)
    page.wait_for_timeout(500)  # in which the second order would come first
    held[0].continue_()
    until(page, lambda: len(answers) == 2)
    expect(page.locator("[data-arranged]")).to_contain_text("number 3")
    assert list(AgendaItem.objects.order_by("position").values_list("title", flat=True)) == [
        "Two",
        "Three",
        "One",
    ]
