"""DocBook, rewritten so that pandoc keeps what its reader would drop or guess.

Callouts, references, keys, glossaries, questions, works, sources of quotations and titles of blocks
become elements for which its tree has a place. https://tdg.docbook.org/tdg/5.2/
"""

from __future__ import annotations

import re

from lxml import etree

from publish.importers.documents.dialects.docbook_inlines import rewrite_inlines
from publish.importers.documents.dialects.docbook_lists import rewrite_lists
from publish.importers.documents.dialects.elements import (
    ID,
    Element,
    element,
    identifier,
    insert_before,
    remove,
    text_of,
    unwrap,
)
from publish.importers.documents.ledger import Ledger, LossKind

_HREF = "{http://www.w3.org/1999/xlink}href"
_GENERATED = ("index", "toc", "lot", "tocchap")
_SECTIONS = frozenset(
    {"book", "article", "part", "chapter", "preface", "appendix", "glossary", "bibliography"}
    | {"dedication", "colophon", "acknowledgements", "section", "simplesect", "partintro"}
    | {f"sect{level}" for level in range(1, 6)}
)
_KEEP_TITLES = _SECTIONS | frozenset(
    {"info", "figure", "table", "example", "sidebar", "formalpara", "bibliomixed", "biblioentry"}
    | {"note", "tip", "important", "warning", "caution", "danger"}
)
_DELIMITED = re.compile(
    r"\s*(?:\\\((.*)\\\)|\\\[(.*)\\\]|\$\$?([^$]*)\$\$?"
    r"|\\begin\{(?:equation|displaymath)\*?\}(.*)\\end\{(?:equation|displaymath)\*?\})\s*",
    re.S,
)
_EMPHASIS = {"line-through": "strikethrough", "underline": "underline"}


def rewrite(root: Element, name: str, ledger: Ledger) -> None:
    """Rewrite a document in place; `name` is that of its file, for the ledger."""
    _without_namespaces(root)
    _drop(root, name, ledger)
    _includes(root, name, ledger)
    for rewrite_kind in (_references, _callouts, _keys, _roles, _pieces, _formulas, _quotations):
        rewrite_kind(root)
    rewrite_inlines(root)
    rewrite_lists(root)
    _titles(root)
    _listings(root)


def _without_namespaces(root: Element) -> None:
    for node in root.iter("*"):
        node.tag = etree.QName(node).localname


def _drop(root: Element, name: str, ledger: Ledger) -> None:
    for node in list(root.iter(etree.Comment)):
        ledger.add(LossKind.COMMENT, name, node.text or "")
        remove(node)
    for node in list(root.iter(*_GENERATED, "remark")):
        words = text_of(node)
        kind = LossKind.COMMENT if node.tag == "remark" else LossKind.NAVIGATION
        ledger.add(kind, name, words or str(node.tag), words)
        remove(node)


def _includes(root: Element, name: str, ledger: Ledger) -> None:
    for node in list(root.iter("include")):
        ledger.add(LossKind.DOCUMENT, name, f"XInclude of {node.get('href', '?')}")
        remove(node)


def _references(root: Element) -> None:
    """References without words: those to what has a number or a title say what the book says."""
    targets = {identifier(node): node for node in root.iter("*") if identifier(node)}
    for node in root.iter("xref"):
        target = targets.get(node.get("linkend", ""))
        node.tag = "link"
        if target is not None and (target.tag in _SECTIONS or target.find("title") is not None):
            node.append(element("phrase", role="xref"))
        else:
            label = "" if target is None else target.get("xreflabel", "")
            node.text = label or node.get("linkend")
    for node in root.iter("link", "uri"):
        path, _, name = (node.get(_HREF) or "").partition("#")
        if path.endswith(".xml") and name in targets:  # another file of the same book
            node.attrib.pop(_HREF)
            node.set("linkend", name)
        elif path and not text_of(node):
            node.text = node.get(_HREF)


def _callouts(root: Element) -> None:
    """Marks in code as `(1)`, and the list that explains them as a numbered list."""
    numbers: dict[str, int] = {}
    for callouts in list(root.iter("calloutlist")):
        callouts.tag = "orderedlist"
        for number, item in enumerate(callouts.findall("callout"), start=1):
            item.tag = "listitem"
            numbers.update(dict.fromkeys(item.get("arearefs", "").split(), number))
    count = 0
    for mark in list(root.iter("co")):
        count = numbers.get(identifier(mark), count + 1)
        unwrap(mark, f"({count})")


