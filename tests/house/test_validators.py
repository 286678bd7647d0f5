"""The real validators on files whose fate is known, and stand-ins that are missing or misbehave."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Severity
from publish.errors import ExitCode, MissingTool
from publish.external import TimedOut, ToolFailed
from publish.verify.validators import Verdict, java, validate, validate_epub, validate_pdf
from publish.verify.validators.__main__ import main
from tests.house.products import write_epub, write_pdf


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    folder = tmp_path_factory.mktemp("products")
    products = [
        write_epub(folder / "good.epub"),
        write_epub(folder / "bad.epub", dead_link=True),
        write_pdf(folder / "good.pdf"),
        write_pdf(folder / "bad.pdf", alternative=False),
    ]
    for name in ("rubbish.epub", "rubbish.pdf"):
        (folder / name).write_bytes(b"no book at all")
        products.append(folder / name)
    return {verdict.path.name: verdict for verdict in validate(products)}


def test_good_files_pass(verdicts: dict[str, Verdict]) -> None:
    for name in ("good.epub", "good.pdf"):
        assert verdicts[name].diagnostics() == []
        assert verdicts[name].passed
    assert str(verdicts["good.epub"]).endswith("EPUBCheck 5.3.0: 0 errors, 0 warnings")
    assert str(verdicts["good.pdf"]).endswith("veraPDF PDF/UA-1: 0 errors, 0 warnings")


def test_bad_files_fail_by_the_rule_that_they_break(verdicts: dict[str, Verdict]) -> None:
    (link,) = verdicts["bad.epub"].diagnostics()
    assert (link.code, link.severity) == ("VER-801", Severity.ERROR)
    assert link.message.startswith("RSC-012: ")
    assert "nav.xhtml:1:" in link.message
    (figure,) = verdicts["bad.pdf"].diagnostics()
    assert (figure.code, figure.severity) == ("VER-802", Severity.ERROR)
    assert figure.message.startswith("7.3-1: ")


def test_what_cannot_be_read_is_a_finding_about_that_file(verdicts: dict[str, Verdict]) -> None:
    assert "PKG-008" in str(verdicts["rubbish.epub"].diagnostics()[-1])
    assert "unreadable" in str(verdicts["rubbish.pdf"].diagnostics()[0])


def test_each_flavour_has_rules_of_its_own(tmp_path: Path) -> None:
    (verdict,) = validate_pdf([write_pdf(tmp_path / "a.pdf")], flavour="2a")
    assert verdict.validator == "veraPDF PDF/A-2a"
    assert verdict.count(Severity.ERROR) > 0


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """Put a program in the place of the worker that runs Java."""
    (folder / "stand_in.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(java, "WORKER", "stand_in")


def test_a_verdict_is_remembered_by_content(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first = validate_epub([write_epub(tmp_path / "a.epub", dead_link=True)], cache=cache)
    stand_in(monkeypatch, tmp_path, "raise SystemExit('asked again')")
    again = validate_epub([write_epub(tmp_path / "b.epub", dead_link=True)], cache=cache)
    assert again[0].findings == first[0].findings != ()
    (note,) = cache.iterdir()
    note.write_bytes(note.read_bytes()[:-1])
    with pytest.raises(ToolFailed):
        validate_epub([tmp_path / "b.epub"], cache=cache)


def test_without_java_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, tmp_path, "raise SystemExit(5)")
    book = write_epub(tmp_path / "a.epub")
    with pytest.raises(MissingTool):
        validate_epub([book])
    assert main([str(book)]) == ExitCode.OK
    assert main(["--require", str(tmp_path)]) == ExitCode.MISSING
    line = (
        "validate: the validators need a Java runtime; "
        "install it with: sudo apt-get install default-jre-headless\n"
    )
    assert capsys.readouterr().err == line * 2


def test_without_the_package_it_says_what_to_install() -> None:
    with pytest.raises(MissingTool) as caught:
        java.jar("a-validator-nobody-made", "x.jar")
    assert caught.value.hint == "install it with: pip install 'publish[validate]'"


@pytest.mark.parametrize("reply", ["", "null", "[]", "[[{}]]", '[["rule"]]', '[[{"severity": 1}]]'])
def test_an_answer_that_is_rubbish_is_no_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reply: str
) -> None:
    stand_in(monkeypatch, tmp_path, f"print({reply!r})")
    with pytest.raises(ToolFailed, match="no answer that can be read"):
        validate_epub([write_epub(tmp_path / "a.epub")])


def test_a_crash_and_a_hang_are_no_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = write_pdf(tmp_path / "a.pdf")
    stand_in(monkeypatch, tmp_path, "import os; os.abort()")
    with pytest.raises(ToolFailed, match="SIGABRT"):
        validate_pdf([book])
    stand_in(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(java, "_START", 0.5)
    monkeypatch.setattr(java, "_EACH_FILE", 0.5)
    with pytest.raises(TimedOut):
        validate_pdf([book])


def test_the_command_fails_on_a_finding_and_on_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == ExitCode.USAGE
    write_epub(tmp_path / "a.epub", dead_link=True)
    assert main([str(tmp_path)]) == ExitCode.VERIFICATION
    assert "EPUBCheck 5.3.0: 1 error, 0 warnings" in capsys.readouterr().out
