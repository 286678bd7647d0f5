"""What was found in one product: a value for each row of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from bench.comparison import text as source
from bench.comparison.elements import Element, Found, bare, counts, find
from bench.comparison.epub import EpubReading
from bench.comparison.order import in_order, missed
from bench.comparison.pdf import PdfReading
from bench.comparison.text import tokens
from bench.pieces import Composition, Reference
from publish.verification.validators import FLAVOURS

NOTHING = "–"
_CONTENTS_DEPTH = 3


@dataclass(frozen=True)
class Judged:
    """The rows of one product, by what each of them tells, and what is told of it in full."""

    name: str
    rows: Mapping[str, str]
    details: list[str] = field(default_factory=list)


def share(part: int, whole: int) -> str:
    """A count of a count, as a table tells it."""
    return str(whole) if part == whole else f"{part} of {whole}"


def judge_pdf(text: Composition, path: Path) -> dict[str, str]:
    """The rows of a PDF, but for those of validators and of the other runs."""
    reading = PdfReading(path)
    found = find(source.things(text), reading.elements)
    outline = set(map(bare, reading.outline))
    lines = {bare(element.text) for element in reading.elements}
    heads = [each for each in found if each.thing.kind == "H"]
    listed = [each.element for each in heads if each.thing.level <= _CONTENTS_DEPTH]
    languages = source.languages(text)
    return {
        **_held(text, found, reading.text),
        "references with number": _references(text, found, reading.text, _numbered),
        "references with page": _references(text, found, reading.text, _paged),
        "contents": share(
            sum(bare(head.text) + bare(head.page) in lines for head in listed),
            sum(0 < thing.level <= _CONTENTS_DEPTH for thing in source.things(text)),
        ),
        "outline": _named(text, found, outline),
        "page labels": _ranges(reading.labels) if reading.labelled else NOTHING,
        "languages": _spoken(languages, reading.languages),
        "outside the tree": str(reading.untagged),
        "claims": ", ".join(FLAVOURS[name].name for name in reading.claims) or NOTHING,
    }


def judge_epub(text: Composition, path: Path) -> dict[str, str]:
    """The rows of an EPUB, but for those of validators and of the other runs."""
    reading = EpubReading(path)
    found = find(source.things(text), reading.elements)
    agreed = {
        bare(line.text)
        for line in reading.navigation("toc")
        if bare(line.text) == bare(reading.heading(line.target))
    }
    pages = reading.navigation("page-list")
    languages = source.languages(text)
    return {
        **_held(text, found, reading.text),
        "references with number": _references(text, found, reading.text, _numbered),
        "navigation": _named(text, found, agreed),
        "landmarks": str(len(reading.navigation("landmarks"))),
        "page list": share(sum(page.target in reading.breaks for page in pages), len(pages))
        if pages
        else NOTHING,
        "languages": _spoken(languages, reading.languages),
        "metadata": str(len(reading.accessibility)),
        "summary": "yes" if reading.said("schema:accessibilitySummary") else NOTHING,
        "features": ", ".join(reading.said("schema:accessibilityFeature")) or NOTHING,
    }


def _held(text: Composition, found: list[Found], shown: str) -> dict[str, str]:
    """What both formats hold: things as whole elements, words, passages and notes."""
    asked, whole = counts(source.things(text)), counts(each.thing for each in found)
    passages, notes = source.passages(text), source.notes(text)
    words, letters = tokens(" ".join(passages)), bare(shown)
    return {
        **{kind: share(whole.get(kind, 0), count) for kind, count in asked.items()},
        "words": share(len(words) - missed(words, tokens(shown)), len(words)),
        "passages in order": share(in_order(passages, shown), len(passages)),
        "notes there": share(sum(bare(note) in letters for note in notes), len(notes)),
    }


def _spoken(asked: list[str], said: set[str]) -> str:
    """How many of the languages are stated, of whatever country."""
    known = {each.partition("-")[0].lower() for each in said}
    return share(sum(each in known for each in asked), len(asked))


def _named(text: Composition, found: list[Found], lines: set[str]) -> str:
    """How many headings have a line that says the same, number and title."""
    heads = [each for each in found if each.thing.kind == "H"]
    all_heads = sum(thing.kind == "H" for thing in source.things(text))
    return share(sum(bare(head.element.text) in lines for head in heads), all_heads)


def _references(
    text: Composition, found: list[Found], shown: str, agrees: Callable[[str, Found], bool]
) -> str:
    """How many references agree with what they lead to.

    Where a paragraph does not stand there whole, its references are looked for in all the text.
    """
    named = {each.thing.runs[0]: each for each in found if each.thing.kind in ("H", "Caption")}
    targets = source.targets(text)
    whole = {each.thing: each.fillings for each in found}
    everywhere = Element("P", shown)
    right = asked = 0
    for thing in source.things(text):
        asked += sum(isinstance(each, Reference) for hole in thing.holes for each in hole)
        fillings = whole.get(thing) or everywhere.around(thing.runs) or ()
        for hole, filling in zip(thing.holes, fillings, strict=False):
            for inline in hole:
                if isinstance(inline, Reference) and (target := named.get(targets[inline.target])):
                    right += agrees(filling, target)
    return share(right, asked)


def _numbered(filling: str, target: Found) -> bool:
    """Whether a reference has the number that stands before the title of its target."""
    label, words = tokens(target.fillings[0]), tokens(filling)
    starts = range(len(words) - len(label) + 1)
    return bool(label) and any(words[at : at + len(label)] == label for at in starts)


def _paged(filling: str, target: Found) -> bool:
    """Whether a reference ends with the page of its target, behind the number."""
    words = tokens(filling)
    return bool(target.element.page) and target.element.page in words[-1:]


def _ranges(labels: list[str]) -> str:
    """The page labels as ranges of roman and of arabic figures."""
    told = []
    for _, group in groupby(labels, key=str.isdigit):
        run = list(group)
        told.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0])
    return ", ".join(told)
