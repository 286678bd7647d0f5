"""What Word has no notation for goes with its words: citations in fields, listings in styles."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from publish.api import exporting, importing

_WORKS = """@book{hollin1901, title = {Fähren}, author = {Hollin, Ada}, year = {1901}}
@article{reck1910, title = {Seile}, author = {Reck, Jonas and Lin, Mei}, year = {1910},
  journal = {Das Seil}, pages = {3--9}}
@book{unread, title = {Nie zitiert}, author = {Niemand, N.}, year = {1999}}
"""
_CITED = (
    "siehe [@hollin1901, S. 3].",
    "Bei @reck1910 steht es",
    "[vgl. @hollin1901, Kap. 2-4 und weiter; @reck1910]",
    "im Jahr [-@reck1910].",
    "im Absatz.[^1]",
    "[^1]: In der Anmerkung [@reck1910, S. 5].",
)
_LISTINGS = (
    "```python\ndef eins():\n    return 1\n```",
    "```python\ndef zwei():\n    return 2\n```",
    "```c++ {.numbered start=19}\nint drei;\n```",
    "```\nohne Sprache\n```",
    "- Punkt\n\n  ```rust\n  let vier = 4;\n  ```",
    "::: note\n```toml {.numbered}\nfünf = 5\n```\n:::",
)
_TEXT = (
    "# Seile\n\nMan kennt sie, siehe [@hollin1901, S. 3]. Bei @reck1910 steht es\nauch "
    "[vgl. @hollin1901, Kap. 2-4 und weiter; @reck1910], im Jahr [-@reck1910].\n\n"
    "Mehr im Absatz.[^n]\n\n[^n]: In der Anmerkung [@reck1910, S. 5].\n\n"
    + "\n\n".join(_LISTINGS)
    + "\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carriers") / "seile"
    folder.mkdir()
    (folder / "book.toml").write_text(
        '[book]\ntitle = "Seile"\nlanguage = "de"\n[bibliography]\nfiles = ["w.bib"]\n'
        'nocite = ["unread"]\n[structure]\nbodymatter = ["a.md"]\n'
        'backmatter = [{ role = "bibliography" }]\n',
        "utf-8",
    )
    (folder / "w.bib").write_text(_WORKS, "utf-8")
    (folder / "a.md").write_text(_TEXT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def exported(book: Path) -> Path:
    return exporting.export_book(book, book.parent / "out", "docx").path / "seile.docx"


def _again(file: Path, folder: Path) -> Path:
    return importing.import_book(file, folder / "again").target


def _resaved(file: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    paths = ["--outdir", str(folder), str(file)]
    command = [program, "--headless", profile, "--convert-to", "docx", *paths]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return folder / file.name


def _check(folder: Path) -> None:
    text = "\n".join(each.read_text("utf-8") for each in sorted(folder.glob("*.md")))
    missing = [each for each in (*_CITED, *_LISTINGS) if " ".join(each.split()) not in _loose(text)]
    assert not missing, text
    assert "Nothing: the new book can be read" in (folder / "import-report.md").read_text("utf-8")
    manifest = (folder / "book.toml").read_text("utf-8")
    assert 'nocite = ["unread"]' in manifest
    assert "Nie zitiert" in (folder / "works-described.json").read_text("utf-8")


def _loose(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_citations_and_listings_come_back(exported: Path, tmp_path: Path) -> None:
    _check(_again(exported, tmp_path))


@pytest.mark.slow
def test_libreoffice_keeps_them(exported: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    _check(_again(_resaved(exported, saved), tmp_path))


def test_an_edit_around_them_keeps_them(exported: Path, tmp_path: Path) -> None:
    file = tmp_path / "edited.docx"
    with zipfile.ZipFile(exported) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "word/document.xml":
                text = text.replace(b"Man kennt sie", b"Alle kennen sie")
                text = _with_line(text.decode(), "return 2", "    # neu").encode()
            after.writestr(name, text)
    again = "\n".join(each.read_text("utf-8") for each in _again(file, tmp_path).glob("*.md"))
    assert "Alle kennen sie, siehe [@hollin1901, S. 3]" in again
    assert "```python\ndef eins():\n    return 1\n```\n\n```python" in again
    assert "```python\ndef zwei():\n    return 2\n    # neu\n```" in again


def _with_line(document: str, words: str, line: str) -> str:
    """The document with a paragraph after the one that has these words, in its style."""
    at = document.index(words)
    start, end = document.rindex("<w:p>", 0, at), document.index("</w:p>", at) + len("</w:p>")
    properties = re.search(r"<w:pPr>.*?</w:pPr>", document[start:end])
    assert properties is not None
    run = f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>'
    return f"{document[:end]}<w:p>{properties[0]}{run}</w:p>{document[end:]}"
