"""Writes PDF objects as text with placeholders for the numbers that only the linker has."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pydyf

from publish.outputs.pdf.exchange.object_file import (
    GROUP_SIZE,
    PLACEHOLDER,
    ObjectGroup,
    StreamObject,
)

_REFERENCE = re.compile(rb"(\d+) 0 R")


class Relocation(pydyf.Object):  # type: ignore[misc]
    """Stands for a reference to an object of the whole book, or for a number alone."""

    def __init__(self, symbol: str, *, is_number: bool = False) -> None:
        super().__init__()
        self.symbol = symbol
        self.is_number = is_number


class LocalReference(pydyf.Object):  # type: ignore[misc]
    """Stands for a reference to an object of the piece that the engine did not number."""

    def __init__(self, symbol: int) -> None:
        super().__init__()
        self.symbol = symbol


@dataclass
class Symbols:
    """The symbols of a piece: its own objects, then the names that the linker provides."""

    own: dict[int, int]  # by the number that the engine gave
    named: dict[int, str]  # objects of the engine that the linker provides
    object_count: int = 0
    _imports: dict[str, int] = field(default_factory=dict)

    @property
    def imports(self) -> list[str]:
        """The names that the linker provides, in the order of their symbols."""
        return list(self._imports)

    def of_object(self, number: int) -> int:
        """The symbol of an object by the engine's number."""
        if number in self.own:
            return self.own[number]
        return self.of_name(self.named[number])

    def of_name(self, name: str) -> int:
        """The symbol of something that the linker provides."""
        return self.object_count + self._imports.setdefault(name, len(self._imports))


class ObjectText:
    """The text of an object with placeholders, and their relocations."""

    def __init__(self, symbols: Symbols, value: object) -> None:
        self._symbols = symbols
        self._parts: list[bytes] = []
        self.relocations: list[int] = []
        self._write(value)
        self.text = b"".join(self._parts)

    def _write(self, value: object) -> None:
        if isinstance(value, bytes) and (match := _REFERENCE.fullmatch(value)):
            self._add(self._symbols.of_object(int(match[1])), is_reference=True)
        elif isinstance(value, dict):
            self._dictionary(value)
        elif isinstance(value, (list, tuple)):
            self._array(value)
        elif isinstance(value, Relocation):
            self._add(self._symbols.of_name(value.symbol), is_reference=not value.is_number)
        elif isinstance(value, LocalReference):
            self._add(value.symbol, is_reference=True)
        else:
            self._parts.append(pydyf._to_bytes(value).replace(b"%", b"%%"))

    def _add(self, symbol: int, *, is_reference: bool) -> None:
        self._parts.append(PLACEHOLDER + b" 0 R" if is_reference else PLACEHOLDER)
        self.relocations.append(symbol)

    def _dictionary(self, entries: dict[Any, object]) -> None:
        self._parts.append(b"<<")
        for key, value in entries.items():
            self._parts.append(_key(key))
            self._write(value)
        self._parts.append(b">>")

    def _array(self, values: Sequence[object]) -> None:
        self._parts.append(b"[")
        for index, value in enumerate(values):
            if index:
                self._parts.append(b" ")
            self._write(value)
        self._parts.append(b"]")


@lru_cache(maxsize=1024)
def _key(name: object) -> bytes:
    return b"/" + bytes(pydyf._to_bytes(name)).replace(b"%", b"%%") + b" "


def groups(first: int, texts: Sequence[ObjectText]) -> Iterator[ObjectGroup]:
    """Objects without streams, numbered from `first`, in groups for object streams."""
    for start in range(0, len(texts), GROUP_SIZE):
        members = texts[start : start + GROUP_SIZE]
        offsets, at = [], 0
        for member in members:
            offsets.append(at)
            at += len(_filled(member.text, [0] * len(member.relocations))) + 1
        relocations = [symbol for member in members for symbol in member.relocations]
        text = b"\n".join(member.text for member in members)
        yield ObjectGroup(first + start, text, relocations, offsets)


def _filled(text: bytes, numbers: Iterable[int]) -> bytes:
    """A text with numbers for its placeholders."""
    return text % tuple(numbers)


def stream_object(number: int, stream: pydyf.Stream, symbols: Symbols) -> StreamObject:
    """A stream object as the engine would write it, compressed."""
    dictionary, content = compressed(stream)
    text = ObjectText(symbols, dictionary)
    return StreamObject(number, text.text, text.relocations, content)


def compressed(stream: pydyf.Stream) -> tuple[dict[str, object], bytes]:
    """The dictionary of a stream, with its filter and length, and its bytes."""
    content = b"\n".join(pydyf._to_bytes(operation) for operation in stream.stream)
    dictionary = dict(stream.extra)
    if "Filter" not in dictionary:
        content = zlib.compress(content, 9)
        dictionary["Filter"] = "/FlateDecode"
    dictionary["Length"] = len(content)
    return dictionary, content
