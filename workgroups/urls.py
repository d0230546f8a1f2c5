from django.urls import path

from workgroups.views import documents
from workgroups.views import groups as views

app_name = "workgroups"
urlpatterns = [
    path("workgroups/", views.workgroup_list, name="list"),
    path("workgroups/new/", views.new_workgroup, name="new"),
    path("workgroups/<slug:slug>/join/", views.join, name="join"),
    path("workgroups/<slug:slug>/leave/", views.leave, name="leave"),
    path("workgroups/<slug:slug>/members/", views.members, name="members"),
    path("workgroups/<slug:slug>/documents/new/", documents.add_document, name="add_document"),
    path("workgroups/<slug:slug>/documents/<int:pk>/", documents.document, name="document"),
    path(
        "workgroups/<slug:slug>/documents/<int:pk>/change/", documents.change_document, name="change_document"
    ),
    path("workgroups/<slug:slug>/charge/", views.charge, name="charge"),
    path("workgroups/<slug:slug>/requests/<int:pk>/", views.answer, name="answer"),
    path("workgroups/<slug:slug>/roles/<int:pk>/end/", views.end, name="end"),
]
