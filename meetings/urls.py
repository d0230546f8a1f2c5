from django.urls import path

from meetings.views import feeds
from meetings.views import meetings as views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meeting_list, name="list"),
    path("meetings/new/", views.schedule_meeting, name="new"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("meetings/<slug:slug>/invite/", views.invite_all, name="invite"),
    path("meetings/<slug:slug>/move/", views.move_meeting, name="move"),
    path("meetings/<slug:slug>/cancel/", views.cancel_meeting, name="cancel"),
    path("calendar/", feeds.my_calendar, name="my_calendar"),
    path("calendar/public.ics", feeds.public, name="public_feed"),
    path("calendar/<str:key>.ics", feeds.personal, name="personal_feed"),
    path("workgroups/<slug:slug>.ics", feeds.workgroup, name="workgroup_feed"),
    path("rsvp/<str:token>/", views.rsvp, name="rsvp"),
]
