"""A mail as it will look, before it is sent: the text, and the HTML in a frame that runs nothing."""

import re

from csp.decorators import csp_update

from mail.batches import Rehearsal

# The frame inherits the page's policy; a mail's styles are inline, since many mail programs know no others.
styled_preview = csp_update({"style-src": ["'self'", "'unsafe-inline'"]})


def preview(rehearsal: Rehearsal) -> dict:
    """How many would be written to, how many not, and one of the mails."""
    sample = rehearsal.sample
    return {
        "leaving": len(rehearsal.leaving),
        "staying": len(rehearsal.staying),
        "mail_subject": sample.subject if sample else "",
        "mail_text": _without_token(sample.text) if sample else "",
        "mail_html": _without_token(sample.html) if sample else "",
    }


def bare_preview(asked: Rehearsal, herself: Rehearsal) -> dict:
    """For a chair: how many are asked, and the mail as she herself would get it.

    Who gets no mail or a neutral one would give protected people away, so neither is told apart.
    """
    sample = herself.messages[-1] if herself.messages else None
    return preview(Rehearsal([sample] if sample else [])) | {"leaving": len(asked.messages), "staying": 0}


def _without_token(text: str) -> str:
    """The links in it are the recipient's own: whoever looks at the preview must not be able to press them."""
    return re.sub(r"/rsvp/[^/\s\"<]+/", "/rsvp/.../", text)
