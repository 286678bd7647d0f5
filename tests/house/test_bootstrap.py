"""Setting up a machine: packages are installed where allowed, and named in one line elsewhere."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, on a machine without two packages."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scripts" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    needs = (("lib-one", lambda: False), ("lib-two", lambda: True), ("lib-three", lambda: False))
    monkeypatch.setattr(module, "STAGES", {"books": (needs, "requirements.lock")})
    return module


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], None]:
    """Writes shell programs into a folder that comes first on the PATH."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))

    def write(name: str, body: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)

    return write


def test_one_line_names_the_packages_that_it_may_not_install(
    bootstrap: ModuleType,
    programs: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    programs("sudo", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert bootstrap.main(["books"]) == 5
    line = "setup: please run first: sudo apt-get install lib-one lib-three\n"
    assert capfd.readouterr() == ("", line)


@pytest.mark.parametrize("user", [0, 1000])
def test_it_installs_missing_packages_where_it_may(
    bootstrap: ModuleType,
    programs: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    user: int,
) -> None:
    programs("sudo", 'echo "sudo $*" >> "$LOG"; shift; exec "$@"')
    programs("apt-get", 'echo "apt-get $*" >> "$LOG"')
    monkeypatch.setattr(os, "geteuid", lambda: user)
    steps: list[str] = []
    monkeypatch.setattr(bootstrap, "create_environment", lambda: steps.append("environment"))
    monkeypatch.setattr(bootstrap, "install_python_packages", steps.append)
    assert bootstrap.main(["books"]) == 0
    assert steps == ["environment", "requirements.lock"]
    log = (tmp_path / "log").read_text().splitlines()
    assert [line for line in log if line.startswith("apt-get")] == [
        "apt-get -qq update",
        "apt-get -qq install --yes --no-install-recommends lib-one lib-three",
    ]
    assert any(line.startswith("sudo -n") for line in log) == (user != 0)


def test_a_failing_step_is_an_error(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "STAGES", {"books": ((), "no-such.lock")})
    monkeypatch.setattr(bootstrap, "create_environment", lambda: None)
    assert bootstrap.main(["books"]) == 5
    assert "setup: this command failed: " in capfd.readouterr().err


def test_wrong_arguments(bootstrap: ModuleType) -> None:
    assert bootstrap.main([]) == 2
    assert bootstrap.main(["everything"]) == 2
