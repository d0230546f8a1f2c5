"""A rule as the coordinator changed it. Without a row the default stands that the kind was registered with."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

FAR = [MinValueValidator(-400), MaxValueValidator(400)]


class Rule(models.Model):
    """One sort of letter, so many calendar days from a date, at a local time, to an audience.

    A day off moves a rule before its date to the last workday before, any other to the next one. During
    quiet hours nothing leaves. For `catch_up_days` after its day it is still sent when it was missed.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.SlugField(max_length=40)
    offset = models.SmallIntegerField(validators=FAR)
    repeat_days = models.PositiveSmallIntegerField(default=0)
    audience = models.SlugField(max_length=40)
    at = models.TimeField(default=time(9))
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(7))
    workdays_only = models.BooleanField(default=True)
    avoid_holidays = models.BooleanField(default=True)
    catch_up_days = models.PositiveSmallIntegerField(default=7)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "offset"]

    def __str__(self) -> str:
        return self.code


class Skipped(models.Model):
    """The coordinator does not want this one letter: a rule, about one thing, on one day."""

    rule = models.SlugField(max_length=60)
    subject = models.CharField(max_length=80, help_text="What it is about: its model and number.")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject", "day"], name="one_letter_skipped_once")
        ]
        verbose_name_plural = "skipped"

    def __str__(self) -> str:
        return f"{self.rule} {self.day}"
