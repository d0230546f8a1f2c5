from django.urls import path

from meetings.views import meetings as views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meeting_list, name="list"),
    path("meetings/new/", views.schedule_meeting, name="new"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("meetings/<slug:slug>/invite/", views.invite_all, name="invite"),
    path("meetings/<slug:slug>/move/", views.move_meeting, name="move"),
    path("meetings/<slug:slug>/cancel/", views.cancel_meeting, name="cancel"),
    path("rsvp/<str:token>/", views.rsvp, name="rsvp"),
]
