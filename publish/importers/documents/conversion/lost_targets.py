"""References to what is not in the book: a figure without its picture, an entry without a mark.

They lead to the section around it then, and what has no entry is left out of the index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from publish.importers.bookfolder import ImportedSection
from publish.importers.documents.conversion.names import TargetNames
from publish.importers.documents.conversion.outside_code import outside_code, without_code
from publish.importers.documents.ledger import Ledger, LossKind

_NAME = re.compile(r"\{[^{}\n]*?#([A-Za-z][\w-]*)")
_CONDITION = re.compile(r"(only|except)=\"?([\w -]+?)(?:[\"}]| \S+=)")
_REFERENCE = re.compile(r"\[([^\[\]]*)\]\(#([A-Za-z][\w-]*)\)(\{\.\w+\})?")
_MARK = re.compile(r"\[\]\{index=\"(?P<entry>[^\"]*)\"(?P<see>(?: see(?:-also)?=\"[^\"]*\")+)\}")
_ENTRY = re.compile(r"\]\{index=\"([^\"]*)\"|\[([^\[\]]+)\]\{\.index")
_LEADS = re.compile(r" (?P<kind>see(?:-also)?)=\"(?P<to>[^\"]*)\"")


def settle_lost_targets(
    sections: Sequence[ImportedSection], names: TargetNames, ledger: Ledger
) -> None:
    """Settle them in the blocks of all sections."""
    blocks = [str(block) for top in sections for each in top.walk() for block in each.blocks]
    written = {each.name for top in sections for each in top.walk()}
    written.update(name for block in blocks for name in _names(block))
    entries = {_plain(words) for block in blocks for words in _entries(block)}
    lost = names.given - {name for name in written if name}
    seen: dict[str, list[_Condition]] = {}
    for section in (each for top in sections for each in top.walk()):
        section.blocks = [
            _block(_once(block, seen, names), section, lost, names, entries, ledger)
            if isinstance(block, str)
            else block
            for block in section.blocks
        ]


def _block(
    block: str,
    section: ImportedSection,
    lost: set[str],
    names: TargetNames,
    entries: set[str],
    ledger: Ledger,
) -> str:
    def refer(match: re.Match[str]) -> str:
        words, name, _ = match.groups()
        if name not in lost:
            return match[0]
        around = names.around.get(name, "")
        ledger.add(LossKind.LINK, section.title or section.name or "", f"#{name}")
        return f"[{words}](#{around})" if around and around not in lost else words or "??"

    def mark(match: re.Match[str]) -> str:
        kept = [lead[0] for lead in _LEADS.finditer(match["see"]) if _plain(lead["to"]) in entries]
        for lead in _LEADS.finditer(match["see"]):
            if lead[0] not in kept:
                ledger.add(LossKind.LINK, section.title or "", f"{match['entry']}:{lead[0]}")
        return f'[]{{index="{match["entry"]}"{"".join(kept)}}}'

    return _replaced(_MARK, mark, _replaced(_REFERENCE, refer, block) if lost else block)


def _replaced(pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], block: str) -> str:
    """A block with what a pattern finds outside its code in other words."""
    if "](" not in block and "]{" not in block:
        return block
    parts, end = list[str](), 0
    for match in outside_code(pattern, block):
        if match.start() >= end:
            parts += [block[end : match.start()], put(match)]
            end = match.end()
    return "".join([*parts, block[end:]])


_Condition = tuple[str, frozenset[str]]  # `only` or `except`, and the editions; "" for all


def _once(block: str, seen: dict[str, list[_Condition]], names: TargetNames) -> str:
    """A block in which a name that stands before is another one, there or in a block before it.

    What no edition has together may have one name.
    """
    if not _may_name(block):
        return block
    parts, end, around = list[str](), 0, _condition(block.partition("\n")[0])
    for match in _NAME.finditer(without_code(block)):
        name = match[1]
        own = _condition(match[0] + block[match.end() :].partition("}")[0] + "}")
        condition = own if own[0] else around
        before = seen.setdefault(name, [])
        if name in names.given and not all(_are_apart(condition, each) for each in before):
            parts += [block[end : match.start(1)], names.unique(name, "")]
            end = match.end()
        before.append(condition)
    return "".join([*parts, block[end:]])


def _condition(attributes: str) -> _Condition:
    match = _CONDITION.search(attributes) if attributes.startswith("{") else None
    return (match[1], frozenset(match[2].split())) if match else ("", frozenset())


def _are_apart(one: _Condition, other: _Condition) -> bool:
    """Whether no edition meets both conditions."""
    (kind, editions), (other_kind, others) = sorted([one, other], key=lambda each: each[0])
    if kind == "except" and other_kind == "only":
        return others <= editions
    return kind == other_kind == "only" and not editions & others


def _names(block: str) -> list[str]:
    """The names that a block gives."""
    return _NAME.findall(without_code(block)) if _may_name(block) else []


def _may_name(block: str) -> bool:
    return "{" in block and "#" in block


def _entries(block: str) -> Iterator[str]:
    """The main entries that a block marks; one that only leads to another is one as well."""
    for match in outside_code(_ENTRY, block) if "]{" in block else ():
        entry, words = match.groups()
        yield from (each.split(";")[0] for each in re.split(r"(?<!\\)\|", entry or words))


def _plain(term: str) -> str:
    return re.sub(r"[*`\\]", "", term).strip()
