"""Names of links that have only pictures without words: a listener hears where they lead."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from publish.model.markup import X
from publish.model.xhtml import text_of

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:www\.)?", re.I)


def has_only_pictures(link: etree._Element) -> bool:
    """Whether a link has pictures, and neither a text nor one of theirs."""
    pictures = list(link.iter(f"{X}img"))
    says = (image.get("alt", "").strip() for image in pictures)
    return bool(pictures) and not any(says) and not text_of(link).strip()


def name_link(link: etree._Element, words: str) -> None:
    """Give a link with nothing to hear those words as its name."""
    if words and has_only_pictures(link):
        link.set("aria-label", words)


def spoken_address(target: str) -> str:
    """An address as it is said: without `https://www.` and a stroke at its end."""
    return _SCHEME.sub("", unquote(target), count=1).rstrip("/")
