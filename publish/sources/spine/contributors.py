"""Who made a book and who paid for it, with their roles and numbers, from its manifest."""

from __future__ import annotations

from collections.abc import Iterator

from publish.config.manifest import Manifest
from publish.config.tables.manifest import AuthorTable
from publish.config.text import is_blank
from publish.diagnostics import Location, Report
from publish.guesses import did_you_mean
from publish.model.metadata import Contributor, Funding
from publish.model.relators import RELATORS
from publish.sources.spine.numbers import NumberChecks, report_incomplete

_ROLES = (
    "author, editor, translator, illustrator … or a code of https://id.loc.gov/vocabulary/relators"
)


def read_contributors(manifest: Manifest, report: Report) -> Iterator[Contributor]:
    """The contributors in their order; MAN-009 and MAN-036 for what is wrong with one."""
    numbers = NumberChecks(manifest, report)
    for index, author in enumerate(manifest.tables.book.authors):
        table = AuthorTable(author) if isinstance(author, str) else author
        path = ("book", "authors", index)
        if is_blank(table.name):
            report.add("MAN-009", "an author without a name", manifest.location_of(*path))
        numbers.other("ORCID", table.orcid, *path, "orcid")
        numbers.other("ISNI", table.isni, *path, "isni")
        role = _code_of(table.role, manifest.location_of(*path), report)
        yield Contributor(table.name, role, table.sort, table.orcid, table.isni)


def _code_of(role: str, place: Location, report: Report) -> str:
    """The MARC code of a role, which is given in words or as the code."""
    known = RELATORS.get(" ".join(role.lower().split()))
    if known is None and (len(role) != 3 or not role.islower()):
        hint = did_you_mean(role, RELATORS) or _ROLES
        report.add("MAN-009", f"`{role}` is not a MARC relator", place, hint=hint)
    return known or role


def read_fundings(manifest: Manifest, report: Report) -> Iterator[Funding]:
    """Who paid for the book; MAN-036 and MAN-040 for what is wrong with one."""
    numbers = NumberChecks(manifest, report)
    for index, table in enumerate(manifest.tables.book.funding):
        path = ("book", "funding", index)
        if is_blank(table.funder):
            report_incomplete("a funding without a `funder`", manifest, path, report)
        numbers.funder(table.identifier, *path, "identifier")
        yield Funding(table.funder, table.award, table.identifier)
