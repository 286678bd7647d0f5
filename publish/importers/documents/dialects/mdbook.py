"""What mdBook adds to Markdown: includes with anchors and lines, hidden lines, listings, boxes.

https://rust-lang.github.io/mdBook/format/mdbook.html,
https://tommilligan.github.io/mdbook-admonish/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publish.importers.documents.dialects.blocks import box, code
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_INCLUDE = re.compile(
    r"\{\{#(?:include|rustdoc_include|playground|playpen)\s+(?P<file>[^}:\s]+)(?P<part>[^}]*)\}\}"
)
_TEMPLATE = re.compile(r"\{\{#template\s+(?P<file>\S+)(?P<given>[^}]*)\}\}")
_OTHER = re.compile(r"\{\{#\s*(?P<name>\w+)[^}]*\}\}")
_ANCHOR = re.compile(r"ANCHOR(?P<end>_END)?:\s*(?P<name>[\w-]+)")
_DEEPEST = 8  # includes inside includes
_LISTING = re.compile(
    r"<Listing(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>[\s>]*(?:<!--(?:(?!-->).)*-->[\s>]*)?"
    r"(?P<marks>`{3,})(?P<info>[^\n]*)\n(?P<code>.*?)\n(?P<quote>[ \t>]*)(?P=marks)"
    r"(?P<more>(?:(?!<Listing).)*?)[\s>]*</Listing>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)')")
# Words of the first line of code that make it Rust, for rustdoc.
_RUST = frozenset({"rust", "ignore", "should_panic", "no_run", "compile_fail", "edition2021"})
_OPENING = re.compile(r"(?P<indent>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^\n{]*)(?P<rest>[^\n]*)")
_ADMONISH = re.compile(r"\s*admonish\b[ \t]*(?P<kind>[\w-]*)(?P<more>.*)")
_TITLE = re.compile(r"(?:^\s*|\btitle=)(?:\"(?P<words>(?:[^\"\\]|\\.)*)\"|'(?P<plain>[^']*)')")
_FORMULA = re.compile(r"\\\\(?P<open>[(\[])(?P<tex>(?:(?!\\\\[()\[\]]).)+?)\\\\[)\]]", re.S)


def rewrite(
    text: str, file: Path, root: Path, ledger: Ledger, hidden: Mapping[str, str] | None = None
) -> str:
    """The text of a chapter in Markdown that pandoc reads.

    `hidden` are the marks of lines that readers do not see, by the language of the code.
    """
    marks = {"rust": "#", **(hidden or {})}
    included = _with_includes(text, file, root.resolve(), ledger, 0)
    listed = _LISTING.sub(lambda match: _listing(match, marks), included)
    return "".join(
        _code(part, marks) if is_code else _FORMULA.sub(_formula, part)
        for is_code, part in passages(listed)
    )


def _formula(match: re.Match[str]) -> str:
    return f"$`{match['tex']}`$" if match["open"] == "(" else f"$${match['tex']}$$"


def _with_includes(text: str, file: Path, root: Path, ledger: Ledger, depth: int) -> str:
    def put(match: re.Match[str]) -> str:
        target = file_below(root, str(file.parent / match["file"]))
        if target is None or depth > _DEEPEST:
            ledger.add(LossKind.DOCUMENT, file.name, match[0])
            return ""
        given = match.groupdict()
        part = read_text(target)
        if "part" in given:
            part = _selected(part, given["part"].strip().split(",")[0])
        else:
            part = _filled(part, given["given"])
        return _with_includes(part, target, root, ledger, depth + 1)

    def drop(match: re.Match[str]) -> str:
        kind = LossKind.GENERATED if match["name"] == "title" else LossKind.RAW
        ledger.add(kind, file.name, match[0])
        return ""

    escaped = re.sub(r"\\\{\{#", "\0", text)
    included = _TEMPLATE.sub(put, _INCLUDE.sub(put, escaped))
    return _OTHER.sub(drop, included).replace("\0", "\\{\\{\\#")


def _filled(text: str, given: str) -> str:
    """A template with what is given for its names, or else with what it has for them itself."""
    values = dict(re.findall(r"(\w+)=(\S+)", given))
    return re.sub(
        r"\[\[\s*#(\w+)\s*(.*?)\s*\]\]", lambda match: str(values.get(match[1], match[2])), text
    )


def _selected(text: str, part: str) -> str:
    """The lines of an included file that `:2:10` or `:anchor` names; without the anchors' own."""
    lines = text.splitlines()
    fields = part.removeprefix(":").split(":") if part else []
    if fields and re.fullmatch(r"\d*", fields[0]):
        first = int(fields[0] or 1)
        last = int(fields[1]) if len(fields) > 1 and fields[1] else len(lines)
        last = first if len(fields) == 1 else last
        lines = lines[first - 1 : last]
    elif fields:
        lines = _anchored(lines, fields[0])
    return "\n".join(line for line in lines if not _ANCHOR.search(line))


