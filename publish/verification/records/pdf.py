"""The facts of the metadata of a PDF, and of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pikepdf

from publish.verification.claims import claims_of
from publish.verification.licences import letters_of_address
from publish.verification.records.accessibility import add_claims
from publish.verification.records.facts import FactSheet, Reading

_RELATORS = {
    "editor": "edt", "translator": "trl", "illustrator": "ill", "photographer": "pht",
    "compiler": "com", "contributor": "ctb", "writer of foreword": "wfw",
    "writer of preface": "wpr", "writer of introduction": "win", "writer of afterword": "waw",
    "cover designer": "cov", "book designer": "bkd", "annotator": "ann",
    "author of introduction": "aui", "author of afterword": "aft", "editor of compilation": "edc",
    "designer": "dsr",
}  # fmt: skip


def read_pdf(path: Path, edition: str) -> Reading:
    """The facts of the edition at `path`."""
    sheet = FactSheet()
    with pikepdf.open(path) as pdf:
        sheet.add(f"pages of {edition}", str(len(pdf.pages)))
        add_claims(sheet, edition, (("conformsTo", claim) for claim in claims_of(pdf)))
        xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        _read_xmp(sheet, edition, xmp)
    sheet.add_file(edition, path)
    roles = tuple(f"contributors: {role}" for role in _RELATORS.values())
    return Reading(sheet.facts, (f"claim of {edition}: ", "contributors: aut", *roles))


def _read_xmp(sheet: FactSheet, edition: str, xmp: pikepdf.models.PdfMetadata) -> None:
    sheet.add("title", xmp.get("dc:title"))
    sheet.add_language(_joined(xmp.get("dc:language")))
    for fact, name in (("description", "dc:description"), ("rights", "dc:rights")):
        sheet.add(fact, xmp.get(name))
    sheet.add("publisher", _joined(xmp.get("dc:publisher")))
    sheet.add_list("subjects", xmp.get("dc:subject") or ())
    keywords = xmp.get("pdf:Keywords") or ""
    sheet.add_list("subjects and keywords", keywords.split(", "))
    sheet.add("licence", letters_of_address(str(xmp.get("xmpRights:WebStatement") or "")))
    number = str(xmp.get("dc:identifier") or "")
    is_isbn = number.startswith("urn:isbn:")
    sheet.add_number(f"ISBN of {edition}", number.removeprefix("urn:isbn:") if is_isbn else "")
    if not is_isbn:
        sheet.add("identifier", number)
    people = [("aut", str(name)) for name in xmp.get("dc:creator") or ()]
    for each in xmp.get("dc:contributor") or ():
        name, _, role = str(each).removesuffix(")").rpartition(" (")
        people += [(_RELATORS[role], name)] if role in _RELATORS else []
    sheet.add_people(people)


def _joined(values: Iterable[str | None] | None) -> str:
    return ", ".join(sorted(filter(None, values or ())))
