"""Layout processes for tests, forked from one that has the engine imported and patched.

To start Python and import the engine takes longer than the layout of a small book, and tests lay
out hundreds. A process that is forked runs the same `main` with its own folder, environment,
streams and limits. Commands that tests start as programs have layout processes of the usual kind,
and so has everything where the system cannot wait for a process by its descriptor.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from publish import external
from publish.cache import NO_CACHE
from publish.child_setup import PARENT, child_environment, package_path
from publish.outputs.pdf.exchange.job_folder import engine_environment, write_font_configuration
from publish.render.mathfont import math_font

_LAYOUT = "publish.outputs.pdf.layout"
# What is imported when a font is embedded: in a book of a few pages that takes as long as a page.
_FOR_FONTS = ("agl", *(f"ttLib.tables.{name}" for name in (
    "_a_v_a_r", "_g_a_s_p", "_h_h_e_a", "M_V_A_R_", "O_S_2f_2", "S_T_A_T_",
)))  # fmt: skip
_NUMBER = struct.Struct("i")
_LARGEST = 1 << 17  # bytes of a request, most of which is the environment


def install() -> None:
    """Fork the layout processes of this process, wherever that is the same as starting them."""
    if _can_wait():
        names = {name: getattr(subprocess, name) for name in ("PIPE", "TimeoutExpired")}
        vars(external)["subprocess"] = SimpleNamespace(**names, Popen=_popen)


def _can_wait() -> bool:
    """Whether this system can wait for a process by a descriptor."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def _popen(argv: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    is_layout = tuple(argv[:3]) == (sys.executable, "-m", _LAYOUT)
    if is_layout and _is_usual(options["env"]):
        return _ForkedPopen(argv, **options)
    return subprocess.Popen(argv, **options)


def _is_usual(environment: Mapping[str, str]) -> bool:
    """Whether nothing is chosen that a process takes in when it starts."""
    return "PUBLISH_SPEEDUPS" not in environment and _of_python(environment) == _of_python(
        environment_of(Path())
    )


def _of_python(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


def environment_of(folder: Path) -> dict[str, str]:
    """The environment of a layout process that works in a folder."""
    return child_environment({**package_path(), **engine_environment(folder)})


class _Parent:
    """A process that forks layout processes of one kind, and reports how each of them ended."""

    _all: dict[str, _Parent] = {}  # noqa: RUF012 filled once for each kind
    _lock = threading.Lock()

    @classmethod
    def of(cls, kind: str) -> _Parent:
        with cls._lock:
            if kind not in cls._all:
                cls._all[kind] = cls(kind)
        return cls._all[kind]

    def __init__(self, kind: str) -> None:
        self._owner = os.getpid()
        self._folder = tempfile.TemporaryDirectory(prefix="publish-warm-", dir=_HOME)
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        folder = Path(self._folder.name)
        write_font_configuration(folder, [math_font()])
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm_layout", kind, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment_of(folder),
                cwd=folder,
            )
        atexit.register(self._end)

    def _end(self) -> None:
        """End it, with all processes that are left."""
        if os.getpid() == self._owner:
            self._ours.close()
            self._process.wait()
            self._folder.cleanup()

    def fork(self, request: Mapping[str, Any], descriptors: list[int]) -> None:
        """Have a process forked; it writes its id to the last descriptor, and we its status."""
        socket.send_fds(self._ours, [json.dumps(request).encode()], descriptors)


_HOME = tempfile.gettempdir()  # that of the run, not of a test


class _ForkedPopen(subprocess.Popen[bytes]):
    """A layout process that is forked instead of started, with the pipes of `Popen`."""

    def _execute_child(
        self, args: Any, executable: Any, preexec: Any, close: Any, pass_fds: Any, cwd: Any,
        env: Any, info: Any, flags: Any, shell: Any,
        p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int, errread: int, errwrite: int,
        *_: Any,
    ) -> None:  # fmt: skip
        self._status, status = os.pipe()
        request = {"arguments": args[3:], "folder": str(cwd), "environment": env}
        _Parent.of(args[3]).fork(request, [p2cread, c2pwrite, errwrite, status])
        os.close(status)
        self.pid = self._number()
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]

    def _number(self) -> int:
        (number,) = _NUMBER.unpack(os.read(self._status, _NUMBER.size))
        return int(number)

    def _try_wait(self, flags: int) -> tuple[int, int]:
        """What `waitpid` answers of a child."""
        if flags & os.WNOHANG and not _is_ready(self._status):
            return 0, 0
        status = self._number()
        os.close(self._status)
        return self.pid, status

    def _internal_poll(self, _deadstate: int | None = None) -> int | None:
        if self.returncode is None and hasattr(self, "_status"):
            with suppress(subprocess.TimeoutExpired):
                self.wait(0)
        return self.returncode


def _is_ready(descriptor: int) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        return bool(selector.select(0))


def _warm(kind: str) -> None:
    """Do what every layout process does at first, and what most do later."""
    gc.disable()
    layout = import_module(f"{_LAYOUT}.__main__")
    layout.preload(NO_CACHE)
    layout.keep_dictionaries(NO_CACHE)
    layout.patches.apply(() if kind == "whole_book" else None)
    import_module(f"{_LAYOUT}.{kind}")
    engine = import_module(f"{_LAYOUT}.engine.warm_up")
    engine.load_hyphenation(["en"])
    for each in _FOR_FONTS:
        import_module(f"fontTools.{each}")
    engine.warm_up()
    vars(engine)["warm_up"] = lambda: None  # a server need not do it again


def _serve(requests: socket.socket) -> None:
    """Fork at each request, until the other side has ended."""
    running: dict[int, tuple[int, int]] = {}  # by the descriptor of the process
    with selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd != requests.fileno():
                    selector.unregister(key.fd)
                    _report(key.fd, *running.pop(key.fd))
                    continue
                message, descriptors, _, _ = socket.recv_fds(requests, _LARGEST, 4)
                if not message:
                    return
                if not (process := os.fork()):
                    requests.close()
                    _become(json.loads(message), descriptors)
                handle = os.pidfd_open(process)
                running[handle] = process, descriptors.pop()
                selector.register(handle, selectors.EVENT_READ)
                for each in descriptors:
                    os.close(each)


def _report(handle: int, process: int, answers: int) -> None:
    _, status = os.waitpid(process, 0)
    with suppress(BrokenPipeError):
        os.write(answers, _NUMBER.pack(status))
    os.close(answers)
    os.close(handle)


def _become(request: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """Be the layout process of a request."""
    status = 1
    try:
        os.setsid()
        os.write(descriptors[3], _NUMBER.pack(os.getpid()))
        for number, each in enumerate(descriptors[:3]):
            os.dup2(each, number)
        os.closerange(3, max(descriptors) + 1)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update({**request["environment"], PARENT: str(os.getppid())})
        tempfile.tempdir = None
        kind, folder, *cache = request["arguments"]
        if cache:
            import_module("pyphen").hdcache.clear()  # so that dictionaries come from the cache
        layout = import_module(f"{_LAYOUT}.__main__")
        status = layout.main(kind, Path(folder), layout.Cache(Path(cache[0]) if cache else None))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _, _kind, _descriptor = sys.argv
    with socket.socket(fileno=int(_descriptor)) as _requests:
        _warm(_kind)
        _serve(_requests)
