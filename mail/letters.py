"""How a letter becomes text and HTML: a folder of three files, and one layout around every HTML body."""

from dataclasses import asdict, dataclass

from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

SHOWN = 40


@dataclass(frozen=True)
class Letter:
    """What `post` takes as `**letter.words`: the HTML body is a fragment, the layout comes around it."""

    subject: str
    body: str
    html_body: str

    @property
    def words(self) -> dict[str, str]:
        return asdict(self)


def render(folder: str, context: dict) -> Letter:
    """The letter in a template folder: `subject.txt` and `body.txt`, as typed, and `body.html`, escaped."""
    return Letter(
        subject=" ".join(_plain(f"{folder}/subject.txt", context).split()),
        body=_plain(f"{folder}/body.txt", context).strip(),
        html_body=render_to_string(f"{folder}/body.html", context).strip(),
    )


def fragment(text: str) -> str:
    """Plain text as HTML: paragraphs, line breaks and links, long ones shortened to the eye, all else escaped."""
    return linebreaks(urlize(text, trim_url_limit=SHOWN, autoescape=True))


def dress(
    content: str, *, subject: str, sender: str, link: str = "", label: str = _("Open"), choices: str = ""
) -> str:
    """The whole HTML of a mail around a safe fragment; it needs no image and follows a dark screen."""
    context = {"subject": subject, "sender": sender, "link": link, "label": label, "choices": choices}
    return render_to_string("mail/layout.html", context | {"content": mark_safe(content)})


def _plain(name: str, context: dict) -> str:
    return get_template(name).template.render(Context(context, autoescape=False))
