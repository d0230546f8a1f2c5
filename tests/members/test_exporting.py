"""A file leaves with what members may read, no formula in it, and a line in the history."""

import io

import openpyxl
import pytest

from audit.models import Entry
from members.actions import agree, take_seat
from members.models import DataExport, Organization, Person, Sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor(ada, cal) -> Organization:
    sector = Sector.objects.create(code="services", name="Services")
    harbor = Organization.objects.create(name="Harbor House", sector=sector)
    take_seat(harbor, person=cal, by=ada)
    agree(cal, choices={("members", "name"), ("members", "seats")}, by=cal)
    return harbor


@pytest.fixture
def take(ada, client):
    def ask(**more):
        client.force_login(ada)
        given = {"what": "people", "format": "csv", "purpose": "Invitations by post"} | more
        return client.post("/people/export/", given)

    return ask


def test_only_listed_people_unless_ticked(harbor, bea, take):
    listed = take().content.decode("utf-8-sig")
    assert "Cal Ness" in listed and "Harbor House" in listed and "Bea Moe" not in listed
    assert "Bea Moe" in take(with_unlisted="on").content.decode("utf-8-sig")


def test_each_field_leaves_only_where_members_read_it(harbor, cal, take):
    cal.title, cal.phone = "Director", "608 555 0101"
    cal.save()
    agree(cal, choices={("members", "name"), ("members", "title")}, by=cal)
    text = take().content.decode("utf-8-sig")
    assert "Cal Ness,Director" in text
    for hidden in ("cal@example.org", "608 555 0101", "Harbor House"):
        assert hidden not in text and hidden in take(with_unlisted="on").content.decode("utf-8-sig")


@pytest.mark.parametrize("format", ["csv", "xlsx", "vcf", "labels", "tents"])
def test_protected_person_has_a_display_name_and_nothing_else(format, fay, harbor, take):
    fay.phone, fay.title, fay.mailing_address = "608 555 0199", "Consultant", "PO Box 1"
    fay.save()
    content = take(format=format, with_unlisted="on", with_addresses="on").content
    text = content.decode("utf-8", "ignore")
    if format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        text = "\n".join(str(cell.value) for row in sheet for cell in row)
        assert "A member" in text
    for secret in ("Secretname", "fay@", "Advisory Seat", "Protected", "608 555 0199", "PO Box 1"):
        assert secret not in text


def test_protected_seat_is_no_line_of_the_organizations(fay, harbor, take):
    text = take(what="organizations").content.decode("utf-8-sig")
    assert "Harbor House,Services" in text and "Advisory Seat" not in text and "Protected" not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start, harbor, take):
    Person.objects.create_user(f"{start}cmd|' /C calc'!A0", "x@y.example")
    harbor.name = f"{start}SUM(A1)"
    harbor.save()
    lines = take(with_unlisted="on").content.decode("utf-8-sig")
    assert f"{start}cmd" not in lines.replace(f"'{start}cmd", "")
    book = openpyxl.load_workbook(io.BytesIO(take(what="organizations", format="xlsx").content))
    assert "f" not in {cell.data_type for row in book.active for cell in row}


def test_purpose_is_asked_and_kept_and_the_history_has_no_words(harbor, take, ada, client):
    assert "This field is required" in take(purpose="").content.decode()
    assert not DataExport.objects.exists()
    take()
    kept = DataExport.objects.get()
    assert (kept.purpose, kept.by, kept.count) == ("Invitations by post", ada, 1)
    entry = Entry.objects.get(verb="data.exported")
    assert "post" not in str(entry.data) and entry.data["count"] == 1
    assert "Invitations by post" in client.get("/people/export/").content.decode()


def test_mailing_address_only_when_ticked(harbor, cal, take):
    cal.mailing_address = "PO Box 7035, Madison, WI 53707"
    cal.save()
    assert "PO Box" not in take().content.decode("utf-8-sig")
    assert "PO Box" in take(with_addresses="on").content.decode("utf-8-sig")


def test_vcard_is_one_that_phones_read(harbor, cal, take):
    cal.name = "Cal Ness, Jr.; \r\nTEL:911 " + "ß" * 60
    cal.save()
    lines = take(format="vcf").content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCARD" and lines[-2] == b"END:VCARD"
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if line.startswith(b"TEL:911")]
    assert b"FN:Cal Ness\\, Jr.\\; TEL:911" in b"\r\n".join(lines)


@pytest.mark.parametrize("format", ["labels", "tents"])
def test_labels_and_tents_are_pdf(format, harbor, take):
    answer = take(format=format, with_unlisted="on")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_organizations_are_no_labels(take):
    assert "choose one of these" in take(what="organizations", format="tents").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_export_costs_the_same_queries_at_any_length(count, harbor, ada, take, django_assert_max_num_queries):
    for number in range(count):
        take_seat(harbor, person=Person.objects.create_user(f"P{number}"), by=ada)
    with django_assert_max_num_queries(37):
        take(with_unlisted="on")
