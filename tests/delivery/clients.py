"""Deliveries by a process of its own, since clients have threads; one process for many."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Client:
    """A process that delivers, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.clients"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**kept, "HOME": str(home)},
            text=True,
        )

    def deliver(
        self, dist: Path, target: str, environment: Mapping[str, str] | None = None, **options: Any
    ) -> dict[str, Any]:
        """What was delivered, or the diagnostics and the text of the error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = [str(dist), target, {**(environment or {}), "HOME": str(self.home)}, options]
        print(json.dumps(words), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def code(self, dist: Path, target: str, environment: Mapping[str, str] | None = None) -> str:
        """The code of the failure, or "" where there is none."""
        codes = [each["code"] for each in self.deliver(dist, target, environment)["diagnostics"]]
        return "".join(codes)

    def close(self) -> None:
        self._process.communicate()


def main() -> None:
    """Deliver what each line asks for, and print the outcome as a line."""
    import msgspec

    from publish.api import releases
    from publish.delivery import connection
    from publish.diagnostics import ContentError

    connection.PAUSES = (0.0, 0.0)
    logging.getLogger().addHandler(logging.NullHandler())
    for line in sys.stdin:
        dist, target, environment, options = json.loads(line)
        before = dict(os.environ)
        os.environ.update(environment)
        answer: dict[str, Any] = {"diagnostics": [], "text": ""}
        try:
            done = releases.deliver(dist, target, **options)
            answer |= msgspec.to_builtins(done)
        except ContentError as error:
            answer["diagnostics"] = [each.as_json() for each in error.report]
            answer["text"] = _whole_text(error)
        os.environ.clear()
        os.environ.update(before)
        print(json.dumps(answer), flush=True)


def _whole_text(error: BaseException) -> str:
    """All that a log could have of an error: with those behind it, and their variables."""
    import traceback

    # The frame of `main` knows what it was asked.
    trace = error.__traceback__
    seen: list[BaseException] = [error.with_traceback(trace and trace.tb_next)]
    while behind := seen[-1].__cause__ or seen[-1].__context__:
        seen.append(behind)
    return "".join(
        "".join(traceback.TracebackException.from_exception(each, capture_locals=True).format())
        for each in seen
    )


if __name__ == "__main__":
    main()
