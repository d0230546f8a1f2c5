"""What each role gets of members' pages. The member of the walk is Harbor House's primary representative."""

from datetime import date

from mail.links import sign
from members.models import (
    Application,
    Consent,
    County,
    Document,
    Organization,
    OrganizationChange,
    Prospect,
    Region,
    Representation,
    RosterImport,
    StatusChange,
)

KEEP = (302, 403, 403, 200)
PRESS = (302, 405, 405, 405)
READ = (302, 200, 200, 200)
EXPECTED = {
    "people/export/": KEEP,
    "duplicates/": KEEP,
    "duplicates/<str:kind>/<int:first>/<int:second>/": KEEP,
    "duplicates/<str:kind>/<int:first>/<int:second>/apart/": PRESS,
    "people/deputies/": KEEP,
    "people/deputies/<int:pk>/end/": PRESS,
    "coverage/": (200, 200, 200, 200),
    "coverage/counties/<str:fips>/": (200, 200, 200, 200),
    "coverage/gaps/": (302, 200, 200, 200),
    "coverage/ask/": KEEP,
    "coverage/targets/": KEEP,
    "coverage/regions/new/": KEEP,
    "coverage/regions/<int:pk>/": KEEP,
    "coverage/regions/<int:pk>/remove/": PRESS,
    "coverage/prospects/": KEEP,
    "coverage/prospects/new/": KEEP,
    "coverage/prospects/<int:pk>/": KEEP,
    "coverage/prospects/<int:pk>/edit/": KEEP,
    "organizations/new/": KEEP,
    "organizations/changes/": KEEP,
    "organizations/<int:pk>/edit/": (302, 200, 403, 200),
    "organizations/<int:pk>/documents/<int:document>/": (302, 404, 403, 404),
    **{
        f"organizations/<int:pk>/{act}/": PRESS
        for act in (
            *("status", "documents", "documents/<int:document>/remove"),
            *("seats", "seats/<int:seat>/end", "listing", "seen"),
        )
    },
    "join/": (200, 200, 200, 200),
    "join/sent/": (200, 200, 200, 200),
    "join/<str:token>/": (200, 200, 200, 200),
    "stay/<str:token>/": (200, 200, 200, 200),
    "join/applications/": KEEP,
    "join/applications/<int:pk>/": KEEP,
    "join/applications/<int:pk>/approve/": KEEP,
    "join/applications/<int:pk>/ask/": KEEP,
    "join/applications/<int:pk>/decline/": KEEP,
    "people/": READ,
    "people/new/": KEEP,
    "people/me/": READ,
    "people/me/listing/": READ,
    "people/me/mail/": READ,
    "people/me/seen/": READ,
    "people/me/hide/": PRESS,
    "people/me/renew/": PRESS,
    "people/<handle:handle>/": READ,
    "people/<handle:handle>/edit/": KEEP,
    "people/<handle:handle>/mail/": KEEP,
    "people/<handle:handle>/addresses/": (302, 405, 405, 405),
    "people/import/": KEEP,
    "people/import/<int:pk>/": KEEP,
    "people/import/<int:pk>/confirm/": PRESS,
    "people/import/<int:pk>/result/": KEEP,
    "people/import/<int:pk>/undo/": PRESS,
}


def build(cast):
    content = b"Organization,Contact,Email\nSomewhere,Ann Day,ann@a.example\n"
    region = Region.objects.create(name="North")
    County.objects.create(fips="55999", name="Nowhere", region=region)
    cast["members"] = {
        "people/import/": RosterImport.objects.create(
            file_name="roster.csv", content=content, by=cast["ada"]
        ),
        "coverage/regions/": region,
        "join/applications/": Application.objects.create(
            organization_name="Applicant", name="Al Plicant", email="al@new.example", state="waiting"
        ),
        "coverage/prospects/": Prospect.objects.create(name="Someone to ask"),
    }
    harbor = cast["harbor"] = Organization.objects.create(name="Harbor House", since=date(2019, 1, 1))
    cast["seat"] = Representation.objects.create(
        organization=harbor, person=cast["cal"], since=date(2019, 1, 1)
    )
    StatusChange.objects.create(organization=harbor, status="active", since=date(2019, 1, 1))
    cast["document"] = Document.objects.create(
        organization=harbor, signed_on=date(2025, 4, 2), file="documents/absent.pdf"
    )
    OrganizationChange.objects.create(
        organization=harbor, field="phone", before="608 555 0100", after="608 555 0199", by=cast["cal"]
    )
    for field in ("name", "email"):
        Consent.objects.create(
            person=cast["cal"],
            audience="members",
            field=field,
            text_version="2026-11-27",
            expires_on=date(2099, 1, 1),
        )


def address(route, cast):
    if route.startswith("stay/"):
        return f"/stay/{sign('stay', cast['stay'].pk, cast['fay'].pk)}/"
    if route.startswith("join/<"):
        return f"/join/{sign('join', cast['members']['join/applications/'].pk, 0)}/"
    if route.startswith("duplicates/<"):
        route = route.replace("<str:kind>", "people").replace("<int:first>", str(cast["bea"].pk))
        return "/" + route.replace("<int:second>", str(cast["cal"].pk))
    about = next((made.pk for start, made in cast["members"].items() if route.startswith(start)), None)
    pk = cast["harbor"].pk if about is None else about
    filled = route.replace("<int:pk>", str(pk)).replace("<str:fips>", "55999")
    filled = filled.replace("<int:document>", str(cast["document"].pk))
    filled = filled.replace("<int:seat>", str(cast["seat"].pk))
    return "/" + filled.replace("<handle:handle>", cast["cal"].handle)
