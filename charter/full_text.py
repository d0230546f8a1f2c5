"""One search for every list: words found in any order, whole or by their beginning, and nearly so when mistyped.

PostgreSQL searches a stored column `search` with an index (PostgreSQL 12, "Full Text Search"); SQLite looks
for every word in every field. `fields` names them by weight, as in `{"A": ["title"], "C": ["summary"]}`.
"""

import difflib
import re

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField, TrigramWordSimilarity
from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS = 8
VOCABULARY = 5000
ALIKE = 0.74
NEAR_ENOUGH = "0.45"
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


def terms(words: str) -> list[str]:
    """The words looked for, at most eight; a number of a statute stays whole."""
    return _WORD.findall(words.casefold())[:MOST_WORDS]


def match(
    queryset: QuerySet,
    words: list[str],
    fields: dict[str, list[str]],
    *,
    only: dict[str, list[str]] | None = None,
) -> QuerySet:
    """What holds every word in one of `fields`, annotated with `rank`, where more is better.

    `only` are those of them that this reader may look into.
    """
    if not words:
        return _nothing(queryset)
    if connection.vendor != "postgresql":
        return _contained(queryset, words, only or fields)
    weights = "".join(only or ())
    asked = " & ".join(f"'{word}':*{weights}" for word in words)
    query = SearchQuery(asked, search_type="raw", config="english")
    table = connection.ops.quote_name(queryset.model._meta.db_table)
    column = RawSQL(f'{table}."search"', [], output_field=SearchVectorField())  # noqa: S611 (no words in it)
    return queryset.alias(column=column).filter(column=query).annotate(rank=SearchRank(F("column"), query))


def near(queryset: QuerySet, words: list[str], field: str) -> QuerySet:
    """What holds a word like each of those in `field`: for when nothing matched and a finger slipped."""
    if not words:
        return _nothing(queryset)
    if connection.vendor != "postgresql":
        return _contained(queryset, corrected(queryset, words, field), {"A": [field]})
    for word in words:
        queryset = queryset.filter(**{f"{field}__trigram_word_similar": word})
    return queryset.annotate(rank=TrigramWordSimilarity(" ".join(words), field))


def prepare_connection(sender, connection, **kwargs) -> None:
    """Tell PostgreSQL, once for each connection, how near a word must come and that its pages are in memory.

    By the price of a turning disk it would read a table whole rather than ask the index of words alike,
    and comparing each title costs far more than it believes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, false),"
                " set_config('random_page_cost', '1.1', false)",
                [NEAR_ENOUGH],
            )


def mark(text: str, words: list[str], *, nearly: bool = False) -> SafeString:
    """The text as HTML, with `<mark>` around what was looked for; `nearly` marks words that are like it."""
    parts, end, alike = [], 0, _alike if nearly else _begins
    for found in re.finditer(r"[\w.]*\w", text):
        if any(alike(found[0].casefold(), word) for word in words):
            parts += [escape(text[end : found.start()]), "<mark>", escape(found[0]), "</mark>"]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def snippet(text: str, words: list[str], *, around: int = 110) -> str:
    """The piece of a long text where the words stand, on one line."""
    flat = " ".join(re.sub(r"[*_#|`]+", " ", _LINK.sub(r"\1", text)).split())
    low = flat.casefold()
    places = [place for word in words if (place := low.find(word[:5])) >= 0]
    start = max(0, min(places, default=0) - around)
    piece = flat[start : start + 2 * around + 40]
    return f"{'…' if start else ''}{piece}{'…' if start + len(piece) < len(flat) else ''}"


class SearchColumn(Operation):
    """In a migration: the stored column that `match` reads and the index for `near`; nothing on SQLite.

    A later change of a column named here must drop `search` first and add it again afterwards.
    """

    reversible = True

    def __init__(self, table: str, fields: dict[str, list[str]], near: str):
        self.table, self.fields, self.near = table, fields, near

    def state_forwards(self, app_label, state):
        """The column is no part of a model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            return
        vector = " || ".join(
            f"setweight(to_tsvector('english', translate({name}, '/', ' ')), '{weight}')"
            for weight, names in self.fields.items()
            for name in names
        )
        for statement in (
            f"ALTER TABLE {self.table} ADD COLUMN search tsvector GENERATED ALWAYS AS ({vector}) STORED",
            f"CREATE INDEX {self.table}_search ON {self.table} USING gin (search)",
            f"CREATE INDEX {self.table}_near ON {self.table} USING gin ({self.near} gin_trgm_ops)",
        ):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {self.table}_near")
            schema_editor.execute(f"ALTER TABLE {self.table} DROP COLUMN search")

    def describe(self):
        return f"Search column of {self.table}"


def _nothing(queryset: QuerySet) -> QuerySet:
    return queryset.none().annotate(rank=Value(0, output_field=IntegerField()))


def _contained(queryset: QuerySet, words: list[str], fields: dict[str, list[str]]) -> QuerySet:
    if not words:
        return _nothing(queryset)
    names = [name for group in fields.values() for name in group]
    first = names[0]
    rank = Value(0, output_field=IntegerField())
    for word in words:
        anywhere = Q()
        for name in names:
            anywhere |= Q(**{f"{name}__icontains": word})
        queryset = queryset.filter(anywhere)
        rank += Case(When(**{f"{first}__icontains": word}, then=1), default=0)
    return queryset.annotate(rank=rank)


def corrected(queryset: QuerySet, words: list[str], field: str) -> list[str]:
    """Each word, or the one most like it among those in `field`; empty where one is like none."""
    texts = queryset.order_by().values_list(field, flat=True)[:VOCABULARY]
    known = sorted({word for text in texts for word in terms_of(text)})
    found = [most_like(word, known) for word in words]
    return found if all(found) else []


def most_like(word: str, known) -> str:
    """The word of `known` that is most like this one, or nothing where none comes near."""
    return next(iter(difflib.get_close_matches(word, known, 1, ALIKE)), "")


def terms_of(text: str) -> list[str]:
    """Every word of a text."""
    return _WORD.findall(text.casefold())


def _begins(found: str, word: str) -> bool:
    return found.startswith(word[: max(4, len(word) - 3)] if len(word) > 5 else word)


def _alike(found: str, word: str) -> bool:
    if _begins(found, word):
        return True
    if len(word) <= 3:
        return False
    pair = difflib.SequenceMatcher(None, found, word)
    # The two quick ones are never less than the true one.
    return pair.real_quick_ratio() > ALIKE and pair.quick_ratio() > ALIKE and pair.ratio() > ALIKE
