"""The pass for citations: a book without references does not import their processor."""

from __future__ import annotations

from lxml import etree

from publish.context import Context
from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.markup import REFERENCES, X, has_class
from publish.model.roles import Role
from publish.model.xhtml import source_location


def cite_works(book: Book, context: Context) -> Book:
    """Write the text of every citation and the entries of the bibliography."""
    container = _find_container(book, context.report)
    if book.bibliography is None:
        return book
    from publish.structure.citations.bibliography import write_citations

    write_citations(book, book.bibliography, container, context.report)
    return book


def _find_container(book: Book, report: Report) -> etree._Element | None:
    """The block for the bibliography, or the body of the section with that role."""
    containers = [
        (block, section)
        for section in (() if TextFeature.BIBLIOGRAPHY in book.absent_features else book.walk())
        for block in section.body.iter(f"{X}div")
        if has_class(block, REFERENCES)
    ]
    for block, section in containers[1:]:
        place = source_location(block, section.location.path)
        report.add("REF-025", "a second block for the bibliography", place)
    if containers:
        block, section = containers[0]
        if book.bibliography is None:
            hint = 'name its files: `[bibliography]` with `files = ["references.bib"]`'
            message = "there is a block for the bibliography, but the book has no references"
            place = source_location(block, section.location.path)
            report.add("REF-023", message, place, hint=hint)
        return block
    sections = (section for section in book.walk() if section.role is Role.BIBLIOGRAPHY)
    return next((section.body for section in sections), None)
