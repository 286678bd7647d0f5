"""Every step of every writer fails once: the old files survive, and no others remain.

The state after a fault is the state before it, byte for byte, so that the next run would do the
same; it is run after every seventh fault, and after the last one of each writer.
"""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.errors import ExitCode
from publish.files import folders
from tests.faults.desk import Desk, Tree, tree

pytestmark = pytest.mark.slow

FAULTS = (errno.ENOSPC, errno.EACCES, errno.EIO)


@dataclass(frozen=True)
class Writer:
    """A command, the files before it, and the minimum of its steps."""

    words: tuple[str, ...]
    before: Tree
    fewest: int
    again: ExitCode = ExitCode.OK  # of a second run


BUILD = ("build", "book", "--out", "area/out")
OLD = {"out/book.epub": b"an older book", "out/book.pdf": b"its pages", "out/notes": b"notes"}
RELEASE = ("release", "book", "area/dist", "--out", "built", "--no-validate")
RELEASED = {"dist/book/1.0/release.json": b"{}", "dist/book/0.9/release.json": b"{}"}
WRITERS = {
    "epub": Writer((*BUILD, "--edition", "epub"), OLD, 14),
    "both": Writer(BUILD, OLD, 40),
    "first": Writer((*BUILD, "--edition", "epub"), {}, 13),
    "release": Writer(RELEASE, RELEASED, 40),
    "first-release": Writer(RELEASE, {}, 40),
    "import": Writer(("import", "copy.txt", "area/taken"), {}, 40),
    "new": Writer(("new", "area/sketch"), {}, 25, ExitCode.USAGE),
}


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> Writer:
    return WRITERS[request.param]


@pytest.fixture
def without_exchange(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange two folders in one step."""
    monkeypatch.setattr(folders, "exchange", lambda *_: False)


def right(writer: Writer, desk: Desk) -> tuple[Tree, int]:
    """The files after a successful run, and the number of its steps."""
    desk.reset(writer.before)
    with desk.disk.watched() as steps:
        assert desk.run(writer.words) == (0, "")
    assert len(steps) >= writer.fewest
    return tree(desk.area), len(steps)


def fail_each_step(writer: Writer, desk: Desk) -> None:
    after, count = right(writer, desk)
    desk.reset(writer.before)
    before = tree(desk.area)
    for number in range(count):
        fail(number, FAULTS[number % len(FAULTS)], writer, desk, before, after)
        if number % 7 == 0 or number == count - 1:
            assert desk.run(writer.words) == (0, "")
            assert tree(desk.area) == after, number
            desk.reset(writer.before)


def fail(number: int, fault: int, writer: Writer, desk: Desk, before: Tree, after: Tree) -> None:
    """One step fails: an error and the old state, or success and the new one."""

    def strike(step: int, kind: str) -> None:
        if step == number:
            raise OSError(fault, os.strerror(fault))

    with desk.disk.watched(strike) as steps:
        code, stderr = desk.run(writer.words)
    place = f"step {number}, {steps[number]}: {stderr}"
    if code == ExitCode.OK:
        assert tree(desk.area) == after, place
        desk.reset(writer.before)
        return
    assert code == ExitCode.UNWRITABLE, place
    first, *rest = stderr.splitlines()
    assert first.startswith("publish: error: "), place
    assert first.endswith(f" cannot be written: {os.strerror(fault)}"), place
    assert [line for line in rest if not line.startswith("  hint: ")] == [], place
    assert tree(desk.area) == before, place


def test_each_step_fails(writer: Writer, desk: Desk) -> None:
    fail_each_step(writer, desk)


@pytest.mark.usefixtures("without_exchange")
def test_each_step_of_a_release_fails_where_folders_cannot_be_exchanged(desk: Desk) -> None:
    fail_each_step(WRITERS["release"], desk)


def test_an_interruption_at_each_step(writer: Writer, desk: Desk) -> None:
    """Interrupted by the user: exit code 130, and the old state or the new one."""
    after, count = right(writer, desk)
    desk.reset(writer.before)
    before = tree(desk.area)
    for number in range(count):

        def strike(step: int, _: str, number: int = number) -> None:
            if step == number:
                raise KeyboardInterrupt

        with desk.disk.watched(strike) as steps:
            code, stderr = desk.run(writer.words)
        place = f"step {number}, {steps[number]}"
        assert (code, stderr.strip()) == (ExitCode.INTERRUPTED, "publish: interrupted"), place
        assert tree(desk.area) == before, place
    assert desk.run(writer.words) == (0, "")
    assert tree(desk.area) == after


def test_the_machine_stops_before_each_step(writer: Writer, desk: Desk) -> None:
    stop_before_each_step(writer, desk)


@pytest.mark.usefixtures("without_exchange")
def test_the_machine_stops_where_folders_cannot_be_exchanged(desk: Desk) -> None:
    stop_before_each_step(WRITERS["release"], desk)


def stop_before_each_step(writer: Writer, desk: Desk) -> None:
    """The disk then has the old or the new state, and the next run completes the new one."""
    copies: list[Path] = []

    def strike(step: int, _: str) -> None:
        copies.append(desk.home / "pictures" / str(step))
        shutil.copytree(desk.area, copies[-1], symlinks=True)

    desk.reset(writer.before)
    before = visible(tree(desk.area))
    with desk.disk.watched(strike):
        assert desk.run(writer.words) == (0, "")
    after = tree(desk.area)
    states = [tree(copied) for copied in copies]
    shutil.rmtree(desk.home / "pictures")
    for number, state in enumerate(states):
        for name, content in visible(state).items():
            assert content in (before.get(name), after.get(name)), f"step {number}: {name}"
        if number and state != states[number - 1]:
            desk.reset(state)
            done = visible(state) == visible(after)
            assert desk.run(writer.words)[0] == (writer.again if done else ExitCode.OK), number
            assert tree(desk.area) == after, number


def visible(state: Tree) -> Tree:
    """The files that are neither hidden nor temporary."""
    return {
        name: content
        for name, content in state.items()
        if content != b"/" and not name.startswith("tmp/") and "/." not in f"/{name}"
    }
