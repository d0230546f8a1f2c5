"""The queue. Schedules are static and sweep due rows every minute; no long ETAs (they can run twice)."""

import os

from celery import Celery, Task
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consortium.settings")


class Job(Task):
    """Reads the charter once, and its days are the consortium's own, as those of a page are."""

    def __call__(self, *args, **kwargs):
        from charter.models import charter_read_once
        from charter.zone import own_zone

        with charter_read_once(), timezone.override(own_zone()):
            return self.run(*args, **kwargs)


app = Celery("consortium", task_cls=Job)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
app.conf.beat_scheduler = "consortium.watch:WatchedScheduler"
app.conf.imports = ["consortium.watch"]
app.conf.beat_schedule = {
    "meeting-groups": {"task": "meetings.jobs.follow_groups", "schedule": 900.0},
    "meetings-past": {"task": "meetings.jobs.close_past_meetings", "schedule": 3600.0},
    "minutes-nagging": {"task": "meetings.jobs.nag_about_minutes", "schedule": 300.0},
    "minutes-reminders": {"task": "meetings.jobs.remind_of_minutes", "schedule": 300.0},
    "library-reviews": {"task": "library.jobs.ask_for_due_reviews", "schedule": 3600.0},
    "library-links": {"task": "library.jobs.check_links", "schedule": 600.0},
    "library-numbers": {
        "task": "library.jobs.tell_of_stale_numbers",
        "schedule": crontab(hour=15, minute=30),
    },
    "sweep-outbox": {"task": "mail.jobs.sweep", "schedule": settings.SWEEP_SECONDS},
    "ending-listings": {
        "task": "members.jobs.tell_of_ending_listings",
        "schedule": crontab(hour=15, minute=0),
    },
    "ending-papers": {"task": "members.jobs.tell_of_ending_papers", "schedule": 3600.0},
    "members-tidy": {"task": "members.jobs.tidy", "schedule": crontab(hour=3, minute=40)},
    "sign-of-life": {"task": "mail.jobs.sign_of_life", "schedule": settings.WATCH_SECONDS},
    "gathered-mail": {"task": "mail.jobs.send_gathered", "schedule": 300.0},
    "deputies": {"task": "members.jobs.follow_deputies", "schedule": 60.0},
    "poll-inbox": {"task": "mail.jobs.poll_inbox", "schedule": 60.0},
    "retention": {"task": "consortium.jobs.keep_schedule", "schedule": crontab(hour=3, minute=30)},
    "next-holidays": {"task": "charter.jobs.add_next_holidays", "schedule": crontab(hour=4, minute=15)},
    "task-reminders": {"task": "tasks.jobs.send_due_reminders", "schedule": 300.0},
    "absences": {"task": "meetings.jobs.tell_of_absences", "schedule": 3600.0},
    "meeting-reminders": {"task": "meetings.jobs.send_due_reminders", "schedule": settings.SWEEP_SECONDS},
}
