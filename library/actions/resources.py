"""The only place that writes resources: each act is one transaction with its history, task and mail."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.record import record
from library.enums import Reader, State
from library.models import Resource, ResourceVersion, Topic, Validation, WrittenFor
from library.policy import is_validator
from library.record import as_text, plain
from mail.actions import post
from mail.languages import in_own_language, speaking_to
from tasks.actions import comment, open_task, set_status
from tasks.enums import CLOSED, Status

REVIEW = gettext_noop("Review: %(title)s")
LINK = gettext_noop("Check the link: %(title)s")
REPORTED = gettext_noop("A reader reports “%(words)s”: %(title)s")
TIME_TO_RENEW = timedelta(days=30)


@transaction.atomic
def suggest(resource: Resource, *, readers: list[str], topics: list[str] = (), by=None) -> Resource:
    """Take in a suggestion, from anyone; it waits unseen until it was validated."""
    resource.state = State.SUGGESTED
    resource.save()
    _set_many(resource, readers=readers, topics=topics)
    record("resource.suggested", resource, by=by, version=keep_version(resource, by=by))
    return resource


@transaction.atomic
def assign(resource: Resource, *, workgroup, to, by) -> None:
    """Give a suggestion to a member of a workgroup, who gets one mail for it."""
    resource.workgroup, resource.validator = workgroup, to
    resource.assigned_at, resource.reminded_on = timezone.now(), None
    if resource.state == State.SUGGESTED:
        resource.state = State.IN_REVIEW
    resource.save(update_fields=["workgroup", "validator", "state", "assigned_at", "reminded_on"])
    entry = record("resource.assigned", resource, by=by, to=to.pk, workgroup=workgroup.pk)
    with speaking_to(to):
        post(
            kind="resource_assigned",
            person=to,
            about=resource,
            reference=f"entry:{entry.pk}",
            subject=_("To validate: %(title)s") % {"title": resource.title},
            body=_("Please check this before it is published:") + f"\n\n{resource.title}\n{resource.link}",
            discreet_body=_("Something is waiting for you."),
            path=f"/library/{resource.pk}/validate/",
        )


def note_reminder(resource: Resource, *, day: date) -> None:
    """Whoever is to validate it was reminded of it; the reminder fell on `day`."""
    Resource.objects.filter(pk=resource.pk).update(reminded_on=day)


@transaction.atomic
def validate(
    resource: Resource, *, checked: list[str], next_review: date, note: str = "", leads_to: str = "", by
) -> Validation:
    """Publish, or renew what is published, until `next_review`; the open review task is done.

    `leads_to` is where the link was seen to end: from now on it may.
    """
    now = timezone.now()
    validation = Validation.objects.create(
        resource=resource,
        by=by,
        workgroup=resource.workgroup,
        at=now,
        checked=checked,
        next_review=next_review,
        note=note,
    )
    resource.state, resource.validated_at, resource.next_review = State.PUBLISHED, now, next_review
    resource.changed_at = now
    task, resource.task = resource.task, None
    if leads_to and leads_to == resource.link_leads_to:
        resource.link_may_lead_to = leads_to
    resource.forget_visits()
    resource.save()
    close(task, by=by)
    record("resource.validated", resource, by=by, next_review=next_review.isoformat())
    return validation


@transaction.atomic
def turn_down(resource: Resource, *, by) -> None:
    """Decline a suggestion, or withdraw what was published; it is kept, and seen by nobody else."""
    resource.state = State.WITHDRAWN if resource.state == State.PUBLISHED else State.DECLINED
    resource.save(update_fields=["state"])
    record(f"resource.{resource.state}", resource, by=by)


@transaction.atomic
def ask_for_review(
    resource: Resource, *, why: str = REVIEW, words: str = "", for_link: bool = False, by=None
) -> None:
    """Put the resource on its workgroup's task list, unless it stands there already.

    `why` is a text of the catalogue with `%(title)s` in it.
    """
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    if resource.task_id and resource.task.status not in CLOSED:
        return
    with in_own_language():
        title = _(why) % {"title": resource.title, "words": words[:120]}
    resource.task = open_task(
        title=title[:250],
        description=words,
        workgroup=resource.workgroup,
        assignee=resource.validator if is_validator(resource.validator, resource) else None,
        due=timezone.localdate() + TIME_TO_RENEW,
        by=by,
    )
    resource.task_is_for_link = for_link
    resource.save(update_fields=["task", "task_is_for_link"])
    record("resource.review_asked", resource, by=by, task=resource.task.pk)


@transaction.atomic
def edit(form, *, by) -> Resource:
    """Save the record as typed, and keep it as the next version."""
    form.instance.changed_at = timezone.now()
    if "link" in form.changed_data:
        form.instance.forget_visits()
        form.instance.link_may_lead_to = ""
    resource = form.save()
    _set_many(resource, readers=form.cleaned_data["readers"], topics=form.cleaned_data["topics"])
    if form.changed_data:
        version = keep_version(resource, by=by)
        record("resource.edited", resource, by=by, fields=form.changed_data, version=version)
    return resource


@transaction.atomic
def report_problem(resource: Resource, *, words: str, by=None) -> None:
    """A reader says that something is wrong: it becomes a task, or a remark on the one that is open."""
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    with in_own_language():
        told = _("A reader reports “%(words)s”") % {"words": words}
    task = resource.task
    if task is None or task.status in CLOSED:
        ask_for_review(resource, why=REPORTED, words=words, by=by)
    elif task.description != words and not task.comments.filter(text=told).exists():
        comment(task, text=told, by=by)
        Resource.objects.filter(pk=resource.pk).update(task_is_for_link=False)


def close(task, *, by) -> None:
    """The task is done, where it is still open."""
    if task and task.status not in CLOSED:
        set_status(task, status=Status.DONE, by=by)


def _set_many(resource: Resource, *, readers: list[str], topics: list[str]) -> None:
    """Whom it is for and what about; a topic that is known by this name, in whatever case, is the same one."""
    resource.written_for.exclude(reader__in=readers).delete()
    rows = [WrittenFor(resource=resource, reader=reader) for reader in Reader.values if reader in readers]
    WrittenFor.objects.bulk_create(rows, ignore_conflicts=True)
    known = {topic.name.casefold(): topic for topic in Topic.objects.all()}
    chosen = [known.get(name.casefold()) or Topic.objects.get_or_create(name=name)[0] for name in topics]
    resource.topics.set(chosen)
    resource.topic_words = ", ".join(sorted(topic.name for topic in chosen))
    resource.save(update_fields=["topic_words"])


def keep_version(resource: Resource, *, by) -> int:
    """The record as it stands now, beside its earlier ones; returns its number."""
    number = resource.versions.count() + 1
    ResourceVersion.objects.create(resource=resource, number=number, values=as_text(plain(resource)), by=by)
    return number
