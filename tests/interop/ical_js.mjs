// Reads a calendar from standard input with ical.js and prints its events as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const ICAL = (await import(createRequire(process.argv[2] + "/").resolve("ical.js"))).default;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const instant = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().slice(0, 19) + "Z");
const bare = (value) => (value ?? "").replace(/^mailto:/i, "");
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue("method") ?? "",
    uid: event.uid,
    sequence: event.sequence ?? 0,
    status: component.getFirstPropertyValue("status") ?? "",
    start: instant(event.startDate),
    end: instant(event.endDate),
    summary: event.summary,
    location: event.location ?? "",
    attendees: event.attendees.map((a) => bare(a.getFirstValue())),
    organizer: bare(event.organizer),
  };
});
console.log(JSON.stringify(events));
