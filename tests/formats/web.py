"""A format of another package: a folder of HTML pages, from what all formats of files share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from publish.cache import Cache
from publish.context import Context
from publish.files import read_product, write_atomic
from publish.importers.plaintext import import_text
from publish.importers.table import Importer
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import Format
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.page_format import PageFormat
from publish.outputs.pages.specs import SpecBuilder
from publish.outputs.writers import WriteRequest
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import load_theme
from publish.verification.difference import Difference, unreadable
from publish.verification.validators.runner import Validator
from publish.verification.validators.verdict import Verdict

WEB = Format(
    name="pages",
    media_type="text/html",
    writer="tests.formats.web:write_pages",
    verifier="tests.formats.web:verify_pages",
    style_sheet="epub.css",
)
_PAGES = PageFormat(templates="epub", suffix=".html")


def write_pages(
    book: Book, edition: Edition, target: Path, context: Context, _: WriteRequest
) -> Artifact:
    theme = load_theme(edition.theme)
    renderer, shared = Renderer(book, edition, theme), SharedInputs.of(book, edition, theme)
    builder = SpecBuilder(book, _PAGES, cover="cover.png", isbn="", families=[], open_fonts=False)
    specs = builder.build()
    pages = assemble_pages(book, specs, _PAGES, renderer, shared, context.cache).pages
    for spec, page in zip(specs, pages, strict=True):
        write_atomic(target / spec.href, page.content)
    content = read_product(target)
    assert content is not None
    return Artifact(
        edition=edition.name,
        path=target,
        media_type=WEB.media_type,
        sha256=content.sha256,
        size=content.size,
        files=content.files,
    )


def verify_pages(
    path: Path, _book: Book, _edition: Edition, _context: Context, _prepared: object
) -> Iterator[Difference]:
    for page in sorted(path.rglob("*.html")):
        if b"</html>" not in page.read_bytes():
            yield unreadable(page.name, "truncated")


WIRE = Importer(
    "wire",
    lambda source: source.suffix == ".wire",
    lambda source, target, options: import_text(source, target, options.answers),
)


def lint(paths: Sequence[Path], _: Cache) -> list[Verdict]:
    return [Verdict(path, "Lint", "VER-801", ()) for path in paths]


LINT = Validator("Lint", lint, frozenset({".pdf"}))
