"""Trees laid out by the engine: one style sheet, one set of fonts, one access to files."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from publish.model.markup import X
from publish.outputs.pdf.exchange.jobs import BASE_URL, ServedFile
from publish.outputs.pdf.exchange.object_file import Fit
from publish.outputs.pdf.layout.compose.asked import asked_of
from publish.outputs.pdf.layout.compose.breaking import left_to_engine
from publish.outputs.pdf.layout.compose.ends import lay_out_full_ends
from publish.outputs.pdf.layout.engine.changed_pages import ChangeWatch
from publish.outputs.pdf.layout.engine.code_breaks import break_code_lines
from publish.outputs.pdf.layout.engine.fetcher import BookFetcher
from publish.outputs.pdf.layout.engine.footnotes import lay_out_with_notes
from publish.outputs.pdf.layout.engine.formulas import draw_formulas
from publish.outputs.pdf.layout.engine.long_words import break_long_words
from publish.outputs.pdf.layout.fitting.rounds import lay_out_to_fit


class Layout:
    """Lays out trees that share one style sheet, one set of fonts and one access to files."""

    def __init__(self, folder: Path, files: Mapping[str, ServedFile]) -> None:
        self.fetcher = BookFetcher(files)
        self._misplaced: dict[ElementTree.Element, list[str]] = {}
        self._fits: dict[ElementTree.Element, list[Fit]] = {}
        self._watch: ChangeWatch | None = None
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._style_sheet = (folder / "style.css").read_text(encoding="utf-8")
        self._style = CSS(
            string=self._style_sheet,
            base_url=BASE_URL,
            url_fetcher=self.fetcher,
            font_config=self._fonts,
            counter_style=self._counters,
        )

    def pages(self, root: ElementTree.Element, watch: ChangeWatch | None = None) -> Document:
        """The pages of one document, with all on them that can, and notes where their calls are.

        A `watch` hands out those with a change before the others are laid out.
        """
        self._watch = watch
        document, self._fits[root] = lay_out_to_fit(self._render, root)
        document, self._misplaced[root] = lay_out_with_notes(self._render, root, document)
        return lay_out_full_ends(lambda: self._again(root), document, asked_of(self._fonts))

    def _again(self, root: ElementTree.Element) -> Document | None:
        """The pages with other lines; None where notes would not be where their calls are."""
        document, misplaced = lay_out_with_notes(self._render, root, self._render(root))
        return document if misplaced == self._misplaced[root] else None

    @property
    def misplaced_notes(self) -> list[str]:
        """The notes that are not on the pages of their calls, in the last layout of each tree."""
        return list(dict.fromkeys(note for notes in self._misplaced.values() for note in notes))

    @property
    def fits(self) -> list[Fit]:
        """What was made to fit, in the last layout of each tree."""
        return [fit for fits in self._fits.values() for fit in fits]

    def take_left_to_engine(self) -> Counter[str]:
        """The paragraphs that the composer left to the engine since the last call, by reason."""
        counts = left_to_engine(self._fonts)
        taken = counts.copy()
        counts.clear()
        return taken

    def _render(self, root: ElementTree.Element) -> Document:
        html = HTML(string="<html/>", base_url=BASE_URL, url_fetcher=self.fetcher)
        html.style_sheet = self._style_sheet  # for messages about its rules
        # The tree is laid out as it is: a second parser would close the paragraph around a note.
        html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, None)
        html.etree_element = root
        render = partial(
            html.render,
            font_config=self._fonts,
            counter_style=self._counters,
            stylesheets=[self._style],
        )
        return self._watch.render(render) if self._watch else render()


class EngineLog(logging.Handler):
    """Collects the warnings and errors that the engine logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Add the message of a record, once."""
        if (line := record.getMessage()) not in self.lines:
            self.lines.append(line)


def prepare_tree(root: ElementTree.Element, files: Mapping[str, ServedFile]) -> ElementTree.Element:
    """An XHTML tree as the engine needs it: HTML elements without namespace, formulas as images."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.removeprefix(X)
    break_long_words(root)
    break_code_lines(root)
    fonts = (file.path for file in files.values() if file.media_type == "font/ttf")
    draw_formulas(root, tuple(map(Path, fonts)))
    return root
