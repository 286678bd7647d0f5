"""The mill as three EPUBs: EPUB 2 with an NCX, EPUB 3 with landmarks, and one of divisions only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, Notation, Section, chapters, passage

_XHTML = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 xml:lang="en"><head><title>{title}</title></head><body{body}>{text}</body></html>
"""
_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def _file_of(name: str) -> str:
    owner = next(c.name for c, below in chapters() if name in {c.name, *(s.name for s in below)})
    return f"{owner[4:]}.xhtml"


def _link(name: str, title: str) -> str:
    return f'<a href="{_file_of(name)}#{name}">{title}</a>'


def _old_heading(section: Section) -> str:
    level = max(section.level, 1)
    return f'<h{level} id="{section.name}" class="calibre{level}">{section.title}</h{level}>'


def _old_note(n: int, words: str) -> tuple[str, str]:
    call = f'<sup><a href="notes.xhtml#n{n}" id="c{n}">{n}</a></sup>'
    return call, f"<!--note--><p class='note' id='n{n}'><a href='FILE#c{n}'>{n}.</a> {words}</p>"


def _new_heading(section: Section) -> str:
    level = max(section.level, 1)
    return f'<h{level} id="{section.name}">{section.title}</h{level}>'


def _new_note(n: int, words: str) -> tuple[str, str]:
    call = f'<a epub:type="noteref" role="doc-noteref" href="#n{n}" id="c{n}">{n}</a>'
    back = f'<a href="#c{n}" role="doc-backlink">↩</a>'
    return call, f'<aside epub:type="footnote" id="n{n}"><p>{words} {back}</p></aside>'


def _divided_heading(section: Section) -> str:
    kind = ("part", "chapter", "section")[section.level]
    return f'<div class="{kind}-title" id="{section.name}"><span>{section.title}</span></div>'


_IDIOMS = {
    "sec-site": '<div class="figure"><img src="mill.svg" alt="The mill"/>'
    '<p class="caption">The mill by day</p></div>'
    '<blockquote class="epigraph"><p>The sea is wide.</p><cite>Hollin</cite></blockquote>',
    "sec-creek": "<figure id='f1'><img src='mill.svg' alt='A mill'/><figcaption>A mill, "
    "<i>drawn</i></figcaption></figure><p>See <a href='#f1'>the figure</a>.</p>",
    "sec-ground": "<table><caption>Piles</caption><thead><tr><th>Pile</th><th>Feet</th></tr>"
    "</thead><tbody><tr><td rowspan='2'>A</td><td>12</td></tr><tr><td>13</td></tr></tbody></table>",
    "sec-rights": "<p>Of <i epub:type='se:name.vessel.ship' xml:lang='fr'>Marée</i>, "
    "<small>small</small>, <span class='smallcaps'>caps</span>, H<sub>2</sub>O and "
    "<abbr>etc.</abbr></p><hr/><p>After a break.</p><dl><dt>Ebb</dt><dd>It goes.</dd></dl>",
    "sec-piles": "<pre><code class='language-python'>drive(9)\n  twice()</code></pre>"
    "<ol type='a'><li><p>one</p></li><li><p>two</p><ul><li>inner</li></ul></li></ol>"
    "<math xmlns='http://www.w3.org/1998/Math/MathML' display='block'><mi>h</mi><mo>=</mo>"
    "<mn>2</mn></math>",
}
_OLD = Notation(_old_heading, _link, _old_note)
_NEW = Notation(_new_heading, _link, _new_note)
_DIVIDED = Notation(_divided_heading, _link, _new_note)


def _documents(notation: Notation) -> dict[str, tuple[Section, str]]:
    """Each document by its name: its first section and its text."""
    found = {}
    for chapter, below in chapters():
        parts = [passage(each, notation, _IDIOMS.get(each.name, "")) for each in (chapter, *below)]
        text = "\n".join(parts)
        found[f"{chapter.name[4:]}.xhtml"] = (chapter, _paragraphs(text))
    return found


def _paragraphs(text: str) -> str:
    blocks = (block.strip() for block in text.split("\n\n"))
    return "\n".join(b if b.startswith("<") or not b else f"<p>{b}</p>" for b in blocks)


def _package(version: str, files: Mapping[str, str], more: str, spine: str) -> str:
    kinds = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".ncx": _NCX_TYPE}
    items = "".join(
        f'<item id="i{i}" href="{name}" media-type="{kinds[name[name.rindex(".") :]]}"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav.xhtml' else ''}/>"
        for i, name in enumerate(files)
    )
    order = [name for name in files if name.endswith(".xhtml") and name != "nav.xhtml"]
    refs = "".join(f'<itemref idref="i{list(files).index(name)}"/>' for name in order)
    toc = f' toc="i{list(files).index("toc.ncx")}"' if "toc.ncx" in files else ""
    return (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="u">m</dc:identifier>'
        "<dc:title>The Tide Mill</dc:title><dc:creator>Ada Hollin</dc:creator>"
        f"<dc:language>en</dc:language>{more}</metadata><manifest>{items}</manifest>"
        f"<spine{toc}>{refs}</spine>{spine}</package>"
    )


