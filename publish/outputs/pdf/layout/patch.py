"""A patch of the layout engine: what it replaces, and the source that it was written for."""

from __future__ import annotations

import inspect
import linecache
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from types import CodeType, ModuleType
from typing import Any

ENGINE = "weasyprint"
OURS_ALONE = "ours alone"
_WEASYPRINT = "https://github.com/Kozea/WeasyPrint/issues/"


def weasyprint_issue(number: int) -> str:
    """The address of an issue or pull request of WeasyPrint."""
    return f"{_WEASYPRINT}{number}"


@dataclass(slots=True, eq=False)
class Replacement:
    """A function, method, property or class of the engine, and its replacement.

    `home` is the module or class that defines it, `name` its name there. Without a `new` one, it is
    replaced by `replaced_by` alone. `original` is what `new` has replaced: the engine's own, or the
    replacement of a patch that was applied before.
    """

    home: Any
    name: str
    new: Any = None
    own: Any = field(init=False)
    original: Any = field(init=False)
    _places: list[Any] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.own = self.original = self.present

    def __str__(self) -> str:
        home = self.home
        module = home.__name__ if isinstance(home, ModuleType) else home.__qualname__
        return f"{module.removeprefix(f'{ENGINE}.')}.{self.name}"

    @property
    def present(self) -> Any:
        """The function that has the name now."""
        return vars(self.home)[self.name]

    def places(self) -> list[Any]:
        """The home, and the modules of the engine that imported the function by its name."""
        if not self._places:
            self._places = [self.home]
            if isinstance(self.home, ModuleType):
                self._places += [
                    module
                    for name, module in list(sys.modules.items())
                    if name.partition(".")[0] == ENGINE
                    and module is not self.home
                    and vars(module).get(self.name) is self.own
                ]
        return self._places

    def apply(self) -> None:
        """Replace the function for good, if there is a new one."""
        self.original = self.present
        if self.new is not None:
            self._put(self.new)

    def withdraw(self) -> None:
        """Put the original back."""
        self._put(self.original)

    @contextmanager
    def replaced_by(self, new: Any) -> Iterator[None]:
        """Replace the function for a while."""
        before = self.present
        self._put(new)
        try:
            yield
        finally:
            self._put(before)

    def _put(self, new: Any) -> None:
        for place in self.places():
            setattr(place, self.name, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Replacements that belong together, and the digest of the source that they were written for.

    `leans_on` are further functions and classes of the engine whose behaviour the patch repeats or
    relies on. `upstream` is the address of an issue there. A patch that only makes the engine
    faster can be left out; `fits` returns whether it supports the machine, such as a library's
    memory layout.
    """

    name: str
    reason: str
    replacements: tuple[Replacement, ...]
    digest: str
    leans_on: tuple[Any, ...] = ()
    upstream: str = OURS_ALONE
    is_speedup: bool = False
    fits: Callable[[], bool] = lambda: True

    def functions(self) -> Iterator[Any]:
        """What the digest covers: all that is replaced and relied on, as the engine has it."""
        yield from (plain(replacement.own) for replacement in self.replacements)
        yield from self.leans_on

    def current_digest(self) -> str:
        """SHA-256 of the installed source of all that is replaced and relied on.

        Raises OSError where the source cannot be read, TypeError where it is not Python.
        """
        return sha256("".join(map(source_of, self.functions())).encode()).hexdigest()

    def obstacle(self) -> str | None:
        """Why the patch must not be applied here; None where it may."""
        try:
            changed = self.current_digest() != self.digest
        except (OSError, TypeError) as error:
            return f"the engine's source cannot be read ({error})"
        if changed:
            return "the engine's source is not the one that it was written for"
        return None if self.fits() else "it does not support this machine"


def plain(function: Any) -> Any:
    """The function of a property, or the function itself."""
    return function.fget if isinstance(function, property) else function


def source_of(function: Any) -> str:
    """The source of a function as `inspect.getsource` returns it, in a tenth of the time.

    That finds the end by reading Python; here the code itself has its last line. Of a class it is
    the source of its methods. Raises OSError where there is no source, TypeError where it is not a
    function.
    """
    if isinstance(function, type):
        methods = (plain(value) for value in vars(function).values())
        return "".join(source_of(method) for method in methods if inspect.isfunction(method))
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
