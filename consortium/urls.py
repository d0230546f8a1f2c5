from django.urls import include, path

from consortium import dev_mail, health, home, inbox, outbox, pages, workgroup_tab

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("tasks.urls")),
    path("", include("meetings.urls")),
    path("", include("library.urls")),
    path("workgroups/<slug:slug>/", workgroup_tab.tab, name="workgroup"),
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
