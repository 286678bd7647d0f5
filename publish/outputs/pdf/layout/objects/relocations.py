"""Writes PDF objects as text in which numbers that are not known yet are holes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pydyf

from publish.outputs.pdf.exchange.object_file import GROUP_SIZE, PLACEHOLDER, Group, StreamObject

_REFERENCE = re.compile(rb"(\d+) 0 R")


class Hole(pydyf.Object):  # type: ignore[misc]
    """In the place of a number of the whole book, or of a reference to one of its objects."""

    def __init__(self, symbol: str, *, number: bool = False) -> None:
        super().__init__()
        self.symbol = symbol
        self.number_only = number


class Local(pydyf.Object):  # type: ignore[misc]
    """In the place of a reference to an object of our own that the engine did not number."""

    def __init__(self, symbol: int) -> None:
        super().__init__()
        self.symbol = symbol


@dataclass
class Symbols:
    """The numbers that holes are filled with: objects of our own, then what others provide."""

    own: dict[int, int]  # by the number that the engine gave
    named: dict[int, str]  # objects of the engine that others provide
    object_count: int = 0  # how many objects of our own there are
    _imports: dict[str, int] = field(default_factory=dict)

    @property
    def imports(self) -> list[str]:
        """The names that others provide, in the order of their symbols."""
        return list(self._imports)

    def of_object(self, number: int) -> int:
        """The symbol of an object by the engine's number."""
        if number in self.own:
            return self.own[number]
        return self.of_name(self.named[number])

    def of_name(self, name: str) -> int:
        """The symbol of something that others provide."""
        return self.object_count + self._imports.setdefault(name, len(self._imports))


class Text:
    """The text of one object with its holes."""

    def __init__(self, symbols: Symbols, value: object) -> None:
        self._symbols = symbols
        self._parts: list[bytes] = []
        self.relocations: list[int] = []
        self._write(value)
        self.text = b"".join(self._parts)

    def _write(self, value: object) -> None:
        if isinstance(value, bytes) and (found := _REFERENCE.fullmatch(value)):
            self._leave(self._symbols.of_object(int(found[1])), reference=True)
        elif isinstance(value, dict):
            self._dictionary(value)
        elif isinstance(value, (list, tuple)):
            self._array(value)
        elif isinstance(value, Hole):
            self._leave(self._symbols.of_name(value.symbol), reference=not value.number_only)
        elif isinstance(value, Local):
            self._leave(value.symbol, reference=True)
        else:
            self._parts.append(pydyf._to_bytes(value).replace(b"%", b"%%"))

    def _leave(self, symbol: int, *, reference: bool) -> None:
        self._parts.append(PLACEHOLDER + b" 0 R" if reference else PLACEHOLDER)
        self.relocations.append(symbol)

    def _dictionary(self, entries: dict[Any, object]) -> None:
        self._parts.append(b"<<")
        for key, value in entries.items():
            self._parts.append(_key(key))
            self._write(value)
        self._parts.append(b">>")

    def _array(self, values: Sequence[object]) -> None:
        self._parts.append(b"[")
        for place, value in enumerate(values):
            if place:
                self._parts.append(b" ")
            self._write(value)
        self._parts.append(b"]")


@lru_cache(maxsize=1024)
def _key(name: object) -> bytes:
    return b"/" + bytes(pydyf._to_bytes(name)).replace(b"%", b"%%") + b" "


def groups(first: int, texts: Sequence[Text]) -> Iterator[Group]:
    """Objects without streams, numbered from `first`, in groups for object streams."""
    for start in range(0, len(texts), GROUP_SIZE):
        members = texts[start : start + GROUP_SIZE]
        offsets, at = [], 0
        for member in members:
            offsets.append(at)
            at += len(filled(member.text, [0] * len(member.relocations))) + 1
        relocations = [hole for member in members for hole in member.relocations]
        text = b"\n".join(member.text for member in members)
        yield Group(first + start, text, relocations, offsets)


def filled(text: bytes, numbers: Iterable[int]) -> bytes:
    """A text with numbers in its holes."""
    return text % tuple(numbers)


def stream(number: int, made: pydyf.Stream, symbols: Symbols) -> StreamObject:
    """A stream object as the engine would write it, compressed."""
    about, content = parts(made)
    text = Text(symbols, about)
    return StreamObject(number, text.text, text.relocations, content)


def parts(made: pydyf.Stream) -> tuple[dict[str, object], bytes]:
    """The dictionary of a stream, with its filter and length, and its bytes."""
    content = b"\n".join(pydyf._to_bytes(operation) for operation in made.stream)
    about = dict(made.extra)
    if "Filter" not in about:
        content = zlib.compress(content, 9)
        about["Filter"] = "/FlateDecode"
    about["Length"] = len(content)
    return about, content
