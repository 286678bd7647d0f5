"""Formats the citations of a book, in reading order, and its bibliography, by a CSL style.

citeproc-js 2.4.63 is the reference: of 240 lines in six usual styles, 238 are the same, and the
other two differ by intent (a note begins with a capital, Han is never slanted). citeproc-py 0.11.1
wrote 104 of them so: without letters after equal years, given names that disambiguate, dashes for
repeated authors, suppressed authors and grouped cites. `support` names what is not implemented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from publish.csl.collapsing import RenderedCite, collapse_cites
from publish.csl.context import Cite, Disambiguation, RenderContext
from publish.csl.disambiguation import Disambiguator
from publish.csl.elements import render, render_all, resolve_choose
from publish.csl.formatting import apply_fonts
from publish.csl.letter_case import apply_case
from publish.csl.locale import Locale
from publish.csl.person_name import is_east_asian
from publish.csl.positions import with_positions
from publish.csl.punctuation import merge_runs, punctuate
from publish.csl.runs import (
    FONTS,
    ITALIC,
    UPRIGHT,
    Runs,
    TextRun,
    add_affixes,
    parse_runs,
    superscript_letters,
    text_of_runs,
    with_key,
)
from publish.csl.sorting import Collate, plain_collation, sort_by_keys
from publish.csl.style import Style, StyleNode
from publish.model.reference import Reference


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """An entry of the bibliography; `label` is its number or label in the margin, if any."""

    key: str
    label: Runs
    runs: Runs


class Processor:
    """Formats with one style in one language; `citations` are all of the book, in order.

    `listed` are keys that the bibliography has in addition to those that are cited; every key must
    be in `references`. `collate` gives the key by which texts sort.
    """

    def __init__(
        self,
        style: Style,
        language: str,
        references: Mapping[str, Reference],
        citations: Sequence[Sequence[Cite]],
        listed: Sequence[str] = (),
        collate: Collate = plain_collation,
    ) -> None:
        self._style = style
        self._locale = Locale(style, language)
        self._references = references
        self._collate = collate
        self._citations = with_positions(citations, style)
        cited = [cite.key for citation in citations for cite in citation]
        self._keys = list(dict.fromkeys([*cited, *listed]))
        self._numbers = {key: number for number, key in enumerate(self._keys, start=1)}
        self._disambiguations = {key: Disambiguation() for key in self._keys}
        self._order = self._sort()
        self._disambiguate()

    def _sort(self) -> list[str]:
        """Number the keys in the order of the bibliography; returns that order."""
        part = self._style.bibliography
        if part is None:
            return self._keys
        order = sort_by_keys(
            self._keys, part, lambda key: self._context(Cite(key), part), self._collate
        )
        self._numbers = {key: number for number, key in enumerate(order, start=1)}
        return order

    def _disambiguate(self) -> None:
        position = "subsequent" if self._style.in_notes else "first"

        def write(key: str) -> str:
            return text_of_runs(self._render_cite(Cite(key, position=position))[0])

        disambiguator = Disambiguator(self._style, self._references, self._disambiguations, write)
        disambiguator.run(self._keys, self._order)

    def _context(self, cite: Cite, part: StyleNode) -> RenderContext:
        return RenderContext(
            style=self._style,
            locale=self._locale,
            part=part,
            reference=self._references[cite.key],
            cite=cite,
            number=self._numbers[cite.key],
            disambiguation=self._disambiguations[cite.key],
            render=render,
        )

    def _render_cite(self, cite: Cite) -> tuple[Runs, str]:
        """One cite without the affixes of the author, and the names at its start."""
        context = self._context(cite, self._style.citation)
        output = render_all(_layout(self._style.citation).children, context, "")
        return output.runs, text_of_runs(context.first_names or ())

    def citation(self, index: int) -> Runs:
        """The text of a citation, by its index."""
        layout = _layout(self._style.citation)
        cites = self._sort_cites(self._citations[index])
        rendered = [self._rendered_cite(cite) for cite in cites]
        runs = collapse_cites(rendered, self._style.citation, self._without_names)
        inside = self._punctuate(_format_layout(layout, runs))
        opens = cites[0].prefix or cites[0].position.startswith("ibid")
        if self._style.in_notes and opens:
            return apply_case(inside, "capitalize-first", english=True)
        return inside

    def _sort_cites(self, citation: Sequence[Cite]) -> list[Cite]:
        """The cites in the order of the style; those with prefixes keep their order."""
        if any(cite.prefix for cite in citation[1:]):
            return list(citation)
        by_key = {cite.key: cite for cite in citation}
        if len(by_key) < len(citation):
            return list(citation)
        part = self._style.citation
        ordered = sort_by_keys(
            list(by_key), part, lambda key: self._context(by_key[key], part), self._collate
        )
        return [by_key[key] for key in ordered]

    def _rendered_cite(self, cite: Cite) -> RenderedCite:
        runs, names = self._render_cite(cite)
        return RenderedCite(
            cite=cite,
            runs=self._add_author_affixes(cite, runs),
            names=names,
            number=self._numbers[cite.key],
            letter=self._disambiguations[cite.key].year_suffix,
            plain=not (cite.prefix or cite.suffix or cite.locator),
            year=self._without_letter(cite),
        )

    def _without_letter(self, cite: Cite) -> str:
        """A cite without names and letter, for a style that collapses letters."""
        if not self._style.citation.get("collapse").startswith("year-suffix"):
            return ""
        disambiguation = self._disambiguations[cite.key]
        self._disambiguations[cite.key] = replace(disambiguation, year_suffix="")
        runs, _ = self._render_cite(replace(cite, without_author=True))
        self._disambiguations[cite.key] = disambiguation
        return text_of_runs(runs)

    def _without_names(self, cite: Cite) -> Runs:
        return self._add_author_affixes(
            cite, self._render_cite(replace(cite, without_author=True))[0]
        )

    def _add_author_affixes(self, cite: Cite, runs: Runs) -> Runs:
        prefix = f"{cite.prefix.rstrip()} " if cite.prefix.strip() else ""
        suffix = cite.suffix
        if suffix and not suffix.startswith((",", ";", ".", ":", " ")):
            suffix = f" {suffix}"
        return (*parse_runs(prefix), *with_key(runs, cite.key), *parse_runs(suffix))

    def author(self, key: str) -> Runs:
        """The name of a work in running text: its authors in the short form."""
        cite = Cite(key, position="subsequent" if self._style.in_notes else "first")
        context = self._context(cite, self._style.citation)
        render_all(_layout(self._style.citation).children, context, "")
        runs = context.first_names or ()
        if not runs:
            runs = render(_AUTHOR, self._context(cite, self._style.citation)).runs
        if not runs:
            runs = parse_runs(self._references[key].texts.get("title", key))
        return self._punctuate(with_key(runs, key))

    def bibliography(self) -> list[BibliographyEntry]:
        """The entries in order; none in a style without a bibliography."""
        part = self._style.bibliography
        if part is None:
            return []
        entries: list[BibliographyEntry] = []
        before = ""
        for key in self._order:
            context = self._context(Cite(key), part)
            entry, names = self._entry(key, context, before)
            before = names
            if entry.runs:
                entries.append(entry)
        return entries

    def _entry(
        self, key: str, context: RenderContext, before: str
    ) -> tuple[BibliographyEntry, str]:
        layout = _layout(context.part)
        outputs = [
            render(child, context).runs for child in resolve_choose(layout.children, context)
        ]
        names = text_of_runs(context.first_names or ())
        label: Runs = ()
        if context.part.get("second-field-align") and len(outputs) > 1:
            label, outputs = outputs[0], outputs[1:]
        runs = tuple(run for output in outputs for run in output)
        substitute = context.part.get("subsequent-author-substitute")
        if substitute and names and names == before:
            runs = _substitute_names(runs, names, substitute)
        runs = _format_layout(layout, runs)
        return BibliographyEntry(key, self._punctuate(label), self._punctuate(runs)), names

    def _punctuate(self, runs: Runs) -> Runs:
        inside = self._locale.option("punctuation-in-quote")
        return merge_runs(
            [
                _printed_run(run)
                for run in superscript_letters(punctuate(runs, inside_quotes=inside))
            ]
        )


def _layout(part: StyleNode) -> StyleNode:
    layout = part.first("layout")
    assert layout is not None, "parse_style accepts no part without a layout"
    return layout


def _format_layout(layout: StyleNode, runs: Runs) -> Runs:
    """The runs between the affixes of a layout, all in its fonts."""
    return apply_fonts(layout, add_affixes(runs, layout.get("prefix"), layout.get("suffix")))


_AUTHOR = StyleNode(
    "names",
    {"variable": "author"},
    (StyleNode("name", {"form": "short", "and": "text"}, (), "", 0),),
    "",
    0,
)


def _printed_run(run: TextRun) -> TextRun:
    """A run without the marks of formatting steps; upright by style or in Han, kana and Hangul."""
    letters = [character for character in run.text if character.isalpha()]
    upright = UPRIGHT in run.marks or (letters and all(map(is_east_asian, letters)))
    return replace(run, marks=run.marks & (FONTS - {ITALIC} if upright else FONTS))


def _substitute_names(runs: Runs, names: str, substitute: str) -> Runs:
    """The runs with a substitute in place of the names, which are those of the previous entry."""
    if not text_of_runs(runs).startswith(names):
        return runs
    left, rest = len(names), []
    for run in runs:
        remainder = run.text[left:]
        left = max(0, left - len(run.text))
        if remainder:
            rest.append(replace(run, text=remainder))
    return (TextRun(substitute), *rest)
