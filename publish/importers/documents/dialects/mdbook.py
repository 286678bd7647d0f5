"""What mdBook adds to Markdown: includes with anchors and lines, hidden lines, listings.

https://rust-lang.github.io/mdBook/format/mdbook.html
"""

from __future__ import annotations

import re
from pathlib import Path

from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_INCLUDE = re.compile(
    r"\{\{#(?:include|rustdoc_include|playground|playpen)\s+(?P<file>[^}:\s]+)(?P<part>[^}]*)\}\}"
)
_OTHER = re.compile(r"\{\{#\s*(?P<name>\w+)[^}]*\}\}")
_ANCHOR = re.compile(r"ANCHOR(?P<end>_END)?:\s*(?P<name>[\w-]+)")
_DEEPEST = 8  # includes inside includes
_LISTING = re.compile(
    r"<Listing(?P<attributes>[^>]*)>\s*(?P<code>(`{3,})(?P<info>[^\n]*)\n.*?\n\3)\s*</Listing>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
# Words of the first line of code that make it Rust, for rustdoc.
_RUST = frozenset({"rust", "ignore", "should_panic", "no_run", "compile_fail", "edition2021"})
_OPENING = re.compile(r"(?P<fence>[ \t>]*(?:`{3,}|~{3,}))(?P<info>[^\n{]*)(?P<rest>[^\n]*)")


def rewrite(text: str, file: Path, root: Path, ledger: Ledger) -> str:
    """The text of a chapter in Markdown that pandoc reads."""
    included = _with_includes(text, file, root.resolve(), ledger, 0)
    listed = _LISTING.sub(_listing, included)
    return "".join(_code(part) if is_code else part for is_code, part in passages(listed))


def _with_includes(text: str, file: Path, root: Path, ledger: Ledger, depth: int) -> str:
    def put(match: re.Match[str]) -> str:
        target = file_below(root, str(file.parent / match["file"]))
        if target is None or depth > _DEEPEST:
            ledger.add(LossKind.DOCUMENT, file.name, match[0])
            return ""
        part = _selected(read_text(target), match["part"].strip().split(",")[0])
        return _with_includes(part, target, root, ledger, depth + 1)

    def drop(match: re.Match[str]) -> str:
        ledger.add(LossKind.RAW, file.name, match[0])
        return ""

    escaped = re.sub(r"\\\{\{#", "\0", text)
    return _OTHER.sub(drop, _INCLUDE.sub(put, escaped)).replace("\0", "\\{\\{\\#")


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


def _listing(match: re.Match[str]) -> str:
    """A listing of the books of the Rust project: its caption becomes that of the code."""
    given = dict(_ATTRIBUTE.findall(match["attributes"]))
    caption = re.sub(r"<[^>]*>", "", given.get("caption") or given.get("file-name") or "")
    language = match["info"].split(",")[0].strip()
    parts = [f".{language}"] if language else []
    if identifier := given.get("id"):
        parts.append(f"#{identifier}")
    if caption:
        parts.append(f'caption="{caption.replace(chr(34), "”")}"')
    head, _, rest = match["code"].partition("\n")
    marks = re.match(r"`+", head)
    assert marks is not None
    return f"{marks[0]} {{{' '.join(parts)}}}\n{rest}"


def _code(block: str) -> str:
    """Code with the language alone in its first line, and without the lines that are hidden."""
    first, _, rest = block.partition("\n")
    match = _OPENING.match(first)
    if not match or match["rest"].startswith("{"):
        return block
    words = re.split(r"[,\s]+", match["info"].strip())
    language = "rust" if _RUST & {*words} else words[0]
    if language == "rust":
        rest = "\n".join(_shown(line) for line in rest.split("\n") if not _is_hidden(line))
    return f"{match['fence']}{language}\n{rest}"


def _is_hidden(line: str) -> bool:
    """Whether rustdoc hides a line of Rust: `# ` or `#` alone at its start."""
    return bool(re.match(r"\s*#(?: |$)", line))


def _shown(line: str) -> str:
    return re.sub(r"^(\s*)##", r"\1#", line)
