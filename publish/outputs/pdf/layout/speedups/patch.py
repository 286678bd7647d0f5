"""What a cure is, and how the engine is held to the source that the cure was written after."""

from __future__ import annotations

import inspect
import linecache
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from types import CodeType, ModuleType
from typing import Any

ENGINE = "weasyprint"


@dataclass(frozen=True, slots=True)
class Patch:
    """One function, method or property of the engine, and what takes its place.

    `home` is the module or class that defines it, `name` its name there.
    """

    home: Any
    name: str
    cured: Any

    @property
    def present(self) -> Any:
        """What stands there now."""
        return vars(self.home)[self.name]

    def places(self) -> Iterator[Any]:
        """The home, and the modules of the engine that imported the function by its name."""
        yield self.home
        if not isinstance(self.home, ModuleType):
            return
        present = self.present
        for name, module in sorted(sys.modules.items()):
            ours = name == ENGINE or name.startswith(f"{ENGINE}.")
            if ours and module is not self.home and vars(module).get(self.name) is present:
                yield module


@dataclass(frozen=True, slots=True)
class Cure:
    """Patches that belong together, and the digest of the source that they stand in for.

    `leans_on` are further functions of the engine whose doing the cure repeats or counts on. `fits`
    says whether the machine is one that the cure knows, such as a library's layout in memory.
    """

    name: str
    patches: tuple[Patch, ...]
    digest: str
    leans_on: tuple[Callable[..., Any], ...] = ()
    fits: Callable[[], bool] = lambda: True

    def source(self) -> str:
        """SHA-256 of the source of all that is patched and leant on, as it stands now.

        Raises OSError where the source cannot be read, TypeError where it is no Python.
        """
        functions = [plain(patch.present) for patch in self.patches]
        text = "".join(source_of(part) for part in (*functions, *self.leans_on))
        return sha256(text.encode()).hexdigest()

    def hindrance(self) -> str | None:
        """Why the cure must not be applied here; None where it may."""
        try:
            changed = self.source() != self.digest
        except (OSError, TypeError, KeyError) as error:
            return f"the source cannot be read ({error})"
        if changed:
            return "the engine's source is not what was cured"
        return None if self.fits() else "it does not know this machine"


def plain(function: Any) -> Any:
    """The function behind a property, or the function itself."""
    return function.fget if isinstance(function, property) else function


def source_of(function: Any) -> str:
    """The source of a function as `inspect.getsource` gives it, in a tenth of the time.

    That finds the end by reading Python; here the code itself tells its last line. Raises OSError
    where there is no source, TypeError where it is no function.
    """
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return inspect.getsource(function)
    lines, end = linecache.getlines(code.co_filename), _last_line(code)
    if not lines or end is None:
        return inspect.getsource(function)
    return "".join(lines[code.co_firstlineno - 1 : end])


def _last_line(code: CodeType) -> int | None:
    """The last line of a function and those in it; None where Python keeps no positions."""
    ends = [end for _, end, *_ in code.co_positions() if end is not None]
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return max([*ends, *filter(None, map(_last_line, inner))], default=None)
