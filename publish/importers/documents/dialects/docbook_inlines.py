"""Pieces of lines in DocBook that pandoc would run together, and HTML that AsciiDoc passed on."""

from __future__ import annotations

from publish.importers.documents.dialects.elements import Element, element, text_of

# What pandoc makes code of, in which nothing else can be.
_CODE = frozenset(
    "code command computeroutput constant envar filename function literal option parameter"
    " programlisting prompt property replaceable screen symbol systemitem type userinput varname"
    " tag sgmltag classname methodname markup varargs".split()
)
_MENUS = frozenset({"guimenu", "guisubmenu", "guimenuitem", "guibutton", "guilabel", "interface"})
# Elements of HTML that DocBook does not have, as what they are there.
_HTML = {
    **{"ul": "itemizedlist", "ol": "orderedlist", "li": "listitem", "p": "para"},
    **{"sub": "subscript", "sup": "superscript", "em": "emphasis", "i": "emphasis"},
    **{"pre": "screen", "tt": "literal", "a": "link", "span": "phrase", "u": "emphasis"},
    **{"strong": "emphasis", "b": "emphasis"},
}
_ROLES = {"strong": "strong", "b": "strong", "u": "underline"}
_INLINE = frozenset({"subscript", "superscript", "emphasis", "literal", "link", "phrase", "code"})


def rewrite_inlines(root: Element) -> None:
    """Rewrite such pieces in place."""
    for html in list(root.iter(*_HTML)):
        _from_html(html)
    for item in list(root.iter("listitem")):
        _with_paragraph(item)
    for mark in list(root.iter("indexterm")):
        _out_of_code(mark)
    for menu in list(root.iter("menuchoice")):
        _with_marks(menu)


def _from_html(node: Element) -> None:
    tag, address = str(node.tag), node.get("href")
    node.tag = _HTML[tag]
    if tag in _ROLES:
        node.set("role", _ROLES[tag])
    if tag == "a" and address:
        node.attrib.clear()
        node.set("{http://www.w3.org/1999/xlink}href", address)


def _with_paragraph(item: Element) -> None:
    """Give an item with words of its own the paragraph that DocBook asks for."""
    has_words = bool((item.text or "").strip()) or any(each.tag in _INLINE for each in item[:1])
    if not has_words:
        return
    paragraph = element("para", item.text)
    item.text = None
    for child in list(item):
        if child.tag in ("itemizedlist", "orderedlist"):
            break
        paragraph.append(child)
    item.insert(0, paragraph)


def _out_of_code(mark: Element) -> None:
    """Put a mark of the index after the code that it is in."""
    code = next((each for each in mark.iterancestors() if each.tag in _CODE), None)
    while code is not None:
        above = code.getparent()
        parent, tail = mark.getparent(), mark.tail or ""
        if above is None or parent is None:
            return
        before = mark.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        mark.tail, code.tail = code.tail, None
        parent.remove(mark)
        above.insert(above.index(code) + 1, mark)
        code = next((each for each in mark.iterancestors() if each.tag in _CODE), None)


def _with_marks(menu: Element) -> None:
    """Menus and their items with a mark between them, as style sheets for DocBook set them."""
    words = [text_of(each) for each in menu if each.tag in _MENUS]
    if words and len(words) == len([each for each in menu if isinstance(each.tag, str)]):
        tail = menu.tail
        menu.clear()
        menu.tag, menu.text, menu.tail = "phrase", " > ".join(words), tail
