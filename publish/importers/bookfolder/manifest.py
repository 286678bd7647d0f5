"""The manifest of an imported book: `book.toml`, table by table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publish.importers.bookfolder.content import ImportedBook, ImportSource
from publish.importers.bookfolder.escaping import escape_markdown, toml_string, typographic
from publish.model.roles import Matter

INDENT = "  "
_DEFAULT_DEPTH = 3  # of numbers, without a key in the manifest


def format_manifest(book: ImportedBook, spine: Mapping[Matter, Sequence[str]]) -> str:
    """The manifest as text; `spine` are the lines of the sections by matter."""
    tables = [
        _book_table(book),
        _import_table(book.source),
        _structure_table(book, spine),
        *(_tables("numbering", book.numbering) if book.numbering else _numbering_tables(book)),
        *_other_tables(book),
    ]
    return "\n\n".join("\n".join(table) for table in tables) + "\n"


def _book_table(book: ImportedBook) -> Iterator[str]:
    yield "[book]"
    yield f"title = {toml_string(escape_markdown(book.title))}"
    if book.subtitle:
        yield f"subtitle = {toml_string(escape_markdown(book.subtitle))}"
    people = [toml_string(name) for name in book.authors]
    if book.issuers:
        name = toml_string(typographic(", ".join(book.issuers)))
        people.append(f'{{ name = {name}, role = "isb" }}')
    if people:
        yield f"authors = [{', '.join(people)}]"
    yield f"language = {toml_string(book.language)}"
    if book.date:
        yield f"date = {book.date.isoformat()}"
    if book.description:
        yield f"description = {toml_string(book.description)}"


def _import_table(source: ImportSource) -> Iterator[str]:
    yield "[import]"
    yield f"source = {toml_string(source.name)}"
    yield f"sha256 = {toml_string(source.sha256)}"
    yield f"open-questions = {source.open_questions}"


def _structure_table(book: ImportedBook, spine: Mapping[Matter, Sequence[str]]) -> Iterator[str]:
    yield "[structure]"
    if book.lists:
        yield f"lists = {_value([*book.lists])}"
    for matter, lines in spine.items():
        if lines:
            yield f"{matter} = ["
            yield from (INDENT + line for line in lines)
            yield "]"


def _numbering_tables(book: ImportedBook) -> Iterator[list[str]]:
    deepest = max([*book.schemes, book.depth or 0])
    lines = [f"depth = {deepest}"] if deepest > _DEFAULT_DEPTH else []
    if book.caption_patterns:
        forms = (f"{kind} = {toml_string(form)}" for kind, form in book.caption_patterns.items())
        lines.append(f"caption-pattern = {{ {', '.join(forms)} }}")
    if lines:
        yield ["[numbering]", *lines]
    for _, scheme in sorted(book.schemes.items()):
        yield [
            f"[numbering.{scheme.rank}]",
            f"numeral = {toml_string(scheme.numeral)}",
            f"label = {toml_string(scheme.label) if scheme.label else 'false'}",
            f"compose = {str(scheme.compose).lower()}",
            f"restart = {str(scheme.restart).lower()}",
        ]


def _tables(name: str, table: Mapping[str, Any]) -> Iterator[list[str]]:
    """A table of values as its author wrote it, and the tables in it."""
    values = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    if values:
        yield [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _tables(f"{name}.{key}", value)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return str(value).lower() if isinstance(value, bool | int | float) else toml_string(str(value))


def _other_tables(book: ImportedBook) -> Iterator[list[str]]:
    if book.bibliography:
        yield from _tables("bibliography", {"files": [*book.bibliography], **book.citing})
    if book.abbreviations:
        forms = sorted(book.abbreviations.items())
        rows = [f"{toml_string(short)} = {toml_string(long)}" for short, long in forms]
        yield ["[abbreviations]", *rows]
    if book.undescribed_images:
        yield ["[accessibility]", 'undescribed-images = "allow"']
