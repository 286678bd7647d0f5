"""Notes: gathered at the end of their file, where reading systems find them for a pop-up.

EPUB's `noteref` and `footnote` make the pop-up, DPUB-ARIA's roles tell a screen reader the same,
and a link leads back to the call where nothing pops up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.roles import Role
from publish.model.xhtml import element
from publish.outputs.pages.markup import EPUB_TYPE, find_all

BACK = "↑"  # U+2191 is in the text faces; U+21A9 is not, and phones draw it as an emoji


def first_calls(root: etree._Element) -> list[tuple[str, str]]:
    """The ids of each note and of its first call, in order; further calls have no id."""
    return [
        (call.get("href", "").lstrip("#"), call.get("id", ""))
        for call in _calls(root)
        if call.get("id")
    ]


def notes_of(root: etree._Element) -> list[etree._Element]:
    """The notes of a document, where they were written."""
    return [aside for aside in find_all(root, "aside") if aside.get("class") == "footnote"]


def gather_notes(root: etree._Element, localised: LocalizedWords, calls: Mapping[str, str]) -> None:
    """Move every note of a document into one section at the end of its body.

    `calls` are the first calls of its notes, in order. Notes that the book gathers at its end stay
    in their section, which is such a one already.
    """
    for call in _calls(root):
        call.set(EPUB_TYPE, "noteref")
        call.set("role", "doc-noteref")
    asides = notes_of(root)
    for aside in asides:
        kind = "endnote" if _is_gathered(aside) else "footnote"
        aside.set(EPUB_TYPE, kind)
        aside.set("role", "doc-footnote")
        _link_back(aside, calls.get(aside.get("id", "")), localised.back_to_text)
    order = {name: place for place, name in enumerate(calls)}
    asides.sort(key=lambda aside: order.get(aside.get("id", ""), len(order)))
    if moved := [aside for aside in asides if not _is_gathered(aside)]:
        find_all(root, "body")[0].append(_section(moved, localised))


def _calls(root: etree._Element) -> list[etree._Element]:
    return [a for a in find_all(root, "a") if a.get("class") == "noteref"]


def _is_gathered(aside: etree._Element) -> bool:
    above = (node.get("class", "").split() for node in aside.iterancestors("{*}section"))
    return any(Role.ENDNOTES in kinds for kinds in above)


def _section(asides: Iterable[etree._Element], localised: LocalizedWords) -> etree._Element:
    section = element("section", class_="notes", aria_label=localised.roles[Role.ENDNOTES])
    section.set(EPUB_TYPE, "footnotes")
    for aside in asides:
        _detach(aside)
        section.append(aside)
    return section


def _detach(aside: etree._Element) -> None:
    """Take a note out of the text with its language; only white space follows a block."""
    root = aside.getroottree().getroot()
    for name in ("lang", "dir"):
        around = next((a.get(name) for a in aside.iterancestors() if a.get(name)), None)
        if around and around != root.get(name) and aside.get(name) is None:
            aside.set(name, around)
    parent = aside.getparent()
    if parent is not None:
        aside.tail = "\n"
        parent.remove(aside)


def _link_back(aside: etree._Element, call: str | None, wording: str) -> None:
    if call is None:
        return
    last = aside[-1] if len(aside) else aside
    home = last if etree.QName(last).localname == "p" else aside
    address = f"#{call}"
    link = element("a", BACK, class_="backlink", href=address, role="doc-backlink")
    link.set("aria-label", wording)
    _append_after_space(home, link)


def _append_after_space(home: etree._Element, link: etree._Element) -> None:
    if len(home):
        home[-1].tail = (home[-1].tail or "").rstrip() + "\u00a0"
    else:
        home.text = (home.text or "").rstrip() + "\u00a0"
    home.append(link)
