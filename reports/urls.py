from django.urls import path

from reports.views import data, reports

app_name = "reports"
urlpatterns = [
    path("reports/", reports.report_list, name="list"),
    path("reports/dashboard/", reports.dashboard, name="dashboard"),
    path("reports/dashboard/<str:slug>/", reports.dashboard, name="dashboard_of"),
    path("reports/dashboard/<str:slug>/rows/<slug:key>/", reports.dashboard_rows, name="dashboard_rows"),
    path("reports/workgroups/<slug:slug>/", reports.workgroup, name="workgroup"),
    path("reports/workgroups/<slug:slug>/<str:period>/", reports.workgroup, name="workgroup_of"),
    path(
        "reports/workgroups/<slug:slug>/<str:period>/rows/<slug:key>/",
        reports.workgroup_rows,
        name="workgroup_rows",
    ),
    path("reports/data/", data.data, name="data"),
    path("reports/data/<slug:name>/", data.export, name="export"),
    path("reports/tokens/", data.tokens, name="tokens"),
    path("reports/tokens/<int:pk>/end/", data.end_token, name="token_end"),
    path("reports/loans/<int:pk>/end/", reports.end_loan, name="loan_end"),
    path("reports/<str:slug>/", reports.report, name="report"),
    path("reports/<str:slug>/rows/<slug:key>/", reports.rows, name="rows"),
    path("reports/<str:slug>/write/", reports.write, name="write"),
    path("reports/<str:slug>/file/", reports.file_report, name="file_report"),
    path("reports/<str:slug>/lend/", reports.lend, name="lend"),
    path("reports/<str:slug>/report.<slug:format>", reports.file, name="file"),
    path("reports/<str:slug>/figures/<slug:key>.csv", reports.figure_csv, name="figure_csv"),
    path("lent/<str:key>/", reports.lent, name="lent"),
    path("lent/<str:key>/pdf/", reports.lent_pdf, name="lent_pdf"),
]
