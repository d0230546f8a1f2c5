"""The public site's own texts, kept version by version, and the pictures in them."""

import re

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from library.querysets import PageQuerySet

OWN_ADDRESS = {"about": "/about/", "front": "/", "help": "/help/", "safety": "/safety/"}


class Page(models.Model):
    """One text of the public site. What is shown is its `published` version; a later version is a draft.

    `about` is the first page of "Who we are"; `front` and `help` stand inside the pages of those names;
    `safety` is the page of safety tips.
    """

    slug = models.SlugField("address", unique=True, help_text=_("The last part of the page's address."))
    position = models.PositiveSmallIntegerField(default=0)
    published = models.OneToOneField(
        "PageVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return OWN_ADDRESS.get(self.slug, f"/about/{self.slug}/")

    @property
    def latest(self) -> "PageVersion | None":
        """The newest version, published or not."""
        return self.versions.order_by("-number").first()


class PageVersion(models.Model):
    """The words of one version, never changed afterwards. `text` is Markdown."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(
        max_length=200, blank=True, help_text=_("One line under the title; search engines show it too.")
    )
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_text_per_page_version")]

    def __str__(self) -> str:
        return f"{self.page_id}, version {self.number}"


class Picture(models.Model):
    """A picture for public pages, with its words for those who do not see it (survivor safety R22)."""

    file = models.FileField(upload_to="pictures/%Y/")
    alt = models.CharField(_("what it shows"), max_length=200)
    dignity = models.BooleanField(_("reviewed for dignity"), default=False)
    at = models.DateTimeField(auto_now_add=True)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(dignity=True), name="picture_reviewed_for_dignity"),
            models.CheckConstraint(condition=~models.Q(alt=""), name="picture_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def markdown(self) -> str:
        """The line that puts it into a text."""
        words = re.sub(r"([\\\[\]])", r"\\\1", self.alt)
        return f"![{words}](/pictures/{self.pk}/)"
