"""Loads `book.toml` into typed tables, and reports all of its errors at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from publish.config import limits
from publish.config.characters import check_characters
from publish.config.positions import KeyPath as KeyPath
from publish.config.positions import KeyPositions
from publish.config.tables.manifest import EditionTable, ManifestTables, ThemeTable
from publish.config.text import decode_text
from publish.diagnostics import Location, Report
from publish.guesses import did_you_mean
from publish.model.formats import FORMATS, find_format, format_names

MANIFEST_NAME = "book.toml"
# The editions of a book whose manifest names none, with their formats.
DEFAULT_EDITIONS = {name: name for name, row in FORMATS.items() if row.is_built_by_default}
NOTHING: Mapping[str, Mapping[str, object]] = {}
T = TypeVar("T")
_DOTTED = re.compile(rf"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{limits.KEY_PARTS}}}""", re.A)
_ERROR = re.compile(r"(.*?)(?: - at `\$(.*)`)?", re.S)


class Manifest(msgspec.Struct, frozen=True):
    """The tables of a manifest, and the position of each key."""

    path: str
    tables: ManifestTables
    positions: KeyPositions
    editions: dict[str, EditionTable] = {}

    def has(self, *path: str | int) -> bool:
        """Whether a key is written in the file."""
        return self.positions.has(path)

    def location_of(self, *path: str | int) -> Location:
        """The location of a key in the file."""
        return Location(self.path, *self.positions.locate(path))


def load_manifest(
    folder: Path, report: Report, added: Mapping[str, Mapping[str, object]] = NOTHING
) -> Manifest | None:
    """Read and check the manifest of a book folder; None if it cannot be parsed.

    `added` has the tables of editions that a request has besides those of the manifest.
    """
    file = folder / MANIFEST_NAME
    path = str(file)
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        hint = "a book is a folder with a book.toml; create one with `publish new DIR`"
        message = f"no {MANIFEST_NAME} in this folder"
        report.add("MAN-001", message, Location(str(folder)), hint=hint)
        return None
    if file.stat().st_size > limits.MANIFEST_BYTES:
        _report_size(path, report)
        return None
    parsed = _parse(file.read_bytes(), path, report)
    if parsed is None:
        return None
    raw, positions = parsed
    converter = _Converter(path, positions, report)
    tables = converter.convert(raw, ManifestTables, ())
    editions = {
        name: converter.convert(table, EditionTable, ("editions", name))
        for name, table in _with_added(tables.editions, added).items()
    }
    editions = {
        name: _with_format(name, table, positions, path, report) for name, table in editions.items()
    }
    return Manifest(path, tables, positions, editions)


def _with_added(
    own: Mapping[str, Any], added: Mapping[str, Mapping[str, object]]
) -> Mapping[str, Any]:
    """The tables of all editions; one that is added leaves a book without any its default ones."""
    if not added:
        return own
    usual = {name: {"format": format_} for name, format_ in DEFAULT_EDITIONS.items()}
    return {**(own or usual), **{name: dict(table) for name, table in added.items()}}


def _with_format(
    edition: str, table: EditionTable, positions: KeyPositions, path: str, report: Report
) -> EditionTable:
    """An edition with a format that exists; an unknown one is reported."""
    if find_format(table.format) is not None:
        return table
    names = format_names()
    message = f"`editions.{edition}.format`: invalid enum value '{table.format}'"
    hint = did_you_mean(table.format, names) or f"valid values: {', '.join(names)}"
    place = Location(path, *positions.locate(("editions", edition, "format")))
    report.add("MAN-005", message, place, hint=hint)
    return msgspec.structs.replace(table, format=EditionTable().format)


class ThemeFile(msgspec.Struct, frozen=True):
    """The `theme.toml` of a theme of the book, and the position of each key."""

    path: str
    table: ThemeTable
    positions: KeyPositions

    def location_of(self, *path: str | int) -> Location:
        """The location of a key in the file."""
        return Location(self.path, *self.positions.locate(path))


def parse_theme(content: bytes, path: str, report: Report) -> ThemeFile | None:
    """Parse and check the content of `theme.toml`; None if it is not TOML."""
    parsed = parse_table(content, path, ThemeTable, report)
    return ThemeFile(path, *parsed) if parsed else None


def parse_table(
    content: bytes, path: str, type_: type[T], report: Report
) -> tuple[T, KeyPositions] | None:
    """The content of a TOML file as a table, and the position of each key; None if it is none."""
    if len(content) > limits.MANIFEST_BYTES:
        _report_size(path, report)
        return None
    parsed = _parse(content, path, report)
    if parsed is None:
        return None
    raw, positions = parsed
    return _Converter(path, positions, report).convert(raw, type_, ()), positions


def _report_size(path: str, report: Report) -> None:
    message = f"the file is larger than {limits.MANIFEST_BYTES:,} bytes"
    report.add("MAN-002", message, Location(path))


def _parse(content: bytes, path: str, report: Report) -> tuple[dict[str, Any], KeyPositions] | None:
    """A TOML file as nested tables, with the positions of its keys."""
    text = decode_text(content, path, report, code="MAN-003")
    raw = None if text is None else _parse_toml(text, path, report)
    if text is None or raw is None:
        return None
    positions = KeyPositions(text)
    return (raw, positions) if check_characters(raw, path, positions, report) else None


