"""Clicks on words of an e-book or a web edition, and lines sent to it, by the preview's script."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.clicks.judging import Answer
from publish.external import find_program, locate_program
from publish.files.shipped import shipped
from publish.model.book import Book
from publish.outputs.epub.items import EPUB_PAGES
from publish.outputs.pages.specs import section_addresses
from publish.outputs.web.page_format import WEB_PAGES
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.screens import ScreenPlace, screen_places, source_of_screen
from publish.preview.source_map.source_map import SourceMap
from publish.preview.source_map.words import spanned_words
from publish.verification.validators.ace import HOME, find_browser

_DRIVER = Path(__file__).with_name("screens.cjs")
_RUN = 30  # words that are clicked in a row, so that they are judged by their neighbours


class Screens(NamedTuple):
    """The documents of an edition by name, and their media type.

    `sections` has the document of each section, `about` are those with what the manifest says.
    """

    documents: Mapping[str, str]
    media_type: str
    sections: Mapping[str, str]
    about: Sequence[str]

    def of(self, place: ScreenPlace) -> list[int]:
        """The documents that a place may be in, by their number, as the preview has them."""
        names = [self.sections.get(place.id, "")] if place.id else self.about
        return [at for at, name in enumerate(self.documents) if name in names]


class Read(NamedTuple):
    """The words that were clicked, in runs, and the lines for which another one was found.

    `texts` are all words of each document.
    """

    runs: Sequence[Sequence[Answer]]
    missed: Sequence[Source]
    texts: Sequence[Sequence[str]]


def web_screens(book: Book, folder: Path) -> Screens:
    """The screens of a web edition."""
    about = WEB_PAGES.about_paths()
    texts = sorted(path.relative_to(folder).as_posix() for path in folder.glob("text/*.html"))
    paths = [(name, folder / name) for name in (*about, *texts)]
    documents = {name: at.read_text(encoding="utf-8") for name, at in paths if at.is_file()}
    sections = {id_: _file(at) for id_, at in section_addresses(book, WEB_PAGES)}
    return Screens(documents, "text/html", sections, about)


def ebook_screens(book: Book, epub: Path) -> Screens:
    """The screens of an e-book."""
    with zipfile.ZipFile(epub) as archive:
        about = EPUB_PAGES.about_paths()
        texts = {name for name in archive.namelist() if name.endswith(EPUB_PAGES.suffix)}
        names = [*filter(texts.__contains__, about), *sorted(texts.difference(about))]
        documents = {name: archive.read(name).decode() for name in names}
    addresses = section_addresses(book, EPUB_PAGES)
    sections = {id_: EPUB_PAGES.path_of(_file(at)) for id_, at in addresses}
    return Screens(documents, "application/xhtml+xml", sections, about)


def _file(address: str) -> str:
    return address.partition("#")[0]


def read(screens: Screens, texts: SourceMap, known: Sequence[Source], share: int) -> Read:
    """Click one run of words in so many, and look for the lines that are known."""
    places = [next(screen_places(texts, source), None) for source in known]
    answer = _drive(
        documents=[(each, screens.media_type) for each in screens.documents.values()],
        places=[(screens.of(place), msgspec.to_builtins(place)) for place in places if place],
        run=_RUN,
        share=share,
    )
    found = iter(answer["found"])
    shown = [_source(texts, next(found)) if place else None for place in places]
    missed = [line for line, at in zip(known, shown, strict=True) if line != at]
    return Read([list(_answers(texts, run)) for run in answer["runs"]], missed, answer["texts"])


def _drive(**plan: Any) -> Any:
    """What the script of the preview finds in a browser."""
    plan |= {
        "modules": str(HOME / "node_modules"),
        "browser": str(locate_program(find_browser())),
        "script": str(shipped("templates") / "preview" / "words.js"),
    }
    command = [str(find_program("node")), str(_DRIVER)]
    done = subprocess.run(command, input=json.dumps(plan).encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def _answers(texts: SourceMap, run: Sequence[Any]) -> Iterator[Answer]:
    for (number, name), place in run:
        spans = spanned_words(place["text"])
        word = next(each.word for each in spans if each.end > place["offset"])
        yield Answer(word, (number, name), _source(texts, place))


def _source(texts: SourceMap, place: Mapping[str, Any] | None) -> Source | None:
    """The line of a place as the browser sends it."""
    if place is None:
        return None
    return source_of_screen(texts, ScreenPlace(place["id"], place["text"], place["offset"]))
