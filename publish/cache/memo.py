"""One memoisation for everything: results by named inputs, in the build cache.

A kind of entry declares its inputs as a struct. The key of an entry is a hash of the toolchain
and of each field in order, so the code that computes a result needs no version of its own. An
entry also stores its inputs in a readable form, from which `publish cache --why` answers, and
those that were only known while the result was computed (files that were opened).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import PurePath
from typing import Any, Generic, TypeVar, cast

import msgspec

from publish.cache.entries import Cache
from publish.cache.kinds import KINDS
from publish.cache.toolchain import digest, toolchain

Inputs = TypeVar("Inputs", bound=msgspec.Struct)
Value = TypeVar("Value")

_READABLE = 120  # characters; a longer input is stored as its hash
_LENGTH = 4  # bytes of the length before the provenance of an entry


class InputGroup(msgspec.Struct, frozen=True):
    """Inputs that several memos share; each field is an input by its own name."""


class Provenance(msgspec.Struct, frozen=True):
    """What an entry was computed from: the declared inputs, and those recorded on the way."""

    inputs: dict[str, str]
    recorded: dict[str, str] = {}


class Memo(Generic[Inputs, Value]):
    """One kind of entry, from a struct of inputs to values of one type.

    Values are encoded by msgspec, `bytes` as they are. With `any_toolchain`, the result does not
    depend on our code. Raises `KeyError` for a kind that is not in `KINDS`.
    """

    def __init__(
        self, kind: str, inputs: type[Inputs], value: type[Value], *, any_toolchain: bool = False
    ) -> None:
        self.kind = KINDS[kind].name
        self.inputs = inputs
        self.any_toolchain = any_toolchain
        self.value = value

    def at(self, cache: Cache, inputs: Inputs) -> Slot[Value]:
        """The place in a cache for the result of those inputs."""
        return Slot(self, cache, inputs)

    def get(self, cache: Cache, inputs: Inputs, compute: Callable[[], Value]) -> Value:
        """The result for those inputs: from the cache, or computed and stored."""
        slot = self.at(cache, inputs)
        value = slot.load()
        if value is None:
            value = compute()
            slot.store(value)
        return value

    def load(
        self, cache: Cache, key: str, current: Callable[[str], str] | None = None
    ) -> Value | None:
        """The stored value with a key; None if there is none, or if a recorded input has changed.

        `current` returns the present value of a recorded input.
        """
        entry = cache.load(self.kind, key)
        if entry is None:
            return None
        provenance, content = split_entry(entry)
        if provenance is None:
            return None
        if current is not None and any(current(n) != v for n, v in provenance.recorded.items()):
            return None
        return self.decode(content)

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[Value]:
        return msgspec.msgpack.Decoder(self.value)

    def encode(self, value: Value) -> bytes:
        """A value as it is stored."""
        return cast(bytes, value) if self.value is bytes else msgspec.msgpack.encode(value)

    def decode(self, content: bytes | memoryview) -> Value | None:
        """A stored value; None for one that is not of the declared type."""
        if self.value is bytes:
            return cast(Value, bytes(content))
        try:
            return self._decoder.decode(content)
        except msgspec.DecodeError:
            return None


class Slot(Generic[Value]):
    """The place of one result in a cache."""

    def __init__(self, memo: Memo[Any, Value], cache: Cache, inputs: msgspec.Struct) -> None:
        self._memo, self._cache, self._inputs = memo, cache, inputs

    @cached_property
    def _provenance(self) -> Provenance:
        named = dict(_named(self._inputs))
        if self._memo.any_toolchain:
            return Provenance(named)
        return Provenance({"toolchain": toolchain(self._cache), **named})

    @cached_property
    def key(self) -> str:
        """The key of the entry (SHA-256 in hex)."""
        named = (part for item in self._provenance.inputs.items() for part in item)
        return digest(self._memo.kind, *named)

    def exists(self) -> bool:
        """Whether there is an entry, which may still turn out to be damaged when it is loaded."""
        return self._cache.folder is not None and self._cache.contains(self._memo.kind, self.key)

    def is_kept(self) -> bool:
        """Whether there is an entry, as `exists`, which counts as used now."""
        return self._cache.folder is not None and self._cache.keep(self._memo.kind, self.key)

    def load(self, current: Callable[[str], str] | None = None) -> Value | None:
        """The stored value; None if there is none, or if a recorded input has changed.

        `current` returns the present value of a recorded input.
        """
        return self._memo.load(self._cache, self.key, current) if self._cache.folder else None

    def store(self, value: Value, recorded: Mapping[str, str] | None = None) -> None:
        """Store a value, with the inputs that were recorded while it was computed."""
        if self._cache.folder is None:
            return
        provenance = Provenance(self._provenance.inputs, dict(recorded or {}))
        with suppress(UnicodeEncodeError):  # a name of a file that is not valid in UTF-8
            head = msgspec.msgpack.encode(provenance)
            head = len(head).to_bytes(_LENGTH, "big") + head
            self._cache.store(self._memo.kind, self.key, head, self._memo.encode(value))


_provenance = msgspec.msgpack.Decoder(Provenance)


def split_entry(entry: bytes) -> tuple[Provenance | None, memoryview]:
    """The provenance of a stored entry, and its encoded value."""
    start = _LENGTH + int.from_bytes(entry[:_LENGTH], "big")
    try:
        return _provenance.decode(entry[_LENGTH:start]), memoryview(entry)[start:]
    except msgspec.DecodeError:
        return None, memoryview(b"")


def _named(inputs: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """The fields of a struct and of the groups in it, readable."""
    for name in inputs.__struct_fields__:
        value = getattr(inputs, name)
        if isinstance(value, InputGroup):
            yield from _named(value)
        else:
            yield name, readable(value)


def readable(value: object) -> str:
    """An input as it is stored: short text as it is, everything else as a hash.

    Equal values give equal text in every process. Raises `TypeError` for objects without a
    stable encoding.
    """
    if isinstance(value, str):
        content, text = value.encode("utf-8", "surrogatepass"), value
    elif isinstance(value, bytes):
        content, text = value, ""
    else:
        content = _encoded(value)
        text = content.decode() if len(content) <= _READABLE else ""
    if text and len(text) <= _READABLE and text.isprintable():
        return text
    return f"sha256:{hashlib.sha256(content).hexdigest()}" if content else ""


def _encoded(value: object) -> bytes:
    try:
        plain = msgspec.to_builtins(value, enc_hook=_plain, str_keys=True)
        return msgspec.json.encode(plain, order="deterministic")
    except UnicodeEncodeError:
        return repr(value).encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} is not an input of a memo")
