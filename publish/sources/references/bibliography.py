"""`[bibliography]` of the manifest: its files, its style, and what is listed though uncited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publish.config.manifest import Manifest
from publish.csl.style import StyleError, parse_style, shipped_style, shipped_styles
from publish.diagnostics import Location, did_you_mean
from publish.model.reference import BibliographyData, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json


def read_bibliography(manifest: Manifest, manuscript: ReadingContext) -> BibliographyData | None:
    """The book's works and style; None where it cites none, or the style cannot be used."""
    table = manifest.tables.bibliography
    if not table.files:
        return None
    found: dict[str, Reference] = {}
    for index, name in enumerate(table.files):
        place = manifest.location_of("bibliography", "files", index)
        for reference in _references(name, place, manuscript):
            if first := found.get(reference.key):
                message = f"the key `{reference.key}` is given twice, first at {first.location}"
                manuscript.report.add("REF-021", message, reference.location)
            found.setdefault(reference.key, reference)
    style = _style(table.style, manifest.location_of("bibliography", "style"), manuscript)
    if style is None:
        return None
    return BibliographyData(
        style=style,
        location=manifest.location_of("bibliography"),
        references=found,
        nocite=tuple(table.nocite),
        report_unused=table.report_unused,
    )


def _references(name: str, place: Location, manuscript: ReadingContext) -> Iterable[Reference]:
    from publish.sources.references.bibtex import read_bibtex

    readers = {".bib": read_bibtex, ".json": read_csl_json}
    read = readers.get(PurePosixPath(name).suffix.lower())
    if read is None:
        hint = "a file of references ends in .bib (BibTeX, BibLaTeX) or .json (CSL-JSON)"
        manuscript.report.add("MAN-021", f"`{name}` is no file of references", place, hint=hint)
        return ()
    text = manuscript.read_text(name, place)
    return read(text, name, manuscript) if text is not None else ()


def _style(name: str, place: Location, manuscript: ReadingContext) -> str | None:
    """The text of a style: a file of the book, or one that comes with the toolchain."""
    if not name.endswith(".csl"):
        if name in shipped_styles():
            return shipped_style(name)
        known = ", ".join(shipped_styles())
        hint = did_you_mean(name, shipped_styles()) or f"there are: {known}, and any .csl file"
        manuscript.report.add("MAN-020", f"no style is called `{name}`", place, hint=hint)
        return None
    text = manuscript.read_text(name, place)
    if text is None:
        return None
    try:
        parse_style(text)
    except StyleError as error:
        where = Location(manuscript.display_path(name), error.line)
        hint = "independent styles of CSL 1.0 are read: https://www.zotero.org/styles has them"
        manuscript.report.add("RES-022", f"not a usable style: {error}", where, hint=hint)
        return None
    return text
