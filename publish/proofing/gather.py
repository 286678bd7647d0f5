"""Gathers all that a proof sheet tells."""

from __future__ import annotations

from pathlib import Path

from publish.context import Context
from publish.model.book import Book, Edition
from publish.proofing.evidence import Evidence, Facts
from publish.proofing.facts import ProofSheet, SheetPage
from publish.proofing.findings.pictures import picture_rows
from publish.proofing.findings.table import FINDING_KINDS, all_findings
from publish.proofing.outline import counts_of_book, outline_rows
from publish.proofing.reading.layout import read_layout
from publish.releases.changes import BookChanges
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import expected_folio


def gather_proof(
    book: Book, edition: Edition, facts: Facts, changes: BookChanges | None, context: Context
) -> ProofSheet:
    """The proof sheet of an edition whose PDF was built and verified; `book` as it shows it."""
    path: Path = facts.artifact.path
    finished = FinishedPdf(path, book, edition, context)
    with finished:
        context.progress("reading the pages")
        layout = read_layout(path, finished, context)
        evidence = Evidence(finished, layout, facts)
        rows = outline_rows(evidence)
        setting = layout.setting
        return ProofSheet(
            title=book.metadata.title,
            version=book.metadata.version,
            language=book.metadata.language,
            direction=book.direction,
            edition=edition.name,
            sides=layout.sides,
            setting={
                "face": setting.face.replace("-", " "),
                "size": setting.size,
                "leading": setting.leading,
                "space": setting.space,
                "justified_lines": len(layout.justified),
            },
            counts=counts_of_book(rows),
            outline=rows,
            pages=[
                SheetPage(
                    folio=expected_folio(finished, page.number),
                    width=page.printed.width,
                    height=page.printed.height,
                    thumbnail=page.printed.thumbnail,
                )
                for page in layout.pages
            ],
            pictures=list(picture_rows(evidence)),
            findings=all_findings(evidence),
            kinds={name: kind.title for name, kind in FINDING_KINDS.items()},
            changes=changes,
        )
