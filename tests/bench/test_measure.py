"""The measurements of the bench and their report. Nothing here depends on the clock."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from bench import peers
from bench.book import make
from bench.cases import BenchFolder
from bench.measure import Measurement
from bench.results import BenchResults, growth, render
from bench.run import main
from publish.external import run

# Uses 200 MB in a grandchild that outlives the child that started it.
GRANDCHILD = "b'x' * 200_000_000"
CHILD = f'import subprocess, sys; subprocess.Popen([sys.executable, "-c", "{GRANDCHILD}"])'


def measured(script: str) -> str:
    """The output of measuring a Python script, in a separate process, which stays small."""
    call = (
        "import sys; from pathlib import Path; from bench.measure import CommandFailed, measure\n"
        "try: print(measure([sys.executable, '-c', sys.argv[1]], Path('/'), {}).memory)\n"
        "except CommandFailed as failure: print(failure)"
    )
    return run([sys.executable, "-c", call, script], timeout=300).stdout.decode()


def test_memory_is_that_of_the_largest_process() -> None:
    assert int(measured(CHILD)) > 200_000_000
    assert int(measured("pass")) < 100_000_000


def test_a_failed_command_is_not_a_measurement() -> None:
    assert measured("raise SystemExit('no paper')").endswith("ended with 1: no paper\n")


def runs(wall: float, memory: int = 10**8) -> list[Measurement]:
    return [Measurement(wall * noise, wall, memory, 10**6) for noise in (0.9, 1.0, 5.0)]


def test_growth_is_the_slope_of_the_medians() -> None:
    bench = BenchResults({pages: {"cold": runs(pages**1.02)} for pages in (50, 200, 450, 900)})
    assert growth(bench, "cold") == pytest.approx(1.02)
    assert growth(BenchResults({450: {"cold": runs(1)}}), "cold") is None


def test_ratios_are_of_medians_and_missed_limits_are_marked() -> None:
    bench = BenchResults(
        {450: {"plain": runs(50), "cold": runs(25)}}, missing=["Left out: a peer."]
    )
    text = render(bench)
    row = "| EPUB and PDF, cold, 450 pages, relative to plain WeasyPrint | 0.27 | 0.500 (missed) |"
    assert row in text
    assert "one chapter edited" not in text
    assert "**Left out: a peer.**" in text


@pytest.mark.parametrize("peer", [peers.pandoc, peers.typst])
def test_a_missing_tool_is_reported_by_name(
    peer: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nowhere(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(peers, "find_spec", nowhere)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert callable(peer)
    with pytest.raises(LookupError, match="is not installed"):
        peer(tmp_path)


def test_a_changed_manuscript_is_restored(tmp_path: Path) -> None:
    make(tmp_path, 50)
    bench_folder = BenchFolder(tmp_path)
    file = bench_folder.manuscript / "chapter-01.md"
    before, stamp = file.read_bytes(), file.stat().st_mtime_ns

    def spoil(folder: Path, chapter: int) -> Path:
        file.write_bytes(b"# Nothing\n")
        return file

    with bench_folder.change_manuscript(spoil):
        assert file.read_bytes() != before
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, stamp)


def test_an_unknown_case_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--cases", "everything"])
    assert "invalid choice: 'everything'" in capsys.readouterr().err
