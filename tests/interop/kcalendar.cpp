// KDE's calendar library as a command, over standard input and output:
//   read                           the events of a calendar, as JSON
//   reply ADDRESS PARTSTAT         the REPLY that KDE makes to a REQUEST
//   counter ADDRESS START END      the COUNTER that it makes, with another time (ISO 8601 with offset)
#include <KCalendarCore/Attendee>
#include <KCalendarCore/Event>
#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>
#include <KCalendarCore/ScheduleMessage>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QTimeZone>

using namespace KCalendarCore;

static QString instant(const QDateTime &time, bool allDay)
{
    return allDay ? time.date().toString(Qt::ISODate) : time.toUTC().toString(Qt::ISODate);
}

static QString status(Incidence::Status value)
{
    if (value == Incidence::StatusConfirmed) return QStringLiteral("CONFIRMED");
    return value == Incidence::StatusCanceled ? QStringLiteral("CANCELLED") : QString();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    QFile input, output;
    input.open(stdin, QIODevice::ReadOnly);
    output.open(stdout, QIODevice::WriteOnly);
    const QByteArray data = input.readAll();
    MemoryCalendar::Ptr calendar(new MemoryCalendar(QTimeZone::utc()));
    ICalFormat format;

    if (arguments.value(1) == QLatin1String("read")) {
        if (!format.fromRawString(calendar, data)) return 2;
        MemoryCalendar::Ptr other(new MemoryCalendar(QTimeZone::utc()));
        const ScheduleMessage::Ptr message = format.parseScheduleMessage(other, QString::fromUtf8(data));
        QJsonArray events;
        for (const Event::Ptr &event : calendar->rawEvents(EventSortStartDate)) {
            QJsonArray attendees;
            for (const Attendee &attendee : event->attendees()) attendees.append(attendee.email());
            const QDateTime end = event->allDay() ? event->dtEnd().addDays(1) : event->dtEnd();
            events.append(QJsonObject{
                {QStringLiteral("method"), message ? ScheduleMessage::methodName(message->method()).toUpper() : QString()},
                {QStringLiteral("uid"), event->uid()},
                {QStringLiteral("sequence"), event->revision()},
                {QStringLiteral("status"), status(event->status())},
                {QStringLiteral("start"), instant(event->dtStart(), event->allDay())},
                {QStringLiteral("end"), instant(end, event->allDay())},
                {QStringLiteral("summary"), event->summary()},
                {QStringLiteral("location"), event->location()},
                {QStringLiteral("attendees"), attendees},
                {QStringLiteral("organizer"), event->organizer().email()},
            });
        }
        output.write(QJsonDocument(events).toJson(QJsonDocument::Compact));
        return 0;
    }

    const ScheduleMessage::Ptr message = format.parseScheduleMessage(calendar, QString::fromUtf8(data));
    if (!message || message->method() != iTIPRequest) return 3;
    Event::Ptr event = message->event().staticCast<Event>();
    Attendee self = event->attendeeByMail(arguments.value(2));
    if (self.isNull()) return 4;
    const QString word = arguments.value(3);
    const bool counter = arguments.value(1) == QLatin1String("counter");
    self.setStatus(counter                                  ? Attendee::Tentative
                       : word == QLatin1String("ACCEPTED")  ? Attendee::Accepted
                       : word == QLatin1String("TENTATIVE") ? Attendee::Tentative
                                                            : Attendee::Declined);
    event->clearAttendees();
    event->addAttendee(self);
    if (counter) {
        event->setDtStart(QDateTime::fromString(word, Qt::ISODate));
        event->setDtEnd(QDateTime::fromString(arguments.value(4), Qt::ISODate));
    }
    output.write(format.createScheduleMessage(event, counter ? iTIPCounter : iTIPReply).toUtf8());
    return 0;
}
