"""The objects of a PDF as plain Python values.

Calling the PDF library for each key of each object made large files slow to read, so an object is
converted as a whole, from the JSON that qpdf writes of it (qpdf manual, "qpdf JSON", version 2):
names begin with "/", strings with "u:" or "b:", references read "12 0 R".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pikepdf

from publish.cache import digest

Value = Any  # dict, list, str, int, float, bool or None, as in JSON
ObjectId = tuple[int, int]  # number and generation

_decode = msgspec.json.decode


class Objects:
    """Reads the objects of one open file, of which the library keeps nearly all.

    `noted` are the numbers of the objects that were read, and `noted_pages` the indices that were
    asked for, since these were cleared.
    """

    def __init__(self, pdf: pikepdf.Pdf, page_numbers: Iterable[int] | None = None) -> None:
        """The objects of a file, and of its pages if they are known."""
        self._get = pdf.get_object
        self.root: dict[str, Value] = to_plain(pdf.Root)
        if page_numbers is not None:
            references: Iterable[str] = (f"{number} 0 R" for number in page_numbers)
        else:
            references = (_reference(page.obj) for page in pdf.pages)
        # The index of each page (from 0) by the reference to it.
        self.pages = {reference: index for index, reference in enumerate(references)}
        self.noted: set[int] = set()
        self.noted_pages: dict[str, int | None] = {}

    def resolve(self, value: Value) -> Value:
        """A value, or the object that it refers to; references inside it stay references."""
        if not isinstance(value, str):
            return value
        object_id = parse_reference(value)
        if object_id is None:
            return value
        self.noted.add(object_id[0])
        return to_plain(self._get(object_id))

    def page(self, reference: str) -> int | None:
        """The index of the page that something refers to."""
        index = self.noted_pages[reference] = self.pages.get(reference)
        return index


def plain_page_numbers(pdf: pikepdf.Pdf) -> list[int] | None:
    """The objects of the pages where one node has all of them, and hands nothing down to them."""
    node = to_plain(pdf.Root.get("/Pages"))
    if not isinstance(node, dict) or node.keys() != {"/Type", "/Kids", "/Count"}:
        return None
    kids = node["/Kids"]
    references = [parse_reference(kid) for kid in kids] if isinstance(kids, list) else [None]
    numbers = [each[0] for each in references if each is not None and each[1] == 0]
    return numbers if len(numbers) == len(references) == node["/Count"] else None


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


def references_in(value: Value) -> Iterator[int]:
    """The numbers of the objects that a value refers to."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from references_in(each)
    elif (object_id := parse_reference(value)) is not None:
        yield object_id[0]


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
