"""What each role gets of the pages that join several apps."""

EXPECTED = {
    "": (200, 200, 200, 200),
    "safety/": (200, 200, 200, 200),
    "outbox/": (302, 403, 403, 200),
    "dev/mail/": (404, 404, 404, 404),
    "healthz": (200, 200, 200, 200),
}
