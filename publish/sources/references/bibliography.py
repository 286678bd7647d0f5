"""`[bibliography]` of the manifest: its files, its style, and works that are listed uncited."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath

from msgspec.structs import replace

from publish.config.manifest import Manifest
from publish.csl.library import (
    INSTALL_HINT,
    current_name,
    find_style,
    has_repository,
    own_styles,
    style_names,
)
from publish.csl.style import StyleError, parse_style
from publish.csl.support import missing_terms, unsupported_features
from publish.diagnostics import Location, Severity
from publish.guesses import did_you_mean
from publish.model.reference import BibliographyData, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json
from publish.sources.references.duplicates import report_duplicate
from publish.sources.references.marks import typeset_titles


def read_bibliography(manifest: Manifest, context: ReadingContext) -> BibliographyData | None:
    """The works and the style of a book; None without works, or when the style is unusable."""
    table = manifest.tables.bibliography
    if not table.files:
        return None
    references: dict[str, Reference] = {}
    for index, name in enumerate(table.files):
        place = manifest.location_of("bibliography", "files", index)
        for reference in _references(name, place, context):
            if first := references.get(reference.key):
                second = reference.location
                same_place = replace(reference, location=first.location)
                are_equal = typeset_titles(same_place, context.language) == first
                report_duplicate(
                    first.key, first.location, second, context.report, are_equal=are_equal
                )
            references.setdefault(reference.key, typeset_titles(reference, context.language))
    place = manifest.location_of("bibliography", "style")
    style = _style(table.style, place, context)
    if style is None:
        return None
    _report_unsupported(style, place, context)
    return BibliographyData(
        style=style,
        location=manifest.location_of("bibliography"),
        references=references,
        nocite=tuple(table.nocite),
        report_unused=table.report_unused,
    )


def _references(name: str, place: Location, context: ReadingContext) -> Iterable[Reference]:
    from publish.sources.references.bibtex import read_bibtex

    readers = {".bib": read_bibtex, ".json": read_csl_json}
    read = readers.get(PurePosixPath(name).suffix.lower())
    if read is None:
        hint = "name a file that ends in .bib (BibTeX, BibLaTeX) or .json (CSL-JSON)"
        context.report.add("MAN-021", f"`{name}` is not a file of references", place, hint=hint)
        return ()
    text = context.read_text(name, place)
    return read(text, name, context) if text is not None else ()


def _style(name: str, place: Location, context: ReadingContext) -> str | None:
    """The text of a style: a file of the book, or an installed style by its name."""
    if name.endswith(".csl"):
        return _style_file(name, place, context)
    text = find_style(name)
    if text is None:
        hint = _style_hint(name)
        context.report.add("MAN-020", f"there is no style `{name}`", place, hint=hint)
    return text


def _style_hint(name: str) -> str:
    """The hint for a style that is not installed."""
    if not has_repository():
        own = ", ".join(f"`{each}`" for each in own_styles())
        return f"take one of {own}, or {INSTALL_HINT}"
    if current := current_name(name):
        return f"it is called `{current}` now"
    return did_you_mean(name, style_names()) or "look it up at https://www.zotero.org/styles"


def _style_file(name: str, place: Location, context: ReadingContext) -> str | None:
    """The text of a style that is a file of the book, or of the style that it depends on."""
    text = context.read_text(name, place)
    if text is None:
        return None
    try:
        parse_style(text)
    except StyleError as error:
        if error.parent and (parent := find_style(error.parent)):
            return parent
        where = Location(context.display_path(name), error.line)
        hint = "take an independent style of CSL 1.0: https://www.zotero.org/styles"
        if error.parent and not has_repository():
            hint = f"take that style, or {INSTALL_HINT}"
        context.report.add("RES-022", f"not a usable style: {error}", where, hint=hint)
        return None
    return text


def _report_unsupported(text: str, place: Location, context: ReadingContext) -> None:
    """Warn of the features of a style that are not supported or not installed."""
    style = parse_style(text)
    add = partial(context.report.add, "RES-023", severity=Severity.WARNING)
    for feature in unsupported_features(style):
        message = f"the style uses {feature.name}, which is not supported: {feature.consequence}"
        add(message, place, hint="look at the bibliography, or take another style")
    if terms := missing_terms(style, context.language):
        named = ", ".join(f"`{term}`" for term in terms)
        add(f"the terms {named} of the style are not installed", place, hint=INSTALL_HINT)
