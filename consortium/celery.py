"""The queue. Schedules are static and sweep due rows every minute; no long ETAs (they can run twice)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consortium.settings")

app = Celery("consortium")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
app.conf.beat_schedule = {
    "sweep-outbox": {"task": "mail.jobs.sweep", "schedule": 60.0},
    "meeting-reminders": {"task": "meetings.jobs.send_due_reminders", "schedule": 60.0},
}
