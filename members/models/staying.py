"""Whether someone we have not heard of for long wants to stay: asked once, and answered or not."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class StayQuestion(models.Model):
    """Asked of one person. Without `due_on` no mail reaches her, and only the coordinator decides."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stay_questions"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, help_text="The day on which she is removed if she is silent.")
    settled_at = models.DateTimeField(null=True)
    stays = models.BooleanField(default=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(settled_at=None), name="one_open_stay_question"
            )
        ]

    def __str__(self) -> str:
        return f"stay question {self.pk}"
