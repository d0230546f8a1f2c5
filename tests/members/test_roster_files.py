"""Messy files as coordinators have them: exactly what is taken in, refused and left to a person."""

import json
from pathlib import Path

import pytest

from members.importing import NotATable, parse

FILES = Path(__file__).parent / "rosters"
SAMPLES = sorted(path for path in FILES.iterdir() if path.suffix in {".csv", ".xlsx"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_gives_exactly_what_is_expected(path):
    expected = json.loads((FILES / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    assert parse(path.read_bytes(), path.name).as_json() == expected


def rows(text: str, name: str = "x.csv", encoding: str = "utf-8"):
    return parse(text.encode(encoding), name)


def reasons(roster) -> list[tuple]:
    return [(entry["row"], entry["reason"]) for entry in roster.rejected]


GOOGLE = """First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Value,Phone 1 - Value,Notes,Custom Field 1 - Label,Custom Field 1 - Value
Ada,Lund,Harbor House,Director,* myContacts ::: WAHTC members,ada@harbor.example ::: ada@home.example,608-555-0101,,Sector,Service Provider
Fay,Quiet,,,WAHTC members,fay@quietmail.example,,Survivor leader,,
Plumber,Pete,Pipes Inc,,* myContacts,pete@pipes.example,,,,
,,Lone Clinic,,WAHTC members,,715-555-0100,,,
"""


def test_google_contacts():
    roster = rows(GOOGLE)
    ada, fay = roster.people
    assert (ada.email, ada.other_emails, ada.sector) == (
        "ada@harbor.example",
        ["ada@home.example"],
        "service_provider",
    )
    assert (fay.organization, fay.individual) == (None, False)
    assert reasons(roster) == [(4, "not_a_member_label")]
    assert roster.needs_review == [{"row": 5, "reason": "organization_without_person"}]


CIVICRM = """Contact ID,Contact Type,First Name,Last Name,Current Employer,Job Title,Email,Phone
1,Individual,Cal,Ness,Bright Path,Alternate,cal@bright.example,
2,Individual,Dot,Ray,,,dot@quietmail.example,
3,Organization,,,Bright Path,,,608-555-0199
"""


def test_civicrm_and_no_fill_down():
    roster = rows(CIVICRM)
    assert [(p.name, p.organization, p.role) for p in roster.people] == [
        ("Cal Ness", "Bright Path", "alternate"),
        ("Dot Ray", None, None),
    ]


def test_300_rows_with_semicolons_in_windows_1252():
    head = "Membership of the consortium;;;\n;;;\nAgency;Representative;E-mail;County\n"
    body = "".join(
        f"Agence {i};Zoë Müller {chr(97 + i % 26)}x{i};z{i}@agence{i}.example;Dane\n" for i in range(300)
    )
    roster = rows(head + body, encoding="windows-1252")
    assert (roster.encoding, roster.header_row, roster.title_rows) == ("windows-1252", 3, [1])
    assert (len(roster.organizations), len(roster.people)) == (300, 300)
    assert roster.people[0].name.startswith("Zoë Müller")


HEAD = "Organization,Sector,Contact,Email,Notes\n"


@pytest.mark.parametrize(
    "between",
    [",,,,\n", "Total: 3,,,,\n", "=X(),Attorney,Bo Day,bo@a.example,\n", ",Survivor,R. E.,r@q.example,\n"],
)
def test_continuation_ends_where_the_block_ends(between):
    roster = rows(HEAD + "Agency A,Attorney,Ann Day,ann@a.example,\n" + between + ",,Cy Lone,cy@b.example,\n")
    assert next(p for p in roster.people if p.name == "Cy Lone").organization is None


def test_one_person_for_two_organizations_is_one_person():
    roster = rows(HEAD + "A,Attorney,Ann Day,ann@a.example,\nB,Attorney,Ann Day,ann@a.example,\n")
    assert [(p.organization, p.also) for p in roster.people] == [("A", ["B"])]
    assert [o.people for o in roster.organizations] == [1, 1]


def test_same_address_of_another_person_is_left_to_the_coordinator():
    roster = rows(HEAD + "A,Attorney,Ann Day,info@a.example,\nA,Attorney,Bo Day,info@a.example,\n")
    assert len(roster.people) == 2
    assert roster.needs_review[0]["reason"] == "shared_email"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 500,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        b"just a sentence",
        b"PK\x03\x04broken",
        b'a,"b\n' * 9,
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content):
    with pytest.raises(NotATable, match=r"\.$"):
        parse(content, "x")


def test_zip_bomb_is_refused_before_it_is_unpacked():
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 110_000_000)
    assert len(target.getvalue()) < 200_000
    with pytest.raises(NotATable, match="unpacks"):
        parse(target.getvalue(), "x.xlsx")


def test_too_large_is_refused():
    with pytest.raises(NotATable, match="20 MB"):
        parse(b"a" * (21 * 1024 * 1024), "x.csv")


CIVICRM_SEARCH = """"Contact ID","Contact Type","Sort Name","Display Name","First Name","Last Name","Current Employer","Email"
"1","Individual","Ness, Cal","Mr. Cal Ness","Cal","Ness","Bright Path","cal@bright.example"
"2","Individual","Ray, Dot","Dot Ray","","","","dot@quiet.example"
"3","Organization","Lone Clinic","Lone Clinic","","","","office@lone.example"
"4","Household","Smith family","Smith family","","","","smith@home.example"
"""


def test_civicrm_names_offices_and_households():
    roster = rows(CIVICRM_SEARCH)
    assert [(p.name, p.organization) for p in roster.people] == [
        ("Cal Ness", "Bright Path"),
        ("Dot Ray", None),
    ]
    assert [o.name for o in roster.organizations] == ["Bright Path", "Lone Clinic"]
    assert reasons(roster) == [(5, "not_a_record")]


OLD_GOOGLE = """Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title
Cal Ness,Cal,,Ness,WAHTC ::: * My Contacts,* ,cal@bright.example,Bright Path,Counsel
Dot Ray,Dot,,Ray,WAHTC,* ,dot@quiet.example,,
"""


def test_older_google_contacts_never_fill_down():
    roster = rows(OLD_GOOGLE)
    assert [(p.name, p.organization, p.title) for p in roster.people] == [
        ("Cal Ness", "Bright Path", "Counsel"),
        ("Dot Ray", None, ""),
    ]


PLAIN = "Organization,Name,Email\nHarbor,Ann Day,ann@a.example\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "windows-1252"])
def test_encodings_that_programs_save_in(encoding):
    assert [p.name for p in rows(PLAIN, encoding=encoding).people] == ["Ann Day"]


@pytest.mark.parametrize("text", [PLAIN.replace("\n", "\r"), "sep=;\r\n" + PLAIN.replace(",", ";")])
def test_line_ends_of_old_macs_and_excels_own_first_line(text):
    assert [p.name for p in rows(text).people] == ["Ann Day"]


def test_quotation_mark_that_is_never_closed_is_said_with_its_row():
    with pytest.raises(NotATable, match="row 2"):
        rows('Organization,Name,Email\n"Harbor,Ann Day,ann@a.example\nB,Bo Lee,bo@b.example\n')


def test_workbook_that_lies_about_its_size_is_read_by_its_rows():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for row in PLAIN.splitlines():
        book.active.append(row.split(","))
    book.active.cell(100_000, 1).value = " "
    target = io.BytesIO()
    book.save(target)
    assert [p.name for p in parse(target.getvalue(), "x.xlsx").people] == ["Ann Day"]
