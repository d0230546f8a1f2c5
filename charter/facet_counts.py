"""How many rows have each value, for pages that narrow a list: one query for all that is counted together."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import BooleanField, Count, F, QuerySet
from django.db.models.expressions import RawSQL

ALL = "all"


def facet_counts(
    narrowed: Callable[[dict[str, str]], QuerySet], paths: dict[str, str], chosen: dict[str, str]
) -> tuple[int, dict[str, Counter]]:
    """How many rows have all that is chosen; and the values at each path, given what else is chosen.

    `narrowed` gives the rows that have what it is given. A row with several values counts under each, one
    without under none. One query, and one more for each that is chosen.
    """
    alone = {name: paths[name] for name in chosen if name in paths}
    total, counts = _together(narrowed(chosen), {name: paths[name] for name in paths if name not in alone})
    for name, path in alone.items():
        others = {other: value for other, value in chosen.items() if other != name}
        counts |= _together(narrowed(others), {name: path})[1]
    return total, {name: counts[name] for name in paths}


def _together(rows: QuerySet, paths: dict[str, str]) -> tuple[int, dict[str, Counter]]:
    """What was looked for is looked for once; the values are counted in what was found."""
    counts = {name: Counter() for name in (ALL, *paths)}
    if not rows.query.is_empty():
        many = {name: path for name, path in paths.items() if _leads_to_many(rows.model, path)}
        own = {_column(name): F(path) for name, path in paths.items() if name not in many}
        found, values = rows.order_by().values("pk", **own).query.sql_with_params()
        parts = [(f"SELECT '{ALL}', '{ALL}', COUNT(*) FROM found", ())]  # noqa: S608
        parts += [_own_part(name) for name in paths if name not in many]
        parts += [_many_part(rows.model, name, path) for name, path in many.items()]
        with connection.cursor() as cursor:
            asked = f"WITH found AS ({found}){_alike(own)} {' UNION ALL '.join(sql for sql, _ in parts)}"
            cursor.execute(asked, [*values, *(value for _, given in parts for value in given)])
            for name, value, count in cursor.fetchall():
                if value not in (None, ""):
                    counts[name][value] = count
    return counts.pop(ALL)[ALL], counts


def _alike(own: Iterable[str]) -> str:
    """Rows counted by all their own values at once, which leaves few to add up for each facet."""
    columns = ", ".join(map(connection.ops.quote_name, own))
    return f", alike AS (SELECT {columns}, COUNT(*) AS n FROM found GROUP BY {columns})" if columns else ""  # noqa: S608


def _own_part(name: str) -> tuple[str, tuple]:
    column = connection.ops.quote_name(_column(name))
    return f"SELECT '{name}', CAST({column} AS text), CAST(SUM(n) AS bigint) FROM alike GROUP BY {column}", ()  # noqa: S608


def _many_part(model, name: str, path: str) -> tuple[str, tuple]:
    """Counted from the side of the many, so that no row of the model is read again.

    PostgreSQL gets the keys as an array: it believes that a search finds few, and would join by loops.
    """
    first, *rest = path.split("__")
    relation = model._meta.get_field(first)
    if relation.many_to_many:
        rows, back = relation.remote_field.through, relation.m2m_field_name()
        rest = [relation.m2m_reverse_field_name(), *rest]
    else:
        rows, back = relation.related_model, relation.field.name
    quote = connection.ops.quote_name
    own = f"{quote(rows._meta.db_table)}.{quote(rows._meta.get_field(back).column)}"
    found = "SELECT pk FROM found"
    among = f"= ANY (ARRAY({found}))" if connection.vendor == "postgresql" else f"IN ({found})"
    counted = rows._base_manager.filter(RawSQL(f"{own} {among}", (), output_field=BooleanField()))  # noqa: S611
    counted = counted.values(v=F("__".join(rest)))
    sql, given = counted.annotate(n=Count("*")).order_by().query.sql_with_params()
    return f"SELECT '{name}', CAST(v AS text), n FROM ({sql}) part", given  # noqa: S608


def _leads_to_many(model, path: str) -> bool:
    relation = model._meta.get_field(path.split("__")[0])
    return bool(relation.many_to_many or relation.one_to_many)


def _column(name: str) -> str:
    return f"of_{name}"
