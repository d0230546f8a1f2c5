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


@pytest.mark.parametrize("size", [110_000_000, 40_000_000])
def test_zip_bomb_is_refused_before_it_is_unpacked(size):
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * size)
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


def written(roster) -> list[tuple]:
    return [(p.name, p.email, p.organization, p.role) for p in roster.people]


TWO_LINES = [
    "Member organization,,Primary representative,,Alternate,\nName,Sector,Name,E-mail,Name,E-mail\n",
    "Organization,Sector,Primary representative,,Alternate,\n,,Name,E-mail,Name,E-mail\n",
]


@pytest.mark.parametrize(
    "head", [*TWO_LINES, "Agency,Sector,Primary Contact,Primary Email,Alternate,Alternate Email\n"]
)
def test_alternate_has_columns_of_her_own_below_one_line_of_header_or_two(head):
    roster = rows(
        head
        + "Harbor,Attorney,Ann Day,ann@a.example,Bo Lee,bo@b.example\nBay,Attorney,Cy Ness,cy@c.example,,\n"
    )
    assert written(roster) == [
        ("Ann Day", "ann@a.example", "Harbor", "primary"),
        ("Bo Lee", "bo@b.example", "Harbor", "alternate"),
        ("Cy Ness", "cy@c.example", "Bay", None),
    ]
    assert [organization.people for organization in roster.organizations] == [2, 1]


def test_row_with_an_alternates_address_that_cannot_be_right_is_refused_whole():
    roster = rows(
        "Agency,Contact,Email,Alternate,Alternate Email\nHarbor,Ann Day,ann@a.example,Bo Lee,bo@nowhere\n"
    )
    assert (roster.people, reasons(roster)) == ([], [(2, "invalid_email")])


def test_commas_inside_cells_do_not_hide_the_semicolons_between_them():
    roster = rows(
        "Organization;Name (Last, First);E-mail;County\nHarbor;Day, Ann;ann@a.example;Dane, Rock, Sauk, Iowa\n"
    )
    assert written(roster) == [("Ann Day", "ann@a.example", "Harbor", None)]
    assert roster.organizations[0].counties == ["Dane", "Rock", "Sauk", "Iowa"]


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("Ann Day <ANN@A.example>", ["ann@a.example"]),
        ("mailto:ann@a.example?subject=Hello", ["ann@a.example"]),
        ("ann@a.example;", ["ann@a.example"]),
        ("(ann@a.example).", ["ann@a.example"]),
        ("ann@a.example / day@home.example", ["ann@a.example", "day@home.example"]),
        ("ann@a.example or day@home.example", ["ann@a.example", "day@home.example"]),
        ("\u200bann@a.example\u00a0", ["ann@a.example"]),
    ],
)
def test_addresses_as_people_write_them(cell, addresses):
    person = rows(f"Organization,Name,Email\nHarbor,Ann Day,{cell}\n").people[0]
    assert [person.email, *person.other_emails] == addresses


def test_names_with_addresses_beside_them_and_roles_in_brackets():
    roster = rows(
        HEAD
        + '"Harbor",Attorney,"Ann Day <ann@a.example>; Bo Lee <bo@b.example>",,\nHarbor,,Cy Ness (alt.),cy@c.example,\n'
    )
    assert written(roster) == [
        ("Ann Day", "ann@a.example", "Harbor", None),
        ("Bo Lee", "bo@b.example", "Harbor", None),
        ("Cy Ness", "cy@c.example", "Harbor", "alternate"),
    ]


def test_spaces_that_do_not_break_are_spaces_and_what_cannot_be_seen_is_nothing():
    roster = rows(
        "Organization,Name,Email\n\u00a0Harbor\u00a0 House\u200b,Ann\u00a0Day\u00ad,ann@a.example\n"
    )
    assert written(roster) == [("Ann Day", "ann@a.example", "Harbor House", None)]


def test_phones_and_titles_of_several_people_in_one_cell_are_each_ones_own():
    roster = rows(
        "Organization,Name,Email,Phone,Job title\nHarbor,Ann Day; Bo Lee,ann@a.example; bo@b.example,608-555-0101 x4; 608-555-0102,Director; Counsel\n"
    )
    assert [(p.phone, p.title) for p in roster.people] == [
        ("608-555-0101 x4", "Director"),
        ("608-555-0102", "Counsel"),
    ]


def test_header_that_is_printed_again_on_the_next_page_is_no_record():
    roster = rows(HEAD + "A,Attorney,Ann Day,ann@a.example,\n" + HEAD + "B,Attorney,Bo Day,bo@b.example,\n")
    assert [o.name for o in roster.organizations] == ["A", "B"]
    assert reasons(roster) == [(3, "not_a_record")]


CIVICRM_BOTH = """Contact ID,Contact Type,Display Name,Organization Name,First Name,Last Name,Current Employer,Email,Phone
1,Individual,Ann Day,,Ann,Day,Harbor,ann@a.example,
2,Individual,bo@b.example,,,,,bo@b.example,
3,Organization,Harbor,Harbor,,,,office@harbor.example,608-555-0100
"""


def test_civicrm_names_the_organization_in_either_column_and_an_address_is_no_name():
    roster = rows(CIVICRM_BOTH)
    assert written(roster) == [("Ann Day", "ann@a.example", "Harbor", None)]
    assert reasons(roster) == [(3, "missing_name")]
    harbor = roster.organizations[0]
    assert (harbor.email, harbor.phone) == ("office@harbor.example", "608-555-0100")


def workbook(*sheets: list[list]) -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for line in lines:
            sheet.append(line)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_workbook_whose_first_sheet_only_explains():
    content = workbook([["How to use this list"]], [line.split(",") for line in PLAIN.splitlines()])
    assert written(parse(content, "x.xlsx")) == [("Ann Day", "ann@a.example", "Harbor", None)]


def test_cell_in_error_holds_nothing():
    content = workbook(
        [["Organization", "Name", "Email", "Phone"], ["Harbor", "Ann Day", "ann@a.example", "#N/A"]]
    )
    assert parse(content, "x.xlsx").people[0].phone == ""


def test_name_and_address_alone_are_a_header_too():
    assert written(rows("Name,Email\nAnn Day,ann@a.example\n")) == [("Ann Day", "ann@a.example", None, None)]


@pytest.mark.parametrize("head", ["Contact ID,Name,Company,Email\n", "First Name,Last Name,Company,Email\n"])
def test_contact_without_an_organization_never_takes_the_one_above(head):
    roster = rows(head + "Ann,Day,Harbor,ann@a.example\nBo,Lee,,bo@b.example\n")
    assert [p.organization for p in roster.people] == ["Harbor", None]


def test_column_is_read_as_it_was_mapped_by_hand_and_one_that_was_taken_out_is_not_read():
    text = "Organization,Contact,Email,Who\nHarbor,608-555-0101,ann@a.example,Ann Day\n"
    person = parse(text.encode(), "x.csv", chosen={1: "phone", 3: "name"}).people[0]
    assert (person.name, person.phone) == ("Ann Day", "608-555-0101")
    assert parse(text.encode(), "x.csv", chosen={1: "", 3: "name"}).people[0].phone == ""
