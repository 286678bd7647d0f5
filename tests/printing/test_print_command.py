"""The files for a printer without an edition in the manifest are those of such an edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import publish
from publish.diagnostics import ContentError
from publish.errors import ExitCode, UsageError
from publish.files import read_product
from tests.printing.conftest import write_book

_PAGES = '[editions.pdf]\nformat = "pdf"\n'
_EDITION = '[editions.kdp]\nformat = "print"\nprinter = "kdp"\npaper = "cream"\nbleed = true\n'


def _hashes(folder: Path) -> dict[str, str]:
    product = read_product(folder)
    assert product is not None
    return dict(product.files)


@pytest.mark.slow
def test_no_edition_is_needed(tmp_path: Path) -> None:
    folder, out = write_book(tmp_path / "salt", _PAGES), tmp_path / "out"
    words = ["print", str(folder), "--printer", "kdp", "--paper", "cream", "--bleed"]
    done = CliRunner().invoke(publish, [*words, "--out", str(out / "without")])
    assert done.exit_code == ExitCode.OK, done.stderr
    assert done.stderr.strip().endswith("salt-kdp-preflight.html")
    manifest = folder / "book.toml"
    manifest.write_text(manifest.read_text() + _EDITION)
    refused = CliRunner().invoke(publish, [*words, "--out", str(out / "with")])
    assert isinstance(refused.exception, UsageError)
    assert refused.exception.hint is not None
    advice = refused.exception.hint.split()[1:]
    assert CliRunner().invoke(publish, advice).exit_code == ExitCode.OK
    assert _hashes(out / "with" / "salt-kdp") == _hashes(out / "without" / "salt-kdp")


def test_an_unknown_printer_is_refused_before_the_layout(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "salt", _PAGES)
    done = CliRunner().invoke(publish, ["print", str(folder), "--printer", "lullu"])
    assert isinstance(done.exception, ContentError)
    assert [each.hint for each in done.exception.report.errors] == ["did you mean `lulu`?"]
