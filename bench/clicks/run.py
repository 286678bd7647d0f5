"""`make clicks`: how many words of the books lead to their line, and lines to their words.

Every word of the PDF is clicked, and runs of words of the e-book and of the web edition; every line
that was found on a page is sent to all that show it. `bench/clicks/judging.py` says what is right.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from bench.clicks import lines, printed, screens
from bench.clicks.judging import Answer, Judge
from publish.cache import Cache
from publish.context import Context, no_progress
from publish.diagnostics import Report
from publish.preview.reading import read_text
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.book_text import TextReader
from publish.preview.source_map.source_map import SourceMap
from publish.sources.files.snapshot import record_reads

ROOT = Path(__file__).parents[2]
NAMES = {"ebook": "e-book", "web": "web edition"}
_BESIDE = 4  # words that are printed on each side of one that is wrong


class Miss(NamedTuple):
    """What is wrong, by its kind, and where."""

    kind: str
    place: str


class Measure(NamedTuple):
    """How many of something there were, and which were wrong."""

    name: str
    asked: int
    misses: list[Miss]

    def __str__(self) -> str:
        share = 100 * (1 - len(self.misses) / max(self.asked, 1))
        kinds = Counter(each.kind for each in self.misses)
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        return f"{self.name}: {share:.2f} % of {self.asked:,}" + (f" ({told})" if told else "")


def main(arguments: Sequence[str]) -> int:
    """Measure the books, and print what is right; always 0."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.clicks.run")
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK")
    parser.add_argument("--places", action="store_true", help="print what is wrong, too")
    parser.add_argument("--share", type=int, default=10, help="click one run of words in so many")
    options = parser.parse_args(arguments)
    for folder in options.books:
        for measure in measured(folder.absolute(), options.share):
            print(f"{folder.name}, {measure}", flush=True)
            if options.places:
                print("\n".join(f"  {each.kind}: {each.place}" for each in measure.misses))
    return 0


def measured(folder: Path, share: int) -> Iterator[Measure]:
    """The measures of a book whose editions are in `build`."""
    products = ROOT / "build" / folder.name
    context = Context(Report(), Cache.default(), no_progress, 1, forks=False)
    with record_reads(folder) as files_read:
        books = read_text(folder, (), context, files_read).books
    read = cache(lambda name: (folder / name).read_text(encoding="utf-8", errors="replace"))
    judge = Judge(read)
    texts = SourceMap(TextReader().read(books["print"]), read)
    path = products / f"{folder.name}.pdf"
    with pdfium.PdfDocument(path) as document:
        prints = printed.print_map(texts, document)
        pages = list(printed.clicks(prints, path, document))
        yield _clicked("words of the PDF", judge, pages)
        known = lines.shown_lines(judge, pages)
        yield _sent("lines to pages", known, lines.missed_on_pages(prints, known))
    ebook = screens.ebook_screens(books["ebook"], products / f"{folder.name}.epub")
    web = screens.web_screens(books["web"], products / f"{folder.name}-web")
    for view, shown in (("ebook", ebook), ("web", web)):
        texts = SourceMap(TextReader().read(books[view]), read)
        found = screens.read(shown, texts, known, share)
        yield _clicked(f"words of the {NAMES[view]}", judge, found.runs)
        on_screens = lines.lines_on_screens(known, read, found.texts)
        missed = [each for each in found.missed if each in on_screens]
        yield _sent(f"lines to the {NAMES[view]}", on_screens, missed)


def _clicked(name: str, judge: Judge, texts: Iterable[Sequence[Answer]]) -> Measure:
    count, misses = 0, []
    for number, answers in enumerate(texts, start=1):
        count += len(answers)
        for at, verdict in enumerate(judge.judge(answers)):
            if not verdict.is_right:
                place = f"{number}: {_told(answers, at)}"
                misses.append(Miss(f"{verdict.kind} {answers[at].element[1]}".strip(), place))
    return Measure(name, count, misses)


def _sent(name: str, known: Iterable[Source], misses: Iterable[Source]) -> Measure:
    wrong = [Miss("elsewhere", f"{each.file}:{each.line}") for each in misses]
    return Measure(name, len(list(known)), wrong)


def _told(answers: Sequence[Answer], at: int) -> str:
    before = (each.word for each in answers[max(at - _BESIDE, 0) : at])
    after = (each.word for each in answers[at + 1 : at + 1 + _BESIDE])
    word, _, source = answers[at]
    opened = f"{source.file}:{source.line}" if source else "nothing"
    return f"{' '.join([*before, f'[{word}]', *after])} → {opened}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
