from django.urls import path

from members.views import coverage, prospects, roster_import

app_name = "members"
urlpatterns = [
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
    path("people/import/", roster_import.upload, name="import"),
    path("people/import/<int:pk>/", roster_import.preview, name="import_preview"),
    path("people/import/<int:pk>/confirm/", roster_import.confirm, name="import_confirm"),
    path("people/import/<int:pk>/result/", roster_import.result, name="import_result"),
    path("people/import/<int:pk>/undo/", roster_import.undo, name="import_undo"),
]
