"""Imitations of what mail services send back, written by hand after their published forms; none is a real mail.

Each is (text, kind, status): what `receive` must make of it. {address} is whom we wrote to, {ours} our Message-ID.
"""

HEAD = "From: {sender}\nTo: meetings@consortium.example\nSubject: {subject}\nMessage-ID: <{number}@{host}>\n"


def report(
    host, subject, words, status, *, action="failed", sender="MAILER-DAEMON", returned="text/rfc822-headers"
):
    """multipart/report as RFC 3464 has it, in one service's words."""
    head = HEAD.replace("{sender}", f"{sender}@{host}").replace("{subject}", subject).replace("{host}", host)
    return (
        head
        + f"""Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b=_{host}"

--b=_{host}
Content-Type: text/plain; charset=utf-8

{words}

--b=_{host}
Content-Type: message/delivery-status

Reporting-MTA: dns; {host}

Final-Recipient: rfc822; {{address}}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} see above

--b=_{host}
Content-Type: {returned}

Message-ID: {{ours}}
Subject: S

--b=_{host}--
"""
    )


def plain(sender, host, subject, words, headers=""):
    """A server that sends no status part, only words."""
    head = HEAD.replace("{sender}", f"{sender}@{host}").replace("{subject}", subject).replace("{host}", host)
    return head + headers + "Content-Type: text/plain; charset=us-ascii\n\n" + words


def away(sender, host, subject, headers):
    head = HEAD.replace("{sender}", f"{sender}@{host}").replace("{subject}", subject).replace("{host}", host)
    return head + headers + "In-Reply-To: {ours}\nReferences: {ours}\n\nI am away until Monday.\n"


