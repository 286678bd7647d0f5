"""WordprocessingML (ISO 29500-1): its namespaces, and the inlines that pandoc does not write.

Fields are complex ones (17.16.18): a code that the program evaluates, and the text of its result,
which is ours until somebody updates it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from publish.exporters.tree.nodes import Node, node

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{W_NAMESPACE}}}"
_FORMAT = "openxml"


def w(name: str) -> str:
    """A name in the namespace of WordprocessingML."""
    return f"{_W}{name}"


def raw(markup: str) -> Node:
    """Markup inside a paragraph."""
    return node("RawInline", [_FORMAT, markup])


def raw_block(markup: str) -> Node:
    """Markup between paragraphs."""
    return node("RawBlock", [_FORMAT, markup])


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, result: str = "", *, dirty: bool = False) -> str:
    """A field; `result` is the markup of its text, and a dirty one is updated when it is opened."""
    begin = '<w:fldChar w:fldCharType="begin" w:dirty="true"/>' if dirty else _BEGIN
    shown = f"<w:r>{_SEPARATE}</w:r>{result}" if result else ""
    text = f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>'
    return f"<w:r>{begin}</w:r><w:r>{text}</w:r>{shown}<w:r>{_END}</w:r>"


def field_begin(code: str, *, dirty: bool = False) -> str:
    """The begin of a field whose result is in several paragraphs; `FIELD_END` follows them."""
    return field(code, "\0", dirty=dirty).partition("\0")[0]


_BEGIN = '<w:fldChar w:fldCharType="begin"/>'
_SEPARATE = '<w:fldChar w:fldCharType="separate"/>'
_END = '<w:fldChar w:fldCharType="end"/>'
FIELD_END = f"<w:r>{_END}</w:r>"


def bookmark_start(name: str, number: int) -> str:
    """The begin of a bookmark; `number` is its own in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'


def bookmark_end(number: int) -> str:
    """The end of the bookmark with that number."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


def paragraph(content: str, style: str) -> str:
    """A paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
