"""The C declarations of the layout engine, parsed once on a machine and cached as a table.

WeasyPrint declares 460 lines of C when it is imported, and cffi parses them in Python, which takes
half of the time of the import. cffi can write what it has parsed as a table (its documentation,
"Preparing and distributing modules", ABI mode out of line).
"""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import _cffi_backend
import cffi
import msgspec

from publish.cache import Cache, Memo

_DECLARING = "weasyprint.text.ffi"
_NAME = "declared"  # of the table, in messages of cffi


class Table(msgspec.Struct, frozen=True):
    """The arguments with which cffi creates an `FFI` that needs no parser."""

    version: int
    types: bytes
    globals: tuple[bytes | int, ...] = ()
    struct_unions: tuple[tuple[bytes, ...], ...] = ()
    enums: tuple[bytes, ...] = ()
    typenames: tuple[bytes, ...] = ()

    def ffi(self) -> Any:
        """An `FFI` with these declarations, which ignores all others."""
        fields = msgspec.structs.asdict(self)
        return _Declared(_NAME, **{f"_{name}": value for name, value in fields.items()})


class _TableInputs(msgspec.Struct, frozen=True):
    source: bytes
    cffi: str
    python: str


_TABLES = Memo("declarations", _TableInputs, Table, any_toolchain=True)


class _Declared(_cffi_backend.FFI):  # type: ignore[misc]
    def cdef(self, _: str) -> None:
        """Declare what the table has already."""


def preload(cache: Cache) -> None:
    """Import the module of the engine that declares, with a table; before the engine itself.

    Where that cannot be done, the engine parses them.
    """
    source = _source()
    if source is None or _DECLARING in sys.modules or (table := _table(source, cache)) is None:
        return
    spec = spec_from_file_location(_DECLARING, source)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    with _declared_by(table):
        spec.loader.exec_module(module)
    sys.modules[_DECLARING] = module


def _source() -> Path | None:
    """The file of that module; it is found without importing the engine."""
    spec = find_spec(_DECLARING.partition(".")[0])
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent.joinpath(*_DECLARING.split(".")[1:]).with_suffix(".py")


@contextlib.contextmanager
def _declared_by(table: Table) -> Iterator[None]:
    original = cffi.FFI
    cffi.FFI = table.ffi
    try:
        yield
    finally:
        cffi.FFI = original


def _table(source: Path, cache: Cache) -> Table | None:
    """The table of a module, from the cache where it is there."""
    content = source.read_bytes()
    slot = _TABLES.at(cache, _TableInputs(content, cffi.__version__, sys.version))
    if (table := slot.load()) is not None:
        return table
    with contextlib.suppress(OSError, msgspec.ValidationError):
        table = make_table(content)
        if table is not None:
            slot.store(table)
    return table


def make_table(source: bytes) -> Table | None:
    """The declarations of a module, parsed; None unless they are one text in its source."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    match [call.args for call in calls if getattr(call.func, "attr", "") == "cdef"]:
        case [[ast.Constant(value=str(declarations))]]:
            return _parsed(declarations)
    return None


def _parsed(declarations: str) -> Table:
    ffi = cffi.FFI()
    ffi.cdef(declarations)
    ffi.set_source(_NAME, None)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        file = Path(folder, "table.py")
        ffi.emit_python_code(str(file))
        code = ast.parse(file.read_bytes())
    (call,) = (node for node in ast.walk(code) if isinstance(node, ast.Call))
    fields = {
        str(each.arg).removeprefix("_"): ast.literal_eval(each.value) for each in call.keywords
    }
    return msgspec.convert(fields, Table)