_NCX_TYPE = "application/x-dtbncx+xml"


def _ncx() -> str:
    points, open_part = [], False
    for number, (chapter, _) in enumerate(chapters(), start=1):
        if not chapter.level or chapter.name == "sec-measures":
            points.append("</navPoint>" if open_part else "")
            open_part = not chapter.level
        end = "" if not chapter.level else "</navPoint>"
        points.append(
            f'<navPoint id="p{number}" playOrder="{number}"><navLabel><text>{chapter.title}</text>'
            f'</navLabel><content src="{chapter.name[4:]}.xhtml"/>{end}'
        )
    return (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
        f"{''.join(points)}</navMap></ncx>"
    )


def _nav() -> str:
    items, open_part = [], False
    for chapter, _ in chapters():
        if not chapter.level or chapter.name == "sec-measures":
            items.append("</ol></li>" if open_part else "")
            open_part = not chapter.level
        link = f'<a href="{chapter.name[4:]}.xhtml">{chapter.title}</a>'
        items.append(f"<li>{link}<ol>" if not chapter.level else f"<li>{link}</li>")
    marks = '<li><a epub:type="bodymatter" href="site.xhtml">Start</a></li>'
    return _XHTML.format(
        title="Contents",
        body="",
        text=f'<nav epub:type="toc"><ol>{"".join(items)}</ol></nav>'
        f'<nav epub:type="landmarks" hidden=""><ol>{marks}</ol></nav>',
    )


def old() -> bytes:
    """EPUB 2 as a converter of e-books writes it: an NCX, classes, notes in a last document."""
    files, notes = {}, []
    for name, (chapter, text) in _documents(_OLD).items():
        lines = text.split("\n")
        notes += [line.replace("FILE", name) for line in lines if line.startswith("<!--note-->")]
        kept = "\n".join(line for line in lines if not line.startswith("<!--note-->"))
        files[name] = _XHTML.format(title=chapter.title, body=' class="calibre"', text=kept)
    listed = "".join(note.replace("<!--note-->", "") for note in notes)
    files["notes.xhtml"] = _XHTML.format(title="Notes", body="", text=f"<h1>Notes</h1>{listed}")
    return _packed({**files, "mill.svg": DRAWING, "toc.ncx": _ncx()}, "2.0")


def new() -> bytes:
    """EPUB 3 with sections, types, landmarks, a title page and page marks."""
    title = '<section epub:type="titlepage"><h1>The Tide Mill</h1><p>Ada Hollin</p></section>'
    files = {"title.xhtml": _XHTML.format(title="Title", body="", text=title)}
    for name, (chapter, text) in _documents(_NEW).items():
        kind = "part" if not chapter.level else "chapter"
        kind = "preface" if chapter.name == "sec-preface" else kind
        kind = "appendix" if name in ("measures.xhtml", "accounts.xhtml") else kind
        matter = {"preface": "frontmatter", "appendix": "backmatter"}.get(kind, "bodymatter")
        mark = '<span epub:type="pagebreak" role="doc-pagebreak" id="pg1" title="1"/>'
        inner = f'<section epub:type="{kind}" role="doc-{kind}">{mark}{text}</section>'
        files[name] = _XHTML.format(title=chapter.title, body=f' epub:type="{matter}"', text=inner)
    return _packed({**files, "nav.xhtml": _nav(), "mill.svg": DRAWING}, "3.0")


def divided() -> bytes:
    """EPUB 3 whose headings are divisions with classes, all in divisions."""
    inner = '<div class="wrap"><div class="text">{}</div></div>'
    files = {
        name: _XHTML.format(title=chapter.title, body="", text=inner.format(text))
        for name, (chapter, text) in _documents(_DIVIDED).items()
    }
    return _packed({**files, "nav.xhtml": _nav(), "mill.svg": DRAWING}, "3.0")


def _packed(files: Mapping[str, str], version: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OEBPS/content.opf", _package(version, files, "", ""))
        for name, content in files.items():
            archive.writestr(f"OEBPS/{name}", content)
    return stream.getvalue()


class Epub:
    """One of the three as a project."""

    SOURCE = "mill.epub"
    TITLES: tuple[str, ...] = ()
    LOSSES = (LossKind.NAVIGATION, LossKind.GENERATED)
    LINES = (
        "![The mill](<images/mill.svg>)\n\nThe mill by day",
        "> The sea is wide.\n>\n> Hollin",
        '![A mill](<images/mill.svg> "A mill, *drawn*"){#f1}\n\nSee [the figure](#f1).',
        "| A | 12 |\n| ^ | 13 |\n\nTable: Piles",
        "Of *Marée*, small, [caps]{.small-caps}, H~2~O and etc.\n\n***\n\nAfter a break.",
        "```python\ndrive(9)\n  twice()\n```\n\na. one\n\nb. two",
        "$$ h = 2 $$",
        "See [Depth](#sec-depth)[^1].",
    )

    def __init__(self, write: Callable[[], bytes]) -> None:
        self.write = write

    def files(self) -> dict[str, bytes]:
        """The file of the project."""
        return {"mill.epub": self.write()}
