"""Alternative texts: whether an image has one, and whether it tells anything."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from publish.model.xhtml import X

_FILE = re.compile(r"[\w() .-]*\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp)", re.I)
_NUMBERED = re.compile(r"(?:img|image|dsc|dscn|pict?|scan|screenshot)[ _-]*[\d_-]*\d", re.I)
_FURNITURE = ("label", "separator")
_WORDS = re.compile(r"\w+")


def is_decorative(image: etree._Element) -> bool:
    """Whether the author marked an image as an ornament, which needs no words."""
    return "decorative" in image.get("class", "").split()


def alt_text_problem(image: etree._Element) -> str:
    """Why an image's alternative text tells nothing; "" when it does, or need not.

    "missing": there is none. "file": it is the name of a file. "caption": it says again what the
    caption says, which a listener then hears twice (WCAG 2.2, 1.1.1, failures F30 and F65).
    """
    text = " ".join((image.get("alt") or "").split())
    if is_decorative(image):
        return ""
    if not text:
        return "missing"
    name = posixpath.basename(image.get("src") or "")
    if text == name or _FILE.fullmatch(text) or _NUMBERED.fullmatch(text):
        return "file"
    return "caption" if _bare(text) == _bare(_caption(image)) else ""


def _bare(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _caption(image: etree._Element) -> str:
    """The words of the caption of the figure around an image, without its number."""
    figure = next(image.iterancestors(f"{X}figure"), None)
    caption = None if figure is None else figure.find(f"{X}figcaption")
    if caption is None:
        return ""
    texts = [caption.text or ""]
    for child in caption:
        if child.get("class") not in _FURNITURE and child.tag != f"{X}p":
            texts += map(str, child.itertext())
        texts.append(child.tail or "")
    return "".join(texts)
