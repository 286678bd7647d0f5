"""The numbers of figures, tables, listings, equations and citations, changed one by one."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from tests.running import run_context
from tests.verify.mutants import Mutant, assert_reported
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder
from tests.verify.retyping import retype

pytestmark = pytest.mark.slow

_FILES = {
    "book.toml": """
[book]
title = "Locks"
language = "en"

[structure]
bodymatter = ["gate.md", "basin.md"]
backmatter = [{ role = "bibliography" }]

[numbering]
captions = "chapter"

[bibliography]
files = ["works.bib"]
style = "ieee"
""",
    "gate.md": "# The Gate\n\nTwo leaves meet in a mitre.\n",
    "basin.md": """# The Basin

It was measured twice [@plane; @level].

![A square basin](basin.svg "The basin from above"){#plan}

![A pile](pile.svg)

| Month | Depth |
|---|---|
| May | 2 m |

Table: Depth of water {#depth}

```python {#count caption="Counting boats"}
boats = 3
```

$$ v = a h $$ {#volume}
""",
    "basin.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<path d="M4 4h32v32h-32z"/></svg>',
    "pile.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="60">'
    '<path d="M4 4h12v52h-12z"/></svg>',
    "works.bib": """@book{plane, title = {On Figures}, author = {{Survey Office}}, year = 1901}
@book{level, title = {On Levels}, author = {{Survey Office}}, year = 1902}
""",
}
_PAGE = "text/basin.xhtml"
_BASIN, _PATH = "images/basin.svg", '<path d="M4 4h32v32h-32z"/>'
_LABEL = '<span class="label">{}</span>'

_CAPTION = f'<figcaption>{_LABEL.format("Figure 2.1")}<span class="separator">. </span>'
_CAPTION += "The basin from above</figcaption>"


def _changed(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((_LABEL.format(old), _LABEL.format(new)),)


IN_EPUB = [
    Mutant("figure", _PAGE, _changed("Figure 2.1", "Figure 1.1"),
           "captions", "figure #plan", "“Figure 2.1”", "“Figure 1.1”"),
    Mutant("table", _PAGE, _changed("Table 2.1", "Table 2.2"),
           "captions", "table #depth", "“Table 2.1”", "“Table 2.2”"),
    Mutant("listing", _PAGE, _changed("Listing 2.1", "Listing 2"),
           "captions", "listing #count", "“Listing 2.1”", "“Listing 2”"),
    Mutant("equation", _PAGE, _changed("(2.1)", "(2.7)"),
           "captions", "equation #volume", "“(2.1)”", "“(2.7)”"),
    Mutant("citation", _PAGE, ((">[1]</a>", ">[2]</a>"),),
           "references", "link 1 of section “Chapter 2. The Basin”", "“[1]”", "“[2]”"),
    Mutant("words", _PAGE, (("</span>Depth of water", "</span>Depth of mud"),),
           "captions", "table #depth", "“Depth of water”", "“Depth of mud”"),
    Mutant("lost caption", _PAGE, (("<figcaption>" + _LABEL.format("Figure 2.1"),
                                    "<figcaption hidden=\"hidden\">"),),
           "captions", "figure #plan", "“Figure 2.1”", "“”"),
    Mutant("alternative text", _PAGE, (('alt="A square basin"', 'alt="A basin"'),),
           "pictures", "“Chapter 2. The Basin”", "“A square basin”", "nothing"),
    Mutant("lost picture", _PAGE, (('<img src="../images/basin.svg" alt="A square basin"/>', ""),),
           "pictures", "“Chapter 2. The Basin”", "“A square basin”", "nothing"),
    Mutant("another picture", _PAGE, (("basin.svg", "pile.svg"),),
           "pictures", "“A square basin”", "“images/basin.svg”", "“images/pile.svg”"),
    Mutant("pictures that change places", _PAGE,
           (("images/basin.svg", "images/@"), ("pile.svg", "basin.svg"), ("@", "pile.svg")),
           "pictures", "“A pile”", "“images/pile.svg”", "“images/basin.svg”"),
    Mutant("picture without a file", _PAGE, (("basin.svg", "bassin.svg"),),
           "pictures", "“A square basin”", "a file", "“EPUB/images/bassin.svg”"),
    Mutant("picture of no size", _PAGE,
           (('alt="A square basin"', 'style="width: 0" alt="A square basin"'),),
           "pictures", "“A square basin”", "lines or colours", "nothing"),
    Mutant("picture outside its figure", _PAGE,
           (('<img src="../images/basin.svg" alt="A square basin"/>', ""),
            ('<img src="../images/pile.svg"',
             '<img src="../images/basin.svg" alt="A square basin"/><img src="../images/pile.svg"')),
           "pictures", "“Chapter 2. The Basin”", "“figure #plan of 1 pictures”",
           "“figure #plan of 0 pictures”"),
    Mutant("drawing without lines", _BASIN, ((_PATH, ""),),
           "picture files", "EPUB/images/basin.svg", "a picture of the book", "nothing"),
    Mutant("drawing without a size", _BASIN, (('width="40"', 'width="0"'),),
           "picture files", "EPUB/images/basin.svg", "a picture of the book", "nothing"),
    Mutant("damaged drawing", _BASIN, (("</svg>", ""),),
           "picture files", "EPUB/images/basin.svg", "a picture of the book", "a damaged file"),
    Mutant("other drawing", _BASIN, ((_PATH, '<circle r="9"/>'),),
           "picture files", "EPUB/images/basin.svg", "a picture of the book", "another one"),
    Mutant("caption outside its figure", _PAGE,
           ((f"{_CAPTION}</figure>", f"</figure><div>{_CAPTION}</div>"),),
           "captions", "figure #plan", "“Figure 2.1. The basin from above”", "nothing"),
    Mutant("table that lacks a cell", _PAGE, (("Month</th>\n<th scope=\"col\">", "Month "),),
           "tables", "“Chapter 2. The Basin”", "“table #depth of 4 cells”",
           "“table #depth of 3 cells”"),
]  # fmt: skip

# What is printed on the page of the chapter, its replacement, and what is reported.
IN_PDF = [
    ("Figure 2.1", "Figure 1.1", "captions", "figure #plan"),
    ("Table 2.1", "Table 2.2", "captions", "table #depth"),
    ("Listing 2.1", "Listing 1.1", "captions", "listing #count"),
    ("(2.1)", "(2.2)", "captions", "equation #volume"),
    ("[1]", "[2]", "references", "link 1 of section “Chapter 2. The Basin”"),
]


# The surfaces that only these mutants change.
REPORTED_SURFACES = {"epub": {"pictures", "tables"}, "pdf": {"pictures"}}


@pytest.fixture(scope="module")
def locks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path, Path]:
    folder = tmp_path_factory.mktemp("locks") / "locks"
    folder.mkdir()
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    book = settled_folder(folder)
    return book, build_epub(book, folder.parent), build_pdf(book, folder.parent)


def test_the_unchanged_files_have_no_difference(locks: tuple[Book, Path, Path]) -> None:
    book, epub, pdf = locks
    assert [d.message for d in verify_product(epub, book, EPUB)] == []
    assert [d.message for d in verify_product(pdf, book, PDF)] == []


@pytest.mark.parametrize("mutant", IN_EPUB, ids=str)
def test_an_epub_mutant_is_reported(
    mutant: Mutant, locks: tuple[Book, Path, Path], tmp_path: Path
) -> None:
    book, epub, _ = locks
    target = tmp_path / "mutant.epub"
    with zipfile.ZipFile(epub) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == f"EPUB/{mutant.member}":
                content = mutant.apply(content.decode()).encode()
            copy.writestr(entry, content)
    diagnostics = verify_product(target, book, EPUB)
    assert_reported(diagnostics, mutant.surface, mutant.subject, mutant.expected, mutant.found)


@pytest.mark.parametrize(("old", "new", "surface", "subject"), IN_PDF)
def test_a_pdf_mutant_is_reported(
    old: str, new: str, surface: str, subject: str,
    locks: tuple[Book, Path, Path], tmp_path: Path,
) -> None:  # fmt: skip
    book, _, path = locks
    target = tmp_path / "mutant.pdf"
    with pikepdf.open(path) as pdf:
        retype(pdf, _basin(pdf), old, new)
        pdf.save(target)
    cache = Cache(tmp_path / "cache")
    assert verify_product(path, book, PDF, run_context(cache=cache)) == []
    diagnostics = verify_product(target, book, PDF)
    assert verify_product(target, book, PDF, run_context(cache=cache)) == diagnostics
    assert_reported(diagnostics, surface, subject, f"“{old}”", f"“{new}”")


def test_another_alternative_text_in_a_pdf_is_reported(
    locks: tuple[Book, Path, Path], tmp_path: Path
) -> None:
    book, _, path = locks
    target = tmp_path / "mutant.pdf"
    with pikepdf.open(path) as pdf:
        (figure,) = (each for each in pdf.objects if _is_picture(each))
        figure.Alt = pikepdf.String("A basin")
        pdf.save(target)
    subject = "“Chapter 2. The Basin”"
    diagnostics = verify_product(target, book, PDF)
    assert_reported(diagnostics, "pictures", subject, "“A square basin”", "nothing")


def _is_picture(value: pikepdf.Object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and str(value.get("/Alt", "")) == "A square basin"


def _basin(pdf: pikepdf.Pdf) -> int:
    """The page of the second chapter, from 0: that of its bookmark."""
    with pdf.open_outline() as outline:
        (entry,) = (e for e in outline.root if e.title.startswith("Chapter 2"))
        destination: Any = entry.destination
    if not isinstance(destination, pikepdf.Array):
        destination = pikepdf.NameTree(pdf.Root.Names.Dests)[str(destination)]
    if isinstance(destination, pikepdf.Dictionary):
        destination = destination.D
    return pdf.pages.index(pikepdf.Page(destination[0]))
