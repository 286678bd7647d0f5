"""Programs that are missing, crash, hang or use too much memory: each raises its error."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from publish.errors import ExitCode, MissingTool
from publish.external import LineProcess, TimedOut, ToolFailed, find_program, run, run_module
from tests.processes import still_running


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_a_missing_program_names_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool) as caught:
        find_program("pdftotext")
    assert caught.value.hint == "install it with: sudo apt-get install poppler-utils"
    assert caught.value.exit_code is ExitCode.MISSING_TOOL


def test_arguments_are_passed_unchanged_and_streams_are_separate() -> None:
    program = "import sys; sys.stdout.write(sys.argv[1] + sys.stdin.read()); sys.stderr.write('e')"
    done = run([*python(program), "a b;$HOME"], timeout=120, stdin=b"|in")
    assert (done.status, done.stdout, done.stderr) == (0, b"a b;$HOME|in", b"e")


def test_an_unexpected_status_has_the_last_error_line() -> None:
    with pytest.raises(ToolFailed, match="ended with status 3") as caught:
        run(python("import sys; print('why\\nthis', file=sys.stderr); sys.exit(3)"), timeout=120)
    assert caught.value.hint == "this"
    assert run(python("raise SystemExit(3)"), timeout=120, expect=(0, 3)).status == 3
    assert run(python("raise SystemExit(4)"), timeout=120, expect=None).status == 4


def test_a_crash_names_the_signal() -> None:
    with pytest.raises(ToolFailed, match="terminated by SIGSEGV"):
        run(python("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"), timeout=120)


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    noted = tmp_path / "grandchild"
    program = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\n"
        "time.sleep(600)"
    )
    seconds = 2
    while (
        not noted.exists() or not noted.read_text()
    ):  # on a busy machine a program has not begun after two seconds
        with pytest.raises(TimedOut, match=f"did not end within {seconds} seconds"):
            run(python(program), timeout=seconds)
        seconds *= 3
    assert still_running([int(noted.read_text())]) == []


def test_a_program_has_a_limit_of_computing_which_waiting_does_not_use_up() -> None:
    program = "import time\nprint('begun', flush=True)\nwhile True: time.{}"
    with pytest.raises(TimedOut, match="did not end within 1 seconds of computing") as caught:
        run(python(program.format("time()")), timeout=600, computing=1)
    assert caught.value.stdout == b"begun\n"
    with pytest.raises(TimedOut, match=r"did not end within 2 seconds$"):
        run(python(program.format("sleep(600)")), timeout=2, computing=1)


def test_memory_has_a_limit() -> None:
    with pytest.raises(ToolFailed) as caught:
        # It waits for the end of its input, which is sent when the limit is set.
        run(python("import sys; sys.stdin.read(); b' ' * 2**31"), timeout=120, memory=2**30)
    assert caught.value.hint == "MemoryError"


def test_a_module_runs_in_the_same_interpreter_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text("import publish, sys; print(sys.prefix, publish.__name__)")
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = run_module("probe", timeout=120, folder=tmp_path, environment=environment)
    assert done.stdout.decode().split() == [sys.prefix, "publish"]


def test_our_package_can_be_imported_by_a_module_that_runs_elsewhere(tmp_path: Path) -> None:
    done = run_module("publish.errors", timeout=120, folder=tmp_path)
    assert done.stdout == b""


def test_a_process_whose_end_was_noticed_is_not_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "killpg", lambda leader, _: killed.append(leader))
    with (
        LineProcess("no_such_module", folder=tmp_path, environment={}) as process,
        pytest.raises(ToolFailed),
    ):
        process.receive(120)
    assert killed == []