def _keys(root: Element) -> None:
    for combination in list(root.iter("keycombo")):
        keys = [text_of(key) for key in combination.iter("keycap", "keysym")]
        _replace_words(combination, "phrase", "+".join(keys), role="kbd")
    for key in list(root.iter("keycap")):
        _replace_words(key, "phrase", text_of(key), role="kbd")


def _replace_words(node: Element, tag: str, words: str, **attributes: str) -> None:
    tail = node.tail
    node.clear()
    node.tag, node.text, node.tail = tag, words, tail
    node.attrib.update(attributes)


def _roles(root: Element) -> None:
    """Roles count on phrases alone; pandoc hands on others to what follows."""
    for node in root.iter("*"):
        role = node.get("role", "")
        if node.tag == "phrase" and role in _EMPHASIS:
            node.tag = "emphasis"
            node.set("role", _EMPHASIS[role])
        elif node.tag not in ("phrase", "emphasis"):
            node.attrib.pop("role", None)


def _pieces(root: Element) -> None:
    """Pieces that pandoc reads only in another form: kept lines, rules, feet of tables, widths."""
    for node in list(root.iter("literallayout")):
        node.tag = "screen" if node.get("class") == "monospaced" else "para"
        if node.tag == "para" and not len(node):
            _break_lines(node)
    for rule in [each for each in root.iter(etree.PI) if "asciidoc-hr" in str(each)]:
        around = rule.getparent()
        if around is not None and around.tag in ("simpara", "para") and not text_of(around):
            around.clear(keep_tail=True)
            around.append(element("phrase", role="rule"))
    for foot in list(root.iter("tfoot")):
        body = next(foot.itersiblings("tbody"), None)
        if body is None:
            body = next(foot.itersiblings("tbody", preceding=True), None)
        if body is not None:
            body.extend(list(foot))
            remove(foot)
    for picture in root.iter("imagedata"):
        if picture.get("contentwidth"):
            picture.set("width", picture.get("contentwidth", ""))


def _break_lines(node: Element) -> None:
    first, *others = (node.text or "").splitlines() or [""]
    node.text = first
    for line in others:
        end = etree.ProcessingInstruction("asciidoc-br")
        end.tail = line
        node.append(end)


def _formulas(root: Element) -> None:
    """The name of a formula as the label in it, which the reader of formulas knows."""
    for node in list(root.iter("equation", "informalequation")):
        formula = node.find(".//mathphrase")
        if formula is None:
            continue
        for alternative in node.findall("alt"):
            remove(alternative)
        formula.text = _bare(formula.text or "")
        if identifier(node):
            formula.text = f"{formula.text or ''} \\label{{{identifier(node)}}}"
    for node in list(root.iter("inlineequation")):
        if (formula := node.find("mathphrase")) is not None:
            formula.text = _bare(formula.text or "")
            for alternative in node.findall("alt"):
                remove(alternative)


def _bare(tex: str) -> str:
    """A formula without the signs around it, which some write as in a text."""
    match = _DELIMITED.fullmatch(tex)
    return tex if match is None else next(filter(None, match.groups()), "").strip()


def _quotations(root: Element) -> None:
    """The source of a quotation as a paragraph of its own after it."""
    for attribution in list(root.iter("attribution")):
        parts = [attribution.text or "", *(text_of(part) for part in attribution)]
        words = ", ".join(" ".join(part.split()) for part in parts if part.strip())
        quotation = attribution.getparent()
        remove(attribution)
        if quotation is not None and words:
            source = element("para")
            source.append(element("phrase", words, role="source"))
            source.tail, quotation.tail = quotation.tail, None
            quotation.addnext(source)


def _titles(root: Element) -> None:
    """The title of a block that has no place for one as a paragraph in bold before it."""
    for title in list(root.iter("title")):
        block = title.getparent()
        if block is None or block.tag in _KEEP_TITLES or str(block.tag).endswith("info"):
            continue
        above = block.getparent()
        remove(title)
        if above is not None and text_of(title):
            words = element("para")
            title.tag, title.tail = "emphasis", None
            title.set("role", "strong")
            words.append(title)
            insert_before(block, words)


def _listings(root: Element) -> None:
    """A listing has the name of the block around it, by which it is referred to."""
    for block in root.iter("formalpara", "example"):
        listing = next(block.iter("programlisting", "screen"), None)
        if listing is not None and identifier(block) and not identifier(listing):
            listing.set(ID, identifier(block))
            block.attrib.pop(ID, "")
            block.attrib.pop("id", "")
