"""Listings: lines of code, their numbers, highlighting, a caption, text from files of the book.

`pre.code > code.language-x > span.code-line`, with the kinds of `highlighting` as classes inside.
The number of a line is its attribute `data-number`, so that it is neither text nor copied with it.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.diagnostics import Severity
from publish.guesses import did_you_mean
from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.model.markup import (
    CODE,
    CODE_LINE,
    DATA_CODE,
    DATA_LINE,
    DATA_NUMBER,
    LISTING,
    LISTING_WORDS,
    NUMBERED,
    X,
    add_classes,
    classes_of,
    has_class,
)
from publish.model.xhtml import element, replace_with, set_origin, source_location
from publish.sources.code import CodeToken, excerpts
from publish.sources.code.excerpts import Excerpt, ExcerptError
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.captions import as_caption

_ATTRIBUTES = ("file", "region", "lines", "start", "caption")
_FIRST_WORD = re.compile(r"\{\s*(\w[\w+-]*)")
LONGEST_LINE = 2_000  # characters; the layout engine takes minutes for one of a hundred thousand
LARGEST = 200_000  # characters of one listing, some hundred printed pages


def shape_listings(root: etree._Element, source: SourceFile) -> None:
    """Shape every `pre` of the parser; errors in its attributes are reported."""
    for block in list(root.iter(f"{X}pre")):
        language = block.attrib.pop(DATA_CODE, None)
        if language is not None:
            _Listing(block, str(language), source).shape()


class _Listing:
    def __init__(self, block: etree._Element, language: str, source: SourceFile) -> None:
        self._block = block
        self._source = source
        self._place = source_location(block, source.path)
        self._language = language.lower() or self._language_of_class()
        names = [name for name in block.attrib if str(name).startswith("data-")]
        self._attributes = {
            str(name).removeprefix("data-"): str(block.attrib.pop(name))
            for name in names
            if name != DATA_LINE
        }

    def _language_of_class(self) -> str:
        """The first class where it is a language, as pandoc has it: `{.python}`."""
        first, *others = classes_of(self._block) or [""]
        if not self._is_language(first):
            return ""
        self._block.attrib.pop("class")
        add_classes(self._block, *others)
        return first

    def _is_language(self, word: str) -> bool:
        return bool(word) and self._source.context.fragments.can_highlight(word)

    def shape(self) -> None:
        self._check_attributes()
        excerpt = self._excerpt()
        excerpt = excerpt and excerpt.trimmed()
        if excerpt is None or not self._is_small_enough(excerpt.text):
            return
        start = self._first_number(excerpt) if has_class(self._block, NUMBERED) else None
        add_classes(self._block, CODE)
        code = self._block[0]
        code.text = None
        self._set_origin(code, excerpt)
        if self._language:
            code.set("class", f"language-{self._language}")
        lines = self._source.context.fragments.highlighted_lines(excerpt.text, self._language)
        for index, tokens in enumerate(lines):
            code.append(_line(tokens, None if start is None else start + index))
        caption = self._block.getprevious()
        if caption is not None and has_class(caption, LISTING_WORDS):
            self._add_caption(caption)

    def _check_attributes(self) -> None:
        if "unreadable" in self._attributes:
            self._report("the attributes cannot be parsed", self._readable())
            return
        for name in sorted(set(self._attributes) - set(_ATTRIBUTES)):
            hint = did_you_mean(name, _ATTRIBUTES) or f"valid here: {', '.join(_ATTRIBUTES)}"
            self._report(f"unknown attribute `{name}`", hint)
        if self._language and not self._is_language(self._language):
            self._report_unknown_language()

    def _readable(self) -> str:
        """The way to write braces that cannot be read, such as the `{r}` of a notebook."""
        word = _FIRST_WORD.match(self._attributes["unreadable"])
        if word and not self._language and self._is_language(word[1].lower()):
            return f"write the language after the fence, without braces and options: `{word[1]}`"
        return 'write `{#id .class key="value"}`'

    def _report_unknown_language(self) -> None:
        from publish.sources.code.highlighting import languages  # with Pygments

        message = f"unknown language `{self._language}`, so the code is not highlighted"
        hint = did_you_mean(self._language, languages()) or "write `text` to set it as it is"
        warning = Severity.WARNING
        self._source.report.add("TXT-020", message, self._place, hint=hint, severity=warning)

    def _report(self, message: str, hint: str | None = None) -> None:
        self._source.report.add("TXT-021", message, self._place, hint=hint)

    def _excerpt(self) -> Excerpt | None:
        """The text to show: that of the block, or the part of a file that it names."""
        text = "".join(self._block.itertext())
        file = self._attributes.get("file")
        if file is None:
            for name in ("region", "lines"):
                if name in self._attributes:
                    self._report(f"`{name}` without a `file`")
            return Excerpt(text)
        if text.strip():
            self._report("a block with a `file` that also contains code", "leave the block empty")
        context = self._source.context
        content = context.read_text(context.resolve(file, self._source.file), self._place)
        return None if content is None else self._part(content)

    def _part(self, text: str) -> Excerpt | None:
        region, lines = self._attributes.get("region"), self._attributes.get("lines")
        if region and lines:
            self._report("both `region` and `lines`", "keep one of them")
        try:
            if region:
                return excerpts.region(text, region)
            return excerpts.line_range(text, lines) if lines else Excerpt(text)
        except ExcerptError as error:
            message = f"`{self._attributes['file']}`: {error.message}"
            self._source.report.add("RES-020", message, self._place, hint=error.hint)
        return None

    def _is_small_enough(self, text: str) -> bool:
        longest = max(map(len, text.split("\n")))
        if longest <= LONGEST_LINE and len(text) <= LARGEST:
            return True
        if len(text) > LARGEST:
            message = f"code of {len(text):,} characters, more than {LARGEST:,}"
        else:
            message = f"a line of code of {longest:,} characters, more than {LONGEST_LINE:,}"
        self._source.report.add("TXT-022", message, self._place, hint="show a part of it")
        return False

    def _first_number(self, excerpt: Excerpt) -> int:
        start = self._attributes.get("start", str(excerpt.start))
        if start.isascii() and start.isdigit() and len(start) < 7:
            return int(start)
        self._report(f"`start` is not a number: `{start}`")
        return 1

    def _set_origin(self, code: etree._Element, excerpt: Excerpt) -> None:
        """Set the file and the line of code that is not from the block itself."""
        if file := self._attributes.get("file"):
            context = self._source.context
            set_origin(code, context.display_path(context.resolve(file, self._source.file)))
            code.set(DATA_LINE, str(excerpt.start))

    def _add_caption(self, words: etree._Element) -> None:
        """Put the block into a figure, its caption above, since it may break across pages."""
        figure = element("figure", class_=LISTING)
        for name in ("id", PRINTED_NUMBER, FLOAT, DATA_LINE):
            if value := self._block.attrib.pop(name, None):
                figure.set(name, str(value))
        replace_with(self._block, [figure])
        figure.append(as_caption(words))
        figure.append(self._block)


def _line(tokens: list[CodeToken], number: int | None) -> etree._Element:
    line = element("span", class_=CODE_LINE)
    if number is not None:
        line.set(DATA_NUMBER, str(number))
    for kind, text in tokens:
        if kind:
            line.append(element("span", text, class_=kind))
        elif len(line):
            line[-1].tail = text
        else:
            line.text = text
    return line
