"""Notes: moved to the end of their file, where reading systems look for the text of a pop-up.

EPUB's `noteref` and `footnote` cause the pop-up, the DPUB-ARIA roles inform screen readers, and
without pop-ups a link leads back to the call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.markup import BACKLINK, EPUB_TYPE, NOTES, has_class, note_calls, notes_of
from publish.model.roles import Role
from publish.model.xhtml import element
from publish.outputs.pages.markup import find_all

# Moves the notes of a document, given the words of its language and the first call of each note.
PlaceNotes = Callable[[etree._Element, LocalizedWords, Mapping[str, str]], None]

BACK = "↑"  # U+2191 is in the text faces; U+21A9 is not, and phones draw it as an emoji


def gather_notes(root: etree._Element, localized: LocalizedWords, calls: Mapping[str, str]) -> None:
    """Move every note of a document into one section at the end of its body.

    `calls` are the first calls of its notes, in order. Endnotes stay in their section, which is
    such a one already.
    """
    notes = describe_notes(root, localized, calls)
    order = {note_id: index for index, note_id in enumerate(calls)}
    notes.sort(key=lambda note: order.get(note.get("id", ""), len(order)))
    if footnotes := [note for note in notes if not is_endnote(note)]:
        find_all(root, "body")[0].append(_section(footnotes, localized))


def describe_notes(
    root: etree._Element, localized: LocalizedWords, calls: Mapping[str, str]
) -> list[etree._Element]:
    """The notes of a document; they and their calls get roles, and each note a link back."""
    for call in note_calls(root):
        call.set(EPUB_TYPE, "noteref")
        call.set("role", "doc-noteref")
    notes = notes_of(root)
    for note in notes:
        note.set(EPUB_TYPE, "endnote" if is_endnote(note) else "footnote")
        note.set("role", "doc-footnote")
        if call_id := calls.get(note.get("id", "")):
            _link_back(note, call_id, localized.back_to_text)
    return notes


def is_endnote(note: etree._Element) -> bool:
    """Whether a note is in a section of notes already, at the end of the book."""
    sections = note.iterancestors("{*}section")
    return any(has_class(section, Role.ENDNOTES) for section in sections)


def _section(notes: Iterable[etree._Element], localized: LocalizedWords) -> etree._Element:
    section = element("section", class_=NOTES, aria_label=localized.roles[Role.ENDNOTES])
    section.set(EPUB_TYPE, "footnotes")
    for note in notes:
        detach(note)
        section.append(note)
    return section


def detach(note: etree._Element) -> None:
    """Take a note with its language out of the text; only white space follows a block."""
    root = note.getroottree().getroot()
    for name in ("lang", "dir"):
        inherited = next((a.get(name) for a in note.iterancestors() if a.get(name)), None)
        if inherited and inherited != root.get(name) and note.get(name) is None:
            note.set(name, inherited)
    parent = note.getparent()
    if parent is not None:
        note.tail = "\n"
        parent.remove(note)


def _link_back(note: etree._Element, call_id: str, wording: str) -> None:
    last = note[-1] if len(note) else note
    parent = last if etree.QName(last).localname == "p" else note
    link = element("a", BACK, class_=BACKLINK, href=f"#{call_id}", role="doc-backlink")
    link.set("aria-label", wording)
    _append_after_space(parent, link)


def _append_after_space(parent: etree._Element, link: etree._Element) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "").rstrip() + "\u00a0"
    else:
        parent.text = (parent.text or "").rstrip() + "\u00a0"
    parent.append(link)
