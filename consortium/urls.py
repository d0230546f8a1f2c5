from django.urls import include, path

from consortium import (
    chair_page,
    dev_mail,
    health,
    home,
    inbox,
    outbox,
    pages,
    workgroup_home,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("members.urls")),
    path("", include("tasks.urls")),
    path("", include("meetings.urls")),
    path("", include("library.urls")),
    path("", include("workgroups.urls")),
    path("workgroups/<slug:slug>/", workgroup_home.home, name="workgroup"),
    path("workgroups/<slug:slug>/chair/", chair_page.chair, name="workgroup_chair"),
    path("workgroups/<slug:slug>/reports/<str:quarter>/", chair_page.report, name="workgroup_report"),
    path("workgroups/<slug:slug>/hand-over/", workgroup_home.hand_over, name="workgroup_hand_over"),
    path("safety/", pages.safety, name="safety"),
    path("inbound/", inbox.inbox, name="inbox"),
    path("inbound/<int:pk>/", inbox.inbound, name="inbound"),
    path("inbound/<int:pk>/answer/", inbox.record_answer, name="record_answer"),
    path("inbound/<int:pk>/aside/", inbox.set_aside, name="set_aside"),
    path("inbound/<int:pk>/again/", inbox.try_again, name="try_again"),
    path("inbound/addresses/<int:pk>/", inbox.restore_address, name="restore_address"),
    path("inbound/webhook/<slug:provider>/", inbox.webhook, name="inbound_webhook"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("dev/mail/", dev_mail.dev_mail, name="dev_mail"),
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
]
