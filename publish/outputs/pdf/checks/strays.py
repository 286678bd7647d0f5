"""What is outside its area, over something else or too small, at its line of the manuscript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book
from publish.model.markup import MATH, X
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import source_location, text_of
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines, line_of
from publish.outputs.pdf.exchange.object_file import Fit, Stray

_GENERATED = (Role.INDEX, Role.BIBLIOGRAPHY, Role.GLOSSARY)
_LEAST = 12  # letters by which a block is known

_HINTS = {
    "a table": "give it fewer columns or shorter words, or split it in two",
    "a word of a table": "break the word with a soft hyphen (&shy;), or take a column out",
    "a picture": "make the picture smaller, or its caption shorter",
    "a formula": "break it into two formulas",
    "a line of code": "break the line",
    "a running head": 'give the title a short form for it: `running = "…"`',
}
_OTHER = "break the word with a soft hyphen (&shy;), or shorten it"
_SMALL = "make it a block of its own, which may have several lines: `$$` before and after it"
_OVER = "shorten one of the two, or undo the height or place that your style sheet sets there"
_BY_CODE = {"LAY-012": _OVER, "LAY-013": _SMALL}


def report_strays(
    strays: Iterable[Stray], book: Book, lines: ManuscriptLines, report: Report
) -> None:
    """LAY-011 to LAY-013 for each, where its block is in the manuscript."""
    sections = {section.id: section for section in book.walk()}
    sections |= {note.id: section for section in book.walk() for note in section.notes}
    for stray in strays:
        section = sections.get(stray.section)
        if section is None or section.role in _GENERATED:
            place = _target_location(stray, sections, lines) or Location(str(book.folder))
        else:
            place = location_of(stray, section, lines)
        hint = _BY_CODE.get(stray.code) or _HINTS.get(stray.thing, _OTHER)
        severity = Severity.WARNING if stray.code == "LAY-013" else Severity.ERROR
        report.add(stray.code, stray.message, place, hint=hint, severity=severity)


def location_of(stray: Stray | Fit, section: Section, lines: ManuscriptLines) -> Location:
    """Where the block of a stray, or of what was made to fit, is in the manuscript."""
    if stray.thing in ("a heading", "a running head", "a folio"):
        return section.location
    alike = [node for node in _blocks(section, stray) if _is_block(node, stray)]
    found = alike[min(stray.earlier, len(alike) - 1)] if alike else None
    if found is not None and (place := source_location(found, section.location.path)).line:
        return place
    return replace(section.location, line=_line(stray, section, lines) or section.location.line)


def _blocks(section: Section, stray: Stray | Fit) -> Iterator[etree._Element]:
    """What may be the block, in the section or in the note that it is in."""
    notes = [note.body for note in section.notes if note.id == stray.section]
    bodies = notes or [section.body, *(note.body for note in section.notes)]
    return (node for body in bodies for node in body.iter(f"{X}{stray.tag}", MATH))


def _target_location(
    stray: Stray, sections: Mapping[str, Section], lines: ManuscriptLines
) -> Location | None:
    """The section that an entry of the contents names, or the first line with an index term."""
    if target := sections.get(stray.target):
        return target.location
    first = {each.location.path: each for each in [*sections.values()][::-1]}
    found = ((each, _line(stray, each, lines)) for each in [*first.values()][::-1])
    return next((replace(each.location, line=line) for each, line in found if line), None)


def _line(stray: Stray | Fit, section: Section, lines: ManuscriptLines) -> int:
    """The line that has the first words of a block, as many of them as it can."""
    openings = (" ".join(stray.words.split()[:count]).rstrip(",.") for count in (8, 4, 2, 1))
    numbers = (line_of(each, section.location, lines) for each in openings if each)
    return next(filter(None, numbers), 0)


def _is_block(node: etree._Element, stray: Stray | Fit) -> bool:
    if stray.tag == "img":
        return stray.words in (node.get("src"), node.get("alttext"))
    wanted, letters = _letters(stray.words), _letters(text_of(node))
    return bool(wanted) and letters.startswith(wanted[: max(len(letters), _LEAST)])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
