"""Captioned tables, captioned images and tasks, from their Markdown shorthand."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.model.markup import CAPTION_WORDS, CREDIT, DATA_LINE, TASK, TASK_BOX, X, has_class
from publish.model.xhtml import element, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing.captions import NO_ROOM, NO_ROOM_HINT
from publish.sources.markdown.parsing.parser import CAPTION_PREFIX
from publish.sources.markdown.shaping.captions import as_caption

_OF_CAPTIONED = ("id", PRINTED_NUMBER, FLOAT)  # attributes of a caption that its element gets
_CREDIT = ("credit", "licence")
_BOXES = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}


def shape_table_captions(root: etree._Element) -> None:
    """Turn a paragraph `Table: …` after a table into the caption of the table, with its id."""
    for table in list(root.iter(f"{X}table")):
        paragraph = table.getnext()
        if paragraph is None or paragraph.tag != f"{X}p":
            continue
        if not (paragraph.text or "").startswith(CAPTION_PREFIX):
            continue
        caption = etree.Element(f"{X}caption")
        caption.text = (paragraph.text or "")[len(CAPTION_PREFIX) :]
        caption.extend(list(paragraph))
        if line := paragraph.get(DATA_LINE):
            caption.set(DATA_LINE, line)
        for name in _OF_CAPTIONED:
            if value := paragraph.get(name):
                table.set(name, value)
        table.insert(0, caption)
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


def shape_figures(root: etree._Element, source: SourceFile) -> None:
    """Turn an image alone in its paragraph into a figure, with its caption and credit.

    A credit of any other image would not be shown.
    """
    for paragraph in list(root.iter(f"{X}p")):
        image = _image_alone(paragraph)
        if image is None:
            continue
        paragraph.tag = f"{X}figure"
        for name in _OF_CAPTIONED:
            if value := image.attrib.pop(name, None):
                paragraph.set(name, str(value))
        words = paragraph.getnext()
        if words is not None and has_class(words, CAPTION_WORDS):
            paragraph.append(as_caption(words))
        _set_credit(paragraph, image)
    for image in root.iter(f"{X}img"):
        if any(image.get(name) for name in _CREDIT):
            place = source_location(image, source.path)
            source.report.add("STR-022", NO_ROOM, place, hint=NO_ROOM_HINT)


def _image_alone(paragraph: etree._Element) -> etree._Element | None:
    """The image of a paragraph with nothing else; it may be in a link."""
    node = paragraph
    while len(node) == 1 and not (node.text or "").strip() and not (node[0].tail or "").strip():
        node = node[0]
        if node.tag == f"{X}img":
            return node
        if node.tag != f"{X}a":
            return None
    return None


def _set_credit(figure: etree._Element, image: etree._Element) -> None:
    """The author of the image and its licence, as a line below the caption.

    It is part of the caption where there is one, since in HTML nothing may follow a `figcaption`.
    """
    parts = [image.attrib.pop(name, None) for name in _CREDIT]
    text = ". ".join(str(part).rstrip(".") for part in parts if part)
    if text:
        caption = figure.find(f"{X}figcaption")
        parent = figure if caption is None else caption
        parent.append(element("p", f"{text}.", class_=CREDIT))


def shape_tasks(root: etree._Element) -> None:
    """Turn `[ ]` and `[x]` at the start of a list item into a box that is open or ticked."""
    for item in root.iter(f"{X}li"):
        first = item[0] if len(item) and item[0].tag == f"{X}p" else item
        text = (first.text or "").lstrip()
        for shorthand, box in _BOXES.items():
            if text.startswith(shorthand):
                _insert_box(item, first, box, text[len(shorthand) :])
                break


def _insert_box(item: etree._Element, first: etree._Element, box: str, text: str) -> None:
    mark = element("span", box, class_=TASK_BOX)
    mark.tail = f" {text}"
    first.text = None
    first.insert(0, mark)
    item.set("class", TASK)
