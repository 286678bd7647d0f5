"""The reference, plain WeasyPrint: `python -m bench.plain MANUSCRIPT FOLDER` prepares a book.

The same text with the classes, style sheet and fonts of the theme, as one HTML file; contents,
references and index get their pages from `target-counter`. The layout is then the command
`weasyprint --pdf-variant pdf/ua-1 book.html book.pdf`: one process, WeasyPrint's own tags, no
hooks. The preparation is not part of its time. Formulas, which WeasyPrint does not support, are the
same drawings as in our own layout; the HTML parser requires each note to be a span.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publish import pipeline
from publish.context import Context
from publish.model.book import Book
from publish.model.language import localized_words
from publish.model.roles import Role
from publish.model.section import Section
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.pdf.exchange.job_folder import write_font_configuration
from publish.outputs.pdf.layout.engine.formulas import draw_formulas
from publish.render.environment import Renderer
from publish.render.markup import inner
from publish.render.theme import Theme, load_theme

_HERE = Path(__file__).parent
_HTML = "{http://www.w3.org/1999/xhtml}"
_SHORT = 12  # rows of a table that is not divided, as in the theme


def prepare(manuscript: Path, folder: Path) -> None:
    """Write `book.html`, `style.css`, `fonts.conf`, fonts and images into `folder`."""
    book = pipeline.load_book(manuscript, Context(), "pdf")
    edition = pipeline.select_editions(book, ["pdf"])[0]
    theme = load_theme(edition.theme, edition.variables)
    folder.mkdir(parents=True, exist_ok=True)
    style = Renderer(book, edition, theme).render_style(
        "pdf.css", faces=font_faces(theme.fonts), gutter=0
    )
    own = (_HERE / "plain.css").read_text(encoding="utf-8")
    plain = style.replace("aside.footnote", "span.footnote") + own
    (folder / "style.css").write_text(plain, encoding="utf-8")
    _copy_fonts(theme, folder)
    shutil.copytree(manuscript / "images", folder / "images", dirs_exist_ok=True)
    (folder / "book.html").write_text(html(book), encoding="utf-8")


def _copy_fonts(theme: Theme, folder: Path) -> None:
    (folder / "fonts").mkdir(exist_ok=True)
    for face, font in zip(font_faces(theme.fonts), theme.fonts, strict=True):
        shutil.copyfile(font.path, folder / face["url"])
    write_font_configuration(folder, theme.fonts)


def html(book: Book) -> str:
    """The whole book as HTML."""
    loader = FileSystemLoader(_HERE)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["inner"] = inner
    template = environment.get_template("plain.html.j2")
    root = ElementTree.fromstring(template.render(book=book, opens=_opens))  # noqa: S314
    draw_formulas(root)
    _place_notes(root)
    _mark_up(root, localized_words(book.metadata.language).page)
    return "<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="unicode", method="html")


def _opens(section: Section) -> bool:
    """Whether a section begins on a new page."""
    return bool(section.href) and section.role is not Role.SECTION


def _place_notes(root: Element) -> None:
    """Move each note after its call, and add the last page of a passage after its first."""
    notes = {node.get("id", ""): node for node in root.iter(f"{_HTML}aside")}
    for parent in list(root.iter()):
        for at, node in reversed(list(enumerate(parent))):
            if node.tag == f"{_HTML}aside":
                parent.remove(node)
            elif node.get("class") == "noteref":
                _follow(parent, at, _span(notes[node.get("href", "").removeprefix("#")]))
            elif node.get("class") == "locator" and (end := node.get("data-end")):
                _follow(parent, at, Element("a", {"class": "locator", "href": f"#{end}"}), "–")


def _follow(parent: Element, at: int, new: Element, between: str = "") -> None:
    """Insert an element directly after the one at an index."""
    new.tail, parent[at].tail = parent[at].tail, between
    parent.insert(at + 1, new)


def _mark_up(root: Element, page: str) -> None:
    """Convert it to plain HTML, with empty references and locators for their pages."""
    for node in root.iter():
        node.tag = str(node.tag).removeprefix(_HTML)
        kinds = node.get("class", "").split()
        if "locator" in kinds:
            node.text = ""
        elif {"xref", "page"} <= set(kinds):
            node.text = page.replace("{}", "")
        elif node.tag == "table" and len(list(node.iter(f"{_HTML}tr"))) <= _SHORT + 1:
            node.set("class", f"{node.get('class', '')} unbreakable".strip())


def _span(note: Element) -> Element:
    """A note of one paragraph as a span, which the style sheet moves to the foot."""
    (paragraph,) = note
    span = Element("span", {"class": "footnote", "id": note.get("id", "")})
    span.text = paragraph.text
    span.extend(paragraph)
    return span


def main() -> None:
    """Prepare one book."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.plain")
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    prepare(options.manuscript, options.folder)


if __name__ == "__main__":
    main()
