"""Links whose text does not name the target (WCAG 2.2, 2.4.4 and 2.4.9)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree

from publish.model.language import fallback_tags
from publish.model.markup import CITATION, REFERENCES, has_class
from publish.model.xhtml import text_of
from publish.structure.accessibility.findings import (
    AuthoredText,
    Finding,
    language_at,
    location_in,
)
from publish.structure.link_names import has_only_pictures

_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.I)
_PUNCTUATION = " \t\n\u00a0\u202f.,:;!?…»«›‹“”„‘’\"'()[]→>…。，：！？「」《》،؟"


def check_links(text: AuthoredText) -> Iterator[Finding]:
    """ACC-005 for each link text such as "here", for addresses, which are read by letter, and for
    links that have only pictures without words.

    Addresses in references are accepted, since the citation style requires them.
    """
    for section, link in text.elements("a"):
        shown = " ".join(text_of(link).split())
        if _ADDRESS.fullmatch(shown) and not _is_reference(link):
            hint = f"name the target: [name]({link.get('href', '')})"
            message = f"the link text is an address: `{shown}`"
            yield Finding("ACC-005", message, location_in(section, link), hint, "addresses")
        elif _bare(shown) in _phrases(language_at(link, section, text.book)):
            hint = "name the target in the link text"
            message = f"the link text is only `{shown}`"
            yield Finding("ACC-005", message, location_in(section, link), hint, "phrases")
        elif has_only_pictures(link):
            hint = "say where the link leads as the text of its picture: [![name](…)](…)"
            message = "the link has only a picture without words"
            if name := link.get("aria-label"):
                message += f"; it is read as `{name}`"
            yield Finding("ACC-005", message, location_in(section, link), hint, "pictures")


def _is_reference(link: etree._Element) -> bool:
    """Whether a link is in a list of references, or in a citation."""
    ancestors = link.iterancestors()
    return any(has_class(node, REFERENCES) or has_class(node, CITATION) for node in ancestors)


def _bare(shown: str) -> str:
    return shown.casefold().strip(_PUNCTUATION)


@cache
def _phrases(language: str) -> frozenset[str]:
    """The uninformative phrases of a language, and those of English, which occur in any."""
    tables = _tables()
    tags = (*fallback_tags(language), "en")
    return frozenset(phrase.casefold() for tag in tags for phrase in tables.get(tag, ()))


@cache
def _tables() -> dict[str, list[str]]:
    source = files("publish.structure.accessibility").joinpath("links.toml").read_text("utf-8")
    return tomllib.loads(source)
