"""Ace by DAISY as a validator: its verdicts, its cache, and a machine without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cache import Cache
from publish.diagnostics import Severity
from publish.errors import MissingTool
from publish.external import ToolFailed
from publish.verification.validators import (
    Verdict,
    ace,
    validate_accessibility,
)
from tests.house.products import write_epub


@pytest.fixture(scope="module")
def ace_verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """The verdicts of Ace on a book that must pass, one that must fail, and an invalid one."""
    folder = tmp_path_factory.mktemp("ace")
    books = [
        write_epub(folder / "good.epub"),
        write_epub(folder / "bad.epub", language=False),
        folder / "rubbish.epub",
    ]
    books[-1].write_bytes(b"no book at all")
    return {verdict.path.name: verdict for verdict in validate_accessibility(books)}


@pytest.mark.browser
def test_ace_passes_what_must_pass_and_fails_what_must_fail(
    ace_verdicts: dict[str, Verdict],
) -> None:
    assert ace_verdicts["good.epub"].diagnostics() == []
    assert str(ace_verdicts["good.epub"]).endswith("Ace 1.4.6: 0 errors, 0 warnings")
    (language,) = ace_verdicts["bad.epub"].diagnostics()
    assert (language.code, language.severity) == ("VER-803", Severity.ERROR)
    assert language.message.startswith("html-has-lang: ")
    assert "nav.xhtml" in language.message
    (unreadable,) = ace_verdicts["rubbish.epub"].diagnostics()
    assert unreadable.message.startswith("unreadable: ")


@pytest.mark.browser
def test_ace_does_not_run_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book, cache = write_epub(tmp_path / "a.epub"), Cache(tmp_path / "cache")
    inspected: list[Path] = []

    def inspect(_: object, path: Path) -> list[object]:
        inspected.append(path)
        return []

    monkeypatch.setattr(ace, "_inspect", inspect)
    for _ in range(2):
        validate_accessibility([book], cache=cache)
    assert inspected == [book]


@pytest.mark.parametrize("missing", ["ace", "node", "chromium"])
def test_a_missing_part_of_ace_is_reported_in_one_line(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in {"ace-cli", "node", "chromium"} - {missing}:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    if missing == "ace":
        (tmp_path / "ace-cli").unlink()
        monkeypatch.setattr(ace, "HOME", tmp_path)
    with pytest.raises(MissingTool) as caught:
        validate_accessibility([write_epub(tmp_path / "a.epub")])
    assert caught.value.hint
    assert "\n" not in f"{caught.value.message}; {caught.value.hint}"


@pytest.mark.parametrize(
    "report", [b"", b"{}", b'{"earl:result": {"earl:outcome": "pass"}}', b"[]"]
)
def test_an_invalid_report_is_not_a_pass(report: bytes) -> None:
    with pytest.raises(ToolFailed, match="cannot be read"):
        list(ace.read_report(report))


def test_an_outcome_without_a_pass_is_a_finding() -> None:
    report = b'{"earl:result": {"earl:outcome": "fail"}, "assertions": []}'
    assert [finding.rule for finding in ace.read_report(report)] == ["incomplete"]
