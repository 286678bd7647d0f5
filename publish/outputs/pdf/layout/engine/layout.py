"""Trees laid out by the engine: one style sheet, one set of fonts, one access to files."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from publish.outputs.pdf.exchange.jobs import BASE_URL, ServedFile
from publish.outputs.pdf.layout.engine import type_sizes
from publish.outputs.pdf.layout.engine.fetcher import BookFetcher
from publish.outputs.pdf.layout.engine.footnotes import lay_out_with_notes
from publish.outputs.pdf.layout.engine.formulas import draw_formulas

_XHTML = "{http://www.w3.org/1999/xhtml}"


class Layout:
    """Lays out trees that share one style sheet, one set of fonts and one door to files."""

    def __init__(self, folder: Path, files: Mapping[str, ServedFile]) -> None:
        self.fetcher = BookFetcher(files)
        self._astray: dict[ElementTree.Element, list[str]] = {}
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        style = (folder / "style.css").read_text(encoding="utf-8")
        type_sizes.install(style)
        self._style = CSS(
            string=style,
            base_url=BASE_URL,
            url_fetcher=self.fetcher,
            font_config=self._fonts,
            counter_style=self._counters,
        )

    def pages(self, root: ElementTree.Element) -> Document:
        """The pages of one document, with each note on the page of its call."""
        document, self._astray[root] = lay_out_with_notes(self._render, root)
        return document

    @property
    def astray(self) -> list[str]:
        """The notes that are not on the pages of their calls, in the last layout of each tree."""
        return list(dict.fromkeys(note for notes in self._astray.values() for note in notes))

    def _render(self, root: ElementTree.Element) -> Document:
        html = HTML(string="<html/>", base_url=BASE_URL, url_fetcher=self.fetcher)
        # The tree is set as it is: a second parser would close the paragraph around a note.
        html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, None)
        html.etree_element = root
        return html.render(
            font_config=self._fonts, counter_style=self._counters, stylesheets=[self._style]
        )


class EngineLog(logging.Handler):
    """Keeps what the engine logs as warning or error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record, once."""
        if (line := record.getMessage()) not in self.lines:
            self.lines.append(line)


def set_tree(root: ElementTree.Element) -> ElementTree.Element:
    """An XHTML tree as the engine wants it: HTML elements without their namespace, math drawn."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.removeprefix(_XHTML)
    draw_formulas(root)
    return root
