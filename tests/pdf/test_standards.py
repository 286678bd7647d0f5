"""What a PDF claims to meet, and that it meets it: one book in each of the standards, and faults.

veraPDF is asked once about all of them, since starting Java takes longer than the files.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Name
from PIL import Image

from publish.diagnostics import Report
from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims.metadata import colour_profile
from publish.outputs.pdf.writer import write_pdf
from publish.sources.spine.folder import read_book
from publish.structure import settle
from publish.verification import verify_untrusted
from publish.verification.claims import read_claims
from publish.verification.validators import FLAVOURS, Verdict, validate_pdf
from tests.pdf.conftest import Pages
from tests.pdf.standard_faults import FAULTS, UA1, UA2, each
from tests.running import run_context

pytestmark = [pytest.mark.java, pytest.mark.slow]

# Whatever the structure tree has a way of its own for, and one thing in another.
MANIFEST = """
[book]
title = "The Sluice & Other Stories"
subtitle = "A Book of Constructs"
authors = ["A Lock Keeper"]
language = "en"
date = 2026-03-01
description = "Of gates."
subjects = ["Locks", "Weirs"]

[structure]
lists = ["figures", "tables"]
frontmatter = [{ file = "preface.md", role = "preface" }]
bodymatter = [{ title = "Gates", id = "gates", role = "part", sections = ["lock.md", "weir.md"] }]
backmatter = [{ file = "words.md", role = "glossary" }, { role = "index" }]

[abbreviations]
HW = "high water"
"""

LOCK = """
# Lock {#lock}

