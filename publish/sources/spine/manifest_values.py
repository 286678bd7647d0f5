"""Numbering, lists, the place of the notes and accessibility, from the tables of a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from publish.config.manifest import Manifest
from publish.config.tables.manifest import SchemeTable
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.accessibility import Accessibility
from publish.model.book import NotesPlace
from publish.model.caption import CAPTION_KINDS, CaptionKind
from publish.model.language import LocalizedWords
from publish.model.numerals import Numeral
from publish.model.roles import Rank, Role
from publish.model.scheme import Numbering, Scheme
from publish.model.section import Section, walk
from publish.sources.spine.caption_schemes import read_caption_schemes

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# The custom of the trade: parts in roman numerals, chapters counted through the book, and sections
# with the number of their chapter.
_DEFAULTS = {
    Rank.VOLUME: Scheme(Numeral.UPPER_ROMAN, compose=False, restart=False),
    Rank.PART: Scheme(Numeral.UPPER_ROMAN, compose=False, restart=False),
    Rank.CHAPTER: Scheme(Numeral.ARABIC, compose=False, restart=False),
    Rank.APPENDIX: Scheme(Numeral.UPPER_LETTER, compose=False, restart=False),
}


def read_numbering(manifest: Manifest, words: LocalizedWords, report: Report) -> Numbering:
    """The `[numbering]` table over the defaults."""
    table = manifest.tables.numbering
    labels = {
        Rank.VOLUME: words.volume,
        Rank.PART: words.part,
        Rank.CHAPTER: words.chapter,
        Rank.APPENDIX: words.appendix,
    }
    schemes = {}
    for rank in Rank:
        own: SchemeTable = getattr(table, rank)
        default = _DEFAULTS.get(rank, Scheme())
        schemes[rank] = Scheme(
            numeral=own.numeral or default.numeral,
            label=_label(own, rank, labels, manifest, report),
            compose=default.compose if own.compose is None else own.compose,
            restart=default.restart if own.restart is None else own.restart,
            start=default.start if own.start is None else own.start,
        )
    captions = read_caption_schemes(manifest, report)
    together = table.theorems == "together"
    return Numbering(
        schemes,
        table.depth,
        table.contents_depth,
        captions,
        together,
        labels_in_text_language=table.caption_language == "text",
    )


def _label(
    table: SchemeTable, rank: Rank, labels: Mapping[Rank, str], manifest: Manifest, report: Report
) -> str:
    if table.label is None or table.label is True:
        return labels.get(rank, "")
    if table.label is False:
        return ""
    if table.label.count("{}") != 1:
        hint = 'for example "Part {}"'
        place = manifest.location_of("numbering", rank, "label")
        report.add("MAN-015", "a label needs one {} for the number", place, hint=hint)
        return ""
    return table.label


def listed_kinds(manifest: Manifest, report: Report) -> tuple[CaptionKind, ...]:
    """The kinds of captions that are listed after the contents, each once."""
    kinds = {kind.plural: kind for kind in CAPTION_KINDS.values()}
    names = manifest.tables.structure.lists
    unknown = next((name for name in names if name not in kinds), None)
    if unknown is not None:
        place = manifest.location_of("structure", "lists", names.index(unknown))
        hint = did_you_mean(unknown, kinds) or f"valid values: {', '.join(kinds)}"
        message = f"`structure.lists`: invalid enum value '{unknown}'"
        report.add("MAN-005", message, place, hint=hint)
    return tuple(kinds[name] for name in dict.fromkeys(names) if name in kinds)


def check_notes_place(sections: Iterable[Section], manifest: Manifest, report: Report) -> None:
    """MAN-030 for notes at the end of a book that has no section for them."""
    roles = {section.role for section in walk(sections)}
    at_end = manifest.tables.notes.place is NotesPlace.BOOK
    if at_end and Role.ENDNOTES not in roles:
        hint = 'add { role = "endnotes" } to backmatter'
        message = "the notes go to the end of the book, which has no section for them"
        report.add("MAN-030", message, manifest.location_of("notes", "place"), hint=hint)


def read_accessibility(manifest: Manifest, report: Report) -> Accessibility:
    """The `[accessibility]` table; a credential or report without a certifier is an error."""
    table = manifest.tables.accessibility
    for name in ("credential", "report"):
        if getattr(table, name) and not table.certifier:
            hint = 'add certifier = "…" under [accessibility], or delete the line'
            message = f"a {name} without a certifier"
            place = manifest.location_of("accessibility", name)
            report.add("MAN-031", message, place, hint=hint)
    if table.report and not _ADDRESS.fullmatch(table.report):
        message = f"`{table.report}` is not a web address"
        place = manifest.location_of("accessibility", "report")
        report.add("MAN-031", message, place, hint="https://…")
    return Accessibility(table.certifier, table.credential, table.report, tuple(table.hazards))
