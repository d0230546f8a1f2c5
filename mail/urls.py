from django.urls import path

from mail.views import holidays, outbox, preferences, rules, sending

app_name = "mail"
urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.message, name="message"),
    path("outbox/<int:pk>/html/", outbox.html, name="html"),
    path("outbox/<int:pk>/resend/", outbox.resend, name="resend"),
    path("outbox/<int:pk>/cancel/", outbox.cancel, name="cancel"),
    path("sent/<slug:code>/", sending.batch, name="batch"),
    path("sent/<slug:code>/take-back/", sending.take_back, name="take_back"),
    path("mine/mail/", preferences.preferences, name="preferences"),
    path("m/stop/<str:token>/", preferences.stop_by_link, name="stop"),
    path("reminders/", rules.coming, name="coming"),
    path("reminders/rules/", rules.rules, name="rules"),
    path("reminders/rules/<slug:code>/", rules.rule, name="rule"),
    path("reminders/skip/", rules.skip, name="skip"),
    path("reminders/holidays/", holidays.holidays, name="holidays"),
    path("reminders/holidays/<int:pk>/remove/", holidays.remove, name="holiday_remove"),
]
