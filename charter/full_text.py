"""One search for every list: words found in any order, whole or by their beginning, and nearly so when mistyped.

PostgreSQL searches a stored column `search` with an index (PostgreSQL 12, "Full Text Search"); SQLite looks
for every word in every field. `fields` names them by weight, as in `{"A": ["title"], "C": ["summary"]}`.
"""

import difflib
import re
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS = 8
ALIKE = 0.74
NEAR_ENOUGH = "0.45"
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


def terms(words: str) -> list[str]:
    """The words looked for, at most eight; a number of a statute stays whole."""
    return _WORD.findall(words.casefold())[:MOST_WORDS]


def having(
    queryset: QuerySet,
    words: list[str],
    fields: dict[str, list[str]],
    *,
    only: dict[str, list[str]] | None = None,
) -> QuerySet:
    """What holds every word in one of `fields`; `only` are those of them that this reader may look into."""
    if not words:
        return queryset.none()
    if connection.vendor != "postgresql":
        return _contained(queryset, words, only or fields)
    return queryset.alias(column=_stored(queryset)).filter(column=_query(words, only))


def match(
    queryset: QuerySet,
    words: list[str],
    fields: dict[str, list[str]],
    *,
    only: dict[str, list[str]] | None = None,
) -> QuerySet:
    """The same, annotated with `rank`, where more is better."""
    found = having(queryset, words, fields, only=only)
    if connection.vendor != "postgresql" or not words:
        return found.annotate(rank=_held_in_first(words, fields))
    return found.annotate(rank=SearchRank(F("column"), _query(words, only)))


def in_title(queryset: QuerySet, words: list[str]) -> QuerySet:
    """What holds every word in its title, with `rank`: a common word is in thousands of texts, and is weighed slowly.

    By the weights no other rank comes before these. Asks the index of `TitleIndex`; finds nothing on SQLite,
    where nothing is gained.
    """
    if connection.vendor != "postgresql" or not words:
        return queryset.none().annotate(rank=Value(0, output_field=IntegerField()))
    stored, query = _stored(queryset), _query(words)
    titles = queryset.alias(column=stored, titles=_stored(queryset, "ts_filter({}, '{{a}}')"))
    return titles.filter(titles=query).annotate(rank=SearchRank(F("column"), query))


def alike(queryset: QuerySet, words: list[str], field: str, *, indexed: bool = True) -> QuerySet:
    """What may hold a word like each of those in `field`: where a finger slipped, the right words stand there.

    `indexed` says that `field` has the index of `SearchColumn`; without, a word's beginning or end must be right.
    """
    for word in words:
        if indexed and connection.vendor == "postgresql":
            queryset = queryset.filter(**{f"{field}__trigram_word_similar": word})
        else:
            ends = Q(**{f"{field}__icontains": word[:3]}) | Q(**{f"{field}__icontains": word[-3:]})
            queryset = queryset.filter(ends)
    return queryset


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


def mark(text: str, words: list[str]) -> SafeString:
    """The text as HTML, with `<mark>` around what was looked for."""
    parts, end = [], 0
    for found in _beginning_like(tuple(words)).finditer(text):
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
    """In a migration: the stored column that `having` reads and the index for `alike`; nothing on SQLite.

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


class TitleIndex(Operation):
    """In a migration: the index for `in_title`, after each `SearchColumn`; nothing on SQLite."""

    reversible = True

    def __init__(self, table: str):
        self.table = table

    def state_forwards(self, app_label, state):
        """The index is no part of a model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE INDEX {self.table}_titles ON {self.table} USING gin (ts_filter(search, '{{a}}'))"
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {self.table}_titles")

    def describe(self):
        return f"Index of the titles of {self.table}"


def _query(words: list[str], only: dict[str, list[str]] | None = None) -> SearchQuery:
    weights = "".join(only or ())
    asked = " & ".join(f"'{word}':*{weights}" for word in words)
    return SearchQuery(asked, search_type="raw", config="english")


def _stored(queryset: QuerySet, expression: str = "{}") -> RawSQL:
    table = connection.ops.quote_name(queryset.model._meta.db_table)
    column = expression.format(f'{table}."search"')
    return RawSQL(column, [], output_field=SearchVectorField())  # noqa: S611 (no words in it)


def _contained(queryset: QuerySet, words: list[str], fields: dict[str, list[str]]) -> QuerySet:
    names = [name for group in fields.values() for name in group]
    for word in words:
        anywhere = Q()
        for name in names:
            anywhere |= Q(**{f"{name}__icontains": word})
        queryset = queryset.filter(anywhere)
    return queryset


def _held_in_first(words: list[str], fields: dict[str, list[str]]):
    """How many of the words stand in the weightiest field."""
    first = next(iter(fields.values()))[0]
    rank = Value(0, output_field=IntegerField())
    for word in words:
        rank += Case(When(**{f"{first}__icontains": word}, then=1), default=0)
    return rank


def most_like(word: str, known) -> str:
    """The word of `known` that is most like this one, or nothing where none comes near."""
    return next(iter(difflib.get_close_matches(word, known, 1, ALIKE)), "")


def terms_of(text: str) -> list[str]:
    """Every word of a text."""
    return _WORD.findall(text.casefold())


@lru_cache(maxsize=64)
def _beginning_like(words: tuple[str, ...]) -> re.Pattern:
    """Whole words of a text that begin as one of these: a long one may end otherwise. Nothing where there are none."""
    beginnings = [re.escape(word[: max(4, len(word) - 3)] if len(word) > 5 else word) for word in words]
    return re.compile(rf"(?<![\w.])(?={'|'.join(beginnings) or '(?!)'})[\w.]*\w", re.IGNORECASE)
