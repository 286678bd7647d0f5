"""Fields as the parser reads them: the simple ones as complex, and references as links."""

from __future__ import annotations

import re

from lxml import etree

from publish.importers.documents.ooxml.names import RUN, W

_CHARACTER, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
_TYPE = f"{W}fldCharType"
_REFERENCE = re.compile(r"\s*(?:NOTE)?REF\s+(?P<bookmark>\S+)(?P<switches>.*)", re.S)
_LINKED = r"\h"


def complete_fields(root: etree._Element) -> None:
    """Write simple fields as complex ones, and give each reference its link."""
    for field in list(root.iter(f"{W}fldSimple")):
        _as_complex(field)
    for instruction in root.iter(_INSTRUCTION):
        match = _REFERENCE.fullmatch(instruction.text or "")
        if match:
            switches = match["switches"].replace(_LINKED, "")
            instruction.text = f" REF {match['bookmark']} {switches.strip()} {_LINKED} "


def _as_complex(field: etree._Element) -> None:
    """A field whose instruction is an attribute, in runs between marks (17.16.18)."""
    parent = field.getparent()
    if parent is None:
        return
    begin, separate, end = (_mark(kind) for kind in ("begin", "separate", "end"))
    instruction = etree.Element(RUN)
    etree.SubElement(instruction, _INSTRUCTION).text = field.get(f"{W}instr", "")
    at = parent.index(field)
    parent[at : at + 1] = [begin, instruction, separate, *field, end]


def _mark(kind: str) -> etree._Element:
    run = etree.Element(RUN)
    etree.SubElement(run, _CHARACTER).set(_TYPE, kind)
    return run
