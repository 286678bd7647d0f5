"""Lists of DocBook that pandoc does not know, as those that it knows."""

from __future__ import annotations

from collections.abc import Iterable

from publish.importers.documents.dialects.elements import (
    ID,
    Element,
    element,
    identifier,
    remove,
    text_of,
)

_DONE, _OPEN = "\u2713 ", "\u274f "  # as Asciidoctor writes the boxes of tasks
_TASKS = {_DONE: "☒ ", _OPEN: "☐ "}


def rewrite_lists(root: Element) -> None:
    """Glossaries, questions and works as lists of terms and items; boxes as those of tasks."""
    for kind in ("glossdiv", "bibliodiv", "qandadiv"):
        for division in list(root.iter(kind)):
            _without_wrapper(division)
    _entries(root, "glossentry", "variablelist", _glossary_entry)
    _entries(root, "qandaentry", "variablelist", _question)
    _entries(root, ("bibliomixed", "biblioentry"), "itemizedlist", _work)
    for listed in root.iter("itemizedlist"):
        if listed.get("mark") == "none":
            _tasks(listed)


def _without_wrapper(node: Element) -> None:
    above = node.getparent()
    if above is None or node.find("title") is not None:
        node.tag = "section"
        return
    at = above.index(node)
    for child in reversed(list(node)):
        above.insert(at, child)
    remove(node)


def _entries(root: Element, tags: str | tuple[str, ...], kind: str, convert: object) -> None:
    """Runs of entries, each as an item of one list."""
    assert callable(convert)
    names = (tags,) if isinstance(tags, str) else tags
    for entry in list(root.iter(*names)):
        before = entry.getprevious()
        new = convert(entry)
        above = entry.getparent()
        if above is None:
            continue
        if before is not None and before.tag == kind and before.get("made"):
            before.append(new)
        else:
            made = element(kind, made="yes")
            made.append(new)
            above.insert(above.index(entry), made)
        entry.tail = None
        above.remove(entry)


def _glossary_entry(entry: Element) -> Element:
    new = element("varlistentry")
    if identifier(entry):
        _anchor(entry.find("glossterm"), identifier(entry))
    for term in entry.findall("glossterm"):
        term.tag = "term"
        new.append(term)
    item = element("listitem")
    for meaning in entry.findall("glossdef"):
        for block in list(meaning):
            item.append(_see(block))
    for see in entry.findall("glosssee"):
        item.append(_see(see))
    new.append(item)
    return new


def _see(block: Element) -> Element:
    if block.tag in ("glosssee", "glossseealso"):
        block.tag = "para"
    return block


def _question(entry: Element) -> Element:
    new, item, term = element("varlistentry"), element("listitem"), element("term")
    question, *more = _blocks(entry.find("question")) or [element("para")]
    term.text = question.text
    term.extend(list(question))
    for answer in ([block] for block in more):
        item.extend(answer)
    for answered in entry.findall("answer"):
        item.extend(_blocks(answered))
    new.extend([term, item])
    return new


def _blocks(node: Element | None) -> list[Element]:
    return [] if node is None else [child for child in node if child.tag != "label"]


def _work(entry: Element) -> Element:
    """A work as a paragraph of its words, in the order in which they are."""
    item, words = element("listitem"), element("para")
    if entry.tag == "bibliomixed":
        for part in list(entry):
            part.tag = "phrase" if part.tag == "bibliomisc" else part.tag
            part.attrib.pop("role", None)
        words.text = entry.text
        words.extend(list(entry))
    else:
        words.text = ", ".join(filter(None, map(text_of, entry)))
    if identifier(entry):
        _anchor(words, identifier(entry))
    item.append(words)
    return item


def _anchor(node: Element | None, name: str) -> None:
    """Give an identifier to an anchor at the beginning of an element."""
    if node is not None:
        anchor = element("anchor")
        anchor.set(ID, name)
        anchor.tail, node.text = node.text, None
        node.insert(0, anchor)


def _tasks(listed: Iterable[Element]) -> None:
    for item in listed:
        first = next(iter(item), None)
        text = first.text or "" if first is not None else ""
        for mark, box in _TASKS.items():
            if first is not None and text.startswith(mark):
                first.text = box + text.removeprefix(mark)
