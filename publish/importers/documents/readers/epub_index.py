"""The marks of the index of an EPUB of ours, from the entries of the index, which lead to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from publish.importers.documents.readers.archives import normal_path
from publish.importers.documents.readers.epub_notes import by_id
from publish.model.language import localized_words

_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ENTRY, _RANGE, _SEE = "data-index-entry", "data-index-range", "data-index-see"
_MARKUP = {f"{_X}em": "*", f"{_X}strong": "**", f"{_X}code": "`"}
FindTree = Callable[[str], etree._Element | None]


def mark_index(paths: Sequence[str], tree: FindTree) -> None:
    """Give each mark the entries of the index that lead to it, as the marks of our exports have
    them; entries that lead to others become marks at the head of the index."""
    for path in paths:
        root = tree(path)
        sections = root.iter(f"{_X}section") if root is not None else ()
        for section in [each for each in sections if each.get(_TYPE) == "index"]:
            _Index(path, tree, paths).read(section)


@dataclass(slots=True)
class _Index:
    """The index on a page; `ends` are the marks that end a range, once they are asked for."""

    path: str
    tree: FindTree
    paths: Sequence[str]
    ends: list[etree._Element] = field(default_factory=list)

    def read(self, section: etree._Element) -> None:
        """Mark what the entries of a section lead to."""
        entries = [each for each in section.iter(f"{_X}li") if _term(each) is not None]
        places = [(entry, link) for entry in entries for link in _own(entry, "locator")]
        marks = [(entry, link, self._mark(link)) for entry, link in places]
        led_to = {mark for _, _, mark in marks if mark is not None}
        self.ends = [mark for mark in self._all_marks() if mark not in led_to]
        for entry, link, mark in marks:
            if mark is not None:
                self._give(mark, entry, link)
        leads = [mark for entry in entries for mark in _see_marks(entry)]
        if leads:
            paragraph = etree.Element(f"{_X}p")
            paragraph.extend(leads)
            section.append(paragraph)

    def _give(self, mark: etree._Element, entry: etree._Element, link: etree._Element) -> None:
        levels = _levels(entry)
        _, dash, number = "".join(link.itertext()).partition("–")
        end = self._end_after(mark, number) if dash else None
        _add(mark, levels, "" if end is None else "start")
        if end is not None:
            _add(end, levels, "end")

    def _end_after(self, mark: etree._Element, number: str) -> etree._Element | None:
        """The mark at which a range ends: the first one after it that no entry leads to, in a
        section with that number."""
        order = list(self._all_marks())
        after = order[order.index(mark) :]
        found = (each for each in self.ends if each in after)
        end = next((each for each in found if _label(each).endswith(number)), None)
        if end is not None:
            self.ends.remove(end)
        return end

    def _all_marks(self) -> Iterator[etree._Element]:
        for path in self.paths:
            root = self.tree(path)
            spans = root.iter(f"{_X}span") if root is not None else ()
            yield from (each for each in spans if each.get("class") == "index-mark")

    def _mark(self, link: etree._Element) -> etree._Element | None:
        file, _, identifier = link.get("href", "").partition("#")
        root = self.tree(normal_path(posixpath.join(posixpath.dirname(self.path), file)))
        return by_id(root, identifier) if root is not None else None


def _label(mark: etree._Element) -> str:
    """The label of the section that a mark is in, "" for none."""
    section = next(mark.iterancestors(f"{_X}section"), mark)
    labels = (each for each in section.iter(f"{_X}span") if each.get("class") == "label")
    return "".join("".join(each.itertext()) for each in islice(labels, 1)).strip(" .")


def _add(mark: etree._Element, levels: str, end: str = "") -> None:
    """Give a mark one more entry, and the end of the range that it is."""
    before = mark.get(_ENTRY)
    mark.set(_ENTRY, f"{before} | {levels}" if before else levels)
    if end:
        mark.set(_RANGE, end)


def _see_marks(entry: etree._Element) -> Iterator[etree._Element]:
    """Marks for the entries that one leads to."""
    language = next((each.get("lang") for each in entry.iterancestors() if each.get("lang")), "en")
    also = localized_words(language).see_also.lower()
    for see in _own(entry, "index-see"):
        name = f"{_SEE}-also" if "".join(see.itertext()).lower().startswith(also) else _SEE
        for link in see.iter(f"{_X}a"):
            yield etree.Element(f"{_X}span", {_ENTRY: _levels(entry), name: _markdown(link)})


def _own(entry: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in entry.iterchildren(etree.Element) if each.get("class") == name]


def _term(entry: etree._Element) -> etree._Element | None:
    return next(iter(_own(entry, "index-term")), None)


def _levels(entry: etree._Element) -> str:
    """The terms from the main entry to this one, as our Markdown divides them."""
    above = [each for each in entry.iterancestors(f"{_X}li") if _term(each) is not None]
    terms = [_term(each) for each in (*reversed(above), entry)]
    return "; ".join(
        re.sub(r"([;|])", r"\\\1", _markdown(each)) for each in terms if each is not None
    )


def _markdown(words: etree._Element) -> str:
    parts = [words.text or ""]
    for child in words.iterchildren(etree.Element):
        mark = _MARKUP.get(str(child.tag), "")
        parts += [mark, _markdown(child), mark, child.tail or ""]
    return " ".join("".join(parts).split())
