"""Does one thing beside another: a copy of this process does it and hands back what it made."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from typing import Generic, NoReturn, Self, TypeVar

from publish.errors import ExitCode, PublishError
from publish.external import available_cores, die_with_parent, mark_as_parent

T = TypeVar("T")
Item = TypeVar("Item")


class ForkedTask(Generic[T]):
    """A piece of work in a process of its own, begun at once; a context that ends it when left.

    What it returns or raises travels through a pipe from our own copy, so that pickle may carry it.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        mark_as_parent()
        self._pipe, theirs = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self._pipe)
            _be_aside(work, theirs)
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            self._wait()

    def result(self) -> T:
        """What the work came to, once it has; raises what it raised."""
        content = b""
        while part := os.read(self._pipe, 1 << 20):
            content += part
        status = self._wait()
        if not content:
            raise PublishError(f"a process of this build ended with status {status}")
        told: tuple[T, BaseException | None] = pickle.loads(content)  # noqa: S301 our copy wrote it
        made, error = told
        if error is not None:
            raise error
        return made

    def _wait(self) -> int:
        os.close(self._pipe)
        process, self._process = self._process, 0
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _be_aside(work: Callable[[], T], pipe: int) -> NoReturn:
    """Do the work and end, leaving alone whatever belongs to the process we are a copy of."""
    try:
        die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # our parent has it too, and ends us
        try:
            told: tuple[T | None, BaseException | None] = (work(), None)
        except Exception as error:
            told = (None, error)
        content = pickle.dumps(told)
        while content:
            content = content[os.write(pipe, content) :]
        os._exit(ExitCode.OK)
    finally:
        os._exit(ExitCode.FAULT)


def map_in_processes(
    work: Callable[[Sequence[Item]], T], items: Sequence[Item], least: int
) -> list[T]:
    """What some work makes of consecutive shares of items, as many as this machine has cores.

    The first is done here, each other beside it; none is smaller than `least`, below which a
    process costs more than it saves. In the order of the items; raises what the work raises.
    """
    count = max(min(available_cores(), len(items) // least), 1)
    bounds = [len(items) * share // count for share in range(count + 1)]
    shares = [items[start:end] for start, end in pairwise(bounds)]
    with ExitStack() as stack:
        beside = [stack.enter_context(ForkedTask(partial(work, share))) for share in shares[1:]]
        return [work(shares[0]), *(each.result() for each in beside)]
