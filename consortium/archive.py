"""Everything the consortium has, in one open file, and back into an empty installation of either database.

A tar of `manifest.json`, one `data/<app.model>.jsonl` per table in order of key, and the uploaded files.
The same state gives the same bytes. Sessions and derived tables are left out.
"""

import io
import json
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from audit.following import history_follows
from members.models import Person

FORMAT = 1
LEFT_OUT = {"contenttypes", "sessions", "usersessions", "admin"}


class _Exact(DjangoJSONEncoder):
    """Django's own encoder drops what is under a millisecond, which a restore would lose."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Refused(Exception):
    """The archive cannot be taken in; nothing was written. `str()` says why in a sentence."""


def write(target) -> dict[str, int]:
    """Write the whole state to a binary file; returns the number of rows by table."""
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar, transaction.atomic():
        counts = {}
        for model in _models():
            lines = [json.dumps(row, cls=_Exact, ensure_ascii=False, sort_keys=True) for row in _rows(model)]
            counts[model._meta.label_lower] = len(lines)
            _add(
                tar, f"data/{model._meta.label_lower}.jsonl", "".join(f"{line}\n" for line in lines).encode()
            )
        manifest = {"format": FORMAT, "migrations": _migrations(), "rows": counts}
        _add(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
        for name in sorted(_stored()):
            with default_storage.open(name) as file:
                _add(tar, f"files/{name}", file.read())
    return counts


def read(source) -> dict[str, int]:
    """Take an archive (a seekable binary file) into this empty installation; returns the number of rows by table.

    Raises Refused where there are people already, or the archive was written by another version.
    """
    if Person.objects.exists():
        raise Refused("There are people here already. Restore into an empty installation.")
    try:
        with tarfile.open(fileobj=source, mode="r") as tar:
            manifest = json.loads(tar.extractfile("manifest.json").read())
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise Refused("This is not an archive of a consortium.") from error
    if manifest.get("format") != FORMAT or manifest.get("migrations") != _migrations():
        raise Refused(
            "This archive was written by another version. Install that version, restore, then upgrade."
        )
    source.seek(0)
    with tarfile.open(fileobj=source, mode="r") as tar, transaction.atomic():
        _load(tar)
        _restore_files(tar)
    return manifest["rows"]


def _models() -> list:
    models = [m for m in apps.get_models() if m._meta.managed and not m._meta.proxy]
    kept = [m for m in models if m._meta.app_label not in LEFT_OUT and m._meta.label != "auth.Permission"]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def _rows(model) -> Iterator[dict]:
    types = _content_type_fields(model)
    names = {pk: f"{app}.{name}" for pk, app, name in _content_types()}
    queryset = model._base_manager.order_by("pk")
    for row in serializers.serialize("python", queryset.iterator(2000)):
        for many in model._meta.many_to_many:
            if many.name in row["fields"]:
                row["fields"][many.name].sort()
        for name in types:
            row["fields"][name] = names.get(row["fields"][name])
        yield row


def _load(tar: tarfile.TarFile) -> None:
    with history_follows(), connection.constraint_checks_disabled():
        for model in _models():
            member = tar.extractfile(f"data/{model._meta.label_lower}.jsonl")
            model._base_manager.all().delete()
            types = _content_type_fields(model)
            keys = {f"{app}.{name}": pk for pk, app, name in _content_types()}
            rows = (_with_types(json.loads(line), types, keys) for line in member)
            for saved in serializers.deserialize("python", rows):
                saved.save()
    connection.check_constraints()
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _with_types(row: dict, fields: list[str], keys: dict[str, int]) -> dict:
    for name in fields:
        row["fields"][name] = keys.get(row["fields"][name])
    return row


def _stored(folder: str = "") -> Iterator[str]:
    """The name of every upload, on disk or on S3."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for inner in folders:
        yield from _stored(f"{folder}{inner}/")


def _restore_files(tar: tarfile.TarFile) -> None:
    for member in tar.getmembers():
        if member.isfile() and member.name.startswith("files/"):
            name = member.name.removeprefix("files/")
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise Refused("This archive names a file outside the folder of uploads.")
            default_storage.delete(name)
            default_storage.save(name, ContentFile(tar.extractfile(member).read()))


def _content_type_fields(model) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if f.related_model is ContentType]


def _content_types() -> list[tuple]:
    return list(ContentType.objects.values_list("pk", "app_label", "model"))


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
