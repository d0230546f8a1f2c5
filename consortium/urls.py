from django.urls import include, path

from consortium import dev_mail, health, home, outbox, pages, workgroup_tab

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("tasks.urls")),
    path("", include("meetings.urls")),
    path("workgroups/<slug:slug>/", workgroup_tab.tab, name="workgroup"),
    path("safety/", pages.safety, name="safety"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("dev/mail/", dev_mail.dev_mail, name="dev_mail"),
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
]
