"""`make prose`: sets the prose of books by several programs on one page, and measures the lines.

The page is that of publish, with which it begins; LuaLaTeX takes part where it is installed. With
`--results` the same is measured of prose in other languages and of the specimens of all themes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.pages.layout import Layout, read_layout
from bench.pages.results import Measure, measure_text, places, table
from bench.typesetters import lualatex, ours, typst
from bench.typesetters.languages import languages, prose_in
from bench.typesetters.page import page_of
from bench.typesetters.text import Prose, read_prose
from publish.render.theme_folders import themes

ROOT = Path(__file__).parents[2]
_DOCUMENT = """# The lines of several programs

Written by `make prose` from {words} words of prose of the corpus books, in one face, size and
measure; `bench/README.md` says what is measured.

{programs}
## In other languages

Set by publish in its default theme, from sentences that were written for it.

{languages}
## In the themes

The manuscript that each theme shows itself with, tables, verse and notes among it.

{themes}"""


def main(arguments: Sequence[str]) -> int:
    """Set and measure the prose of the books; always 0."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.typesetters.run")
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "prose")
    parser.add_argument("--places", action="store_true")
    parser.add_argument("--results", type=Path)
    options = parser.parse_args(arguments)
    texts = [read_prose(book) for book in options.books]
    layouts = set_by_all(texts, options.work.resolve())
    measures = {name: measure_text(layout) for name, layout in layouts.items()}
    print(table(measures))
    if options.places:
        print("\n".join(places(measures["publish"])))
    if options.results:
        words = f"{sum(text.words for text in texts):,}".replace(",", " ")
        document = _DOCUMENT.format(
            words=words,
            programs=table(measures),
            languages=table(in_languages(options.work.resolve())),
            themes=table(in_themes(options.work.resolve())),
        )
        options.results.write_text(document, encoding="utf-8")
    return 0


def set_by_all(texts: Sequence[Prose], work: Path) -> dict[str, Layout]:
    """The layouts of some texts by program, all measured by the word space of the face."""
    shutil.rmtree(work, ignore_errors=True)
    own = read_layout(ours.set_prose(texts, _folder(work, "publish")))
    page = page_of(own)
    files = {"Typst": typst.set_prose(texts, page, _folder(work, "typst"))}
    if lualatex.is_installed():
        files["LuaLaTeX, microtype"] = lualatex.set_prose(texts, page, _folder(work, "lualatex"))
    layouts = {name: read_layout(path) for name, path in files.items()}
    space = own.setting.space
    return {"publish": own} | {
        name: replace(layout, setting=replace(layout.setting, space=space))
        for name, layout in layouts.items()
    }


def in_languages(work: Path) -> dict[str, list[Measure]]:
    """The measures of our prose in other languages."""
    files = {each: ours.set_prose([prose_in(each)], _folder(work, each)) for each in languages()}
    return {name: measure_text(read_layout(path)) for name, path in files.items()}


def in_themes(work: Path) -> dict[str, list[Measure]]:
    """The measures of the specimen of each theme."""
    files = {each: ours.set_specimen(each, work / each) for each in themes()}
    return {name: measure_text(read_layout(path)) for name, path in files.items()}


def _folder(work: Path, name: str) -> Path:
    folder = work / name
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
