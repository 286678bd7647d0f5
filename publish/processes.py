"""Work in parallel: forked copies of this process that hand back what they return or raise."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from itertools import pairwise
from typing import Any, BinaryIO, Generic, NoReturn, Self, TypeVar

from publish.errors import ExitCode, PublishError
from publish.external import die_with_parent, mark_as_parent

T = TypeVar("T")
Item = TypeVar("Item")
Receive = Callable[[], Any]
_ENDING = (signal.SIGINT, signal.SIGTERM)
_CHART_ENGINE = "vl_convert"


def can_be_copied() -> bool:
    """Whether a copy of this process works: it would lack the threads of the engine for charts, and
    wait for them."""
    return _CHART_ENGINE not in sys.modules


class ForkedTask(Generic[T]):
    """A function call in a forked process, started at once; leaving the context kills it.

    Its result or exception is pickled through a pipe, which is safe from a copy of this process.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        mark_as_parent()
        self._pipe, child_end = os.pipe()
        # A signal waits until it is clear which process gets it: a copy must not clean up.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            self._process = os.fork()
            if not self._process:
                os.close(self._pipe)
                _run_and_exit(work, child_end, before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(child_end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            self._wait()

    def fileno(self) -> int:
        """The handle that becomes readable with the result."""
        return self._pipe

    def result(self) -> T:
        """The return value, once there is one; raises what the call raised."""
        outcome: tuple[T, BaseException | None] | None = None
        cut_off = (EOFError, pickle.UnpicklingError)  # by its end
        with os.fdopen(self._pipe, "rb", closefd=False) as stream, suppress(*cut_off):
            outcome = pickle.load(stream)  # noqa: S301 our own copy
        status = self._wait()
        if outcome is None:
            raise PublishError(f"a process of this build ended with status {status}")
        value, error = outcome
        if error is not None:
            raise error
        return value

    def _wait(self) -> int:
        os.close(self._pipe)
        process, self._process = self._process, 0
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


class WaitingTask(ForkedTask[T]):
    """A forked task that is started early, and waits for what is sent to it.

    `work` is called with a function that receives the next thing. A copy of a process that is made
    before much is in its memory stays as small as that.
    """

    def __init__(self, work: Callable[[Receive], T]) -> None:
        receiving, sending = os.pipe()
        with os.fdopen(receiving, "rb") as stream:
            super().__init__(partial(_receive_in, work, stream, sending))
        self._stream = os.fdopen(sending, "wb")

    def __exit__(self, *error: object) -> None:
        with suppress(BrokenPipeError):
            self._stream.close()
        super().__exit__(*error)

    def send(self, value: object) -> None:
        """Send a thing; if the task has ended, `result` raises the error."""
        with suppress(BrokenPipeError):
            pickle.dump(value, self._stream)
            self._stream.flush()


def _receive_in(work: Callable[[Receive], T], stream: BinaryIO, sending: int) -> T:
    os.close(sending)  # so that the end of the parent ends the stream
    return work(partial(pickle.load, stream))


def _run_and_exit(
    work: Callable[[], T], pipe: int, signals: Collection[int | signal.Signals]
) -> NoReturn:
    """Call `work`, write the outcome and exit, without cleaning up what belongs to the parent."""
    try:
        die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and kills us
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        try:
            outcome: tuple[T | None, BaseException | None] = (work(), None)
        except Exception as error:
            outcome = (None, error)
        with os.fdopen(pipe, "wb") as stream:
            pickle.dump(outcome, stream)
        os._exit(ExitCode.OK)
    finally:
        os._exit(ExitCode.INTERNAL)


def both(work: Callable[[], T], other: Callable[[], Item], processes: int) -> tuple[T, Item]:
    """The results of two functions, of which a forked process calls the second if there may be one;
    raises what they raise."""
    if processes == 1:
        return work(), other()
    with ForkedTask(other) as task:
        return work(), task.result()


def map_in_processes(
    work: Callable[[Sequence[Item]], T],
    items: Sequence[Item],
    least: int,
    processes: int,
) -> list[T]:
    """The results of `work` for consecutive shares of `items`, at most one per process.

    The first share is done in this process, the others in forked ones; none is smaller than
    `least`, below which a process costs more than it saves. In the order of the items; raises what
    `work` raises.
    """
    count = max(min(processes, len(items) // least), 1)
    bounds = [len(items) * share // count for share in range(count + 1)]
    shares = [items[start:end] for start, end in pairwise(bounds)]
    with ExitStack() as stack:
        tasks = [stack.enter_context(ForkedTask(partial(work, share))) for share in shares[1:]]
        return [work(shares[0]), *(task.result() for task in tasks)]


def map_in_turn(
    work: Callable[[Sequence[Item]], T], items: Sequence[Item], shares: int
) -> Iterator[T]:
    """The results of `work` for so many consecutive shares of `items`, one after the other.

    Each of several is done in a forked process, whose memory ends with it. Raises what `work`
    raises.
    """
    if shares <= 1:
        yield work(items)
        return
    bounds = [len(items) * share // shares for share in range(shares + 1)]
    for start, end in pairwise(bounds):
        with ForkedTask(partial(work, items[start:end])) as task:
            yield task.result()