def _anchored(lines: list[str], name: str) -> list[str]:
    inside, found = False, []
    for line in lines:
        match = _ANCHOR.search(line)
        if match and match["name"] == name:
            inside = not match["end"]
        elif inside:
            found.append(line)
    return found


def _listing(match: re.Match[str], marks: Mapping[str, str]) -> str:
    """A listing of the books of the Rust project: its caption becomes that of the code."""
    given = {name: one or two for name, one, two in _ATTRIBUTE.findall(match["attributes"])}
    caption = re.sub(r"</?(?:em|code|strong|i|b)>", "", given.get("caption", ""))
    words = re.split(r"[,\s]+", match["info"].strip())
    shown = _visible(match["code"], words[0], marks.get(words[0]))
    number = given.get("number", "")
    name = given.get("id") or (f"listing-{number}" if number else "")
    quote = match["quote"]
    file = f"Filename: {given['file-name']}\n{quote}\n{quote}" if "file-name" in given else ""
    more = f"number={number}" if number else ""
    opening, *_, closing = code("", words[0], name, caption, more).split("\n")
    return f"{file}{opening}\n{shown}\n{quote}{closing}{match['more']}"


def _code(block: str, marks: Mapping[str, str]) -> str:
    """Code with the language alone in its first line, and without the lines that are hidden."""
    first, _, rest = block.partition("\n")
    match = _OPENING.match(first)
    if not match or match["rest"].startswith("{"):
        return block
    if admonish := _ADMONISH.match(match["info"] + match["rest"]):
        return _box(admonish, rest, match["indent"])
    words = re.split(r"[,\s]+", match["info"].strip())
    language = "rust" if _RUST & {*words} else words[0]
    named = next((each[10:] for each in words if each.startswith("hidelines=")), None)
    rest = _visible(rest, language, named or marks.get(language))
    return f"{match['indent']}{match['marks']}{language}\n{rest}"


def _box(match: re.Match[str], rest: str, indent: str) -> str:
    """A box of the preprocessor `admonish`, which is written as code."""
    title = _TITLE.search(match["more"])
    lines = [line.removeprefix(indent) for line in rest.rstrip().split("\n")[:-1]]
    words = (title["words"] or title["plain"] or "") if title else None
    block = box(match["kind"] or "note", words, "\n".join(lines))
    return "\n" + "".join(f"{indent}{line}\n" for line in block.split("\n"))


def _visible(content: str, language: str, mark: str | None) -> str:
    """Code without the lines that begin with the mark of hidden ones."""
    if not mark:
        return content
    lines = content.split("\n")
    if language == "rust":
        lines = [_shown(line) for line in lines if not re.match(r"\s*#(?: |$)", line)]
    else:
        lines = [line for line in lines if not line.lstrip().startswith(mark)]
    return "\n".join(lines)


def _shown(line: str) -> str:
    return re.sub(r"^(\s*)##", r"\1#", line)
