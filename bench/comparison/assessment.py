"""The results of one product: a value for each row of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from bench.blocks import Composition, Reference
from bench.comparison import text as source
from bench.comparison.elements import Element, Match, counts, find, letters_of
from bench.comparison.epub import EpubReader
from bench.comparison.pdf import PdfReader
from bench.comparison.reading_order import count_missed_words, count_ordered_passages
from bench.comparison.text import tokens
from publish.verification.validators import FLAVOURS

NOTHING = "–"
_CONTENTS_DEPTH = 3


@dataclass(frozen=True)
class ProductResult:
    """The rows of one product by their keys, and the findings in detail."""

    name: str
    rows: Mapping[str, str]
    details: list[str] = field(default_factory=list)


def share(part: int, whole: int) -> str:
    """A part of a whole, as in the tables."""
    return str(whole) if part == whole else f"{part} of {whole}"


def assess_pdf(text: Composition, path: Path) -> dict[str, str]:
    """The rows of a PDF, without those of validators and of the other runs."""
    reader = PdfReader(path)
    matches = find(source.expected_elements(text), reader.elements)
    outline = set(map(letters_of, reader.outline))
    lines = {letters_of(element.text) for element in reader.elements}
    heads = [each for each in matches if each.expected.kind == "H"]
    listed = [each.element for each in heads if each.expected.level <= _CONTENTS_DEPTH]
    languages = source.languages(text)
    return {
        **_content_rows(text, matches, reader.text),
        "references with number": _reference_share(text, matches, reader.text, _has_number),
        "references with page": _reference_share(text, matches, reader.text, _has_page),
        "contents": share(
            sum(letters_of(head.text) + letters_of(head.page) in lines for head in listed),
            sum(
                0 < expected.level <= _CONTENTS_DEPTH for expected in source.expected_elements(text)
            ),
        ),
        "outline": _heading_share(text, matches, outline),
        "page labels": _ranges(reader.labels) if reader.labelled else NOTHING,
        "languages": _language_share(languages, reader.languages),
        "outside the tree": str(reader.untagged),
        "claims": ", ".join(FLAVOURS[name].name for name in reader.claims) or NOTHING,
    }


def assess_epub(text: Composition, path: Path) -> dict[str, str]:
    """The rows of an EPUB, without those of validators and of the other runs."""
    reader = EpubReader(path)
    matches = find(source.expected_elements(text), reader.elements)
    matching = {
        letters_of(line.text)
        for line in reader.navigation("toc")
        if letters_of(line.text) == letters_of(reader.heading(line.target))
    }
    pages = reader.navigation("page-list")
    languages = source.languages(text)
    return {
        **_content_rows(text, matches, reader.text),
        "references with number": _reference_share(text, matches, reader.text, _has_number),
        "navigation": _heading_share(text, matches, matching),
        "landmarks": str(len(reader.navigation("landmarks"))),
        "page list": share(sum(page.target in reader.page_breaks for page in pages), len(pages))
        if pages
        else NOTHING,
        "languages": _language_share(languages, reader.languages),
        "metadata": str(len(reader.accessibility)),
        "summary": "yes" if reader.values_of("schema:accessibilitySummary") else NOTHING,
        "features": ", ".join(reader.values_of("schema:accessibilityFeature")) or NOTHING,
    }


def _content_rows(text: Composition, matches: list[Match], shown: str) -> dict[str, str]:
    """The rows of both formats: elements, words, passages and notes."""
    total, whole = counts(source.expected_elements(text)), counts(each.expected for each in matches)
    passages, notes = source.passages(text), source.notes(text)
    words, letters = tokens(" ".join(passages)), letters_of(shown)
    return {
        **{kind: share(whole.get(kind, 0), count) for kind, count in total.items()},
        "words": share(len(words) - count_missed_words(words, tokens(shown)), len(words)),
        "passages in order": share(count_ordered_passages(passages, shown), len(passages)),
        "notes there": share(sum(letters_of(note) in letters for note in notes), len(notes)),
    }


def _language_share(total: list[str], values_of: set[str]) -> str:
    """The share of the languages that are declared, regardless of the region."""
    known = {each.partition("-")[0].lower() for each in values_of}
    return share(sum(each in known for each in total), len(total))


def _heading_share(text: Composition, matches: list[Match], lines: set[str]) -> str:
    """The share of headings that have a line with their number and title."""
    heads = [each for each in matches if each.expected.kind == "H"]
    all_heads = sum(expected.kind == "H" for expected in source.expected_elements(text))
    return share(sum(letters_of(head.element.text) in lines for head in heads), all_heads)


def _reference_share(
    text: Composition, matches: list[Match], shown: str, is_correct: Callable[[str, Match], bool]
) -> str:
    """The share of references that are correct.

    If a paragraph is not a single element, its references are searched in the whole text.
    """
    named = {
        each.expected.runs[0]: each for each in matches if each.expected.kind in ("H", "Caption")
    }
    targets = source.targets(text)
    whole = {each.expected: each.gap_texts for each in matches}
    everywhere = Element("P", shown)
    correct = total = 0
    for expected in source.expected_elements(text):
        total += sum(isinstance(each, Reference) for gap in expected.gaps for each in gap)
        gap_texts = whole.get(expected) or everywhere.texts_around(expected.runs) or ()
        for gap, gap_text in zip(expected.gaps, gap_texts, strict=False):
            for inline in gap:
                if isinstance(inline, Reference) and (target := named.get(targets[inline.target])):
                    correct += is_correct(gap_text, target)
    return share(correct, total)


def _has_number(gap_text: str, target: Match) -> bool:
    """Whether a reference has the number before the title of its target."""
    label, words = tokens(target.gap_texts[0]), tokens(gap_text)
    starts = range(len(words) - len(label) + 1)
    return bool(label) and any(words[at : at + len(label)] == label for at in starts)


def _has_page(gap_text: str, target: Match) -> bool:
    """Whether a reference ends with the page of its target, after the number."""
    words = tokens(gap_text)
    return bool(target.element.page) and target.element.page in words[-1:]


def _ranges(labels: list[str]) -> str:
    """The page labels as ranges of roman and of arabic numerals."""
    ranges = []
    for _, group in groupby(labels, key=str.isdigit):
        run = list(group)
        ranges.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0])
    return ", ".join(ranges)
