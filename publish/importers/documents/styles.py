"""Styles of Word and of other word processors: what each means, by its name or by the user's map.

The map is TOML: a key for each style, whose value is one of `heading 1` to `heading 6`, `code`,
`quotation`, `verse`, `paragraph` or `drop`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publish.diagnostics import Location, Report
from publish.guesses import did_you_mean
from publish.importers.bookfolder.escaping import toml_string
from publish.importers.bookfolder.heading_names import is_captions_heading, is_contents_heading
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.tree import LOOKS_LIKE, Node, attributes, plain_text

STYLES = "import-styles.toml"
HEADINGS = tuple(f"heading {level}" for level in range(1, 7))
MEANINGS = (*HEADINGS, "code", "quotation", "verse", "paragraph", "drop")
_KEY = "custom-style"
# Names in many languages, as word processors and publishers' templates have them.
_HEADING = re.compile(
    r"(?:head(?:ing)?|überschrift|titre|t[íi]tulo|titolo|kop|rubrik|nagłówek|nadpis|"
    r"overskrift|otsikko|заголовок|标题|見出し|제목|outline level|encabezado|cabeçalho|"
    r"intestazione|επικεφαλίδα|başlık|címsor|titlu|naslov|наслов|заглавие|pealkiri|"
    r"fyrirsögn|judul|tajuk|tiêu đề|đầu đề|標題|כותרת|عنوان|शीर्षक|หัวเรื่อง)"
    r"[ _-]?(?P<level>[1-6A-F])",
    re.I,
)
_GUESSES = {
    "code": "code|listing|verbatim|source ?text|quelltext|programm?|pr[ée]-?format|vorformatiert|"
    "opgemaakte tekst|sformatowany|заданном формате|预设定格式|整形済み",
    "quotation": "quot(?:e|ation)|block ?text|zitat|cytat|citation|cita|citaat|цитата|引用|引文",
    "verse": "verse|poem|poetry|gedicht|vers",
}
_DROPPED = re.compile(
    r"(?:toc|index|verzeichnis|table of (?:figures|authorities)|contents|header|footer|"
    r"inhaltsverzeichnis|stichwortverzeichnis|table des matières|sumário|sommario|inhoudsopgave|"
    r"spis treści|indeks|índice|indice|оглавление|目录|目次|索引)"
    r"[ _-]?(?:\d|10|heading)?",
    re.I,
)
_LONGEST_EXAMPLE = 50


@dataclass(slots=True)
class Styles:
    """The meanings of styles: those that the user gives go before those of outline levels, and
    these before what names suggest."""

    given: Mapping[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def meaning(self, style: str) -> str:
        """What a style means; `paragraph` where nothing is known."""
        known = self.given.get(style) or self.levels.get(style)
        return known or guess(style) or "paragraph"

    def level(self, node: Node) -> int:
        """The level of a paragraph whose style is that of a heading, 0 for other nodes."""
        style = _style(node)
        meaning = self.meaning(style) if style else ""
        return int(meaning[-1]) if meaning in HEADINGS else 0

    def see(self, style: str, node: Node) -> None:
        """Count a use of a style."""
        self.counts[style] += 1
        self.examples.setdefault(style, plain_text(node["c"][1])[:_LONGEST_EXAMPLE])

    def as_toml(self) -> str:
        """The map of the styles that were seen, to be changed and read back."""
        lines = [
            "# What each style of the source means. Change a value and import again with",
            f"# `--styles` and this file. Values: {', '.join(MEANINGS)}.",
            "",
        ]
        for style in sorted(self.counts):
            lines.append(f"# {self.counts[style]} times: {self.examples[style]}".rstrip())
            lines.append(f"{toml_string(style)} = {toml_string(self.meaning(style))}")
        return "\n".join(lines) + "\n"


def guess(style: str) -> str | None:
    """What the name of a style suggests; None if nothing."""
    if match := _HEADING.fullmatch(style):
        level = match["level"].upper()
        return f"heading {level if level.isdigit() else ord(level) - ord('A') + 1}"
    if _DROPPED.fullmatch(style):
        return "drop"
    words = _GUESSES.items()
    return next((meaning for meaning, names in words if re.search(names, style, re.I)), None)


def read_styles(path: Path | None, report: Report) -> Styles:
    """The map in a file; problems with it are reported as IMP-009."""
    if path is None:
        return Styles()
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report.add("IMP-009", f"the style map cannot be read: {error}", Location(str(path)))
        return Styles()
    for style, meaning in table.items():
        if meaning not in MEANINGS:
            hint = did_you_mean(str(meaning), MEANINGS) or f"write one of: {', '.join(MEANINGS)}"
            message = f"`{style}`: `{meaning}` is not a meaning of a style"
            report.add("IMP-009", message, Location(str(path)), hint=hint)
    return Styles({str(style): str(meaning) for style, meaning in table.items()})


def with_meanings(
    nodes: Sequence[Node], styles: Styles, document: str, ledger: Ledger
) -> list[Node]:
    """Blocks in which the paragraphs of each style are what it means; neighbours are joined."""
    found: list[Node] = []
    run: list[Node] = []
    joined = ""
    for node in nodes:
        style = _style(node)
        meaning = styles.meaning(style) if style else ""
        if style:
            styles.see(style, node)
        if meaning != joined:
            found.extend(_joined(run, joined))
            run, joined = [], ""
        if meaning in ("code", "quotation", "verse"):
            run, joined = [*run, *node["c"][1]], meaning
        elif meaning in HEADINGS:
            found.extend(_heading(each, int(meaning[-1])) for each in node["c"][1])
        elif meaning == "drop":
            dropped = [found.pop()] if found and _heads_list(found[-1]) else []
            words = plain_text([*dropped, *node["c"][1]])
            ledger.add(LossKind.NAVIGATION, document, words, words)
        elif style:
            found.extend(with_meanings(node["c"][1], styles, document, ledger))
        else:
            found.append(node)
    return [*found, *_joined(run, joined)]


def _style(node: Node) -> str | None:
    """The style of a paragraph; None for one that only has a look, which is asked about later."""
    style = attributes(node).keys.get(_KEY) if node["t"] == "Div" else None
    return None if style and style.startswith(LOOKS_LIKE) else style


def _heads_list(node: Node) -> bool:
    """Whether a block is the heading of a list that the book makes itself."""
    title = plain_text(node["c"][2]) if node["t"] == "Header" else ""
    return is_contents_heading(title) or is_captions_heading(title)


def _heading(node: Node, level: int) -> Node:
    if node["t"] not in ("Para", "Plain"):
        return node
    return {"t": "Header", "c": [level, ["", [], []], node["c"]]}


def _joined(run: Sequence[Node], meaning: str) -> Iterator[Node]:
    if not run:
        return
    if meaning == "quotation":
        inner = (node["c"] if node["t"] == "BlockQuote" else [node] for node in run)
        yield {"t": "BlockQuote", "c": [block for blocks in inner for block in blocks]}
    elif meaning == "verse":
        yield {"t": "LineBlock", "c": [node["c"] for node in run if node["t"] in ("Para", "Plain")]}
    elif all(node["t"] in ("Para", "Plain", "CodeBlock") for node in run):
        lines = "\n".join(_code_line(node) for node in run)
        yield {"t": "CodeBlock", "c": [["", [], []], lines]}
    else:
        yield from run


def _code_line(node: Node) -> str:
    """A line of code: its words, with spaces and tabs as they are."""
    return str(node["c"][1]) if node["t"] == "CodeBlock" else "".join(map(_verbatim, node["c"]))


def _verbatim(node: Node) -> str:
    kind = node["t"]
    if kind == "Str":
        return str(node["c"])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return "\n" if kind == "LineBreak" else " "
    if kind == "Code":
        return str(node["c"][1])
    content = node.get("c")
    if kind in ("Span", "Link", "Quoted"):
        return "".join(map(_verbatim, node["c"][1]))
    return "".join(map(_verbatim, content)) if isinstance(content, list) else ""
