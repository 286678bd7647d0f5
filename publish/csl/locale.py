"""Terms, dates and options of a language: of the style, of the CSL locales, and our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from publish.csl.library import installed_locale, installed_locale_tag
from publish.csl.own_terms import own_locales
from publish.csl.style import Style, StyleNode

_FALLBACK = "en-US"
# The fallback for a form that a term lacks (CSL 1.0.2, “Terms”).
_FORMS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in the singular and in the plural; `gender` is that of an ordinal before it.

    `match` says which digits of a number select the ending of an ordinal.
    """

    singular: str
    plural: str
    gender: str = ""
    match: str = ""


class Locale:
    """The terms of a language for one style: its own, those of the language, and English ones.

    A style of the program takes the program's terms, so that a book is the same on every machine.
    """

    def __init__(self, style: Style, language: str) -> None:
        own, installed = own_locales(language), installed_locale_tag(language)
        self._tag = installed or (language if own else _FALLBACK)
        wanted = dict.fromkeys((language, self._tag, self._tag.split("-")[0], ""))
        self._sources = (
            *(node for tag in wanted for node in style.locales if node.get("lang") == tag),
            *((*own, *own_locales(_FALLBACK)) if style.is_own and own else _locales(language)),
        )

    @property
    def english(self) -> bool:
        """Whether titles are capitalised as English capitalises them."""
        return self._tag.startswith("en")

    def term(self, name: str, form: str = "long") -> Term | None:
        """A term in that form or its fallbacks, None when it is unknown."""
        wanted: str | None = form
        while wanted:
            for source in self._sources:
                if term := _terms(source).get((name, wanted)):
                    return term
            wanted = _FORMS.get(wanted)
        return None

    def term_text(self, name: str, form: str = "long", *, plural: bool = False) -> str:
        """The text of a term, empty when it is unknown."""
        term = self.term(name, form)
        if term is None:
            return ""
        return term.plural if plural else term.singular

    def ordinal_ending(self, number: int, counted: str) -> str:
        """The ending of an ordinal before the noun that it counts: "nd", ".", "e".

        CSL 1.0.2, “Ordinal Suffixes”; the endings of two languages are never mixed.
        """
        noun = self.term(counted)
        forms = (noun.gender, "long") if noun and noun.gender else ("long",)
        source = next(s for s in self._sources if any(name == "ordinal" for name, _ in _terms(s)))
        terms = _terms(source)
        for name in (f"ordinal-{number % 100:02d}", f"ordinal-{number % 10:02d}", "ordinal"):
            for form in forms:
                term = terms.get((name, form))
                if term and _covers(term, name, number):
                    return term.singular
        return ""

    def date(self, form: str) -> StyleNode | None:
        """The localised date of a form, "text" or "numeric"."""
        for source in self._sources:
            for date in source.all("date"):
                if date.get("form") == form:
                    return date
        return None

    def option(self, name: str) -> bool:
        """A boolean option of the language."""
        for source in self._sources:
            options = source.first("style-options")
            if options is not None and options.get(name):
                return options.get(name) == "true"
        return False

    @property
    def quotes(self) -> tuple[str, str]:
        """The outer quotation marks."""
        return self.term_text("open-quote"), self.term_text("close-quote")

    @property
    def inner_quotes(self) -> tuple[str, str]:
        """The quotation marks inside quotation marks."""
        return self.term_text("open-inner-quote"), self.term_text("close-inner-quote")


def _locales(language: str) -> tuple[StyleNode, ...]:
    """The locales of a language and of English: the installed ones, or our own without them."""
    primary = language.split("-")[0]
    tags = (installed_locale_tag(each) for each in (language, primary, _FALLBACK))
    installed = tuple(installed_locale(tag) for tag in dict.fromkeys(tags) if tag)
    return installed or (*own_locales(language), *own_locales(_FALLBACK))


def _covers(term: Term, name: str, number: int) -> bool:
    """Whether the ending of that name is for a number."""
    digits = name.removeprefix("ordinal-")
    if digits == "ordinal":
        return True
    usual = "last-digit" if int(digits) < 10 else "last-two-digits"
    last = {"last-digit": number % 10, "last-two-digits": number % 100, "whole-number": number}
    return last.get(term.match or usual) == int(digits)


# The labels of locators (CSL 1.0.2, “Locators”).
_LOCATOR_LABELS = (
    "act appendix article-locator book canon chapter column elocation equation figure folio issue"
    " line note opus page paragraph part rule scene section sub-verbo supplement surah table"
    " timestamp title-locator verse volume"
).split()


@cache
def locator_labels(language: str) -> dict[str, str]:
    """The words and abbreviations before a locator ("pp.", "Kap.") and the label of each.

    Those of the language come before the English ones, which every book may use.
    """
    labels: dict[str, str] = {}
    for terms in map(_terms, _locales(language)):
        for name in _LOCATOR_LABELS:
            for form in ("long", "short", "symbol"):
                term = terms.get((name, form))
                for word in (term.singular, term.plural) if term else ():
                    labels.setdefault(word.strip(), name)
    labels.pop("", None)
    return labels


_CACHED_TERMS: dict[int, tuple[StyleNode, dict[tuple[str, str], Term]]] = {}


def _terms(source: StyleNode) -> dict[tuple[str, str], Term]:
    """The terms of a locale by name and form, cached by locale."""
    known = _CACHED_TERMS.get(id(source))
    if known is None or known[0] is not source:
        terms: dict[tuple[str, str], Term] = {}
        for group in source.all("terms"):
            for node in group.all("term"):
                key = (node.get("name"), node.get("gender-form") or node.get("form", "long"))
                terms.setdefault(key, _term(node))
        known = _CACHED_TERMS[id(source)] = (source, terms)
    return known[1]


def _term(node: StyleNode) -> Term:
    singular, plural = node.first("single"), node.first("multiple")
    gender, match = node.get("gender"), node.get("match")
    if singular is None or plural is None:
        return Term(node.text, node.text, gender, match)
    return Term(singular.text, plural.text, gender, match)
