"""Texts for a new site, from a folder of files: `title:` and `summary:` lines, a blank line, then Markdown."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from library.actions.pages import publish_page, save_draft
from library.models import Page

GENERIC = Path(__file__).parent / "data" / "pages"


@dataclass(frozen=True)
class Text:
    """The words of one file."""

    title: str
    summary: str
    text: str


def read_text(path: Path) -> Text:
    """A file's title, summary and Markdown."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    return Text(facts["title"], facts.get("summary", ""), text.strip())


@transaction.atomic
def load_pages(folder: Path = GENERIC, *, by=None) -> None:
    """Publish one page per file, in order of file name (`1-about.md` is the page `about`)."""
    for position, path in enumerate(sorted(folder.glob("*.md"))):
        words = read_text(path)
        page = Page.objects.create(slug=path.stem.partition("-")[2], position=position)
        version = save_draft(page, title=words.title, summary=words.summary, text=words.text, seen=0, by=by)
        publish_page(version, by=by)
