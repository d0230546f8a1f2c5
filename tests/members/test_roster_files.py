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
