"""A rule, and the reason of a message's state, in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mail.reasons import in_words

register = template.Library()
register.filter("reason", in_words)


@register.simple_tag
def rule_when(rule, kind) -> str:
    """14 days before the meeting, at 9:00 a.m."""
    count = abs(rule.offset)
    if not count:
        words = _("On %(anchor)s") % {"anchor": kind.anchor}
    elif rule.offset < 0:
        words = ngettext("%(n)s day before %(anchor)s", "%(n)s days before %(anchor)s", count)
    else:
        words = ngettext("%(n)s day after %(anchor)s", "%(n)s days after %(anchor)s", count)
    words = words % {"n": count, "anchor": kind.anchor} if count else words
    if rule.repeat_days:
        words += ngettext(", then every day", ", then every %(n)s days", rule.repeat_days) % {
            "n": rule.repeat_days
        }
    half = "a.m." if rule.at.hour < 12 else "p.m."
    return f"{words}, {rule.at.hour % 12 or 12}:{rule.at:%M} {half}"


@register.simple_tag
def rule_audience(rule, kind) -> str:
    return str(dict(kind.audiences).get(rule.audience, rule.audience))
