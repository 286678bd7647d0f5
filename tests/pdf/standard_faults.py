"""Faults of finished PDFs, each with the rule of veraPDF that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

UA1, UA2 = ("ua1", "2a"), ("ua2", "4", "wtpdf", "wtpdf-reuse")


@dataclass(frozen=True)
class Fault:
    """What a file has lost that it claims: how, which standard tells it, and by which rule.

    `file` is the one that it is put into: those of one file are told apart by their rules.
    """

    file: str
    change: Callable[[pikepdf.Pdf], None]
    flavour: str
    rule: str


def each(pdf: pikepdf.Pdf, key: str, value: str) -> Iterator[Any]:
    """The objects of which a key has a value."""
    for found in pdf.objects:
        if isinstance(found, Dictionary | pikepdf.Stream) and found.get(key) == Name(value):
            yield found


def without(key: str, value: str, lost: str) -> Callable[[pikepdf.Pdf], None]:
    """Take an entry from the first object of which a key has a value."""

    def change(pdf: pikepdf.Pdf) -> None:
        found = next(found for found in each(pdf, key, value) if lost in found)
        del found[lost]

    return change


def no_root(lost: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[lost]

    return change


def smooth(pdf: pikepdf.Pdf) -> None:
    next(each(pdf, "/Subtype", "/Image")).Interpolate = True


def informed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Told twice"


def flat_names(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names.Dests.Names[1]["/SD"]


def flat_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First.A["/SD"]


def undescribed(pdf: pikepdf.Pdf) -> None:
    """Leave out of the metadata what the schema of PDF/UA is."""
    packet = pdf.Root.Metadata.read_bytes().replace(b"pdfaExtension:schemas", b"dc:relation")
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)


def as_ua2(pdf: pikepdf.Pdf) -> None:
    """Claim the other standard."""
    packet = pdf.Root.Metadata.read_bytes().replace(b"part>1<", b"part>2<")
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)


def one_way(pdf: pikepdf.Pdf) -> None:
    del next(each(pdf, "/S", "/FENote"))["/Ref"]


FAULTS = {
    "no alternative": Fault("UA1", without("/S", "/Figure", "/Alt"), "ua1", "7.3-1"),
    "no name of a note": Fault("UA1", without("/S", "/Note", "/ID"), "ua1", "7.9-1"),
    "no colours": Fault("UA1", no_root("/OutputIntents"), "2a", "6.2.4.3-2"),
    "pixels made smooth": Fault("UA1", smooth, "2a", "6.2.8-3"),
    "unprinted link": Fault("UA1", without("/Subtype", "/Link", "/F"), "2a", "6.3.2-1"),
    "schema not described": Fault("UA1", undescribed, "2a", "6.6.2.3.1-1"),
    "no tags": Fault("UA1 bare", no_root("/StructTreeRoot"), "ua1", "7.1-11"),
    "the other standard": Fault("UA1 other", as_ua2, "ua2", "6.1-1"),
    "no namespace": Fault("UA2", without("/S", "/Document", "/NS"), "ua2", "8.2.5.2-2"),
    "a note that names no call": Fault("UA2", one_way, "ua2", "8.2.5.14-2"),
    "a name of a place alone": Fault("UA2", flat_names, "wtpdf", "8.8-1"),
    "a bookmark of a place alone": Fault("UA2", flat_outline, "wtpdf-reuse", "8.8-2"),
    "contents to nowhere": Fault("UA2", without("/S", "/TOCI", "/Ref"), "wtpdf", "8.2.5.8-1"),
    "information beside": Fault("UA2", informed, "4", "6.1.3-4"),
}
