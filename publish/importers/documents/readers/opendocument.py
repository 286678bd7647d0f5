"""OpenDocument: title, authors and language, which pandoc's reader leaves in the text or drops.

OpenDocument 1.3, part 3: the style of a paragraph, or the one that it is based on, tells its use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from lxml import etree

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.archives import (
    Members,
    check_contents,
    open_archive,
    programs_in,
)
from publish.importers.documents.source_files import UnreadableSource, files_below
from publish.importers.documents.source_words import xml_text
from publish.importers.documents.tree import Node, walk
from publish.model.xmlsafe import parse_untrusted

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
_TEXT, _STYLE, _FO, _DRAW, _LINK = (
    f"{{{_NAMES[name]}}}" for name in ("text", "style", "fo", "draw", "xlink")
)
_DESCRIBED = tuple(f"{{{_NAMES['svg']}}}{name}" for name in ("title", "desc"))
_LINES = frozenset({"p", "h", "s", "tab", "line-break"})  # or spaces in one
_NO_WORDS = frozenset(
    {"note-citation", "tracked-changes", "sequence-decls", "automatic-styles", "font-face-decls"}
    | {"scripts", "forms", "table-of-content", "alphabetical-index", "bibliography"}
    | {"illustration-index", "table-index", "title", "desc"}
)


def read_opendocument(source: Path, form: str) -> Project:
    """The project of a text document. Raises `UnreadableSource`."""
    ledger, archive = Ledger(), open_archive(source)
    check_contents(archive)
    for program in programs_in(archive):
        ledger.add(LossKind.PROGRAM, source.name, program)
    members = Members(archive)
    content, meta, styles = (
        _parsed(members, f"{name}.xml") for name in ("content", "meta", "styles")
    )
    if content is None:
        raise UnreadableSource("it has no `content.xml`")
    styled = list(_styled(content))
    title = next((words for style, words in styled if style == "Title"), None)
    document = SourceDocument(source.name, form, file=source)
    document.own_text = xml_text(content, _LINES, _NO_WORDS)
    document.rewrite = partial(_described, words=_descriptions(content))
    return Project(
        source.stem,
        [document],
        files_below(source.parent),
        is_one_document=True,
        title=title or _first(meta, ".//dc:title"),
        subtitle=next((words for style, words in styled if style == "Subtitle"), None),
        authors=[words for style, words in styled if style == "Author"]
        or list(filter(None, [_first(meta, ".//meta:initial-creator")])),
        language=_language(styles),
        ledger=ledger,
    )


def _descriptions(content: etree._Element) -> dict[str, str]:
    """What the pictures show, by the path of each."""
    found = {}
    for frame in content.iter(f"{_DRAW}frame"):
        image = frame.find("draw:image", _NAMES)
        words = [" ".join(n.text.split()) for n in frame.iter(*_DESCRIBED) if n.text]
        if image is not None and words:
            found[image.get(f"{_LINK}href", "")] = words[-1]
    return found


def _described(blocks: list[Node], words: Mapping[str, str]) -> list[Node]:
    """The blocks, whose pictures have their descriptions."""
    for node in walk(blocks):
        if node["t"] == "Image" and node["c"][2][0] in words:
            own = node["c"][0]
            node["c"][0] = [own[0], own[1], [*own[2], ["alt", words[node["c"][2][0]]]]]
    return blocks


def _parsed(members: Members, path: str) -> etree._Element | None:
    content = members.read(path)
    try:
        return None if content is None else parse_untrusted(content)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"`{path}` is not XML: {error.msg}") from error


def _first(root: etree._Element | None, path: str) -> str | None:
    found = None if root is None else root.find(path, _NAMES)
    return None if found is None else (found.text or "").strip() or None


def _styled(content: etree._Element) -> Iterator[tuple[str, str]]:
    """The paragraphs before the first heading, each with its style."""
    parents = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in content.iter(f"{_STYLE}style")
    }
    for node in content.iter(f"{_TEXT}p", f"{_TEXT}h"):
        if node.tag == f"{_TEXT}h":
            return
        style = node.get(f"{_TEXT}style-name", "")
        yield parents.get(style) or style, " ".join(xml_text(node, _LINES).split())


def _language(styles: etree._Element | None) -> str | None:
    """The language of the default style of paragraphs."""
    for each in () if styles is None else styles.iter(f"{_STYLE}default-style"):
        properties = each.find("style:text-properties", _NAMES)
        if each.get(f"{_STYLE}family") == "paragraph" and properties is not None:
            language, country = (properties.get(f"{_FO}{name}") for name in ("language", "country"))
            if language not in (None, "none"):
                return "-".join(p for p in (language, country) if p and p != "none")
    return None