def edition_formats(
    folder: Path, added: Mapping[str, Mapping[str, object]] = NOTHING
) -> dict[str, str]:
    """The formats of a book's editions by name; empty if the folder is not a book."""
    manifest = load_manifest(folder, Report(), added)
    if manifest is None:
        return {}
    return {name: table.format for name, table in manifest.editions.items()} or dict(
        DEFAULT_EDITIONS
    )


def has_own_cover(folder: Path) -> bool:
    """Whether a book names a picture as its cover; False if the folder is not a book."""
    manifest = load_manifest(folder, Report())
    return manifest is not None and bool(manifest.tables.book.cover)


def _parse_toml(text: str, path: str, report: Report) -> dict[str, Any] | None:
    if key := _DOTTED.search(text):
        line = text.count("\n", 0, key.start()) + 1
        message = f"the key has more than {limits.KEY_PARTS} parts"
        report.add("MAN-004", message, Location(path, line))
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, position = str(error).partition(" (at ")
        match = re.match(r"line (\d+), column (\d+)", position)
        line, column = (int(match[1]), int(match[2])) if match else (text.count("\n") + 1, 0)
        if message == "Cannot overwrite a value":
            message, column = "duplicate key", 0
        report.add("MAN-004", f"invalid TOML: {message}", Location(path, line, column))
    except RecursionError:
        report.add("MAN-004", "invalid TOML: brackets are nested too deeply", Location(path))
    except ValueError as error:  # a number of thousands of digits
        report.add("MAN-004", f"invalid TOML: {error}", Location(path))
    return None


class _Converter(msgspec.Struct):
    """Converts a raw table; after each error it removes the key and tries again."""

    path: str
    positions: KeyPositions
    report: Report

    def convert(self, raw: Any, type_: type[T], parent: KeyPath) -> T:
        reported: set[KeyPath] = set()
        while True:
            try:
                return msgspec.convert(raw, type_, strict=True)
            except msgspec.ValidationError as error:
                key = self._report(str(error), type_, parent, reported)
                reported.add(key)
                if not key or not _remove(raw, key):
                    return type_()

    def _report(
        self, text: str, type_: type[Any], parent: KeyPath, reported: Container[KeyPath]
    ) -> KeyPath:
        """Report an error of msgspec; the result is the key to remove."""
        match = _ERROR.fullmatch(text)
        message, path = (match[1], match[2] or "") if match else (text, "")
        key = _key_path(path)
        if key in reported:  # the empty value that replaced it is invalid too
            return key[:-1]
        invalid = re.search(r"Invalid enum value '?(.*?)'?$", message)
        hint = _values_hint(type_, key, invalid[1]) if invalid else None
        if unknown := re.search(r"unknown field `(.*)`", message):
            valid = _keys_of(type_, key)
            key = (*key, unknown[1])
            message = f"unknown key `{unknown[1]}`"
            hint = did_you_mean(unknown[1], valid) or f"valid keys: {', '.join(sorted(valid))}"
        else:
            name = ".".join(part for part in (*parent, *key) if isinstance(part, str))
            message = f"`{name}`: {message[0].lower()}{message[1:]}"
        line, column = self.positions.locate((*parent, *key))
        self.report.add("MAN-005", message, Location(self.path, line, column), hint=hint)
        return key


def _key_path(path: str) -> KeyPath:
    """`.structure.bodymatter[2].file` as ("structure", "bodymatter", 2, "file")."""
    parts = re.findall(r"\.([\w-]+)|\[(\d+)\]", path)
    return tuple(name or int(index) for name, index in parts)


def _keys_of(type_: type[Any], key: KeyPath) -> list[str]:
    """The valid keys of the table at that path of `type_`."""
    struct = _struct_in(_type_at(type_, key))
    return [field.encode_name for field in struct.fields] if struct else []


def _values_hint(type_: type[Any], key: KeyPath, invalid: str) -> str | None:
    """A hint with the closest of the valid values at that path, or with all of them."""
    node = _type_at(type_, key)
    node = getattr(node, "item_type", node)
    values: list[str] = []
    for inner in getattr(node, "types", (node,)):
        if isinstance(inner, msgspec.inspect.EnumType):
            values += [str(member.value) for member in inner.cls]
        if isinstance(inner, msgspec.inspect.LiteralType):
            values += map(str, inner.values)
    return did_you_mean(invalid, values) or f"valid values: {', '.join(values)}"


def _type_at(type_: type[Any], key: KeyPath) -> Any:
    """The type of the value at that path of `type_`; for an item of a list, that of the list."""
    node: Any = msgspec.inspect.type_info(type_)
    for name in (part for part in key if isinstance(part, str)):
        struct = _struct_in(node)
        fields = struct.fields if struct else ()
        node = next((field.type for field in fields if field.encode_name == name), None)
    return node


def _struct_in(node: Any) -> Any:
    """The struct in a type: the type itself, or an item of a list or union."""
    if isinstance(node, msgspec.inspect.StructType):
        return node
    if isinstance(node, msgspec.inspect.ListType):
        return _struct_in(node.item_type)
    if isinstance(node, msgspec.inspect.UnionType):
        return next(filter(None, map(_struct_in, node.types)), None)
    return None


def _remove(raw: Any, key: KeyPath) -> bool:
    """Remove a key from nested tables; False if it is absent."""
    last = key[-1]
    try:
        for part in key[:-1]:
            raw = raw[part]
        if isinstance(raw, list) and isinstance(last, int):
            raw[last] = ""  # the indices of the other items stay
        else:
            del raw[last]
    except (KeyError, IndexError, TypeError):
        return False
    return True
