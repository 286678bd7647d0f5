"""The pages that an archive of free texts puts around a book: header, credits, licence.

They are between the start of the file and a line such as "*** START OF THE … EBOOK … ***", and from
"*** END OF …" to its end. They are no text of the book, and are left out with an entry in the
ledger; what the header says about the book is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publish.importers.plaintext.blocks import Block

_START = re.compile(r"\*{3,}\s*(START OF .*|.*SMALL PRINT.*)\*{3,}", re.I | re.S)
_END = re.compile(
    r"\*{3,}\s*END OF .*\*{3,}|end of (?:the |this )?(?:project )?gutenberg.*"
    r"|(?:end of )?the full (?:project )?[\w ]*licen[sc]e", re.I | re.S,
)  # fmt: skip
_CREDIT = re.compile(
    r"\[?(?:produced|transcribed|prepared|digiti[sz]ed|scanned|proofread|e-?text prepared|"
    r"(?:this )?(?:e-?book|e-?text|file) (?:was )?(?:produced|prepared)) (?:by|from)\b.*"
    r"|\[?transcriber'?’?s'? notes?:?.*", re.I | re.S,
)  # fmt: skip
_FACT = re.compile(r"\s*(title|author|language)\s*:\s*(\S.*?)\s*", re.I)
_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "chinese": "zh", "russian": "ru", "polish": "pl",
    "swedish": "sv", "czech": "cs", "danish": "da", "finnish": "fi", "latin": "la",
}  # fmt: skip
_NEAR_START = 12  # blocks after the header among which credits are looked for
_HEADER = 0.6  # of the file: the header ends before


@dataclass(frozen=True, slots=True)
class ArchivePages:
    """The blocks around the book, by index, and what the header says about the book."""

    blocks: frozenset[int] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str | None:
        """The language that the header names, as a BCP 47 code."""
        return _LANGUAGES.get(self.facts.get("language", "").lower())


def find_archive_pages(blocks: Sequence[Block]) -> ArchivePages:
    """The archive's header, credits and licence, if the text has a header or a licence."""
    limit = int(_HEADER * len(blocks))
    starts = [b.index for b in blocks[:limit] if _START.fullmatch(b.text)]
    first = starts[-1] + 1 if starts else 0
    ends = (b.index for b in blocks[max(first, len(blocks) // 3) :] if _END.fullmatch(b.text))
    last = next(ends, len(blocks))
    if not first and last == len(blocks):
        return ArchivePages()
    credited = [b.index for b in blocks[first : first + _NEAR_START] if _CREDIT.fullmatch(b.text)]
    outside = {*range(first), *credited, *range(last, len(blocks))}
    lines = (line.raw for block in blocks[:first] for line in block.lines)
    facts = {m[1].lower(): m[2] for raw in lines if (m := _FACT.fullmatch(raw))}
    return ArchivePages(frozenset(outside), facts)