BOUNCES = {
    "gmail": (
        report(
            "googlemail.com",
            "Delivery Status Notification (Failure)",
            "** Address not found **\n\nYour message wasn't delivered to {address} because the address "
            "couldn't be found, or is unable to receive mail.",
            "5.1.1",
            returned="message/rfc822",
        ),
        "5.1.1",
    ),
    "exchange online": (
        report(
            "namprd05.prod.outlook.com",
            "Undeliverable: S",
            "Your message to {address} couldn't be delivered.\n\nThe address wasn't found at example.org.",
            "5.1.10",
            sender="postmaster",
            returned="message/rfc822",
        ),
        "5.1.10",
    ),
    "icloud": (
        report(
            "mail.me.com",
            "Undelivered Mail Returned to Sender",
            "User unknown in virtual alias table",
            "5.1.1",
        ),
        "5.1.1",
    ),
    "yahoo": (
        plain(
            "MAILER-DAEMON",
            "yahoo.com",
            "Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<{address}>:\n"
            "552: 5.2.2 This message is larger than the recipient's mailbox has room for; mailbox full\n\n"
            "--- Below this line is a copy of the message.\n\nMessage-ID: {ours}\nSubject: S\n",
        ),
        "5.2.2",
    ),
    "qmail": (
        plain(
            "MAILER-DAEMON",
            "mx.example.net",
            "failure notice",
            "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your "
            "message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work "
            "out.\n\n<{address}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy "
            "of the message.\n\nReturn-Path: <meetings@consortium.example>\nMessage-ID: {ours}\nSubject: S\n",
        ),
        "5.1.1",
    ),
    "exim": (
        plain(
            "Mailer-Daemon",
            "mx.example.net",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
            "be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) "
            "failed:\n\n  {address}\n    host mx.example.org [192.0.2.7]\n    SMTP error from remote mail server "
            "after RCPT TO:<{address}>:\n    550 5.1.1 User unknown\n\n------ This is a copy of the message, "
            "including all the headers. ------\n\nMessage-ID: {ours}\nSubject: S\n",
            "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\n",
        ),
        "5.1.1",
    ),
    "postfix with a global status": (
        report(
            "mx.example.net",
            "Undelivered Mail Returned to Sender",
            "I'm sorry to have to inform you.",
            "5.1.1",
        )
        .replace("message/delivery-status", "message/global-delivery-status")
        .replace("rfc822; {address}", "utf-8; {address}")
        .replace("text/rfc822-headers", "message/global-headers"),
        "5.1.1",
    ),
    "exchange in german": (
        report(
            "mail.amt.example.net",
            "=?utf-8?q?Unzustellbar=3A_Einladung_f=C3=BCr_Sie?=",
            "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen: {address}\n"
            "Die von Ihnen eingegebene E-Mail-Adresse konnte nicht gefunden werden.",
            "5.1.1",
            sender="postmaster",
        ).replace("smtp; 550 5.1.1 see above", "smtp;550 5.1.1\n RESOLVER.ADR.RecipNotFound; not found"),
        "5.1.1",
    ),
    "exim without a code": (
        plain(
            "Mailer-Daemon",
            "mx.example.net",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
            "be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) "
            "failed:\n\n  {address}\n    Unrouteable address\n\n------ This is a copy of the message, including "
            "all the headers. ------\n\nMessage-ID: {ours}\nSubject: S\n",
            "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\n",
        ),
        "5.1.1",
    ),
    "yahoo's closed account": (
        plain(
            "MAILER-DAEMON",
            "yahoo.com",
            "Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<{address}>:\n554: delivery "
            "error: dd This user doesn't have a yahoo.com account ({address}) [0] - mta4.mail.bf1.yahoo.com\n\n"
            "--- Below this line is a copy of the message.\n\nMessage-ID: {ours}\nSubject: S\n",
        ),
        "5.1.1",
    ),
    "a mailbox that was switched off": (
        plain(
            "MAILER-DAEMON",
            "mx.example.net",
            "Undeliverable: S",
            "The following message to <{address}> was undeliverable.\nThe reason for the problem:\n"
            "550 Account disabled\n\n-----Original message-----\nMessage-ID: {ours}\nSubject: S\n",
        ),
        "5.1.1",
    ),
}
DELAYS = {
    "postfix": report(
        "mx.example.net",
        "Delayed Mail (still being retried)",
        "THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
        "4.4.1",
        action="delayed",
    ),
    "exim": report(
        "mx2.example.net",
        "Warning: message delayed 24 hours",
        "No action is required on your part.",
        "4.2.0",
        action="delayed",
    ),
}
AWAY = {
    "gmail": away(
        "cal",
        "example.org",
        "Out for the holidays Re: S",
        "Precedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied\n",
    ),
    "outlook": away(
        "cal",
        "example.org",
        "Automatic reply: S",
        "X-Auto-Response-Suppress: All\nauto-submitted: auto-generated\nx-ms-exchange-generated-message-source: Mailbox Rules Agent\n",
    ),
    "icloud": away("cal", "example.org", "Re: S", "Auto-Submitted: auto-replied (vacation)\n"),
    "yahoo": away("cal", "example.org", "Auto reply: S", "X-Yahoo-Newman-Property: vacation\n"),
    "german exchange": away("cal", "example.org", "Automatische Antwort: S", ""),
    "spanish outlook": away("cal", "example.org", "Respuesta automática: S", ""),
    "german by hand": away("cal", "example.org", "=?iso-8859-1?q?Nicht_im_B=FCro_Re=3A_S?=", ""),
    "german leave": away("cal", "example.org", "Abwesenheitsnotiz: S", ""),
    "spanish by hand": away("cal", "example.org", "Fuera de la oficina: S", ""),
    "spanish leave": away("cal", "example.org", "=?utf-8?B?QXVzZW5jaWEgLSBSZTogUw==?=", ""),
    "qmail vacation": away("cal", "example.org", "Re: S", "Precedence: junk\nX-Autorespond: S\n"),
}
READ_RECEIPT = (
    HEAD.replace("{sender}", "cal@example.org")
    .replace("{subject}", "Return Receipt (displayed) - S")
    .replace("{host}", "example.org")
    + """MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="mdn"

--mdn
Content-Type: text/plain; charset=UTF-8

This is a Return Receipt for the mail that you sent. It was displayed; that does not mean that it was read.
--mdn
Content-Type: message/disposition-notification; name="MDNPart2.txt"

Reporting-UA: example.org; Thunderbird
Final-Recipient: rfc822;{address}
Original-Message-ID: {ours}
Disposition: manual-action/MDN-sent-manually; displayed
--mdn--
"""
)
COMPLAINT = (
    HEAD.replace("{sender}", "feedback@arf.mail.yahoo.com")
    .replace("{subject}", "FW: S")
    .replace("{host}", "arf.mail.yahoo.com")
    + """MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="arf"

--arf
Content-Type: text/plain

This is an email abuse report.
--arf
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Yahoo!-Mail-Feedback/2.0
Version: 0.1
Original-Rcpt-To: {address}
--arf
Content-Type: message/rfc822

From: meetings@consortium.example
To: {address}
Message-ID: {ours}
Subject: S

B
--arf--
"""
)
_NEST = "".join(f'Content-Type: multipart/mixed; boundary="n{depth}"\n\n--n{depth}\n' for depth in range(120))
HOSTILE = {
    "nothing": b"",
    "no headers": b"\r\n\r\nbody only",
    "bytes of a picture": bytes(range(256)) * 40,
    "a boundary that never comes": b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\nno part',
    "a boundary without a name": b"From: a@b.example\nContent-Type: multipart/mixed\n\n--\nwhat\n----",
    "nested too deep": f"From: a@b.example\n{_NEST}".encode(),
    "a thousand parts": b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n'
    + b"--x\nContent-Type: text/plain\n\np\n" * 1000
    + b"--x--",
    "a charset nobody has": b"From: a@b.example\nContent-Type: text/plain; charset=klingon-8\n\n\xff\xfe\xfa",
    "broken base64": b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!===\n",
    "zeros in headers": b"From: a\x00@b.example\nSubject: a\x00b\n\nx\x00y",
    "a word of wrong encoding": b"From: =?x-unknown?B?////?= <a@b.example>\nSubject: =?utf-8?B?w?=\n\nx",
    "a header without end": b"From: a@b.example\nSubject: " + b"long " * 40_000 + b"\n\nx",
    "many senders": b"From: " + b", ".join(b"p%d@b.example" % n for n in range(2000)) + b"\n\nx",
    "a date of no calendar": b"From: a@b.example\nDate: Sun, 99 Foo 99999 99:99:99 +9999\n\nx",
    "a report of nothing": b"From: MAILER-DAEMON@b.example\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
    b"--x\nContent-Type: message/delivery-status\n\nFinal-Recipient\nAction\n\n--x--",
    "a calendar of noise": b"From: a@b.example\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nUID",
    "headers that would be ours": b"From: a@b.example\nSubject: x\r\n\tBcc: eve@b.example\n\nx",
}
