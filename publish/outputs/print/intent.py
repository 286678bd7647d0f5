"""What a file to a printer claims: its standard, the printing condition, that nothing is trapped.

ISO 15930-1 (PDF/X-1a) and 15930-7 (PDF/X-4).
"""

from __future__ import annotations

import hashlib

import pikepdf

from publish.model.printer import Interior, PrintOrder, PrintStandard

VERSIONS = {PrintStandard.X4: "1.6", PrintStandard.X1A: "1.3", PrintStandard.NONE: "1.6"}
_REGISTRY = "http://www.color.org"
_SPACES = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
}
# What only a file for readers claims.
_DROPPED = (
    "{http://www.aiim.org/pdfua/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
    "{http://pdfa.org/declarations/}",
)


def write_claims(pdf: pikepdf.Pdf, order: PrintOrder, content: bytes) -> None:
    """Write the claims of an order into a file; `content` is what its identifiers come from."""
    interior = order.printer.interior
    _write_metadata(pdf, interior.standard, hashlib.sha256(content).hexdigest())
    information = pdf.docinfo
    information["/Trapped"] = pikepdf.Name("/False")
    if interior.standard is PrintStandard.NONE:
        return
    information["/GTS_PDFXVersion"] = pikepdf.String(interior.standard.value)
    if interior.standard is PrintStandard.X1A:
        information["/GTS_PDFXConformance"] = pikepdf.String(interior.standard.value)
    pdf.Root["/OutputIntents"] = pikepdf.Array([_output_intent(pdf, interior, order.profile)])


def _output_intent(pdf: pikepdf.Pdf, interior: Interior, profile: bytes) -> pikepdf.Object:
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String(interior.condition),
        RegistryName=pikepdf.String(_REGISTRY),
        Info=pikepdf.String(interior.condition),
    )
    if profile and interior.profile_is_embedded:
        stream = pdf.make_stream(profile)
        stream["/N"] = 4
        intent["/DestOutputProfile"] = stream
    return pdf.make_indirect(intent)


def _write_metadata(pdf: pikepdf.Pdf, standard: PrintStandard, digest: str) -> None:
    for address, prefix in _SPACES.items():
        pikepdf.models.metadata.PdfMetadata.register_xml_namespace(address, prefix)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in list(metadata):
            if name.startswith(_DROPPED):
                del metadata[name]
        if standard is PrintStandard.X4:
            metadata["pdfxid:GTS_PDFXVersion"] = standard.value
        if standard is PrintStandard.X1A:
            metadata["pdfx:GTS_PDFXVersion"] = standard.value
            metadata["pdfx:GTS_PDFXConformance"] = standard.value
        metadata["xmpMM:DocumentID"] = f"uuid:{_uuid(digest)}"
        metadata["xmpMM:InstanceID"] = f"uuid:{_uuid(digest[::-1])}"
        metadata["xmpMM:RenditionClass"] = "default"
        metadata["xmpMM:VersionID"] = "1"
        metadata["pdf:Trapped"] = "False"


def _uuid(digest: str) -> str:
    """A UUID of 32 digits that come from a content (RFC 9562, 5.8)."""
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
