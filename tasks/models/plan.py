"""A workgroup's work plan of one year: goals, and the objectives that lead to them."""

from django.db import models

from workgroups.models import Workgroup


class Goal(models.Model):
    """What a workgroup wants to reach in a calendar year."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="goals")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    order = models.PositiveSmallIntegerField(default=0)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workgroup", "year", "title"], name="one_goal_per_title_and_year")
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """A step toward a goal, with how it is measured. `carried_over` counts tasks taken to the next year."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="objectives")
    title = models.CharField(max_length=250)
    measure = models.CharField(max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    carried_over = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "title"], name="one_objective_per_title_and_goal")
        ]

    def __str__(self) -> str:
        return self.title
