"""Loads `book.toml` into typed tables, and tells all that is wrong with it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from publish.config import limits
from publish.config.characters import check_characters
from publish.config.positions import KeyPath as KeyPath
from publish.config.positions import KeyPositions
from publish.config.tables import EditionTable, ManifestTables, ThemeTable
from publish.config.text import decode_text
from publish.diagnostics import Location, Report, did_you_mean

MANIFEST_NAME = "book.toml"
# The products of a book whose manifest names none, with their formats.
DEFAULT_EDITIONS = {"epub": "epub", "pdf": "pdf"}
T = TypeVar("T")
_DOTTED = re.compile(rf"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{limits.KEY_PARTS}}}""", re.A)
_PLACE = re.compile(r"(.*?)(?: - at `\$(.*)`)?", re.S)


class Manifest(msgspec.Struct, frozen=True):
    """The tables of a manifest, and where each of its keys stands."""

    path: str
    tables: ManifestTables
    positions: KeyPositions
    editions: dict[str, EditionTable] = {}

    def location_of(self, *path: str | int) -> Location:
        """The place of a key in the file."""
        return Location(self.path, *self.positions.locate(path))


def load_manifest(folder: Path, report: Report) -> Manifest | None:
    """Read and check the manifest of a book folder; None when it cannot be read at all."""
    file = folder / MANIFEST_NAME
    path = str(file)
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        hint = "a book is a folder with a book.toml; `publish new DIR` makes one"
        report.add("MAN-001", f"no {MANIFEST_NAME} here", Location(str(folder)), hint=hint)
        return None
    if file.stat().st_size > limits.MANIFEST_BYTES:
        report.add("MAN-002", f"larger than {limits.MANIFEST_BYTES:,} bytes", Location(path))
        return None
    opened = _open(file.read_bytes(), path, report)
    if opened is None:
        return None
    raw, positions = opened
    reader = _Reader(path, positions, report)
    tables = reader.convert(raw, ManifestTables, ())
    editions = {
        name: reader.convert(table, EditionTable, ("editions", name))
        for name, table in tables.editions.items()
    }
    return Manifest(path, tables, positions, editions)


class ThemeFile(msgspec.Struct, frozen=True):
    """The `theme.toml` of a theme of the book's own, and where each of its keys stands."""

    path: str
    table: ThemeTable
    positions: KeyPositions

    def location_of(self, *path: str | int) -> Location:
        """The place of a key in the file."""
        return Location(self.path, *self.positions.locate(path))


def parse_theme(content: bytes, path: str, report: Report) -> ThemeFile | None:
    """Read and check the bytes of such a file, which is called `path`; None when it is no TOML."""
    if len(content) > limits.MANIFEST_BYTES:
        report.add("MAN-002", f"larger than {limits.MANIFEST_BYTES:,} bytes", Location(path))
        return None
    opened = _open(content, path, report)
    if opened is None:
        return None
    raw, positions = opened
    return ThemeFile(path, _Reader(path, positions, report).convert(raw, ThemeTable, ()), positions)


def _open(content: bytes, path: str, report: Report) -> tuple[dict[str, Any], KeyPositions] | None:
    """A TOML file as nested tables, with the places of its keys."""
    text = decode_text(content, path, report, code="MAN-003")
    raw = None if text is None else _parse(text, path, report)
    if text is None or raw is None:
        return None
    positions = KeyPositions(text)
    return (raw, positions) if check_characters(raw, path, positions, report) else None


def edition_formats(folder: Path) -> dict[str, str]:
    """The formats of a book's editions, by their names; empty, without complaint, for no book."""
    manifest = load_manifest(folder, Report())
    if manifest is None:
        return {}
    return {name: table.format for name, table in manifest.editions.items()} or dict(
        DEFAULT_EDITIONS
    )


def _parse(text: str, path: str, report: Report) -> dict[str, Any] | None:
    if deep := _DOTTED.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        message = f"a key of more than {limits.KEY_PARTS} parts"
        report.add("MAN-004", message, Location(path, line))
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+), column (\d+)", place)
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 0)
        if message == "Cannot overwrite a value":
            message, column = "this key is given twice", 0
        report.add("MAN-004", f"not TOML: {message}", Location(path, line, column))
    except RecursionError:
        report.add("MAN-004", "not TOML: brackets nested too deep", Location(path))
    except ValueError as error:  # a number of thousands of digits
        report.add("MAN-004", f"not TOML: {error}", Location(path))
    return None


