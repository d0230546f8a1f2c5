from datetime import date

from django.db import models
from django.db.models import Case, Count, Value, When
from django.db.models.functions import Coalesce

from charter.full_text import having, terms
from library.enums import State

FIELDS = {"A": ["title"], "B": ["topic_words", "source", "author"], "C": ["summary"]}
OFFERED = 12


class ResourceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def waiting(self):
        """Suggested or being validated: what someone still has to decide."""
        return self.filter(state__in=[State.SUGGESTED, State.IN_REVIEW])

    def due_for_review(self, today: date):
        """Published, with a shelf life that is over on `today`, the consortium's calendar date."""
        return self.published().filter(next_review__lte=today)

    def fresh_first(self, today: date):
        """What is past its shelf life comes last, so that it leaves the first page."""
        expired = Case(When(next_review__lte=today, then=Value(1)), default=Value(0))
        return self.annotate(past=expired).order_by("past", "-validated_at", "title")

    def last_changed_first(self):
        """By when its words or its validation last changed."""
        changed = Coalesce("changed_at", "validated_at")
        return self.annotate(last_changed=changed).order_by("-last_changed", "-pk")

    def with_record(self):
        """With whatever a record may have several of."""
        return self.prefetch_related("written_for", "topics", "counties", "tribes")

    def matching(self, words: str):
        """Every word occurs in the title, topics, source, author or summary, whole or by its beginning."""
        return having(self, terms(words), FIELDS) if words.strip() else self


class TopicQuerySet(models.QuerySet):
    def most_used(self) -> list[str]:
        """The names on most published resources, in order of the alphabet."""
        used = self.filter(resources__state=State.PUBLISHED).annotate(uses=Count("resources"))
        return sorted(used.order_by("-uses", "name").values_list("name", flat=True)[:OFFERED])


class PageQuerySet(models.QuerySet):
    def public(self):
        """What everyone may read, with its words."""
        return self.exclude(published=None).select_related("published")

    def around(self):
        """The public pages of "Who we are"; the others stand inside pages of their own."""
        return self.public().exclude(slug__in=["about", "front", "help", "safety"])
