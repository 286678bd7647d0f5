"""Alternative texts: whether an image has one, and whether it is informative."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from publish.model.markup import DECORATIVE, LABEL, SEPARATOR, X, has_class

_FILE_NAME = re.compile(r"[\w() .-]*\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp)", re.I)
_CAMERA_NAME = re.compile(r"(?:img|image|dsc|dscn|pict?|scan|screenshot)[ _-]*[\d_-]*\d", re.I)
_WORD = re.compile(r"\w+")


def is_decorative(image: etree._Element) -> bool:
    """Whether the author marked an image as decorative, so that it needs no text."""
    return has_class(image, DECORATIVE)


def alt_text_problem(image: etree._Element) -> str:
    """The problem with an image's alternative text; "" if there is none.

    "missing": no text. "file": a file name. "caption": the words of the caption, which a listener
    then hears twice (WCAG 2.2, 1.1.1, failures F30 and F65).
    """
    text = " ".join((image.get("alt") or "").split())
    if is_decorative(image):
        return ""
    if not text:
        return "missing"
    name = posixpath.basename(image.get("src") or "")
    if text == name or _FILE_NAME.fullmatch(text) or _CAMERA_NAME.fullmatch(text):
        return "file"
    return "caption" if _words(text) == _words(_caption(image)) else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _caption(image: etree._Element) -> str:
    """The caption of the figure that contains an image, without its number."""
    figure = next(image.iterancestors(f"{X}figure"), None)
    caption = None if figure is None else figure.find(f"{X}figcaption")
    if caption is None:
        return ""
    texts = [caption.text or ""]
    for child in caption:
        if not (has_class(child, LABEL) or has_class(child, SEPARATOR) or child.tag == f"{X}p"):
            texts += map(str, child.itertext())
        texts.append(child.tail or "")
    return "".join(texts)
