"""Captioned tables, captioned images and tasks, out of their Markdown shorthand."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import X, element
from publish.sources.markdown.parsing.parser import CAPTION


def set_captions(root: etree._Element) -> None:
    """Make a paragraph `Table: …` after a table that table's caption, with its id."""
    for table in list(root.iter(f"{X}table")):
        paragraph = table.getnext()
        if paragraph is None or paragraph.tag != f"{X}p":
            continue
        if not (paragraph.text or "").startswith(CAPTION):
            continue
        caption = etree.Element(f"{X}caption")
        caption.text = (paragraph.text or "")[len(CAPTION) :]
        caption.extend(list(paragraph))
        if anchor := paragraph.get("id"):
            table.set("id", anchor)
        table.insert(0, caption)
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


def set_figures(root: etree._Element) -> None:
    """Make an image alone in its paragraph a figure: its title the caption, then its credit."""
    for paragraph in list(root.iter(f"{X}p")):
        if len(paragraph) != 1 or paragraph[0].tag != f"{X}img":
            continue
        image = paragraph[0]
        if (paragraph.text or "").strip() or (image.tail or "").strip():
            continue
        paragraph.tag = f"{X}figure"
        if anchor := image.attrib.pop("id", None):
            paragraph.set("id", str(anchor))
        if title := image.attrib.pop("title", None):
            paragraph.append(element("figcaption", str(title)))
        _set_credit(paragraph, image)


def _set_credit(figure: etree._Element, image: etree._Element) -> None:
    """Who made the image and under what licence, as a line below the caption.

    It stands in the caption where there is one, since HTML lets nothing follow a `figcaption`.
    """
    given = [image.attrib.pop(name, None) for name in ("credit", "licence")]
    words = ". ".join(str(text).rstrip(".") for text in given if text)
    if words:
        caption = figure.find(f"{X}figcaption")
        home = figure if caption is None else caption
        home.append(element("p", f"{words}.", class_="credit"))


def set_tasks(root: etree._Element) -> None:
    """Make `[ ]` and `[x]` at the start of a list entry a box that is open or ticked."""
    for entry in root.iter(f"{X}li"):
        home = entry[0] if len(entry) and entry[0].tag == f"{X}p" else entry
        for typed, box in _BOXES.items():
            if (home.text or "").lstrip().startswith(typed):
                _tick(entry, home, box, (home.text or "").lstrip()[len(typed) :])
                break


_BOXES = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}


def _tick(entry: etree._Element, home: etree._Element, box: str, rest: str) -> None:
    mark = element("span", box, class_="task-box")
    mark.tail = f" {rest}"
    home.text = None
    home.insert(0, mark)
    entry.set("class", "task")
