"""Drawings that refer to the outside, act, or never end; and what a drawing may do instead."""

from __future__ import annotations

import base64
import struct
import zlib

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9">'
)
SHAPE = '<rect id="a" width="9" height="9"/>'
PLAIN = f"{HEAD}{SHAPE}</svg>"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK"
    "+kcQAAAABJRU5ErkJggg=="
)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png(width: int, height: int, rows: bytes | None = None, extra: bytes = b"") -> bytes:
    """A black image of one bit a pixel; its rows compress to almost nothing."""
    lines = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9) if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + extra + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def packed(content: bytes) -> str:
    """A PNG as an address."""
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def around(inner: str) -> str:
    """A drawing of something."""
    return f"{HEAD}{SHAPE}{inner}</svg>"


def gradient(name: str, attributes: str, stops: str = "") -> str:
    """A drawing filled with a gradient."""
    colours = stops or '<stop offset="0"/><stop offset="1" stop-color="red"/>'
    inner = f'<{name} id="g" {attributes}>{colours}</{name}><path d="M0 0h9v9z" fill="url(#g)"/>'
    return around(inner)


DOCTYPE = '<!DOCTYPE svg [<!ENTITY a "{}">{}]>'
LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
COPIES = "".join(
    f'<g id="c{n}">{f"<use href={chr(34)}#c{n - 1}{chr(34)}/>" * 10 if n else SHAPE[:5] + "/>"}</g>'
    for n in range(12)
)
CHAIN = "--v0: red;" + "".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 20))
STYLES = (
    "@import url({u});",
    "@import '{u}';",
    "rect {{ fill: url({u}#a) }}",
    'rect {{ fill: URL( "{u}" ) }}',
    "rect {{ background: \\75rl({u}) }}",
    "@font-face {{ font-family: x; src: url('{u}') }}",
    "rect {{ background: image-set('{u}' 1x) }}",
)
ELEMENTS = (
    '<image href="{u}" width="9" height="9"/>',
    '<image xlink:href="{u}" width="9" height="9"/>',
    '<use href="{u}#a"/>',
    '<feImage href="{u}"/>',
    '<linearGradient id="g" href="{u}#g"/>',
    '<text><textPath href="{u}#a">a</textPath></text>',
    '<rect style="fill: url({u}#a)" width="9" height="9"/>',
    '<rect fill="url({u}#a)" width="9" height="9"/>',
    '<rect filter="url(\'{u}#a\')" width="9" height="9"/>',
    '<script href="{u}"/>',
    '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="{u}"/></foreignObject>',
    '<img xmlns="http://www.w3.org/1999/xhtml" src="{u}"/>',
    '<link xmlns="http://www.w3.org/1999/xhtml" rel="attachment" href="{u}"/>',
    '<object xmlns="http://www.w3.org/1999/xhtml" data="{u}"/>',
    '<g xml:base="{u}"><use href="#a"/></g>',
)
LINK = '<a href="{u}"><text>a</text></a>'
ADDRESSES = ("file://{canary}", "FILE:{canary}", "{canary}", "{server}/a", "//{host}/a")


def referring(canary: str, server: str) -> dict[str, str]:
    """Drawings that refer to the canary or the server, in every form, with every address."""
    drawings = {}
    host = server.removeprefix("http://")
    for number, address in enumerate(ADDRESSES):
        target = address.format(canary=canary, server=server, host=host)
        for index, style in enumerate(STYLES):
            drawings[f"style-{index}-{number}"] = around(f"<style>{style.format(u=target)}</style>")
        for index, element in enumerate(ELEMENTS):
            drawings[f"element-{index}-{number}"] = around(element.format(u=target))
        if target != f"{server}/a":  # a link to a page is taken out
            drawings[f"link-{number}"] = around(LINK.format(u=target))
        doctype = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{target}">]>'
        drawings[f"entity-{number}"] = doctype + around("<text>&a;</text>")
        drawings[f"style-sheet-{number}"] = f'<?xml-stylesheet href="{target}"?>{PLAIN}'
    return drawings


