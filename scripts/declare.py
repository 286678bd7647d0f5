"""Write the table of the layout engine's C declarations (`layout/engine/cffi_declared.py`).

    .venv/bin/python scripts/declare.py

It reads the engine that is installed, and prints the digest that belongs into that module. To be
run when the pin of WeasyPrint moves.
"""

from __future__ import annotations

import ast
import contextlib
import sys
from importlib.util import find_spec
from pathlib import Path

import cffi

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "publish/outputs/pdf/layout/engine/cffi_declared.py"


def source() -> Path:
    """The module of the engine that declares."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "text" / "ffi.py"


def write_table(table: Path) -> None:
    """Write what cffi reads of the declarations, as it writes it."""
    calls = (node for node in ast.walk(ast.parse(source().read_bytes())) if type(node) is ast.Call)
    (told,) = (
        ast.literal_eval(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "cdef"
    )
    ffi = cffi.FFI()
    ffi.cdef(told)
    ffi.set_source("publish.outputs.pdf.layout.engine.cffi_declared", None)
    with contextlib.redirect_stdout(sys.stderr):
        ffi.emit_python_code(str(table))


if __name__ == "__main__":
    from publish.outputs.pdf.layout.engine.cffi_table import digest

    write_table(TABLE)
    print(digest(source()))
