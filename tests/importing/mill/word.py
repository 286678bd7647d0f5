"""The mill as a file of Word: styles, numbered lists, fields, notes, captions and a picture."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import SECTIONS, Notation, Section, passage

SOURCE = "mill.docx"
TITLES: tuple[str, ...] = ()
LOSSES = (
    LossKind.NAVIGATION,
    LossKind.LABEL,
)
LINES = (
    '![The mill by day](<images/mill.png> "The mill"){#reffigure1 width=1in}',
    "As [](#reffigure1) shows.",
    "Table: The piles {#reftable1}\n\nAs [](#reftable1) shows.",
    "- one\n  - inner\n- two\n\nBetween the lists.\n\n1. first\n2. second",
    "**bold** and *slanted* H~2~O [caps]{.small-caps} “quoted” – so",
    "> The sea is wide.",
    "drive(9)",
    "$$ h = \\frac{1}{2} $$",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def _run(words: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _paragraph(content: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{content}</w:p>"


def _field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return (
        mark.format("begin")
        + instruction
        + mark.format("separate")
        + _run(shown)
        + mark.format("end")
    )


def _bookmark(name: str, content: str) -> str:
    number = abs(zlib.crc32(name.encode())) % 10000
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def _mark(name: str) -> str:
    return f"_Ref{name[4:]}"


def _heading(section: Section) -> str:
    if not section.level:
        return ""
    content = _bookmark(_mark(section.name), _run(section.title))
    return _paragraph(content, f"Heading{section.level}")


def _reference(name: str, title: str) -> str:
    if len(title) % 2:
        return f"\0{_field(f'REF {_mark(name)} ' + chr(92) + 'h', title)}\0"
    return f'\0<w:hyperlink w:anchor="{_mark(name)}">{_run(title)}</w:hyperlink>\0'


def _note(number: int, _: str) -> tuple[str, str]:
    call = f'<w:footnoteReference w:id="{number + 1}"/>'
    return f'\0<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{call}</w:r>\0', ""


_NOTATION = Notation(heading=_heading, reference=_reference, note=_note)


def _picture(alt: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="609600"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="mill.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="609600"/></a:xfrm><a:prstGeom '
        'prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _caption(kind: str, number: int, words: str) -> str:
    label = _bookmark(
        f"_Ref{kind}{number}", _run(f"{kind} ") + _field(f"SEQ {kind} \\* ARABIC", "1")
    )
    return _paragraph(f"{label}{_run(f': {words}')}", "Caption")


def _table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraph(_run(c))}</w:tc>" for c in row) + "</w:tr>"
        for row in rows
    )
    columns = '<w:gridCol w:w="2000"/>' * len(rows[0])
    look = '<w:tblLook w:firstRow="1"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{cells}</w:tbl>"


def _item(words: str, number: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return _paragraph(_run(words), "ListParagraph", place)


_EQUATION = (
    "<w:p><m:oMathPara><m:oMath><m:r><m:t>h=</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r>"
    "</m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara></w:p>"
)
_IDIOMS = {
    "sec-site": _paragraph(_picture("The mill by day"))
    + _caption("Figure", 1, "The mill")
    + _paragraph(_run("As ") + _field("REF _RefFigure1 \\h", "Figure 1") + _run(" shows.")),
    "sec-creek": _caption("Table", 1, "The piles")
    + _table([["Pile", "Feet"], ["A", "12"]])
    + _paragraph(_run("As ") + _field("REF _RefTable1 \\h", "Table 1") + _run(" shows.")),
    "sec-ground": _item("one", 1)
    + _item("inner", 1, 1)
    + _item("two", 1)
    + _paragraph(_run("Between the lists."))
    + _item("first", 2)
    + _item("second", 2),
    "sec-rights": _paragraph(
        _run("bold", "<w:b/>")
        + _run(" and ")
        + _run("slanted", "<w:i/>")
        + _run(" H")
        + _run("2", '<w:vertAlign w:val="subscript"/>')
        + _run("O ")
        + _run("caps", "<w:smallCaps/>")
        + _run(" “quoted” – so ")
        + _run("mot", '<w:lang w:val="fr-FR"/>')
        + "<w:r><w:br/></w:r>"
        + _run("new line")
    )
    + _paragraph(_run("The sea is wide."), "Quote")
    + _paragraph(_run("drive(9)"), "HouseCode")
    + _paragraph(_run("  twice()"), "HouseCode")
    + _EQUATION,
}
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
    f'<w:basedOn w:val="Normal"/>{more}</w:style>'
    for name, shown, more in (
        *(
            (f"Heading{n}", f"heading {n}", f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>')
            for n in (1, 2, 3)
        ),
        ("Title", "Title", ""),
        ("Caption", "caption", ""),
        ("Quote", "Quote", ""),
        ("ListParagraph", "List Paragraph", ""),
        ("TOC1", "toc 1", ""),
        ("HouseCode", "House Code", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'),
        ("FootnoteText", "footnote text", ""),
    )
)
_LIST = (
    '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl></w:abstractNum>'
)
_RELATIONS = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("numbering", "numbering.xml"),
    "rId3": ("footnotes", "footnotes.xml"),
    "rId9": ("image", "media/mill.png"),
}


def _body() -> str:
    contents = _paragraph(_field('TOC \\o "1-2" \\h', "The Site\t1"), "TOC1")
    parts = [_paragraph(_run("The Tide Mill"), "Title"), contents]
    for section in SECTIONS:
        blocks = passage(section, _NOTATION, _IDIOMS.get(section.name, "")).strip().split("\n\n")
        parts += [block if block.startswith("<") else _mixed(block) for block in blocks]
    return "".join(parts)


def _mixed(words: str) -> str:
    """A paragraph of words and of runs that are marked off."""
    pieces = words.split("\0")
    return _paragraph("".join(p if p.startswith("<") else _run(p) for p in pieces if p))


def _footnotes() -> str:
    kinds = ((0, "separator"), (1, "continuationSeparator"))
    notes = [f'<w:footnote w:type="{kind}" w:id="-{i}"><w:p/></w:footnote>' for i, kind in kinds]
    with_words = [each for each in SECTIONS if each.words]
    for number, section in enumerate(with_words):
        if number % 3 == 0:
            words = f"So it is said of {section.title.lower()}."
            content = f"<w:r><w:footnoteRef/></w:r>{_run(' ' + words)}"
            shown = _paragraph(content, "FootnoteText")
            notes.append(f'<w:footnote w:id="{number + 1}">{shown}</w:footnote>')
    return f"<w:footnotes {_NAMES}>{''.join(notes)}</w:footnotes>"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + bytes(60) for _ in range(40))
    head = struct.pack(">IIBBBBB", 60, 40, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def files() -> dict[str, bytes]:
    """The file of the project."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in _RELATIONS.items()
    )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="rId1" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{relations}'
        "</Relationships>",
        "word/document.xml": f"<w:document {_NAMES}><w:body>{_body()}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {_NAMES}><w:style w:type="paragraph" w:default="1" '
        f'w:styleId="Normal"><w:name w:val="Normal"/></w:style>{_STYLES}</w:styles>',
        "word/numbering.xml": f"<w:numbering {_NAMES}>{_LIST.format(1, 'bullet', '•')}"
        f"{_LIST.format(2, 'decimal', '%1.')}"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>',
        "word/footnotes.xml": _footnotes(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("word/media/mill.png", _png())
    return {"mill.docx": stream.getvalue()}
