"""A preview in a process of its own, as a browser and an editor see it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from email.message import Message
from pathlib import Path
from typing import IO, Any

from publish.preview.exchange import VIEWS
from tests.processes import children, command_line, descendants

SECONDS = 300.0  # for what is waited for to come, on a machine that does much else
_END = 60.0  # for a process to end

MANIFEST = """\
[book]
title = "Tides"
language = "en"
authors = ["A. Sailor"]
identifier = "urn:x-tides:1"

[structure]
bodymatter = ["ebb.md", "flood.md"]
"""
EBB = "# Ebb\n\nThe sea goes out twice a day here.\n\n## Mud\n\nIt leaves the boats behind.\n"
FLOOD = "# Flood\n\nThen it comes back.\n"


def write_book(folder: Path, manifest: str = MANIFEST) -> Path:
    """A book of two chapters."""
    folder.mkdir(parents=True)
    (folder / "book.toml").write_text(manifest, encoding="utf-8")
    (folder / "ebb.md").write_text(EBB, encoding="utf-8")
    (folder / "flood.md").write_text(FLOOD, encoding="utf-8")
    return folder


def save(file: Path, text: str) -> None:
    """Save a file as a whole, so that no build reads the beginning of it."""
    unfinished = file.with_name(f".{file.name}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)


def is_complete(state: Any) -> bool:
    """Whether all views show the newest text."""
    views = state["views"].values()
    return (
        not state["building"]
        and len(views) == len(VIEWS)
        and not any(view["stale"] for view in views)
    )


class Answer:
    """What the server answered."""

    def __init__(self, status: int, headers: Message, content: bytes) -> None:
        self.status, self.headers, self.content = status, headers, content

    def json(self) -> Any:
        return json.loads(self.content)


class Running:
    """A running preview; `events` has a line for each event that the browser gets."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, events: IO[bytes]) -> None:
        self.process, self.address, self._events = process, address, events
        self.last_event = 0  # its number

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    def next_event(self, deadline: float | None = None) -> tuple[str, Any]:
        """The next event, and its data; a server that only says that it is alive is not enough."""
        event = _read_event(self._events, deadline or time.monotonic() + SECONDS)
        assert event, f"the server ended: {self.said_at_end()}"
        self.last_event = event[2]
        return event[:2]

    def said_at_end(self) -> str:
        """What the preview said when it ended, which it does when its server has."""
        try:
            self.process.wait(_END)
        except subprocess.TimeoutExpired:
            return "the main process runs on"
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()

    def events_since(self, number: int, count: int) -> list[tuple[str, Any]]:
        """The first events of a browser that comes back, and had those up to a number."""
        headers = {"Last-Event-ID": str(number)}
        request = urllib.request.Request(f"{self.address}events", headers=headers)
        deadline = time.monotonic() + SECONDS
        with urllib.request.urlopen(request, timeout=SECONDS) as events:
            found = [_read_event(events, deadline) for _ in range(count)]
        return [event[:2] for event in found if event]

    def state_with(self, wanted: Callable[[Any], bool]) -> Any:
        """The next state of a kind."""
        deadline = time.monotonic() + SECONDS
        while True:
            name, data = self.next_event(deadline)
            if name == "state" and wanted(data):
                return data

    def complete(self) -> Any:
        """The next state in which all is shown."""
        return self.state_with(is_complete)

    def showing(self, words: str, chapter: str = "ebb") -> Any:
        """The next state in which all is shown of a text that has some words in a chapter."""
        return self.state_with(lambda state: is_complete(state) and self.has(state, words, chapter))

    def has(self, state: Any, words: str, chapter: str = "ebb") -> bool:
        """Whether the web page of a chapter has some words in a state."""
        page = self.get(f"v/{state['version']}/web/text/{chapter}.html")
        return words.encode() in page.content

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Get an address below the token."""
        try:
            return fetch(self.address + path, headers)
        except OSError as error:
            raise AssertionError(f"the server ended: {self.said_at_end()}") from error

    def processes(self) -> list[int]:
        """This process, and all that it started, with theirs."""
        return [self.process.pid, *descendants(self.process.pid)]

    def servers(self) -> set[int]:
        """The programs that it started; the copies of it are not among them."""
        return {
            each
            for each in children(self.process.pid)
            if {b"publish.preview.web", b"server"} & set(command_line(each).split(b"\0"))
        }


def _read_event(events: IO[bytes], deadline: float) -> tuple[str, Any, int] | None:
    """The next event: its name, its data and its number; None at the end."""
    name, number = "", 0
    while line := events.readline().decode():
        assert time.monotonic() < deadline, "nothing came in time"
        kind, _, value = line.strip().partition(": ")
        if kind == "id":
            number = int(value)
        if kind == "event":
            name = value
        if kind == "data":
            return name, json.loads(value), number
    return None


def fetch(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """What is at an address, whatever its status."""
    request = urllib.request.Request(address, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


@contextmanager
def preview(book: Path, cache: Path, *options: str) -> Iterator[Running]:
    """A preview of a book, ended by Ctrl-C."""
    with ExitStack() as after, started("preview", book, cache, *options) as process:
        address = next_line(process.stdout).strip()
        events = urllib.request.urlopen(f"{address}events", timeout=SECONDS)
        yield Running(process, address, after.enter_context(events))


def next_line(stream: IO[bytes] | None) -> str:
    """The next line of a process."""
    assert stream is not None
    assert select.select([stream], [], [], SECONDS)[0], "it says nothing"
    line = stream.readline().decode()
    assert line, "it has ended"
    return line


@contextmanager
def started(
    command: str, book: Path, cache: Path, *options: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until Ctrl-C."""
    temporary = cache.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", command, str(book), *options],
        bufsize=0,  # so that what can be read is known
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cache.parent,
        env={**os.environ, "PUBLISH_CACHE": str(cache), "TMPDIR": str(temporary)},
    )
    with process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            _end(process)
            assert process.stderr is not None
            print(process.stderr.read().decode())  # for a test that fails


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process; one that does not end is killed, with its copies."""
    try:
        process.wait(_END)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