*Stress with a call[^1], `code` and **more of it**.* HW at noon; see [](#weir){.page}, [](#depths)
and [a page elsewhere](https://example.org/a). [Lock]{.index}, שלום and [مرحبا بالعالم]{lang=ar}.

[^1]: With *stress* and $x^2$.

    > quoted

> Said.[^2]
>
> - an item
>
>   ![A gate](gate.svg)
>
> ::: tip
> In a quotation.
> :::

[^2]: Two.

1. one

   ![A gate again](gate.png)

   Figure: A gate, in pixels {#pixels}

2. two

   ```python
   gate = 1
   ```

term
: meaning

::::: note A Box
Paragraph.

::: sidebar Within
- deep
:::

![A gate in a box](gate.svg)

Figure: In a box[^3] {#boxed}
:::::

[^3]: From a caption.

| Hour | Depth | |
|------|-------|---|
| six | 2 m | *low* |
| seven | < | $y$ |

Table: Depths {#depths}

$$
a = \\frac{b}{c}
$$ {#sum}
"""

FILES = {
    "book.toml": MANIFEST,
    "preface.md": "# Preface\n\nBegin at [](#lock){.page}.\n",
    "lock.md": LOCK.lstrip().replace("שלום", "[שלום *עולם*]{lang=he}"),
    "weir.md": "# Weir {#weir}\n\nOne note[^n], called again[^n]; [weir]{.index}.\n\n"
    "[^n]: Once.\n\n::: verse\nA line\n\nAnother\n:::\n",
    "words.md": "# Words\n\nebb\n: It goes.\n\nflow\n: It comes.\n",
    "gate.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<rect width="9" height="9" opacity=".5"/></svg>',
}


def settled(folder: Path) -> Book:
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None, [str(d) for d in report]
    book = settle(book, run_context(report))
    assert not report.errors, [str(d) for d in report]
    return book


def write(book: Book, standard: Standard, target: Path) -> Path:
    report = Report()
    write_pdf(book, Edition("pdf", "pdf", standard=standard), target, run_context(report))
    assert [str(d) for d in report] == []
    return target


@dataclass
class Proof:
    """The book in every standard, and what veraPDF says of each file and mutant."""

    book: Book
    files: dict[str, Path]
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)

    def broken(self, name: str) -> dict[str, set[str]]:
        """The rules that a file breaks, by the name of the standard."""
        return {
            verdict.validator.removeprefix("veraPDF "): {each.rule for each in verdict.findings}
            for verdict in self.verdicts[name]
        }


@pytest.fixture(scope="module")
def proof(rich: Pages, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    folder = tmp_path_factory.mktemp("standards")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGBA", (4, 4), (9, 9, 99, 128)).save(folder / "gate.png")
    book = settled(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(folder / "cache"))
        files = {each.name: write(book, each, folder / f"{each.name}.pdf") for each in Standard}
        files["book"] = rich.artifact.path
        again = write(book, Standard.UA2, folder / "again.pdf")
    assert again.read_bytes() == files["UA2"].read_bytes()
    for name in {fault.file: None for fault in FAULTS.values()}:
        files[f"faulty {name}"] = folder / f"faulty {name}.pdf"
        with pikepdf.open(files[name.split()[0]]) as pdf:
            for fault in FAULTS.values():
                if fault.file == name:
                    fault.change(pdf)
            pdf.save(files[f"faulty {name}"], fix_metadata_version=False)
    found = Proof(book, files)
    for verdict in validate_pdf(list(files.values())):
        found.verdicts.setdefault(verdict.path.stem, []).append(verdict)
    return found


def test_each_file_meets_what_it_claims(proof: Proof) -> None:
    names = {"UA1": UA1, "book": UA1, "UA2": UA2}
    for name, claims in names.items():
        assert proof.broken(name) == {FLAVOURS[claim].name: set() for claim in claims}, name
    assert read_claims(proof.files["NONE"]) == ()
    assert all(verdict.passed for verdict in proof.verdicts["NONE"])


@pytest.mark.parametrize("name", FAULTS)
def test_a_claim_of_what_is_not_there_is_caught(proof: Proof, name: str) -> None:
    fault = FAULTS[name]
    assert fault.rule in proof.broken(f"faulty {fault.file}")[FLAVOURS[fault.flavour].name]


def texts(path: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def test_the_pages_are_the_same_in_every_standard(proof: Proof) -> None:
    def painted(name: str) -> list[bytes]:
        with pikepdf.open(proof.files[name]) as pdf:
            pages = [page.get("/Contents", Array()) for page in pdf.pages]
            return [b"".join(part.read_bytes() for part in parts) for parts in pages]

    assert painted("UA1") == painted("UA2") == painted("NONE")
    assert texts(proof.files["UA1"]) == texts(proof.files["UA2"])


def test_what_is_read_back_is_the_book_and_its_claim(proof: Proof) -> None:
    def told(name: str, standard: Standard) -> set[str]:
        edition = Edition("pdf", "pdf", standard=standard)
        found = verify_untrusted(proof.files[name], proof.book, edition, run_context())
        return {found.message.split(": ")[2] for found in found}

    for standard in Standard:
        assert told(standard.name, standard) == set()
    assert told("UA1", Standard.UA2) == {"information", "version", "claims"}
    assert told("UA2", Standard.UA1) >= {"version", "claims"}
    assert told("NONE", Standard.UA1) == {"claims", "colours"}
    assert "colours" in told("faulty UA1", Standard.UA1)
    assert "information" in told("faulty UA2", Standard.UA2)


def test_what_pdf_20_says_otherwise(proof: Proof) -> None:
    with pikepdf.open(proof.files["UA2"]) as pdf:
        assert pdf.pdf_version == "2.0"
        assert "/Info" not in pdf.trailer
        root = pdf.Root.StructTreeRoot
        (namespace,) = root.Namespaces
        assert namespace.NS == "http://iso.org/pdf2/ssn"
        assert root.RoleMap.Float == Name.Sect
        notes = list(each(pdf, "/S", "/FENote"))
        assert {str(note.A.NoteType) for note in notes} == {"/Footnote"}
        for note in notes:
            assert note.NS.objgen == namespace.objgen
            for call in note.Ref:
                assert note.objgen in {other.objgen for other in call.Ref}
        assert sorted(len(note.Ref) for note in notes) == [1, 1, 1, 2]
        assert not list(each(pdf, "/S", "/Note"))
        assert "/Description" in numberings(pdf)
    with pikepdf.open(proof.files["UA1"]) as pdf:
        assert "/Namespaces" not in pdf.Root.StructTreeRoot
        assert numberings(pdf) == {"/None", "/Disc", "/Decimal"}


def numberings(pdf: pikepdf.Pdf) -> set[str]:
    return {str(found.A.ListNumbering) for found in each(pdf, "/S", "/L")}


def test_the_colour_profile_is_the_one_that_was_reviewed() -> None:
    entries, content = colour_profile()
    assert entries["N"] == b"3"
    assert hashlib.sha256(zlib.decompress(content)).hexdigest() == (
        "384b832de3412066743b52a75ee906b6fb9fb8d9e09e936fc2c43223815c6e0a"
    )
