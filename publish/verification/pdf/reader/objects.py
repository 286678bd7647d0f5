"""The objects of a PDF as plain Python values.

Calling the PDF library for each key of each object made large files slow to read, so an object is
converted as a whole, from the JSON that qpdf writes of it (qpdf manual, "qpdf JSON", version 2):
names begin with "/", strings with "u:" or "b:", references read "12 0 R".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pikepdf

from publish.cache import digest

Value = Any  # dict, list, str, int, float, bool or None, as in JSON
ObjectId = tuple[int, int]  # number and generation

_decode = msgspec.json.decode


class Objects:
    """Reads the objects of one open file, of which the library keeps nearly all."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._get = pdf.get_object
        self.root: dict[str, Value] = to_plain(pdf.Root)
        # The index of each page (from 0) by the reference to it.
        self.pages = {_reference(page.obj): index for index, page in enumerate(pdf.pages)}

    def resolve(self, value: Value) -> Value:
        """A value, or the object that it refers to; references inside it stay references."""
        if not isinstance(value, str):
            return value
        object_id = parse_reference(value)
        return value if object_id is None else to_plain(self._get(object_id))


def to_plain(item: object) -> Value:
    """An object of the library, which already has scalars as Python values; None for a stream."""
    if isinstance(item, pikepdf.Stream):
        return None
    if not isinstance(item, pikepdf.Object):
        return item
    return _decode(item.to_json(dereference=True, schema_version=2))


def _reference(item: pikepdf.Object) -> str:
    number, generation = item.objgen
    return f"{number} {generation} R"


def parse_reference(value: Value) -> ObjectId | None:
    """The object that a value refers to; None for any other value."""
    if not isinstance(value, str) or not "0" <= value[:1] <= "9":
        return None
    number, generation, _ = value.split(" ")
    return int(number), int(generation)


def to_text(value: Value) -> str:
    """The text of a string, or a name without its slash; "" for other values."""
    if not isinstance(value, str):
        return ""
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return str(pikepdf.String(bytes.fromhex(value[2:])))
    return value.removeprefix("/")


def is_string(value: Value) -> bool:
    """Whether a value is a string, as opposed to a name or a reference."""
    return isinstance(value, str) and value.startswith(("u:", "b:"))


def is_name(value: Value) -> bool:
    """Whether a value is a name."""
    return isinstance(value, str) and value.startswith("/")


def digest_object(item: object) -> str:
    """A digest of an object and all that it refers to, except its parent; "" for None."""
    return digest(*_parts(item, set())) if item is not None else ""


def _parts(item: object, seen: set[ObjectId]) -> Iterator[bytes | str]:
    if not isinstance(item, pikepdf.Object):
        yield repr(item)
        return
    if item.is_indirect:
        if item.objgen in seen:
            yield "again"
            return
        seen.add(item.objgen)
    if isinstance(item, pikepdf.Array):
        yield f"array {len(item)}"
        for each in item:
            yield from _parts(each, seen)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield f"dictionary {len(item.keys())}"
        for name in sorted(set(item.keys()) - {"/Parent"}):
            yield name
            yield from _parts(item[name], seen)
        if isinstance(item, pikepdf.Stream):
            yield item.read_raw_bytes()
    else:
        yield item.unparse(resolved=True)
