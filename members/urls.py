from django.urls import path, register_converter

from members.views import (
    applications,
    coverage,
    deputies,
    exporting,
    joining,
    me,
    merging,
    organizations,
    people,
    prospects,
    roster_import,
    staying,
)


class HandleConverter:
    """The opaque name of a person; no word of ours is one."""

    regex = "[abcdefghjkmnpqrstuvwxyz23456789]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HandleConverter, "handle")

app_name = "members"
urlpatterns = [
    path("people/export/", exporting.export, name="export"),
    path("duplicates/", merging.duplicates, name="duplicates"),
    path("duplicates/<str:kind>/<int:first>/<int:second>/", merging.merge, name="merge"),
    path("duplicates/<str:kind>/<int:first>/<int:second>/apart/", merging.keep_apart, name="keep_apart"),
    path("people/deputies/", deputies.deputies, name="deputies"),
    path("people/deputies/<int:pk>/end/", deputies.end_deputy, name="end_deputy"),
    path("coverage/", coverage.overview, name="coverage"),
    path("coverage/counties/<str:fips>/", coverage.county, name="coverage_county"),
    path("coverage/gaps/", coverage.gap_list, name="gaps"),
    path("coverage/ask/", coverage.ask, name="ask"),
    path("coverage/targets/", coverage.targets, name="targets"),
    path("coverage/regions/new/", coverage.region, name="region_new"),
    path("coverage/regions/<int:pk>/", coverage.region, name="region"),
    path("coverage/regions/<int:pk>/remove/", coverage.remove_region, name="region_remove"),
    path("coverage/prospects/", prospects.prospects, name="prospects"),
    path("coverage/prospects/new/", prospects.new, name="prospect_new"),
    path("coverage/prospects/<int:pk>/", prospects.prospect, name="prospect"),
    path("coverage/prospects/<int:pk>/edit/", prospects.edit, name="prospect_edit"),
    path("organizations/new/", organizations.new, name="new_organization"),
    path("organizations/changes/", organizations.changes, name="changes"),
    path("organizations/<int:pk>/edit/", organizations.edit, name="edit_organization"),
    path("organizations/<int:pk>/status/", organizations.change_status, name="change_status"),
    path("organizations/<int:pk>/documents/", organizations.file_document, name="file_document"),
    path("organizations/<int:pk>/documents/<int:document>/", organizations.document, name="document"),
    path(
        "organizations/<int:pk>/documents/<int:document>/remove/",
        organizations.remove_document,
        name="remove_document",
    ),
    path("organizations/<int:pk>/seats/", organizations.take_seat, name="take_seat"),
    path("organizations/<int:pk>/seats/<int:seat>/end/", organizations.end_seat, name="end_seat"),
    path("organizations/<int:pk>/listing/", organizations.listing, name="organization_listing"),
    path("organizations/<int:pk>/seen/", organizations.seen, name="changes_seen"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/me/", me.me, name="me"),
    path("people/me/listing/", me.listing, name="listing"),
    path("people/me/mail/", me.mail, name="my_mail"),
    path("people/me/seen/", me.seen, name="seen"),
    path("people/me/hide/", me.hide, name="hide"),
    path("people/me/renew/", me.renew, name="renew"),
    path("join/", joining.join, name="join"),
    path("join/sent/", joining.sent, name="join_sent"),
    path("join/applications/", applications.applications, name="applications"),
    path("join/applications/<int:pk>/", applications.application, name="application"),
    path("join/applications/<int:pk>/approve/", applications.approve, name="application_approve"),
    path("join/applications/<int:pk>/ask/", applications.ask, name="application_ask"),
    path("join/applications/<int:pk>/decline/", applications.decline, name="application_decline"),
    path("join/<str:token>/", joining.own_application, name="join_own"),
    path("stay/<str:token>/", staying.stay, name="stay"),
    path("people/import/", roster_import.upload, name="import"),
    path("people/import/<int:pk>/", roster_import.preview, name="import_preview"),
    path("people/import/<int:pk>/confirm/", roster_import.confirm, name="import_confirm"),
    path("people/import/<int:pk>/result/", roster_import.result, name="import_result"),
    path("people/import/<int:pk>/undo/", roster_import.undo, name="import_undo"),
    path("people/<handle:handle>/", people.person, name="person"),
    path("people/<handle:handle>/edit/", people.edit, name="edit_person"),
    path("people/<handle:handle>/mail/", people.channel, name="channel"),
    path("people/<handle:handle>/addresses/", people.addresses, name="addresses"),
]
