"""Reading a mailbox by IMAP: everything above the last UID seen, so that a human who opens it hides nothing."""

from urllib.parse import unquote, urlsplit

from imap_tools import MailBox, MailBoxUnencrypted

from mail.inbound.actions import receive
from mail.inbound.models import InboxCursor

AT_ONCE = 200


def poll(url: str) -> int:
    """Receive what is new in the mailbox of `imaps://user:password@host/FOLDER` (or `imap://`); how many."""
    parts = urlsplit(url)
    kind, port = (MailBox, 993) if parts.scheme == "imaps" else (MailBoxUnencrypted, 143)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    box = kind(parts.hostname, parts.port or port, timeout=30)
    with box.login(unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder):
        cursor, _ = InboxCursor.objects.get_or_create(
            mailbox=f"{parts.username}@{parts.hostname}:{parts.port or port}/{folder}"[:250]
        )
        validity = box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"]
        if cursor.validity != validity:
            cursor.validity, cursor.last_uid = validity, 0
        uids = sorted(int(u) for u in box.uids(f"UID {cursor.last_uid + 1}:*"))
        # "n:*" always names the last message, even when it is older than n (RFC 9051 6.4.8).
        new = [uid for uid in uids if uid > cursor.last_uid][:AT_ONCE]
        for uid in new:
            raw = _raw(box, uid)
            if raw is not None:
                receive(raw)
            cursor.last_uid = uid
            cursor.save()
    return len(new)


def _raw(box, uid: int) -> bytes | None:
    _, data = box.client.uid("fetch", str(uid), "(BODY.PEEK[])")
    return next((item[1] for item in data if isinstance(item, tuple)), None)
