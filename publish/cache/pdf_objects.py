"""Digests of objects of a PDF with all that they refer to, under which what is read from them is
cached: the numbers of objects change with every object before them, and their digests do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pikepdf

from publish.cache.toolchain import digest

Identity = tuple[int, int]  # number and generation of an object

# Literal strings come first, so that nothing in them is taken for a reference.
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*+\)|(?<![^\s\[<>])(\d++) (\d++) R(?!\w)", re.S)
_DEEPEST = 24  # objects in objects: more are in a circle


class _CircularObjects(Exception):
    """Objects refer to each other in a circle."""


class ObjectDigests:
    """The digests of the objects of one open file; what several refer to is hashed once.

    Those of objects that refer to each other in a circle are empty.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[Identity, str] = {}
        self._pages: dict[tuple[Identity, tuple[str, ...]], str] = {}
        self._parts: dict[Identity, list[Identity]] = {}
        self._open: list[list[Identity]] = []

    def of(self, each: pikepdf.Object) -> str:
        """A digest of an object with all that it refers to."""
        return self._opened(each.objgen, lambda: digest(self._value(each)))

    def page(self, page: pikepdf.Page, left_out: tuple[str, ...] = ("/Parent",)) -> str:
        """A digest of a page: its content, boxes and resources, and all but some of its entries."""
        key = page.obj.objgen, left_out
        if key not in self._pages:
            self._pages[key] = self._opened(page.obj.objgen, lambda: self._entries(page, left_out))
        return self._pages[key]

    def _entries(self, page: pikepdf.Page, left_out: tuple[str, ...]) -> str:
        entries = [(key, each) for key, each in page.obj.items() if key not in left_out]
        return digest(*(part for key, each in entries for part in (key, self._value(each))))

    def below(self, pages: Iterable[pikepdf.Page]) -> set[Identity]:
        """Pages whose digests were asked for, and all that they refer to."""
        found: set[Identity] = set()
        left = [page.obj.objgen for page in pages]
        while left:
            identity = left.pop()
            if identity not in found:
                found.add(identity)
                left += self._parts[identity]
        return found

    def _opened(self, identity: Identity, read: Callable[[], str]) -> str:
        try:
            return self._noting_parts(identity, read)
        except _CircularObjects:
            return ""

    def _noting_parts(self, identity: Identity, read: Callable[[], str]) -> str:
        """What `read` gives, while what it refers to is noted as the parts of an object."""
        if len(self._open) > _DEEPEST:
            raise _CircularObjects
        self._parts[identity] = []
        self._open.append(self._parts[identity])
        try:
            return read()
        finally:
            self._open.pop()

    def _value(self, each: object) -> str | bytes:
        """The digest of an object of its own, or else what is written."""
        if not isinstance(each, pikepdf.Object):
            return repr(each)
        if each.is_indirect:
            return self._object(each.objgen)
        return self._written(each)

    def _written(self, each: pikepdf.Object) -> bytes:
        """An object as it is written, or the dictionary of a stream, with digests for what it
        refers to."""
        written = each.unparse(resolved=True)
        return _REFERENCE.sub(self._replaced, written) if b" R" in written else written

    def _object(self, identity: Identity) -> str:
        self._open[-1].append(identity)
        if identity not in self._known:
            each = self._pdf.get_object(identity)
            self._known[identity] = self._noting_parts(identity, lambda: self._digest(each))
        return self._known[identity]

    def _digest(self, each: object) -> str:
        if isinstance(each, pikepdf.Stream):
            return digest(self._written(each.stream_dict), each.read_raw_bytes())
        if isinstance(each, pikepdf.Object):
            return digest(self._written(each))
        return digest(repr(each))

    def _replaced(self, reference: re.Match[bytes]) -> bytes:
        if reference[1] is None:
            return reference[0]
        return self._object((int(reference[1]), int(reference[2]))).encode()