class _Reader(msgspec.Struct):
    """Converts a raw table; each complaint takes the offending key out and tries again."""

    path: str
    positions: KeyPositions
    report: Report

    def convert(self, raw: Any, kind: type[T], above: KeyPath) -> T:
        told: set[KeyPath] = set()
        while True:
            try:
                return msgspec.convert(raw, kind, strict=True)
            except msgspec.ValidationError as error:
                key = self._complain(str(error), kind, above, told)
                told.add(key)
                if not key or not _remove(raw, key):
                    return kind()

    def _complain(
        self, text: str, kind: type[Any], above: KeyPath, told: Container[KeyPath]
    ) -> KeyPath:
        found = _PLACE.fullmatch(text)
        message, place = (found[1], found[2] or "") if found else (text, "")
        key = _key_path(place)
        if key in told:  # not even the empty value that was put there can stand
            return key[:-1]
        refused = re.search(r"Invalid enum value '?(.*?)'?$", message)
        hint = _values_hint(kind, key, refused[1]) if refused else None
        if unknown := re.search(r"unknown field `(.*)`", message):
            valid = _keys_of(kind, key)
            key = (*key, unknown[1])
            message = f"unknown key `{unknown[1]}`"
            hint = did_you_mean(unknown[1], valid) or f"valid here: {', '.join(sorted(valid))}"
        where = ".".join(str(part) for part in (*above, *key) if isinstance(part, str))
        if not unknown:
            message = f"`{where}`: {message[0].lower()}{message[1:]}"
        line, column = self.positions.locate((*above, *key))
        self.report.add("MAN-005", message, Location(self.path, line, column), hint=hint)
        return key


def _key_path(place: str) -> KeyPath:
    """`.structure.bodymatter[2].file` as ("structure", "bodymatter", 2, "file")."""
    parts = re.findall(r"\.([\w-]+)|\[(\d+)\]", place)
    return tuple(name or int(index) for name, index in parts)


def _keys_of(kind: type[Any], key: KeyPath) -> list[str]:
    """The keys that are valid in the table at that path below `kind`."""
    struct = _struct_in(_type_at(kind, key))
    return [field.encode_name for field in struct.fields] if struct else []


def _values_hint(kind: type[Any], key: KeyPath, refused: str) -> str | None:
    """The nearest of the values that are valid at that path, or all of them."""
    node = _type_at(kind, key)
    node = getattr(node, "item_type", node)
    values: list[str] = []
    for inner in getattr(node, "types", (node,)):
        if isinstance(inner, msgspec.inspect.EnumType):
            values += [str(member.value) for member in inner.cls]
        if isinstance(inner, msgspec.inspect.LiteralType):
            values += map(str, inner.values)
    return did_you_mean(refused, values) or f"valid here: {', '.join(values)}"


def _type_at(kind: type[Any], key: KeyPath) -> Any:
    """The type of the value at that path below `kind`; an index leaves a list's type as it is."""
    node: Any = msgspec.inspect.type_info(kind)
    for name in (part for part in key if isinstance(part, str)):
        struct = _struct_in(node)
        fields = struct.fields if struct else ()
        node = next((field.type for field in fields if field.encode_name == name), None)
    return node


def _struct_in(node: Any) -> Any:
    """The struct that a type is, or holds in a list or union."""
    if isinstance(node, msgspec.inspect.StructType):
        return node
    if isinstance(node, msgspec.inspect.ListType):
        return _struct_in(node.item_type)
    if isinstance(node, msgspec.inspect.UnionType):
        return next(filter(None, map(_struct_in, node.types)), None)
    return None


def _remove(raw: Any, key: KeyPath) -> bool:
    """Take a key out of nested tables; False when it is not there."""
    last = key[-1]
    try:
        for part in key[:-1]:
            raw = raw[part]
        if isinstance(raw, list) and isinstance(last, int):
            raw[last] = ""  # keeps the places of its neighbours
        else:
            del raw[last]
    except (KeyError, IndexError, TypeError):
        return False
    return True
