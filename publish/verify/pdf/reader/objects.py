"""The objects of a PDF as plain values.

Crossing into the PDF library for each key of each object is what made large files slow to read, so
an object is taken over whole, as the JSON that qpdf writes of it (qpdf manual, "qpdf JSON",
version 2): names begin with "/", strings with "u:" or "b:", references read "12 0 R".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pikepdf

from publish.cache import digest

Value = Any  # dict, list, str, int, float, bool or None, as JSON has them
Number = tuple[int, int]  # object and generation

_decode = msgspec.json.decode


class Objects:
    """Reads the objects of one open file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._get = pdf.get_object
        self.root: dict[str, Value] = plain(pdf.Root)
        # The number of each page (from 0) by how others refer to it.
        self.pages = {_written(page.obj): index for index, page in enumerate(pdf.pages)}

    def value(self, held: Value) -> Value:
        """A value, or the object that it refers to; references inside that stay such."""
        if not isinstance(held, str):
            return held
        number = reference(held)
        return held if number is None else plain(self._get(number))


def plain(found: object) -> Value:
    """An object of the library, which has scalars as Python has them; None for a stream."""
    if isinstance(found, pikepdf.Stream):
        return None
    if not isinstance(found, pikepdf.Object):
        return found
    return _decode(found.to_json(dereference=True, schema_version=2))


def _written(found: pikepdf.Object) -> str:
    number, generation = found.objgen
    return f"{number} {generation} R"


def reference(held: Value) -> Number | None:
    """The object that a value refers to; None where it is a value itself."""
    if not isinstance(held, str) or not "0" <= held[:1] <= "9":
        return None
    number, generation, _ = held.split(" ")
    return int(number), int(generation)


def words(held: Value) -> str:
    """The text of a string, a name without its slash; nothing for other values."""
    if not isinstance(held, str):
        return ""
    if held.startswith("u:"):
        return held[2:]
    if held.startswith("b:"):
        return str(pikepdf.String(bytes.fromhex(held[2:])))
    return held.removeprefix("/")


def is_string(held: Value) -> bool:
    """Whether a value is a string, and no name and no reference."""
    return isinstance(held, str) and held.startswith(("u:", "b:"))


def is_name(held: Value) -> bool:
    """Whether a value is a name."""
    return isinstance(held, str) and held.startswith("/")


def whole(found: object) -> str:
    """A digest of an object and all that it refers to, but for what it is below."""
    return digest(*_parts(found, set())) if found is not None else ""


def _parts(found: object, seen: set[Number]) -> Iterator[bytes | str]:
    if not isinstance(found, pikepdf.Object):
        yield repr(found)
        return
    if found.is_indirect:
        if found.objgen in seen:
            yield "again"
            return
        seen.add(found.objgen)
    if isinstance(found, pikepdf.Array):
        yield f"array {len(found)}"
        for each in found:
            yield from _parts(each, seen)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield f"dictionary {len(found.keys())}"
        for name in sorted(set(found.keys()) - {"/Parent"}):
            yield name
            yield from _parts(found[name], seen)
        if isinstance(found, pikepdf.Stream):
            yield found.read_raw_bytes()
    else:
        yield found.unparse(resolved=True)
