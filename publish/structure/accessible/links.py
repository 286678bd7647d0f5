"""Links whose text says nothing of where they lead (WCAG 2.2, 2.4.4 and 2.4.9)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree

from publish.model.book import Book
from publish.model.language import lineage
from publish.model.xhtml import X
from publish.structure.accessible.faults import Fault, language_at, place_in, written

_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.I)
_AROUND = " \t\n\u00a0\u202f.,:;!?…»«›‹“”„‘’\"'()[]→>…。，：！？「」《》،؟"


def links(book: Book) -> Iterator[Fault]:
    """ACC-005 for every link that is read as "here", or letter by letter as an address.

    References tell addresses as their style asks for, and they are what is looked up.
    """
    for section, text in written(book):
        for link in text.iter(f"{X}a"):
            shown = " ".join("".join(map(str, link.itertext())).split())
            place = place_in(section, link)
            if _ADDRESS.fullmatch(shown) and not _is_reference(link):
                hint = f"name what is there: [the name]({link.get('href', '')})"
                yield Fault("ACC-005", f"a link that reads `{shown}`", place, hint)
            elif _says_nothing(shown, language_at(link, section, book)):
                hint = "let the link’s words name where it leads"
                yield Fault("ACC-005", f"a link that says only `{shown}`", place, hint)


def _is_reference(link: etree._Element) -> bool:
    """Whether a link stands in a list of references, or in what a citation says."""
    around = (node.get("class", "").split() for node in link.iterancestors())
    return any("references" in kinds or "citation" in kinds for kinds in around)


def _says_nothing(shown: str, language: str) -> bool:
    return shown.casefold().strip(_AROUND) in _phrases(language)


@cache
def _phrases(language: str) -> frozenset[str]:
    """The phrases that say nothing in a language, and in English, which stands in any."""
    source = files("publish.structure.accessible").joinpath("links.toml").read_text("utf-8")
    tables: dict[str, list[str]] = tomllib.loads(source)
    tags = (*lineage(language), "en")
    return frozenset(phrase.casefold() for tag in tags for phrase in tables.get(tag, ()))
