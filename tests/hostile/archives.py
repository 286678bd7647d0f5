"""EPUBs that unpack without bound, leave the folder, or open what they should not.

`publish verify` reads them as products of a book, whoever changed them since.
"""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Callable, Iterable

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>'
    '<item id="n" href="{href}" media-type="application/xhtml+xml" properties="nav"/></manifest>'
    '<spine><itemref idref="n"/></spine></package>'
)
_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body title="{title}">{body}</body></html>'
_LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
_PARTS = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": _CONTAINER.encode(),
    "p.opf": _PACKAGE.format(href="n.xhtml").encode(),
    "n.xhtml": _PAGE.format(title="", body="a").encode(),
}


def packed(parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """An archive of those files, each compressed."""
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name twice
        for name, member in parts:
            archive.writestr(name, member)
    return content.getvalue()


def with_parts(*more: tuple[str | zipfile.ZipInfo, bytes], **changed: str) -> bytes:
    """A small EPUB with more files, or another text in its own (`n_xhtml="…"`)."""
    named = {name.replace("_", "."): text.encode() for name, text in changed.items()}
    return packed([*{**_PARTS, **named}.items(), *more])


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    """A member that becomes a symbolic link when a careless program unpacks it."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def archives(canary: str, server: str) -> dict[str, Callable[[], bytes]]:
    """Functions that make the archives, since some take a while.

    `canary` is a file that must not be read, `server` an address that must not be called.
    """
    entity = f'<!DOCTYPE a [<!ENTITY a SYSTEM "file://{canary}">]>'
    called = f'<!DOCTYPE a SYSTEM "{server}/a.dtd">'
    laughs = f"<!DOCTYPE a [{_LAUGHS}]>"
    whole = with_parts()
    return {
        "small": lambda: whole,
        "large-member": lambda: with_parts(("z", bytes(600_000_000))),
        "members-many": lambda: with_parts(*((f"{n}.txt", b"") for n in range(100_000))),
        "upwards": lambda: with_parts(("../../out.txt", b"a")),
        "absolute": lambda: with_parts((f"{canary}.out", b"a")),
        "link": lambda: with_parts(link("n2.xhtml", canary)),
        "page-upwards": lambda: with_parts(p_opf=_PACKAGE.format(href="../../canary.txt")),
        "page-absolute": lambda: with_parts(p_opf=_PACKAGE.format(href=f"file://{canary}")),
        "entity-of-a-file": lambda: with_parts(n_xhtml=entity + _PAGE.format(title="", body="&a;")),
        "entity-of-a-server": lambda: with_parts(n_xhtml=called + _PAGE.format(title="", body="a")),
        "entity-in-the-package": lambda: with_parts(p_opf=entity + _PACKAGE.format(href="&a;")),
        "laughs": lambda: with_parts(n_xhtml=laughs + _PAGE.format(title="", body="&b11;")),
        "laughs-in-a-title": lambda: with_parts(
            n_xhtml=laughs + _PAGE.format(title="&b11;", body="a")
        ),
        "nested": lambda: with_parts(
            n_xhtml=_PAGE.format(title="", body="<b>" * 90_000 + "</b>" * 90_000)
        ),
        "name-twice": lambda: with_parts(("p.opf", b"<package/>")),
        "broken-off": lambda: whole[: len(whole) // 2],
        "no-archive": lambda: b"PK\3\4" + bytes(99),
        "wrong-length": lambda: whole.replace(b"n.xhtml", b"m.xhtml", 1),
    }
