"""Rules about what only a file for readers has."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile

_ACTIONS = ("/AA", "/OpenAction")


def annotated(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Links and notes on pages."""
    for page in file.pages:
        if len(page.page.obj.get("/Annots", ())):
            yield Finding(page.number, "the page has links or other annotations")


def active(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Scripts, and actions that a viewer performs."""
    names = file.pdf.Root.get("/Names")
    if names is not None and "/JavaScript" in names:
        yield Finding(None, "the file has scripts")
    for key in _ACTIONS:
        if key in file.pdf.Root:
            yield Finding(None, f"the file has an action ({key[1:]})")
    for page in file.pages:
        if "/AA" in page.page.obj:
            yield Finding(page.number, "the page has an action")


def has_form(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Fields to fill in."""
    if "/AcroForm" in file.pdf.Root:
        yield Finding(None, "the file has a form to fill in")


def layered(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Layers, of which a printer may print others than are shown."""
    if "/OCProperties" in file.pdf.Root:
        yield Finding(None, "the file has layers")


def has_attachments(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Files in the file."""
    names = file.pdf.Root.get("/Names")
    if (names is not None and "/EmbeddedFiles" in names) or "/AF" in file.pdf.Root:
        yield Finding(None, "other files are attached")


def encrypted(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A file that is locked."""
    if file.pdf.is_encrypted:
        yield Finding(None, "the file is encrypted")


def navigable(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Bookmarks and a structure tree, which some printers refuse."""
    for key, what in (("/Outlines", "bookmarks"), ("/StructTreeRoot", "a structure tree")):
        if key in file.pdf.Root:
            yield Finding(None, f"the file has {what}")


def sets_press(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """What says how a press makes its dots, and PostScript (ISO 15930-1, 6.10, 15930-7, 6.9)."""
    for each in file.dictionaries:
        if any(key in each for key in ("/TR", "/TR2", "/HT")):
            yield Finding(None, "a curve or a halftone of a press is in the file")
        if each.get("/Type") == "/XObject" and each.get("/Subtype") == "/PS":
            yield Finding(None, "PostScript is in the file")
