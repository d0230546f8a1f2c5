from django.urls import path

from meetings.views import agenda, feeds, minutes, venues
from meetings.views import meetings as views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meeting_list, name="list"),
    path("meetings/new/", views.schedule_meeting, name="new"),
    path("meetings/venues/", venues.venues, name="venues"),
    path("meetings/venues/<int:pk>/", venues.edit, name="venue"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("meetings/<slug:slug>/invite/", views.invite_all, name="invite"),
    path("meetings/<slug:slug>/move/", views.move_meeting, name="move"),
    path("meetings/<slug:slug>/cancel/", views.cancel_meeting, name="cancel"),
    path("meetings/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<slug:slug>/agenda/send/", agenda.send_agenda, name="agenda_send"),
    path("meetings/<slug:slug>/agenda/<int:pk>/", agenda.edit_item, name="agenda_item"),
    path("meetings/<slug:slug>/agenda/<int:pk>/shift/", agenda.shift_item, name="agenda_shift"),
    path("meetings/<slug:slug>/invitees/", agenda.invitees, name="invitees"),
    path("meetings/<slug:slug>/invitees/nudge/", agenda.nudge, name="nudge"),
    path("minutes/", minutes.archive, name="minutes_archive"),
    path("meetings/<slug:slug>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<slug:slug>/minutes/add/", minutes.add, name="minutes_add"),
    path("meetings/<slug:slug>/minutes/import/", minutes.take_in, name="minutes_import"),
    path("meetings/<slug:slug>/minutes/circulate/", minutes.circulate, name="minutes_circulate"),
    path("meetings/<slug:slug>/minutes/approve/", minutes.approve, name="minutes_approve"),
    path("meetings/<slug:slug>/minutes/publish/", minutes.publish, name="minutes_publish"),
    path("meetings/<slug:slug>/minutes/pdf/", minutes.pdf, name="minutes_pdf"),
    path("meetings/<slug:slug>/minutes/text/", minutes.text, name="minutes_text"),
    path("meetings/<slug:slug>/minutes/versions/<int:number>/", minutes.version, name="minutes_version"),
    path("meetings/<slug:slug>/minutes/<int:pk>/", minutes.edit, name="minutes_edit"),
    path("meetings/<slug:slug>/minutes/<int:pk>/settle/", minutes.settle, name="minutes_settle"),
    path(
        "meetings/<slug:slug>/minutes/corrections/<int:pk>/",
        minutes.settle_correction,
        name="minutes_correction",
    ),
    path("correct/<str:token>/", minutes.correct, name="correct"),
    path("calendar/", feeds.my_calendar, name="my_calendar"),
    path("calendar/public.ics", feeds.public, name="public_feed"),
    path("calendar/<str:key>.ics", feeds.personal, name="personal_feed"),
    path("workgroups/<slug:slug>.ics", feeds.workgroup, name="workgroup_feed"),
    path("rsvp/<str:token>/", views.rsvp, name="rsvp"),
]
