"""Small Word files, written part by part, as word processors in several languages save them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_docx(
    file: Path, body: str, styles: str = "", parts: Mapping[str, str] | None = None
) -> Path:
    """A Word file with the paragraphs `body`, styles, and further parts."""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        **(parts or {}),
    }
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def _relation(kind: str, target: str) -> str:
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def paragraph(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph of runs; words without markup become one."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    inner = "".join(each if each.startswith("<w:") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of words with properties."""
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def field(instruction: str, shown: str) -> str:
    """A complex field with the text that it showed last."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f"<w:r><w:instrText> {escape(instruction)} </w:instrText></w:r>"
    return f"{begin}{code}{separate}{run(shown)}{end}"


def bookmark(number: int, name: str) -> str:
    """A bookmark at a place."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def part(name: str, inner: str) -> str:
    """A part with an element of Word at its top."""
    return f'<w:{name} xmlns:w="{_W}">{inner}</w:{name}>'


def relations(*kinds: str) -> str:
    """The relations of a document to its parts, which are named after their kinds."""
    rows = (
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for i, kind in enumerate(kinds)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def formula(inner: str) -> str:
    """A paragraph that is a formula."""
    maths = f'<m:oMathPara xmlns:m="{_MATHS}"><m:oMath>{inner}</m:oMath></m:oMathPara>'
    return f"<w:p>{maths}</w:p>"


def table(*rows: str) -> str:
    """A table of rows, as some programs write it: without a grid."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False, span: int = 1) -> str:
    """A row of cells of words or paragraphs, perhaps of the head; each is `span` columns wide."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    width = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
    filled = (each if each.startswith("<w:p>") else paragraph(each) for each in cells)
    inner = "".join(f"<w:tc>{width}{each}</w:tc>" for each in filled)
    return f"<w:tr>{properties}{inner}</w:tr>"


def style(identifier: str, name: str, inner: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"{inner}</w:style>"
    )
