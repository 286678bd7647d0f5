"""The CSL types and variables of the entry types and fields of BibLaTeX."""

from __future__ import annotations

from collections.abc import Mapping

from publish.sources.references.latex import bare_text, plain_text, verbatim_text

_TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "review": "review",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "reference": "book",
    "manual": "book",
    "periodical": "periodical",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "image": "graphic",
    "artwork": "graphic",
    "music": "song",
    "movie": "motion_picture",
    "video": "motion_picture",
    "letter": "personal_communication",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
}
CHAPTERS = frozenset(kind for kind, csl in _TYPES.items() if csl == "chapter") | {
    "inproceedings",
    "conference",
    "inreference",
}
INHERITED_TITLES = {"title": "booktitle", "subtitle": "booksubtitle"}
NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "bookauthor": "container-author",
    "director": "director",
    "introduction": "introduction",
}
_TEXTS = {
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "series": "collection-title",
    "volume": "volume",
    "volumes": "number-of-volumes",
    "issue": "issue",
    "pages": "page",
    "pagetotal": "number-of-pages",
    "chapter": "chapter-number",
    "edition": "edition",
    "note": "note",
    "version": "version",
    "eventtitle": "event-title",
    "venue": "event-place",
    "type": "genre",
    "pubstate": "status",
    "library": "archive",
}
_VERBATIM = {"url": "URL", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}
_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
_PLACES = ("location", "address")
# BibLaTeX has the language names of babel; language tags are kept.
_LANGUAGES = {
    "english": "en",
    "american": "en-US",
    "british": "en-GB",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "russian": "ru",
    "chinese": "zh",
    "japanese": "ja",
    "arabic": "ar",
}
_THESES = {
    "en": ("PhD thesis", "Master’s thesis"),
    "de": ("Dissertation", "Masterarbeit"),
    "fr": ("thèse de doctorat", "mémoire de master"),
    "es": ("tesis doctoral", "tesis de máster"),
    "it": ("tesi di dottorato", "tesi di laurea magistrale"),
    "pt": ("tese de doutorado", "dissertação de mestrado"),
}


def type_of(kind: str, fields: Mapping[str, str]) -> str:
    """The CSL type of an entry; `misc` with an address is a web page."""
    subtype = fields.get("entrysubtype", "").lower()
    if kind == "article" and subtype in ("magazine", "newspaper"):
        return f"article-{subtype}"
    if kind == "misc" and fields.get("url"):
        return "webpage"
    return _TYPES.get(kind, "document")


def texts_of(kind: str, fields: Mapping[str, str], language: str) -> dict[str, str]:
    """The variables of CSL that are text."""
    texts = {variable: bare_text(fields.get(field, "")) for field, variable in _TEXTS.items()}
    texts |= {own: verbatim_text(fields.get(field, "")) for field, own in _VERBATIM.items()}
    texts["title"] = _title(fields, "title", "subtitle")
    texts["container-title"] = (
        _title(fields, "booktitle", "booksubtitle")
        or _title(fields, "journaltitle", "journalsubtitle")
        or _title(fields, "journal", "")
        or _title(fields, "maintitle", "mainsubtitle")
    )
    texts["publisher"] = _first(fields, _PUBLISHERS)
    texts["publisher-place"] = _first(fields, _PLACES)
    texts["page"] = texts["page"].replace("–", "-")
    spoken = fields.get("langid") or fields.get("language") or fields.get("hyphenation") or ""
    texts["language"] = _LANGUAGES.get(spoken.lower(), spoken)
    texts[_number_variable(kind)] = bare_text(fields.get("number", "")) or texts.get(
        _number_variable(kind), ""
    )
    _set_genre(kind, texts, language)
    return {variable: value for variable, value in texts.items() if value}


def _title(fields: Mapping[str, str], main: str, sub: str) -> str:
    title, subtitle = plain_text(fields.get(main, "")), plain_text(fields.get(sub, ""))
    between = " " if title.endswith(("?", "!", ":")) else ": "
    return f"{title}{between}{subtitle}" if title and subtitle else title


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((bare_text(fields[name]) for name in names if fields.get(name)), "")


def _number_variable(kind: str) -> str:
    csl = _TYPES.get(kind, "document")
    if csl in ("article-journal", "review", "periodical"):
        return "issue"
    return "collection-number" if csl in ("book", "chapter", "paper-conference") else "number"


def _set_genre(kind: str, texts: dict[str, str], language: str) -> None:
    """Set the kind of a thesis, by its entry type or the key of BibLaTeX."""
    doctoral, masters = _THESES.get(language.split("-")[0].lower(), _THESES["en"])
    keys = {"phdthesis": doctoral, "mastersthesis": masters, "mathesis": masters}
    written = texts.get("genre", "")
    genre = keys.get(written) or written
    texts["genre"] = genre or keys.get(kind, "")
