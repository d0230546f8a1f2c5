"""Reads a calendar from standard input with libical and prints its events as JSON. Runs in Debian's own Python."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical  # noqa: E402

calendar = ical.Component.new_from_string(sys.stdin.buffer.read().decode())
errors = calendar.count_errors()
assert errors == 0, f"{errors} errors"
utc = ical.Timezone.get_utc_timezone()


def first(component, kind):
    found = component.get_first_property(kind)
    return found.get_value_as_string() if found else ""


def instant(time):
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    t = time.convert_to_zone(utc)
    return (
        f"{t.get_year():04}-{t.get_month():02}-{t.get_day():02}"
        f"T{t.get_hour():02}:{t.get_minute():02}:{t.get_second():02}Z"
    )


def zoned(component, kind):
    """libical's own time of the property, in the zone that this file's VTIMEZONE gives, not the system's."""
    found = component.get_first_property(kind)
    time = found.get_dtstart() if kind == ical.PropertyKind.DTSTART_PROPERTY else found.get_dtend()
    name = found.get_first_parameter(ical.ParameterKind.TZID_PARAMETER)
    if name:
        time.set_timezone(calendar.get_timezone(name.get_tzid()))
    return instant(time)


def events():
    event = calendar.get_first_component(ical.ComponentKind.VEVENT_COMPONENT)
    while event:
        attendees, line = [], event.get_first_property(ical.PropertyKind.ATTENDEE_PROPERTY)
        while line:
            attendees.append(line.get_value_as_string().removeprefix("mailto:"))
            line = event.get_next_property(ical.PropertyKind.ATTENDEE_PROPERTY)
        yield {
            "method": first(calendar, ical.PropertyKind.METHOD_PROPERTY),
            "uid": event.get_uid(),
            "sequence": int(first(event, ical.PropertyKind.SEQUENCE_PROPERTY) or 0),
            "status": first(event, ical.PropertyKind.STATUS_PROPERTY),
            "start": zoned(event, ical.PropertyKind.DTSTART_PROPERTY),
            "end": zoned(event, ical.PropertyKind.DTEND_PROPERTY),
            "summary": event.get_summary(),
            "location": event.get_location() or "",
            "attendees": attendees,
            "organizer": first(event, ical.PropertyKind.ORGANIZER_PROPERTY).removeprefix("mailto:"),
        }
        event = calendar.get_next_component(ical.ComponentKind.VEVENT_COMPONENT)


print(json.dumps(list(events())))
