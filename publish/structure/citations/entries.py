"""The entries of the bibliography, and their links back to the text."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from publish.csl.processor import BibliographyEntry
from publish.model.markup import BACKLINK, REFERENCE, REFERENCE_LABEL, REFERENCES
from publish.model.numerals import letters
from publish.model.xhtml import element
from publish.structure.citations.anchors import EntryAnchors
from publish.structure.citations.citation import append_runs

_BACK = "↑"  # as after the notes of an EPUB


def write_entries(
    container: etree._Element,
    entries: Sequence[BibliographyEntry],
    anchors: EntryAnchors,
    back: str,
) -> None:
    """Append the entries to the container of the bibliography, as a list.

    `back` is the name of a link back to the text.
    """
    if not entries:
        return
    entry_list = element("ul", class_=REFERENCES)
    for entry in entries:
        line = element("li", id=anchors.entry_address(entry.key).removeprefix("#"))
        if entry.label:
            label = element("span", class_=REFERENCE_LABEL)
            append_runs(label, entry.label, anchors)
            label.tail = " "
            line.append(label)
        text = element("span", class_=REFERENCE)
        append_runs(text, entry.runs, anchors)
        line.append(text)
        _link_back(line, anchors.citations_of(entry.key), back)
        entry_list.append(line)
    container.append(entry_list)


def _link_back(line: etree._Element, citations: Sequence[str], back: str) -> None:
    """Append an arrow for each citation, with a letter where there are several."""
    for count, citation in enumerate(citations, start=1):
        line[-1].tail = "\N{NO-BREAK SPACE}" if count == 1 else " "
        letter = letters(count) if len(citations) > 1 else ""
        link = element("a", _BACK + letter, class_=BACKLINK, href=f"#{citation}")
        link.set("role", "doc-backlink")
        link.set("aria-label", f"{back} {letter}".strip())
        line.append(link)
