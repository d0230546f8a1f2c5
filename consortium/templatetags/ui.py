"""The components every page is built from; a builtin, so no page loads it.

{% card "Title" %}...{% endcard %}
{% notice "info|success|warning|danger" %}...{% endnotice %}
{% badge "Overdue" "danger" %}
{% empty "No meetings yet" %}What comes next.{% endempty %}
{% page_header "Title" "One line under it" %}buttons{% endpage_header %}
{% pagination page_obj %}
{% options names %}                                    (what a datalist offers)
{% local_time meeting.starts_at meeting.time_zone %}   (the zone defaults to the charter's)
{% person_name person %}                               (asks request.viewer)
"""

from html import escape
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

register = template.Library()
TONES = {"info", "success", "warning", "danger"}


def _tone(value: str) -> str:
    return value if value in TONES else "info"


@register.simple_block_tag
def card(content, title=""):
    """A bordered section with an optional heading."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<section class="card">{}{}</section>', heading, content)


@register.simple_block_tag
def notice(content, tone="info"):
    """A message that stays on the page."""
    return format_html('<div class="notice notice-{}">{}</div>', _tone(tone), content)


@register.simple_block_tag
def empty(content, title):
    """What stands where a list has no rows, and what comes next."""
    return format_html('<div class="empty"><p><strong>{}</strong></p>{}</div>', title, content)


@register.simple_block_tag
def page_header(content, title, lead=""):
    """The page's only h1, a line under it, and its actions."""
    line = format_html('<p class="lead">{}</p>', lead) if lead else ""
    acts = format_html('<div class="actions">{}</div>', content) if content.strip() else ""
    return format_html('<header class="page-header"><div><h1>{}</h1>{}</div>{}</header>', title, line, acts)


@register.simple_tag
def badge(text, tone="info"):
    """A short state in a word; colour never says it alone."""
    return format_html('<span class="badge badge-{}">{}</span>', _tone(tone), text)


@register.simple_tag
def options(names):
    """What a datalist offers: thousands of names in one go."""
    return mark_safe("".join(f'<option value="{escape(name)}"></option>' for name in names))


@register.simple_tag
def field_label(field):
    """The label of a form's field, or the legend of several boxes; also one that Django made of the field's name."""
    tag = field.legend_tag if field.use_fieldset else field.label_tag
    return tag(gettext(field.label))


@register.inclusion_tag("consortium/pagination.html", takes_context=True)
def pagination(context, page, place=""):
    """Previous and next, keeping the filters in the address; `place` is where on the page (`#rows`) it leads."""
    return {"page": page, "place": place, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def local_time(context, moment, zone=""):
    """Thursday, January 14, 2027, 10:00 a.m. CST."""
    if not moment:
        return ""
    name = str(
        zone or getattr(context.get("charter"), "time_zone", "") or timezone.get_default_timezone_name()
    )
    local = moment.astimezone(ZoneInfo(name))
    hour = local.hour % 12 or 12
    half = "a.m." if local.hour < 12 else "p.m."
    day = format_date(local, "l, F j, Y")
    text = f"{day}, {hour}:{local:%M} {half} {local:%Z}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@register.simple_tag(takes_context=True)
def clock_time(context, moment):
    """10:00 a.m., in the charter's zone."""
    local = moment.astimezone(ZoneInfo(str(context["charter"].time_zone)))
    return f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"


@register.simple_tag(takes_context=True)
def person_name(context, person):
    """The name this viewer may see."""
    return context["request"].viewer.name(person)