def with_document_type(canary: str, server: str) -> list[str]:
    """Drawings whose document type is elsewhere; nobody needs it."""
    host = server.removeprefix("http://")
    targets = (each.format(canary=canary, server=server, host=host) for each in ADDRESSES)
    return [f'<!DOCTYPE svg SYSTEM "{target}">{PLAIN}' for target in targets]


BOMBS = {
    "laughs": f"<!DOCTYPE svg [{LAUGHS}]>{around('<text>&b11;</text>')}",
    "quadratic": DOCTYPE.format("a" * 50_000, "") + around(f"<text>{'&a;' * 50_000}</text>"),
    "copies": around(COPIES),
    "copy-of-itself": around('<g id="b"><use href="#b"/></g>'),
    "copies-in-a-circle": around('<g id="b"><use href="#c"/></g><g id="c"><use href="#b"/></g>'),
    "pattern-of-itself": around('<pattern id="p"><rect fill="url(#p)"/></pattern>'),
    "elements": around("<path/>" * 100_001),
    "nested": around("<g>" * 5_000 + "</g>" * 5_000),
    "view-box": PLAIN.replace("0 0 9 9", "0 0 1e9 1e9"),
    "view-box-endless": PLAIN.replace("0 0 9 9", "0 0 1e308 1e999"),
    "width": PLAIN.replace("<svg ", '<svg width="99999999" height="99999999" '),
    "gradient-repeats": gradient("linearGradient", 'spreadMethod="repeat" x2="0.0000001"'),
    "gradient-reflects": gradient("linearGradient", 'spreadMethod="reflect" x2="0.0001%"'),
    "gradient-radial": gradient("radialGradient", 'spreadMethod="repeat" r="0.0000001"'),
    "gradient-offsets": gradient(
        "linearGradient",
        'spreadMethod="repeat"',
        '<stop offset="0.5"/><stop offset="0.5000001" stop-color="red"/>',
    ),
    "gradient-scaled": gradient(
        "linearGradient", 'spreadMethod="repeat" gradientTransform="scale(1e-9)"'
    ),
    "gradient-colours": gradient("linearGradient", "", '<stop offset="0"/>' * 1_000),
    "script": around("<script>alert(1)</script>"),
    "handler": around('<rect onload="alert(1)"/>'),
    "animated-address": around('<a><set attributeName="xlink:href" to="javascript:a()"/></a>'),
    "script-address": around('<a href="&#106;avascript:a()"><text>a</text></a>'),
    "nested-picture": around('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    "nested-page": around('<image href="data:text/html,a"/>'),
    "variables-doubling": around(f'<g style="{CHAIN}"><text style="fill: var(--v19)">a</text></g>'),
    "variables-in-rules": around(f"<style>g {{ {CHAIN} }} text {{ fill: var(--v19) }}</style>"),
    "picture-bomb": around(f'<image href="{packed(png(20_000, 20_000))}"/>'),
    "picture-broken": around(f'<image href="{PIXEL[:60]}"/>'),
    "picture-noise": around('<image href="data:image/png;base64,AAAA"/>'),
    "no-drawing": "<html/>",
    "no-xml": "<svg",
    "empty": "",
}
GOOD = {
    "plain": PLAIN,
    "copies": around('<use href="#a"/><use xlink:href="#a"/>'),
    "style": around("<style>rect { fill: #123 }</style>"),
    "gradient": gradient("linearGradient", 'x2="0.5"'),
    "gradient-repeats": gradient("linearGradient", 'spreadMethod="repeat" x2="0.1"'),
    "variable": around('<g style="--a: red; fill: var(--a)"><text>a</text></g>'),
    "picture": around(f'<image href="{PIXEL}" width="9" height="9"/>'),
    "clip": around('<clipPath id="c"><rect/></clipPath><rect clip-path="url(#c)"/>'),
    "clip-quoted": around('<clipPath id="c"><rect/></clipPath><rect clip-path="url(\'#c\')"/>'),
}
