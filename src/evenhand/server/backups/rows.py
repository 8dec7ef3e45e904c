"""Rows as JSON lines and back, the same from SQLite and PostgreSQL, so that a backup of one restores into the other."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

NOT_KEPT = frozenset({"sessions.session"})
BATCH = 1000
Convert = Callable[[Any], Any]


def applied(loader: MigrationLoader) -> list[tuple[str, str]]:
    """The migrations that the database has and this Evenhand knows, sorted."""
    return sorted(key for key in loader.applied_migrations if key in loader.graph.nodes)


def ends(loader: MigrationLoader, keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of these migrations, the last of each app: what to migrate to in order to have all of them."""
    known = set(keys)
    return sorted(
        key
        for key in known
        if not any(child.key in known and child.key[0] == key[0] for child in loader.graph.node_map[key].children)
    )


def models_at(loader: MigrationLoader, keys: Iterable[tuple[str, str]]) -> dict[str, type[models.Model]]:
    """The tables as these migrations left them, by "app.model"; sign-in sessions are left out."""
    apps: Apps = loader.project_state(ends(loader, keys)).apps
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {label: found[label] for label in sorted(found) if label not in NOT_KEPT and found[label]._meta.managed}


def columns(model: type[models.Model]) -> list[str]:
    """The names of the model's columns, in the order in which `lines` gives them."""
    return [str(field.column) for field in model._meta.concrete_fields]


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as one line: a JSON array of its values, keys sorted, UTF-8, with a newline."""
    fields = model._meta.concrete_fields
    writers = [(place, _writer(field)) for place, field in enumerate(fields) if _writer(field) is not None]
    dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    rows = model._base_manager.order_by("pk").values_list(*[field.attname for field in fields])
    for row in rows.iterator(chunk_size=BATCH):
        values = list(row)
        for place, write in writers:
            if write is not None and values[place] is not None:
                values[place] = write(values[place])
        yield dump(values).encode() + b"\n"


def load(model: type[models.Model], names: Sequence[str], source: Iterable[bytes], advance: Convert) -> None:
    """Insert lines whose values stand in the order of the columns `names`; `advance(n)` is told of every n rows.

    Raises LookupError for a column that the model lacks, ValueError for a line that does not fit.
    """
    by_column = {field.column: field for field in model._meta.concrete_fields}
    fields = [by_column[name] for name in names]
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, names))}) VALUES ({marks})"  # noqa: S608
    readers = [_reader(field) for field in fields]
    rows = (_row(line, readers) for line in source)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(insert, batch)
            advance(len(batch))


def empty(tables: Iterable[type[models.Model]]) -> None:
    """Delete every row of these tables."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_counters(tables: Iterable[type[models.Model]]) -> None:
    """Let new rows be numbered after the loaded ones (PostgreSQL; SQLite does so by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


class Digest:
    """A digest of a table's rows that does not depend on their order (databases sort text differently)."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """Count a line in."""
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest(), "big")

    def hex(self) -> str:
        """The sum of the lines' SHA-256 values, modulo 2**256."""
        return f"{self._sum % (1 << 256):064x}"


def _row(line: bytes, readers: Sequence[Convert | None]) -> list[Any]:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(readers):
        raise ValueError(f"A row has another number of values than the table has columns: {line[:80]!r}")
    return [value if read is None else read(value) for value, read in zip(values, readers, strict=True)]


def _kind(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _writer(field: models.Field[Any, Any]) -> Convert | None:
    """How a value of this field becomes JSON; None where it is JSON already."""
    kind = _kind(field)
    if isinstance(kind, models.BinaryField):
        return lambda value: base64.b64encode(value).decode("ascii")
    if isinstance(kind, models.DateTimeField):
        return lambda value: value.astimezone(UTC).isoformat()
    if isinstance(kind, models.DateField | models.TimeField):
        return lambda value: value.isoformat()
    if isinstance(kind, models.DecimalField | models.UUIDField | models.GenericIPAddressField):
        return str
    if isinstance(kind, models.DurationField):
        raise TypeError(f"Backups do not know how to write {field}.")
    return None


def _reader(field: models.Field[Any, Any]) -> Convert | None:
    """How JSON becomes what the database driver takes; None where it is that already."""
    kind = _kind(field)
    if isinstance(kind, models.JSONField):
        return lambda value: (
            None if value is None and kind.null else connection.ops.adapt_json_value(value, kind.encoder)
        )
    parse = _parser(kind)
    if parse is None:
        return None
    return lambda value: None if value is None else kind.get_db_prep_value(parse(value), connection, prepared=False)


def _parser(kind: models.Field[Any, Any]) -> Convert | None:
    if isinstance(kind, models.BinaryField):
        return lambda value: base64.b64decode(value, validate=True)
    if isinstance(kind, models.DateTimeField):
        return datetime.fromisoformat
    if isinstance(kind, models.DateField):
        return date.fromisoformat
    if isinstance(kind, models.TimeField):
        return time.fromisoformat
    if isinstance(kind, models.DecimalField):
        return Decimal
    if isinstance(kind, models.UUIDField):
        return UUID
    return None
