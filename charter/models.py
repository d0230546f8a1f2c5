"""The consortium's own facts: its names, its clock and the numbers of its bylaws."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ZONE_KEPT = "own-zone"
HOTLINE_GOOD_FOR = timedelta(days=180)
_read: ContextVar[list["Charter"] | None] = ContextVar("charter", default=None)


@contextmanager
def charter_read_once() -> Iterator[None]:
    """What is inside reads the charter from the database once, and again after saving it: a request, or a job."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


class NoticeMode(models.TextChoices):
    """What the public is told of a coming meeting beside its title and time."""

    OFF = "off", _("Title and time only")
    VOLUNTARY = "voluntary", _("Place and agenda too, of our own accord")
    REQUIRED = "required", _("Place and agenda too, because a law asks for it")


class Charter(models.Model):
    """One row. Nothing about the state or the body that runs this is written in code."""

    name = models.CharField(max_length=200, default="Consortium")
    short_name = models.CharField(max_length=40, default="Consortium")
    neutral_name = models.CharField(
        max_length=80,
        default="Quarterly Meeting Office",
        help_text=_("Stands in page titles and in discreet mail; must say nothing about the work."),
    )
    neutral_titles = models.BooleanField(
        default=True,
        help_text=_(
            "Every page is called by the neutral name in browser tabs and histories. "
            "Search engines show that name too."
        ),
    )
    notice_mode = models.CharField(
        _("public notice of meetings"), max_length=10, choices=NoticeMode.choices, default=NoticeMode.OFF
    )
    state_name = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=60, default=settings.TIME_ZONE)
    city = models.CharField(max_length=80, blank=True)
    mission = models.TextField(blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    exit_url = models.URLField(default="https://www.weather.gov/")
    hotline_name = models.CharField(max_length=120, blank=True)
    hotline_phone = models.CharField(max_length=40, blank=True)
    hotline_text = models.CharField(max_length=40, blank=True)
    hotline_tty = models.CharField(max_length=40, blank=True)
    hotline_chat_url = models.URLField(blank=True)
    hotline_checked_on = models.DateField(null=True, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(
        default=50, help_text=_("A quorum is more than this share of the voting members.")
    )
    agenda_days_before = models.PositiveSmallIntegerField(
        default=7, help_text=_("Calendar days before a meeting on which its agenda goes out by itself.")
    )
    proposals_days_before = models.PositiveSmallIntegerField(
        default=30,
        help_text=_("Until how many days before a meeting items for its agenda should be proposed."),
    )
    accommodation_days_before = models.PositiveSmallIntegerField(
        default=7, help_text=_("Until how many days before a meeting accommodations should be asked for.")
    )
    absences_before_notice = models.PositiveSmallIntegerField(default=3)
    sector_minimum = models.PositiveSmallIntegerField(default=1)
    keep_answers_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(3), MaxValueValidator(120)]
    )
    keep_needs_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    keep_mail_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(3), MaxValueValidator(120)]
    )
    keep_sign_ins_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    ask_inactive_months = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(6), MaxValueValidator(120)]
    )
    inactive_answer_days = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(14), MaxValueValidator(365)]
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="charter_is_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(ZONE_KEPT)
        (_read.get() or []).clear()

    def hotline_is_stale(self, today: date) -> bool:
        """Whether nobody has checked the numbers for 180 days (survivor safety R21)."""
        if not (self.hotline_phone or self.hotline_text):
            return False
        return self.hotline_checked_on is None or today - self.hotline_checked_on > HOTLINE_GOOD_FOR

    @classmethod
    def load(cls) -> "Charter":
        """The charter, or an unsaved one with defaults before `setup` has run; whoever fills a form with it has her own."""
        read = _read.get()
        if read is None:
            return cls._from_database()
        if not read:
            read.append(cls._from_database())
        return copy(read[0])

    @classmethod
    def _from_database(cls) -> "Charter":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Holiday(models.Model):
    """A day on which offices are closed: nothing is sent by itself, and a meeting would clash."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"
