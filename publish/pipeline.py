"""The whole flow of a book, from its folder to products that were read back and found right.

The stages behind reading are imported where they are used: whoever asks for the outline does not
wait for the libraries that make and take apart EPUB and PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from publish.diagnostics import ContentError, Diagnostic, Location, Report, Severity, did_you_mean
from publish.errors import UsageError
from publish.files import move_all, staging, writing
from publish.model.book import Artifact, Book, Edition, Resource
from publish.sources.folder import read_book
from publish.structure import settle

Progress = Callable[[str], None]


def build(
    folder: Path, names: Sequence[str], out: Path, report: Report, progress: Progress
) -> list[Artifact]:
    """Make, verify and put in place the chosen editions of a book.

    Nothing appears in `out` unless every edition was made and every check passed; raises
    `ContentError` when the report holds errors, `PublishError` when the machine fails.
    """
    from publish.verify import verify_product

    progress("reading")
    book = read(folder, report)
    editions = choose(book, names)
    with staging(out, lambda: progress(f"waiting for another build into {out}")) as stage:
        made = []
        for edition in editions:
            book = read(folder, report, edition.name)
            progress(f"writing {product_name(book, edition)}")
            with writing(out / product_name(book, edition)):
                artifact = _write(book, edition, stage / product_name(book, edition), report)
            _stop_on_errors(report)
            progress(f"verifying {artifact.path.name}")
            report.extend(_at(out, verify_product(artifact.path, book, edition)))
            made.append(artifact)
        _stop_on_errors(report)
        placed = [replace(artifact, path=out / artifact.path.name) for artifact in made]
        move_all({a.path: b.path for a, b in zip(made, placed, strict=True)}, stage)
        return placed


def read(folder: Path, report: Report, edition: str | None = None) -> Book:
    """The book in a folder with all its numbers settled; raises `ContentError` on any error.

    `edition` names the one whose content is read; the first when left out.
    """
    book = read_book(folder, report, edition)
    if book is not None:
        book = settle(book, report)
    _stop_on_errors(report)
    if book is None:
        raise ContentError(report)
    if book.open_questions:
        message = f"open questions of the import: {book.open_questions}"
        hint = "answer them in import-review.md and import again with --answers"
        place = Location(str(folder / "book.toml"))
        report.add("IMP-010", message, place, hint=hint, severity=Severity.WARNING)
    return book


def choose(book: Book, names: Sequence[str]) -> list[Edition]:
    """The editions with those names, or of those formats; all when none is named."""
    chosen: list[Edition] = []
    for name in names:
        named = [e for e in book.editions if e.name == name]
        found = named or [e for e in book.editions if e.format == name]
        if not found:
            known = [edition.name for edition in book.editions]
            hint = did_you_mean(name, known) or f"it has: {', '.join(known)}"
            raise UsageError(f"`{book.name}` has no edition `{name}`", hint=hint)
        chosen.extend(edition for edition in found if edition not in chosen)
    return chosen or list(book.editions)


def product_name(book: Book, edition: Edition) -> str:
    """The file of an edition: `<book>.<ext>`, or `<book>-<edition>.<ext>` by another name."""
    suffix = "" if edition.name == edition.format else f"-{edition.name}"
    return f"{book.name}{suffix}.{edition.format}"


def verify(book: Book, edition: Edition, out: Path) -> list[Diagnostic]:
    """Read a finished product back and hold it against the book."""
    from publish.verify import verify_product

    path = out / product_name(book, edition)
    if not path.is_file():
        hint = f"publish build {book.folder} --edition {edition.name} --out {out}"
        raise UsageError(f"{path} is not there", hint=hint)
    return verify_product(path, book, edition)


def _write(book: Book, edition: Edition, target: Path, report: Report) -> Artifact:
    if edition.format == "epub":
        from publish.outputs.epub import write_epub

        return write_epub(book, edition, target, report, cover=cover_of(book, edition))
    from publish.outputs.pdf import write_pdf

    return write_pdf(book, edition, target, report)


def cover_of(book: Book, edition: Edition) -> Resource:
    """The author's cover, or the one that the theme draws."""
    from publish.outputs.cover import draw_cover

    return book.cover or draw_cover(book, edition)


def _stop_on_errors(report: Report) -> None:
    if report.errors:
        raise ContentError(report)


def _at(out: Path, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What was found in the staged file, told of the file's final place."""
    for diagnostic in found:
        path = str(out / Path(diagnostic.location.path).name)
        yield replace(diagnostic, location=replace(diagnostic.location, path=path))


def release(folder: Path, out: Path, dist: Path, report: Report) -> Path:
    """Verify the finished products of a book once more and release them; the release's folder."""
    from publish.distribute import Product, write_release
    from publish.verify.pages import count_pages

    book = read(folder, report)
    products = []
    for edition in book.editions:
        report.extend(verify(read(folder, report, edition.name), edition, out))
        path = out / product_name(book, edition)
        products.append(Product(edition, path, count_pages(path)))
    _stop_on_errors(report)
    return write_release(book, products, cover_of(book, book.editions[0]), dist)
