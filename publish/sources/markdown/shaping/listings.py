"""Code as a reader sees it: lines, their numbers, colours, a caption, text from files of the book.

`pre.code > code.language-x > span.code-line`, with the kinds of `highlighting` as classes inside.
The number of a line is its attribute `data-number`: no part of the text, nor copied with it.
"""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Severity, did_you_mean
from publish.model.xhtml import X, element, replace_with, source_location
from publish.sources.code import Piece, excerpts
from publish.sources.code.excerpts import Excerpt, ExcerptError
from publish.sources.markdown.context.source_file import Page

_KEYS = ("file", "region", "lines", "start", "caption")
LONGEST_LINE = 2_000  # signs; the layout engine takes minutes over a line of a hundred thousand
LARGEST = 200_000  # signs of one listing, some hundred printed pages


def set_code(root: etree._Element, page: Page) -> None:
    """Shape every `pre` that the parser left; what its attributes get wrong is reported."""
    for block in list(root.iter(f"{X}pre")):
        language = block.attrib.pop("data-code", None)
        if language is not None:
            _Listing(block, str(language), page).shape()


class _Listing:
    def __init__(self, block: etree._Element, language: str, page: Page) -> None:
        self._block = block
        self._page = page
        self._place = source_location(block, page.path)
        self._language = language.lower()
        written = [name for name in block.attrib if str(name).startswith("data-")]
        self._asked = {
            str(name).removeprefix("data-"): str(block.attrib.pop(name))
            for name in written
            if name != "data-line"
        }

    def shape(self) -> None:
        self._check()
        excerpt = self._excerpt()
        if excerpt is None or not self._fits(excerpt.text):
            return
        classes = self._block.get("class", "").split()
        start = self._start(excerpt) if "numbered" in classes else None
        self._block.set("class", " ".join(["code", *classes]))
        code = self._block[0]
        code.text = None
        if self._language:
            code.set("class", f"language-{self._language}")
        lines = self._page.manuscript.fragments.lines(excerpt.text, self._language)
        for place, line in enumerate(lines):
            code.append(_line(line, None if start is None else start + place))
        if caption := self._asked.get("caption"):
            self._caption(caption)

    def _check(self) -> None:
        if "unreadable" in self._asked:
            self._report("the attributes cannot be read", 'write `{#id .class key="value"}`')
            return
        for name in sorted(set(self._asked) - set(_KEYS)):
            hint = did_you_mean(name, _KEYS) or f"there are: {', '.join(_KEYS)}"
            self._report(f"code has no attribute `{name}`", hint)
        if self._language and not self._page.manuscript.fragments.knows(self._language):
            self._tell_unknown()

    def _tell_unknown(self) -> None:
        from publish.sources.code.highlighting import languages

        message = f"the language `{self._language}` is not known, so nothing is highlighted"
        near = did_you_mean(self._language, languages())
        warning = Severity.WARNING
        self._page.report.add("TXT-020", message, self._place, hint=near, severity=warning)

    def _report(self, message: str, hint: str | None = None) -> None:
        self._page.report.add("TXT-021", message, self._place, hint=hint)

    def _excerpt(self) -> Excerpt | None:
        """The text to show: what the block holds, or the part of a file that it names."""
        own = "".join(self._block.itertext())
        file = self._asked.get("file")
        if file is None:
            for name in ("region", "lines"):
                if name in self._asked:
                    self._report(f"`{name}` without a `file`")
            return Excerpt(own)
        if own.strip():
            self._report("code of its own beside a `file`", "leave the block empty")
        text = self._page.manuscript.text(
            self._page.manuscript.name(file, self._page.file), self._place
        )
        return None if text is None else self._part(text)

    def _part(self, text: str) -> Excerpt | None:
        region, lines = self._asked.get("region"), self._asked.get("lines")
        if region and lines:
            self._report("both `region` and `lines`", "keep one of them")
        try:
            if region:
                return excerpts.region(text, region)
            return excerpts.run(text, lines) if lines else Excerpt(text)
        except ExcerptError as error:
            message = f"`{self._asked['file']}`: {error.message}"
            self._page.report.add("RES-020", message, self._place, hint=error.hint)
        return None

    def _fits(self, text: str) -> bool:
        longest = max(map(len, text.split("\n")))
        if longest <= LONGEST_LINE and len(text) <= LARGEST:
            return True
        if len(text) > LARGEST:
            message = f"code of {len(text):,} signs, more than {LARGEST:,}"
        else:
            message = f"a line of code of {longest:,} signs, more than {LONGEST_LINE:,}"
        self._page.report.add("TXT-022", message, self._place, hint="show a part of it")
        return False

    def _start(self, excerpt: Excerpt) -> int:
        written = self._asked.get("start", str(excerpt.start))
        if written.isascii() and written.isdigit() and len(written) < 7:
            return int(written)
        self._report(f"`start` is no number: `{written}`")
        return 1

    def _caption(self, caption: str) -> None:
        """Put the block into a figure, its caption above, since it may go over several pages."""
        figure = element("figure", class_="listing")
        for name in ("id", "data-line"):
            if value := self._block.attrib.pop(name, None):
                figure.set(name, str(value))
        replace_with(self._block, [figure])
        figure.append(element("figcaption", caption))
        figure.append(self._block)


def _line(pieces: list[Piece], number: int | None) -> etree._Element:
    line = element("span", class_="code-line")
    if number is not None:
        line.set("data-number", str(number))
    for kind, text in pieces:
        if kind:
            line.append(element("span", text, class_=kind))
        elif len(line):
            line[-1].tail = text
        else:
            line.text = text
    return line
