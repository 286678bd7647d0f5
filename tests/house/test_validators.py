"""The real validators on files with known verdicts, and stand-ins that are missing or misbehave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publish import external, pipeline
from publish.cache import NO_CACHE, Cache
from publish.diagnostics import Severity
from publish.errors import ExitCode, MissingTool
from publish.external import TimedOut, ToolFailed
from publish.verification.claims import read_claims
from publish.verification.validators import (
    VALIDATORS,
    Finding,
    Verdict,
    ace,
    java,
    run_validators,
    validate,
    validate_epub,
    validate_pdf,
)
from publish.verification.validators.__main__ import main
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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(java, "run_module", external.run_module)  # in machines started for it
        return {verdict.path.name: verdict for verdict in validate(products)}


@pytest.mark.java
def test_good_files_pass(verdicts: dict[str, Verdict]) -> None:
    for name in ("good.epub", "good.pdf"):
        assert verdicts[name].diagnostics() == []
        assert verdicts[name].passed
    assert str(verdicts["good.epub"]).endswith("EPUBCheck 5.3.0: 0 errors, 0 warnings")
    assert str(verdicts["good.pdf"]).endswith("veraPDF PDF/UA-1: 0 errors, 0 warnings")


@pytest.mark.java
def test_bad_files_fail_by_the_rule_that_they_break(verdicts: dict[str, Verdict]) -> None:
    (link,) = verdicts["bad.epub"].diagnostics()
    assert (link.code, link.severity) == ("VER-801", Severity.ERROR)
    assert link.message.startswith("RSC-012: ")
    assert "nav.xhtml:1:" in link.message
    (figure,) = verdicts["bad.pdf"].diagnostics()
    assert (figure.code, figure.severity) == ("VER-802", Severity.ERROR)
    assert figure.message.startswith("7.3-1: ")


@pytest.mark.java
def test_an_unreadable_file_is_a_finding(verdicts: dict[str, Verdict]) -> None:
    assert "PKG-008" in str(verdicts["rubbish.epub"].diagnostics()[-1])
    assert "unreadable" in str(verdicts["rubbish.pdf"].diagnostics()[0])


@pytest.mark.java
def test_each_flavour_has_its_own_rules(tmp_path: Path) -> None:
    (verdict,) = validate_pdf([write_pdf(tmp_path / "a.pdf")], flavours=["2a"])
    assert verdict.validator == "veraPDF PDF/A-2a"
    assert verdict.count(Severity.ERROR) > 0


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """Replace the worker that runs Java by a program."""
    (folder / "stand_in.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(java, "WORKER", "stand_in")


@pytest.mark.java
def test_a_verdict_is_cached_by_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first = validate_epub([write_epub(tmp_path / "a.epub", dead_link=True)], cache=cache)
    stand_in(monkeypatch, tmp_path, "raise SystemExit('asked again')")
    again = validate_epub([write_epub(tmp_path / "b.epub", dead_link=True)], cache=cache)
    assert again[0].findings == first[0].findings != ()
    (entry,) = (tmp_path / "cache" / "verdict").glob("*")
    entry.write_bytes(entry.read_bytes()[:-1])
    with pytest.raises(ToolFailed):
        validate_epub([tmp_path / "b.epub"], cache=cache)


def test_without_java_the_hint_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, tmp_path, "raise SystemExit(5)")
    book = write_epub(tmp_path / "a.epub")
    with pytest.raises(MissingTool):
        validate_epub([book])
    monkeypatch.setitem(
        VALIDATORS, "ace", replace(VALIDATORS["ace"], validate=lambda paths, cache: [])
    )
    assert main([str(book)]) == ExitCode.OK
    assert main(["--require", "ace", str(tmp_path)]) == ExitCode.OK
    assert main(["--require", "epubcheck", str(tmp_path)]) == ExitCode.MISSING_TOOL
    assert main([str(tmp_path), "--require", "all"]) == ExitCode.MISSING_TOOL
    line = (
        "validate: EPUBCheck: the validators need a Java runtime; "
        "install it with: sudo apt-get install default-jre-headless\n"
    )
    assert capsys.readouterr().err == line * 4


def test_without_the_package_the_hint_says_what_to_install() -> None:
    with pytest.raises(MissingTool) as caught:
        java.find_jar("a-validator-nobody-made", "x.jar")
    assert caught.value.hint == "install it with: pip install 'publish-book[validate]'"


@pytest.mark.parametrize("reply", ["", "null", "[]", "[[{}]]", '[["rule"]]', '[[{"severity": 1}]]'])
def test_an_invalid_answer_is_not_a_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reply: str
) -> None:
    stand_in(monkeypatch, tmp_path, f"print({reply!r})")
    with pytest.raises(ToolFailed, match="cannot be read"):
        validate_epub([write_epub(tmp_path / "a.epub")])


def test_a_crash_and_a_hang_are_not_a_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = write_pdf(tmp_path / "a.pdf")
    stand_in(monkeypatch, tmp_path, "import os; os.abort()")
    with pytest.raises(ToolFailed, match="SIGABRT"):
        validate_pdf([book])
    stand_in(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(java, "_START", 0.5)
    monkeypatch.setattr(java, "_EACH_FILE", 0.5)
    with pytest.raises(TimedOut):
        validate_pdf([book])


@pytest.mark.java
def test_the_command_fails_on_a_finding_and_without_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == ExitCode.USAGE
    write_epub(tmp_path / "a.epub", dead_link=True)
    monkeypatch.setattr(ace, "HOME", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path)]) == ExitCode.VERIFICATION
    assert "EPUBCheck 5.3.0: 1 error, 0 warnings" in capsys.readouterr().out


@pytest.mark.java
def test_a_pdf_is_validated_against_its_claims(tmp_path: Path) -> None:
    def lacks(name: str, error: MissingTool) -> None:
        raise AssertionError(name) from error

    plain: Sequence[Path] = [write_pdf(tmp_path / "a.pdf")]
    claims = [verdict.validator for verdict in run_validators(plain, VALIDATORS, NO_CACHE, lacks)]
    assert claims == ["veraPDF PDF/UA-1"]
    assert read_claims(
        saying(tmp_path, plain[0], {"pdfaid:part": "2", "pdfaid:conformance": "A"})
    ) == (
        "ua1",
        "2a",
    )
    assert read_claims(write_epub(tmp_path / "c.pdf")) == ("ua1",)


def saying(folder: Path, path: Path, properties: Mapping[str, str]) -> Path:
    """A file with more metadata."""
    target = folder / "saying.pdf"
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as stderr:
            for name, value in properties.items():
                stderr[name] = value
        pdf.save(target)
    return target


@pytest.mark.java
def test_a_claim_of_an_unknown_standard_is_a_finding(tmp_path: Path) -> None:
    claim = saying(tmp_path, write_pdf(tmp_path / "a.pdf"), {"pdfaid:part": "9"})
    (finding,) = [found for verdict in validate_pdf([claim]) for found in verdict.findings]
    assert finding.rule == "claim"
    assert "`9`" in finding.message


def test_a_pdf_without_metadata_claims_nothing(tmp_path: Path) -> None:
    silent = tmp_path / "silent.pdf"
    with pikepdf.open(write_pdf(tmp_path / "a.pdf")) as pdf:
        del pdf.Root.Metadata
        pdf.save(silent)
    (verdict,) = validate_pdf([silent])
    assert verdict.passed
    assert str(verdict).endswith("veraPDF, nothing claimed: 0 errors, 0 warnings")


def test_verify_reports_a_missing_validator_and_fails_if_it_is_required(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(_paths: Sequence[Path], _cache: Cache) -> list[Verdict]:
        raise MissingTool("Ace is not installed", hint="install it")

    def faulty(paths: Sequence[Path], _cache: Cache) -> list[Verdict]:
        return [Verdict(path, "EPUBCheck", "VER-801", (Finding("X", "wrong"),)) for path in paths]

    monkeypatch.setitem(VALIDATORS, "ace", replace(VALIDATORS["ace"], validate=missing))
    monkeypatch.setitem(VALIDATORS, "epubcheck", replace(VALIDATORS["epubcheck"], validate=faulty))
    book = [write_epub(tmp_path / "a.epub")]
    messages: list[str] = []
    diagnostics = pipeline.validate(book, ["epubcheck", "ace"], ["epubcheck"], messages.append)
    assert [(diagnostic.code, diagnostic.message) for diagnostic in diagnostics] == [
        ("VER-801", "X: wrong")
    ]
    assert messages[1:] == ["Ace is skipped: Ace is not installed; install it"]
    with pytest.raises(MissingTool):
        pipeline.validate(book, ["ace"], ["ace"], messages.append)
    assert pipeline.validate(book, [], [], messages.append) == []
