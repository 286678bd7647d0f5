"""The smallest EPUBs that break a rule, and twins that keep to it: written by hand, not built."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from publish.model.shop import Measure, Rule

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
_NCX = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"/>'
_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}
_OTHER_TYPE, _OTHER_FONT = "image/x-other", "font/x-other"
_ISBN = "9780306406157"


class SmallBook(msgspec.Struct):
    """What a small EPUB is made of; `images` are media type and content by name."""

    name: str = "small"
    body: str = "<p>A line.</p>"
    css: str = ""
    documents: int = 1
    entries: int = 1
    levels: int = 1
    parts: tuple[str, ...] = ("title", "creator", "language", "identifier", "ncx", "isbn", "cover")
    cover: tuple[str, bytes] = ("image/png", b"")
    images: dict[str, tuple[str, bytes]] = {}
    padding: int = 0  # bytes before the archive, which no file system stores

    def write(self, folder: Path) -> Path:
        """The file."""
        isbn = f"-{_ISBN}" if "isbn-in-name" in self.parts else ""
        path = folder / f"{self.name}{isbn}.epub"
        with path.open("wb") as file:
            file.truncate(self.padding)
            file.seek(self.padding)
            file.write(self._archive())
        return path

    def _archive(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("mimetype", "application/epub+zip")
            archive.writestr("META-INF/container.xml", _CONTAINER)
            for name, content in self._files().items():
                archive.writestr(name, content)
        return file.getvalue()

    def _files(self) -> dict[str, str | bytes]:
        images = {name: content for name, (_, content) in self.images.items()}
        pages = dict.fromkeys(self._pages(), _PAGE.format(self.body))
        cover = {"cover": self.cover[1]} if "cover" in self.parts else {}
        nav = {"nav.xhtml": self._nav(), "book.css": self.css, "book.ncx": _NCX}
        return {"book.opf": self._package(), **nav, **pages, **images, **cover}

    def _pages(self) -> list[str]:
        return [f"page-{number}.xhtml" for number in range(self.documents)]

    def _package(self) -> str:
        items = "".join(self._items())
        spine = "".join(f'<itemref idref="{page}"/>' for page in self._pages())
        toc = ' toc="book.ncx"' if "ncx" in self.parts else ""
        metadata = "".join(self._metadata())
        return (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>{items}'
            f"</manifest><spine{toc}>{spine}</spine></package>"
        )

    def _metadata(self) -> Iterator[str]:
        for name in self.parts:
            if name in ("title", "creator", "language", "publisher", "date", "description"):
                yield f"<dc:{name}>x</dc:{name}>"
        if "identifier" in self.parts or "isbn" in self.parts:
            isbn = f"urn:isbn:{_ISBN}" if "isbn" in self.parts else "x"
            yield f"<dc:identifier>{isbn}</dc:identifier>"
        if "accessibility" in self.parts:
            yield '<meta property="schema:accessMode">textual</meta>'

    def _items(self) -> Iterator[str]:
        xhtml = "application/xhtml+xml"
        listed = [("nav.xhtml", xhtml, "nav"), ("book.css", "text/css", "")]
        listed += [(page, xhtml, "") for page in self._pages()]
        listed += [(name, kind, "") for name, (kind, _) in self.images.items()]
        if "ncx" in self.parts:
            listed.append(("book.ncx", "application/x-dtbncx+xml", ""))
        if "cover" in self.parts:
            listed.append(("cover", self.cover[0], "cover-image"))
        for href, kind, properties in listed:
            given = f' properties="{properties}"' if properties else ""
            yield f'<item id="{href}" href="{href}" media-type="{kind}"{given}/>'

    def _nav(self) -> str:
        entry = '<li><a href="page-0.xhtml">A</a>{}</li>'
        deep = ""
        for _ in range(self.levels):
            deep = f"<ol>{entry.format(deep)}</ol>"
        inner = deep.removeprefix("<ol>").removesuffix("</ol>") if self.entries else ""
        entries = inner + entry.format("") * (self.entries - 1)
        nav = f'<nav e:type="toc" xmlns:e="http://www.idpf.org/2007/ops"><ol>{entries}</ol></nav>'
        return _PAGE.format(nav)


def image(width: int, height: int, kind: str = "image/png", **options: Any) -> bytes:
    """A picture of that size; `mode` and `frames` say what it is like."""
    mode, frames = options.get("mode", "1" if kind == "image/png" else "L"), options.get("frames")
    pictures = [Image.new(mode, (width, height), shade) for shade in range(frames or 1)]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if frames else {}
    pictures[0].save(file, _TYPES[kind], **more)
    return file.getvalue()


def book_for(rule: Rule, *, breaks: bool) -> SmallBook:
    """A small book that breaks a rule in one thing, or its twin that keeps to it."""
    if rule.of.is_number:
        return _with_number(rule, _number(rule, breaks=breaks))
    return _with_word(rule, _word(rule, breaks=breaks), breaks=breaks)


def _number(rule: Rule, *, breaks: bool) -> int:
    """A number that is just beyond the limit, or the limit itself."""
    if rule.most is not None:
        return int(rule.most) + breaks
    return int(rule.least or 0) - breaks


def _word(rule: Rule, *, breaks: bool) -> str:
    if rule.like:
        return "a name.css" if breaks else "a-name.css"
    if rule.needs:
        return rule.needs[0]
    if rule.never:
        return rule.never[0] if breaks else "other"
    return "other" if breaks else rule.among[0]


def _with_number(rule: Rule, number: int) -> SmallBook:
    made: dict[Measure, Callable[[], SmallBook]] = {
        Measure.DOCUMENTS: lambda: SmallBook(documents=number),
        Measure.DOCUMENT_BYTES: lambda: _of_weight(number),
        Measure.COVER_SHORT_SIDE: lambda: _covered(image(number, number + 1)),
        Measure.COVER_LONG_SIDE: lambda: _covered(image(700, number)),
        Measure.COVER_BYTES: lambda: _covered(_padded(image(1, 1), number)),
        Measure.COVER_RATIO: lambda: _covered(image(100, 100 * number)),
        Measure.IMAGE_BYTES: lambda: _showing("image/png", _padded(image(1, 1), number)),
        Measure.IMAGE_PIXELS: lambda: _showing("image/png", _of_pixels(number)),
        Measure.IMAGE_SIDE: lambda: _showing("image/png", image(number, 1)),
        Measure.DRAWINGS: lambda: SmallBook(
            body='<svg xmlns="http://www.w3.org/2000/svg"/>' * number
        ),
        Measure.INLINE_STYLES: lambda: SmallBook(body='<p style="color: red">x</p>' * number),
        Measure.REMOTE_FILES: lambda: SmallBook(
            body='<img src="https://a.b/c.png" alt=""/>' * number
        ),
        Measure.TABLE_COLUMNS: lambda: SmallBook(
            body=f'<table><tr><td colspan="{number - 1}">x</td><td>y</td></tr></table>'
        ),
        Measure.ALT_CHARACTERS: lambda: SmallBook(body=f'<img src="a" alt="{"x" * number}"/>'),
        Measure.CONTENTS_DEPTH: lambda: SmallBook(levels=number),
        Measure.CONTENTS_ENTRIES: lambda: SmallBook(entries=number),
    }
    if rule.of is Measure.FILE_BYTES:
        return _of_size(number)
    return made[rule.of]()


def _with_word(rule: Rule, word: str, *, breaks: bool) -> SmallBook:
    if rule.of is Measure.PART:
        parts = SmallBook().parts + rule.needs
        kept = [part for part in parts if not breaks or part not in (word, "isbn-in-name")]
        return SmallBook(parts=tuple(dict.fromkeys(kept)))
    if rule.of is Measure.IMAGE_TRAIT:
        return _showing(*_with_trait(word))
    kind = word if "/" in word else _OTHER_TYPE
    books = {
        Measure.COVER_TYPE: lambda: _covered(b"", kind),
        Measure.IMAGE_TYPE: lambda: _showing(kind, b""),
        Measure.DRAWING_ELEMENT: lambda: _showing(
            "image/svg+xml", f"<svg><{word}/></svg>".encode()
        ),
        Measure.ELEMENT: lambda: SmallBook(body=f"<{word}/>"),
        Measure.STYLE_PROPERTY: lambda: SmallBook(css=f"p {{ {word}: 0 }}"),
        Measure.STYLE_VALUE: lambda: SmallBook(css=f"@media all {{ p {{ {word} }} }}"),
        Measure.STYLE_FUNCTION: lambda: SmallBook(css=f"p {{ width: {word}(1em, 2em) }}"),
        Measure.FONT_TYPE: lambda: SmallBook(images={"font": (word, b"")}),
        Measure.FILE_NAME: lambda: SmallBook(images={word: ("text/css", b"")}),
    }
    return books[rule.of]()


def _with_trait(trait: str) -> tuple[str, bytes]:
    if trait == "animated":
        return "image/gif", image(1, 1, "image/gif", frames=2)
    if trait == "cmyk":
        return "image/jpeg", image(1, 1, "image/jpeg", mode="CMYK")
    return "image/png", image(1, 1, mode="LA" if trait == "transparent" else "L")


def _covered(content: bytes, kind: str = "image/png") -> SmallBook:
    return SmallBook(cover=(kind, content))


def _showing(kind: str, content: bytes) -> SmallBook:
    return SmallBook(images={"picture": (kind, content)}, cover=("image/jpeg", b""))


def _padded(content: bytes, size: int) -> bytes:
    return content.ljust(size, b"\0")


def _of_pixels(number: int) -> bytes:
    """A picture of as many pixels, or a row more."""
    return image(1000, -(-number // 1000))


def _of_weight(number: int) -> SmallBook:
    picture = '<img src="picture" alt=""/>'
    rest = number - len(_PAGE.format(picture).encode())
    return SmallBook(body=picture, images={"picture": ("image/png", bytes(rest))})


def _of_size(number: int) -> SmallBook:
    empty = len(SmallBook()._archive())
    return SmallBook(padding=number - empty)
