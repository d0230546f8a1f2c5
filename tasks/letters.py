"""The words of each mail about tasks; discreet people get `WAITING` and a link alone."""

from tasks.enums import Reason

WAITING = "Something is waiting for you."


def long_date(day) -> str:
    """Monday, January 4, 2027."""
    return f"{day:%A, %B} {day.day}, {day.year}"


def assigned_letter(task) -> dict[str, str]:
    due = f"\nDue: {long_date(task.due)}" if task.due else ""
    about = f"\n\n{task.description}" if task.description else ""
    return _letter(
        f"For you: {task.title}",
        f"This is yours to do:\n\n{task.title}{due}{about}\n\n"
        "Say how it goes, ask for help or for another date here, without signing in:",
    )


def moved_letter(task) -> dict[str, str]:
    when = f"is now due {long_date(task.due)}" if task.due else "has no date any more"
    return _letter(f"New date: {task.title}", f"{task.title}\n{when}.")


def nudge_letter(task) -> dict[str, str]:
    due = f" It is due {long_date(task.due)}." if task.due else ""
    return _letter(
        f"How is it going? {task.title}",
        f"Your chair asks how this goes:\n\n{task.title}\n\nNow: {task.get_status_display()}.{due} "
        "One press is enough:",
    )


def help_letter(task) -> dict[str, str]:
    return _letter(f"Help is needed: {task.title}", f"Whoever has this asks for help:\n\n{task.title}")


def proposed_letter(task) -> dict[str, str]:
    return _letter(
        f"Another date? {task.title}",
        f"{task.title}\n\nProposed: {long_date(task.proposed_due)}. Confirm it or keep the date:",
    )


def offered_letter(task) -> dict[str, str]:
    return _letter(f"Someone offers to help: {task.title}", f"Someone offered to help with:\n\n{task.title}")


def comment_letter(task, text: str) -> dict[str, str]:
    return _letter(f"About: {task.title}", f"{task.title}\n\n{text}")


def digest_letter(reminders) -> dict[str, str]:
    """One mail for everything someone is reminded of today."""
    parts = []
    for reason in Reason:
        lines = [_line(r.task) for r in reminders if r.reason == reason]
        if lines:
            parts.append(f"{reason.label}\n" + "\n".join(lines))
    count = len(reminders)
    return _letter(
        reminders[0].task.title if count == 1 else f"{count} tasks to look at",
        "\n\n".join(parts) + "\n\nAnswer here:",
    )


def _line(task) -> str:
    return f"- {task.title}" + (f" (due {long_date(task.due)})" if task.due else "")


def _letter(subject: str, body: str) -> dict[str, str]:
    return {"subject": subject[:250], "body": body, "discreet_body": WAITING}
