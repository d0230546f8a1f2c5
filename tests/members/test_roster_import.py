"""The coordinator brings her file in: nothing before she confirms, nothing twice, and a way back."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from audit.models import Entry
from audit.record import record
from members.actions import edit_person, list_publicly, take_seat
from members.models import County, Organization, Person, Representation, RosterImport, Sector
from members.reference import load_reference
from tasks.models import Task
from workgroups.models import Role

FILES = Path(__file__).parent / "rosters"


@pytest.fixture
def signed_in(ada, client, legislative):
    load_reference("Wisconsin")
    client.force_login(ada)
    return client


def upload(client, content: bytes, name="roster.csv"):
    return client.post("/people/import/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def bring_in(client, path="a_members_2026.csv") -> RosterImport:
    upload(client, (FILES / path).read_bytes(), path)
    taken = RosterImport.objects.latest("pk")
    client.post(f"/people/import/{taken.pk}/confirm/")
    taken.refresh_from_db()
    return taken


def confirmed(client, text: str) -> RosterImport:
    upload(client, text.encode())
    taken = RosterImport.objects.latest("pk")
    client.post(f"/people/import/{taken.pk}/confirm/")
    taken.refresh_from_db()
    return taken


def whole_roster() -> dict:
    """Every row that an import can touch."""
    through = Organization.counties.through
    models = (Organization, Person, Representation, EmailAddress, Role, through)
    return {model: sorted(model.objects.values_list(), key=str) for model in models}


def edited(organization: Organization, **more) -> dict:
    fields = {"name": organization.name, "kind": organization.kind, "website": organization.website}
    return fields | {"voting": "on"} | more


def test_preview_says_row_by_row_and_writes_nothing(signed_in):
    page = upload(signed_in, (FILES / "a_members_2026.csv").read_bytes()).content.decode()
    assert (Organization.objects.count(), Person.objects.count()) == (0, 1)
    assert "Joined with row 4" in page
    assert "The e-mail address cannot be right" in page
    assert "A formula where a name" in page


def test_confirmed_roster_is_whole_and_a_second_press_changes_nothing(signed_in):
    taken = bring_in(signed_in)
    signed_in.post(f"/people/import/{taken.pk}/confirm/")
    seats = Organization.objects.filter(kind="agency")
    assert (seats.count(), Person.objects.count() - 1) == (14, 22)
    ridge = seats.get(name="Kettle Ridge Police Department")
    assert sorted(c.name for c in ridge.counties.all()) == ["Jefferson", "Waukesha"]
    roles = dict(ridge.representations.values_list("person__name", "role"))
    assert roles == {"Det. Rourke Ahlstrom": "primary", "Yusuf Delacroix": "alternate"}
    assert Role.objects.filter(workgroup__slug="legislative").count() == 5
    assert not bytes(taken.content)
    assert Entry.objects.filter(verb="roster.imported").count() == 1


def test_importing_again_completes_and_doubles_nobody(signed_in):
    bring_in(signed_in)
    before = (Organization.objects.count(), Person.objects.count(), Representation.objects.count())
    taken = bring_in(signed_in)
    assert taken.created == {"organizations": [], "people": [], "representations": []}
    assert (Organization.objects.count(), Person.objects.count(), Representation.objects.count()) == before


def test_known_person_with_a_new_address_is_completed_not_doubled(signed_in):
    head = b"Organization,Contact,Email\n"
    upload(signed_in, head + b"Harbor,Ann Day,ann@a.example\n")
    signed_in.post(f"/people/import/{RosterImport.objects.latest('pk').pk}/confirm/")
    page = upload(signed_in, head + b"Harbor,Ann Day,ann@new.example\n").content.decode()
    assert "Known with another address" in page
    signed_in.post(f"/people/import/{RosterImport.objects.latest('pk').pk}/confirm/")
    ann = Person.objects.get(name="Ann Day")
    assert (ann.email, ann.emailaddress_set.count()) == ("ann@a.example", 2)


def test_whoever_has_no_address_and_no_organization_is_doubled_by_no_second_import(signed_in):
    text = "Organization,Sector,Contact,Email\n,Survivor,Fay Quiet,\n,Attorney,Al Own,\n"
    confirmed(signed_in, text)
    before = (Person.objects.count(), Organization.objects.count())
    again = confirmed(signed_in, text)
    assert again.created["people"] == again.created["organizations"] == []
    assert (Person.objects.count(), Organization.objects.count()) == before


def test_an_address_is_never_given_to_somebody_who_only_has_the_same_name(signed_in):
    confirmed(signed_in, "Organization,Sector,Contact,Email\n,Survivor,Fay Quiet,\n")
    confirmed(signed_in, "Name,Email\nFay Quiet,other@x.example\n")
    quiet = Person.objects.get(name="Fay Quiet", representations__isnull=False)
    assert quiet.email == "" and not quiet.emailaddress_set.exists()


def test_known_person_who_is_given_a_protected_seat_is_written_to_discreetly_from_now_on(signed_in, cal):
    before = (cal.discreet, cal.channel)
    taken = confirmed(signed_in, "Organization,Sector,Contact,Email\n,Survivor,Cal Ness,cal@example.org\n")
    cal.refresh_from_db()
    assert (cal.discreet, cal.channel) == (True, "undecided") != before
    signed_in.post(f"/people/import/{taken.pk}/undo/")
    cal.refresh_from_db()
    assert (cal.discreet, cal.channel) == before and not cal.representations.exists()


def test_people_of_an_organization_whose_sector_turns_out_protected_are_too(signed_in, ada, cal):
    circle = Organization.objects.create(name="Circle")
    take_seat(circle, person=cal, by=ada)
    list_publicly(circle, by=cal)
    confirmed(signed_in, "Organization,Sector,Contact,Email\nCircle,Survivors,Bo New,bo@new.example\n")
    cal.refresh_from_db()
    assert (cal.discreet, cal.channel) == (True, "undecided")
    assert not circle.consents.open().exists()


def test_new_person_of_a_protected_organization_is_protected_though_the_file_says_no_sector(signed_in, fay):
    seat = fay.representations.get().organization
    confirmed(signed_in, f"Organization,Contact,Email\n{seat.name},Bo New,bo@new.example\n")
    bo = Person.objects.get(name="Bo New")
    assert (bo.discreet, bo.channel) == (True, "undecided")


def test_whoever_serves_alone_in_a_sector_that_nobody_knows_gets_no_seat_of_her_name(signed_in):
    page = upload(signed_in, b"Organization,Sector,Contact,Email\n,Lived exp. leader,Fay Quiet,f@q.example\n")
    assert "no seat" in page.content.decode()
    signed_in.post(f"/people/import/{RosterImport.objects.latest('pk').pk}/confirm/")
    quiet = Person.objects.get(name="Fay Quiet")
    assert (quiet.discreet, quiet.channel) == (True, "undecided")
    assert not Organization.objects.filter(name__contains="Quiet").exists()


def test_rows_that_ask_for_a_look_can_be_read_alone(signed_in):
    upload(signed_in, b"Organization,Contact,Email\nHarbor,Ann Day,ann@a.example\nBay,Bo Lee,\n")
    taken = RosterImport.objects.latest("pk")
    page = signed_in.get(f"/people/import/{taken.pk}/?show=care").content.decode()
    assert "Bo Lee" in page and "Ann Day, ann" not in page


def test_column_that_was_recognized_wrongly_is_corrected_by_hand(signed_in):
    upload(signed_in, b"Organization,Contact,Email,Who\nHarbor,608-555-0101,ann@a.example,<b>Ann</b> Day\n")
    taken = RosterImport.objects.latest("pk")
    page = signed_in.get(f"/people/import/{taken.pk}/").content.decode()
    assert "Such as: &lt;b&gt;Ann&lt;/b&gt; Day" in page
    chosen = {"column_0": "organization", "column_1": "phone", "column_2": "email", "column_3": "name"}
    signed_in.post(f"/people/import/{taken.pk}/", chosen)
    signed_in.post(f"/people/import/{taken.pk}/confirm/")
    ann = Person.objects.get(email="ann@a.example")
    assert (ann.name, ann.phone) == ("<b>Ann</b> Day", "608-555-0101")


def test_sector_chosen_by_hand_can_be_chosen_again(signed_in):
    upload(signed_in, b"Organization,Sector,Contact,Email\nHarbor,Healthcare,Ann Day,ann@a.example\n")
    taken = RosterImport.objects.latest("pk")
    address = f"/people/import/{taken.pk}/"
    signed_in.post(address, {"sector_0": "attorney"})
    assert '<option value="attorney" selected>' in signed_in.get(address).content.decode()
    signed_in.post(address, {"sector_0": ""})
    signed_in.post(f"{address}confirm/")
    assert Organization.objects.get(name="Harbor").sector is None


def test_office_without_a_person_keeps_its_phone(signed_in):
    confirmed(signed_in, "Organization,Contact,Email,Phone\nLone Clinic,,,715-555-0100\n")
    assert Organization.objects.get(name="Lone Clinic").phone == "715-555-0100"


def test_former_member_in_the_file_is_pointed_out(signed_in):
    Organization.objects.create(name="Harbor", status="former")
    page = upload(signed_in, b"Organization,Contact,Email\nHarbor,Ann Day,ann@a.example\n")
    assert "former member" in page.content.decode()


def test_preview_shows_what_stood_in_a_refused_row(signed_in):
    page = upload(signed_in, (FILES / "a_members_2026.csv").read_bytes()).content.decode()
    assert "mdufrene@riverbend" in page


def test_survivor_gets_a_seat_that_says_no_name_and_no_mail_before_it_was_chosen(signed_in):
    bring_in(signed_in)
    person = Person.objects.get(email="r.ellery@quietmail.example")
    seat = person.representations.get().organization
    assert seat.sector.protected and "Ellery" not in seat.name
    assert (person.discreet, person.channel, person.consents.exists()) == (True, "undecided", False)


def test_shared_address_signs_nobody_in(signed_in):
    bring_in(signed_in)
    shared = "info@lakeshoreinterfaith.example"
    assert Person.objects.filter(email=shared).count() == 2
    assert not EmailAddress.objects.filter(email=shared).exists()
    assert EmailAddress.objects.filter(email="mquintana@prairielantern.example", verified=True).exists()


def test_undo_takes_out_what_came_in(signed_in):
    taken = bring_in(signed_in)
    signed_in.post(f"/people/import/{taken.pk}/undo/")
    assert (Organization.objects.count(), Person.objects.count()) == (0, 1)


def test_undo_takes_out_who_did_something_since_and_the_history_stays(signed_in, legislative):
    taken = bring_in(signed_in)
    ann = Person.objects.exclude(is_coordinator=True).first()
    entry = record("tested", legislative, by=ann)
    signed_in.post(f"/people/import/{taken.pk}/undo/")
    assert not Person.objects.filter(pk=ann.pk).exists()
    assert Entry.objects.get(pk=entry.pk).by is None


def test_undo_restores_what_was_completed_and_takes_out_what_was_added(signed_in, cal, legislative):
    cal.email, cal.phone = "cal@harbor.example", ""
    cal.save()
    harbor = Organization.objects.create(name="Harbor")
    dane = County.objects.get(name="Dane")
    harbor.counties.add(dane)
    before = whole_roster()
    head = "Organization,Sector,Contact,Email,Phone,Counties,Website,MOU signed,Workgroup\n"
    row = "Harbor,Attorney,Cal Ness,cal@harbor.example;cal2@home.example,608-555-0101,Dane; Rock,harbor.example,3/14/25,Legislative\n"
    taken = confirmed(signed_in, head + row)
    harbor.refresh_from_db()
    assert (harbor.website, harbor.mou_signed_on, harbor.counties.count()) == (
        *("https://harbor.example", date(2025, 3, 14), 2),
    )
    assert before != whole_roster()
    signed_in.post(f"/people/import/{taken.pk}/undo/")
    assert whole_roster() == before


def test_undo_leaves_what_was_changed_by_hand_since_and_says_so(signed_in, ada, cal):
    harbor, bay = (Organization.objects.create(name=name) for name in ("Harbor", "Bay"))
    taken = confirmed(
        signed_in,
        "Organization,Contact,Email,Phone,Website\nHarbor,Cal Ness,cal@example.org,608-555-0101,harbor.example\n"
        "Bay,Bo New,bo@bay.example,608-555-0102,bay.example\nCove,Cy New,cy@cove.example,,\n",
    )
    bo = Person.objects.get(name="Bo New")
    signed_in.post(f"/organizations/{harbor.pk}/edit/", edited(harbor, website="https://new.example"))
    edit_person(bo, changes={"title": "Director"}, by=ada)
    page = signed_in.post(f"/people/import/{taken.pk}/undo/", follow=True).content.decode()
    assert "left as it stands: Bo New, Harbor." in page
    harbor.refresh_from_db()
    bay.refresh_from_db()
    cal.refresh_from_db()
    assert (harbor.website, bay.website, cal.phone) == ("https://new.example", "", "")
    assert [seat.organization for seat in bo.representations.all()] == [bay]
    assert not Person.objects.filter(name="Cy New").exists()
    assert not Organization.objects.filter(name="Cove").exists()


def test_undo_keeps_a_new_organization_to_which_somebody_came_since(signed_in, ada, cal):
    taken = confirmed(signed_in, "Organization,Contact,Email\nHarbor,Ann Day,ann@a.example\n")
    harbor = Organization.objects.get()
    take_seat(harbor, person=cal, by=ada)
    page = signed_in.post(f"/people/import/{taken.pk}/undo/", follow=True).content.decode()
    assert "left as it stands: Harbor." in page
    assert [seat.person for seat in harbor.representations.all()] == [cal]


def test_nothing_of_what_was_written_is_kept_beside_it(signed_in, cal):
    taken = confirmed(
        signed_in, "Organization,Contact,Email,Phone\nHarbor,Cal Ness,cal@example.org,608-555-0101\n"
    )
    assert taken.changed["person"] and "555" not in str(taken.changed)


def test_undo_stops_once_something_was_built_on_it(signed_in, legislative):
    taken = bring_in(signed_in)
    person = Person.objects.get(email="klindqvist@driftlesshaven.example")
    Task.objects.create(workgroup=legislative, title="T", assignee=person)
    page = signed_in.post(f"/people/import/{taken.pk}/undo/", follow=True).content.decode()
    assert "no longer possible" in page
    assert Person.objects.count() == 23


def test_sector_that_was_not_understood_is_chosen_by_hand(signed_in):
    page = upload(signed_in, (FILES / "d_workgroups.xlsx").read_bytes(), "d.xlsx").content.decode()
    assert "Sector “Business”" in page
    taken = RosterImport.objects.latest("pk")
    signed_in.post(f"/people/import/{taken.pk}/", {"sector_0": "community_activist"})
    signed_in.post(f"/people/import/{taken.pk}/confirm/")
    council = Organization.objects.get(name="Wolf River Hospitality Council")
    assert council.sector == Sector.objects.get(code="community_activist")


def test_column_that_was_not_understood_is_mapped_by_hand(signed_in):
    content = b"Organization,Email,Phone,Who\nHarbor,ann@a.example,608-555-0100,Ann Day\n"
    upload(signed_in, content)
    taken = RosterImport.objects.latest("pk")
    signed_in.post(f"/people/import/{taken.pk}/", {"column_3": "name"})
    signed_in.post(f"/people/import/{taken.pk}/confirm/")
    assert Person.objects.get(email="ann@a.example").name == "Ann Day"


@pytest.mark.parametrize("content", [b"\0" * 900, b"PK\x03\x04no", b"one sentence"])
def test_what_is_no_table_says_so_at_its_field(signed_in, content):
    page = upload(signed_in, content).content.decode()
    assert "errorlist" in page
    assert not RosterImport.objects.exists()


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 110_000_000)
    return target.getvalue()


HOSTILE = {
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 50, "This is a picture"),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 50, "This is a PDF"),
    "vCards": (b"BEGIN:VCARD\r\nFN:Ann Day\r\nEND:VCARD\r\n", "These are vCards"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "the old kind (.xls)"),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "has a password",
    ),
    "a web page": (b"<!doctype html><p>Sign in first</p>" * 9, "This is a web page"),
    "one sentence": (b"Dear all, here is the list", "No header was found"),
    "a header alone": (b"Organization,Name,Email\n", "nothing below its header"),
    "nothing but NULs": (b"\0" * 5000, "empty"),
    "NULs between": (b"Organization,Name,Email\nA\0B,Ann,ann@a.example\n", "holds bytes that no table has"),
    "a zip bomb": (bomb, "unpacks to far more"),
    "a broken workbook": (b"PK\x03\x04" + b"x" * 300, "damaged"),
    "200 MB": (lambda: b"a,b\n" * 50_000_000, "larger than 20 MB"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file_is_refused_in_a_sentence_and_leaves_no_trace(what, signed_in):
    content, sentence = HOSTILE[what]
    before = {model: model.objects.count() for model in (Organization, Person, RosterImport, Entry)}
    page = upload(signed_in, content() if callable(content) else content).content.decode()
    assert sentence in page
    assert {model: model.objects.count() for model in before} == before


def test_import_costs_the_same_queries_for_any_length(signed_in, django_assert_max_num_queries):
    head = "Organization,Contact,Email,County\n"
    body = "".join(f"Agency {i},Pat Number{i},p{i}@a{i}.example,Dane\n" for i in range(400))
    upload(signed_in, (head + body).encode())
    taken = RosterImport.objects.latest("pk")
    with django_assert_max_num_queries(60):
        signed_in.post(f"/people/import/{taken.pk}/confirm/")
    assert Person.objects.count() == 401


def test_command_imports_and_refuses_in_a_sentence(db, capsys, tmp_path):
    load_reference("Wisconsin")
    call_command("import_roster", FILES / "a_members_2026.csv")
    assert Person.objects.count() == 22
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\0\0")
    with pytest.raises(CommandError, match="empty"):
        call_command("import_roster", bad)
