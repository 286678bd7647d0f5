"""Citations of the sources that Word itself keeps, in the form of Zotero, which the parser knows.

ECMA-376, part 1, 22.6 (bibliography) and 17.16.5.4 (CITATION); CSL-JSON 1.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from publish.importers.documents.ooxml.names import W

_B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_FIELD = re.compile(r"\s*CITATION\s+(?P<tag>\S+)(?P<rest>.*)", re.S)
_SWITCH = re.compile(r"\\(?P<name>[a-z])\s*(?P<value>\"[^\"]*\"|[^\\\s]*)")
_TYPES = {
    "Book": "book",
    "BookSection": "chapter",
    "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "Patent": "patent",
    "Film": "motion_picture",
    "Interview": "interview",
    "Case": "legal_case",
}
_VARIABLES = {
    "Title": "title",
    "Publisher": "publisher",
    "City": "publisher-place",
    "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "BookTitle": "container-title",
    "ConferenceName": "event-title",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "Edition": "edition",
    "URL": "URL",
    "StandardNumber": "note",
    "DOI": "DOI",
}


def read_sources(root: etree._Element) -> dict[str, dict[str, Any]]:
    """The works of a list of sources as CSL-JSON, by their tags."""
    works = {}
    for source in root.iter(f"{_B}Source"):
        if tag := source.findtext(f"{_B}Tag"):
            works[tag] = {"id": tag, **_work(source)}
    return works


def _work(source: etree._Element) -> dict[str, Any]:
    work: dict[str, Any] = {"type": _TYPES.get(source.findtext(f"{_B}SourceType", ""), "document")}
    for name, variable in _VARIABLES.items():
        if text := source.findtext(f"{_B}{name}"):
            work[variable] = text
    for role in ("Author", "Editor", "Translator"):
        if people := list(_people(source, role)):
            work[role.lower()] = people
    if (year := source.findtext(f"{_B}Year", "")).isdigit():
        work["issued"] = {"date-parts": [[int(year)]]}
    return work


def _people(source: etree._Element, role: str) -> Iterator[dict[str, str]]:
    around = source.find(f"{_B}Author/{_B}{role}")
    if around is None:
        return
    for person in around.iter(f"{_B}Person"):
        given = " ".join(filter(None, map(person.findtext, (f"{_B}First", f"{_B}Middle"))))
        yield {"family": person.findtext(f"{_B}Last", ""), **({"given": given} if given else {})}
    if corporate := around.findtext(f"{_B}Corporate"):
        yield {"literal": corporate}


def mark_citations(root: etree._Element, works: Mapping[str, Mapping[str, Any]]) -> None:
    """Write each field that cites a known work in the form of Zotero."""
    for instruction in root.iter(f"{W}instrText"):
        match = _FIELD.fullmatch(instruction.text or "")
        items = list(_items(match, works)) if match else []
        if items:
            cited = json.dumps({"citationItems": items, "properties": {}}, ensure_ascii=False)
            instruction.text = f" ADDIN ZOTERO_ITEM CSL_CITATION {cited} "


def _items(
    match: re.Match[str], works: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The works of a field: the first by its tag, others by the switch `m`, each with a page."""
    cited: list[dict[str, Any]] = [{"tag": match["tag"]}]
    for switch in _SWITCH.finditer(match["rest"]):
        value = switch["value"].strip('"')
        if switch["name"] == "m":
            cited.append({"tag": value})
        elif switch["name"] == "p":
            cited[-1] |= {"locator": value, "label": "page"}
        elif switch["name"] == "f":
            cited[-1]["prefix"] = value
        elif switch["name"] == "s":
            cited[-1]["suffix"] = value
    for each in cited:
        if work := works.get(each.pop("tag")):
            yield {"id": work["id"], "itemData": work, **each}
