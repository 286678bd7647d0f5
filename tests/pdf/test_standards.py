"""What a PDF claims to meet, and that it meets it: one book in each of the standards, and faults.

veraPDF is asked once about all of them, since starting Java takes longer than the files.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from publish import pipeline
from publish.diagnostics import ContentError, Report, Severity
from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims.metadata import colour_profile
from publish.outputs.pdf.claims.standards import report_cmyk_colours, report_forbidden_text
from publish.outputs.pdf.writer import write_pdf
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.spine.folder import read_book
from publish.structure import settle
from publish.verification import verify_untrusted
from publish.verification.claims import read_claims
from publish.verification.validators import FLAVOURS, Verdict, validate_pdf
from tests.conftest import MINIMAL, InstallTheme, WriteBook
from tests.pdf.conftest import Pages
from tests.running import run_context

pytestmark = [pytest.mark.java, pytest.mark.slow]

UA1, UA2 = ("ua1", "2a"), ("ua2", "4", "wtpdf", "wtpdf-reuse")

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


@dataclass(frozen=True)
class Fault:
    """What a file has lost that it claims: how, which standard tells it, and by which rule.

    `file` is the one that it is put into: those of one file are told apart by their rules.
    """

    file: str
    change: Callable[[pikepdf.Pdf], None]
    flavour: str
    rule: str


def each(pdf: pikepdf.Pdf, key: str, value: str) -> Iterator[Any]:
    """The objects of which a key has a value."""
    for found in pdf.objects:
        if isinstance(found, Dictionary | pikepdf.Stream) and found.get(key) == Name(value):
            yield found


def without(key: str, value: str, lost: str) -> Callable[[pikepdf.Pdf], None]:
    """Take an entry from the first object of which a key has a value."""

    def change(pdf: pikepdf.Pdf) -> None:
        found = next(found for found in each(pdf, key, value) if lost in found)
        del found[lost]

    return change


def no_root(lost: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[lost]

    return change


def smooth(pdf: pikepdf.Pdf) -> None:
    next(each(pdf, "/Subtype", "/Image")).Interpolate = True


def informed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Told twice"


def flat_names(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names.Dests.Names[1]["/SD"]


def flat_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First.A["/SD"]


def undescribed(pdf: pikepdf.Pdf) -> None:
    """Leave out of the metadata what the schema of PDF/UA is."""
    packet = pdf.Root.Metadata.read_bytes().replace(b"pdfaExtension:schemas", b"dc:relation")
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)


def as_ua2(pdf: pikepdf.Pdf) -> None:
    """Claim the other standard."""
    packet = pdf.Root.Metadata.read_bytes().replace(b"part>1<", b"part>2<")
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)


def one_way(pdf: pikepdf.Pdf) -> None:
    del next(each(pdf, "/S", "/FENote"))["/Ref"]


FAULTS = {
    "no alternative": Fault("UA1", without("/S", "/Figure", "/Alt"), "ua1", "7.3-1"),
    "no name of a note": Fault("UA1", without("/S", "/Note", "/ID"), "ua1", "7.9-1"),
    "no colours": Fault("UA1", no_root("/OutputIntents"), "2a", "6.2.4.3-2"),
    "pixels made smooth": Fault("UA1", smooth, "2a", "6.2.8-3"),
    "unprinted link": Fault("UA1", without("/Subtype", "/Link", "/F"), "2a", "6.3.2-1"),
    "schema not described": Fault("UA1", undescribed, "2a", "6.6.2.3.1-1"),
    "no tags": Fault("UA1 bare", no_root("/StructTreeRoot"), "ua1", "7.1-11"),
    "the other standard": Fault("UA1 other", as_ua2, "ua2", "6.1-1"),
    "no namespace": Fault("UA2", without("/S", "/Document", "/NS"), "ua2", "8.2.5.2-2"),
    "a note that names no call": Fault("UA2", one_way, "ua2", "8.2.5.14-2"),
    "a name of a place alone": Fault("UA2", flat_names, "wtpdf", "8.8-1"),
    "a bookmark of a place alone": Fault("UA2", flat_outline, "wtpdf-reuse", "8.8-2"),
    "contents to nowhere": Fault("UA2", without("/S", "/TOCI", "/Ref"), "wtpdf", "8.2.5.8-1"),
    "information beside": Fault("UA2", informed, "4", "6.1.3-4"),
}


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


# Content with which a book cannot meet a standard.


def violations(book: Book, standard: Standard, content: bytes = b"") -> list[str]:
    report = Report()
    edition = Edition("pdf", "pdf", standard=standard)
    report_forbidden_text(book, edition, manuscript_lines(book.folder), report)
    report_cmyk_colours(book, edition, content, "", report)
    return [f"{found.code} {found.message}" for found in report]


def test_a_photograph_in_cmyk_is_printed_in_rgb(write_book: WriteBook) -> None:
    folder = write_book({"a.md": "# A\n\n![A press](press.jpg)\n"})
    Image.new("CMYK", (9, 9)).save(folder / "press.jpg", "JPEG")
    report = Report()
    book = settled(folder)
    made = write_pdf(book, Edition("pdf", "pdf"), folder / "a.pdf", run_context(report))
    assert list(report) == []
    assert violations(book, Standard.UA2, made.path.read_bytes()) == []


CMYK = "device-cmyk(0 100% 100% 0)"


@pytest.mark.parametrize(
    ("rule", "fill", "named"),
    [
        (f"h1 {{ background: {CMYK.upper()} }}", "red", ["pdf.css"]),
        ("", CMYK, ["images/a.svg"]),
        (f"@media screen {{ h1 {{ color: {CMYK} }} }}", "red", []),
    ],
)
def test_cmyk_colours_are_refused_where_something_is_painted_in_them(
    write_book: WriteBook,
    tmp_path: Path,
    install_theme: InstallTheme,
    rule: str,
    fill: str,
    named: list[str],
) -> None:
    install_theme("cmyk", rule)
    path = f'<path d="M0 0h9v9z" fill="{fill}"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>'
    book = settled(write_book({"a.md": "# A\n\n![A roof](a.svg)\n", "a.svg": drawn}))
    report = Report()
    write_pdf(book, Edition("pdf", "pdf", theme="cmyk"), tmp_path / "a.pdf", run_context(report))
    names = ", ".join(f"`{name}`" for name in named)
    assert [found.message.partition(":")[0] for found in report if found.code == "LAY-008"] == (
        [f"CMYK colours in {names}"] * bool(named)
    )


def test_private_use_characters_are_refused_with_their_line(write_book: WriteBook) -> None:
    text = "# A \ue002\n\nFine.\n\nA *sign \ue8bf here*.\n\n![of \ue000](a.svg)\n"
    book = settled(write_book({"a.md": text, "a.svg": FILES["gate.svg"]}))
    report = Report()
    report_forbidden_text(book, Edition("pdf", "pdf"), manuscript_lines(book.folder), report)
    assert [(found.location.line, found.message.split(":")[0]) for found in report] == [
        (1, "the private-use character U+E002"),
        (5, "the private-use character U+E8BF"),
        (7, "the private-use character U+E000"),
    ]
    assert violations(book, Standard.NONE) == []


def test_text_longer_than_a_string_may_be_is_refused(write_book: WriteBook) -> None:
    book = settled(write_book({"a.md": f"# A\n\n[{'word ' * 4000}](https://example.org/a)\n"}))
    (found,) = violations(book, Standard.UA1)
    assert found.startswith("TXT-006 an image or link with more than 16,000 characters")


def test_a_claim_that_needs_the_linker_is_refused_without_it(write_book: WriteBook) -> None:
    book = settled(write_book({"a.md": "# A\n\nText.\n"}))
    report, edition = Report(), Edition("pdf", "pdf", standard=Standard.UA2)
    with pytest.raises(ContentError):
        write_pdf(book, edition, book.folder / "a.pdf", run_context(report), linked=False)
    assert [found.code for found in report] == ["LAY-009"]
    assert not (book.folder / "a.pdf").exists()


@pytest.mark.parametrize(
    ("names", "made", "severity", "lines"),
    [
        ([], ["plain"], Severity.WARNING, [3, 7]),
        (["pdf"], [], Severity.ERROR, [3]),
        (["numbered"], [], Severity.ERROR, [7]),
    ],
)
def test_editions_that_need_no_linker_are_built_without_it(
    write_book: WriteBook, names: list[str], made: list[str], severity: Severity, lines: list[int]
) -> None:
    editions = (
        f'[editions.new]\nformat = "pdf"\nstandard = "{Standard.UA2}"\n[editions.plain]\n'
        '[editions.numbered]\nformat = "epub"\npage-list = "new"\n'
    )
    book = write_book({"a.md": "# A\n\nText.\n", "book.toml": MINIMAL + editions})
    report = Report()
    with suppress(ContentError):
        built = pipeline.build(
            book, names, book.parent / "out", run_context(report, print), linked=False
        )
        assert [artifact.edition for artifact in built] == made
    assert [(each.code, each.severity, each.location.line) for each in report] == [
        ("LAY-009", severity, MINIMAL.count("\n") + line) for line in lines
    ]
    assert len(list((book.parent / "out").glob("*.*"))) == len(made)
