"""Links whose text says nothing of where they lead (WCAG 2.2, 2.4.4 and 2.4.9)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree

from publish.model.language import fallback_tags
from publish.model.xhtml import text_of
from publish.structure.accessibility.findings import (
    AuthoredText,
    Finding,
    language_at,
    location_in,
)

_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.I)
_AROUND = " \t\n\u00a0\u202f.,:;!?…»«›‹“”„‘’\"'()[]→>…。，：！？「」《》،؟"


def check_links(text: AuthoredText) -> Iterator[Finding]:
    """ACC-005 for every link that is read as "here", or letter by letter as an address.

    References tell addresses as their style asks for, and they are what is looked up.
    """
    for section, link in text.elements("a"):
        shown = " ".join(text_of(link).split())
        if _ADDRESS.fullmatch(shown) and not _is_reference(link):
            hint = f"name what is there: [the name]({link.get('href', '')})"
            message = f"a link that reads `{shown}`"
            yield Finding("ACC-005", message, location_in(section, link), hint)
        elif _bare(shown) in _phrases(language_at(link, section, text.book)):
            hint = "let the link’s words name where it leads"
            message = f"a link that says only `{shown}`"
            yield Finding("ACC-005", message, location_in(section, link), hint)


def _is_reference(link: etree._Element) -> bool:
    """Whether a link stands in a list of references, or in what a citation says."""
    around = (node.get("class", "").split() for node in link.iterancestors())
    return any("references" in kinds or "citation" in kinds for kinds in around)


def _bare(shown: str) -> str:
    return shown.casefold().strip(_AROUND)


@cache
def _phrases(language: str) -> frozenset[str]:
    """The phrases that say nothing in a language, and in English, which stands in any."""
    tables = _tables()
    tags = (*fallback_tags(language), "en")
    return frozenset(phrase.casefold() for tag in tags for phrase in tables.get(tag, ()))


@cache
def _tables() -> dict[str, list[str]]:
    source = files("publish.structure.accessibility").joinpath("links.toml").read_text("utf-8")
    return tomllib.loads(source)
