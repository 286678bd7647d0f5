"""Run-in headings: a first sentence that names what its paragraph is about.

Such a sentence is short and has no finite verb, often a participle phrase ("Mending the roof of the
east barn."). One alone is an accident of style; two in a section are a pattern. The test knows
English verbs only, so it looks at English texts alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from publish.importers.plaintext.paragraphs import SourceParagraph

_FIRST_SENTENCE = re.compile(r"(.{3,160}?[^.\s])(\.)(?=\s+[A-Z\"“‘(])|(.{3,160}?\S)([:—])\s", re.S)
_FINITE = re.compile(
    r"\b(is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|shall|should|does|do|"
    r"did|isn't|aren't|don't|it(?= \w)|they|he|she|we|you|I|there|who|which|let|see|"
    r"became|becomes?|began|begins?|broke|brings?|brought|built|buys?|calls?|came|comes?|continues?|"
    r"costs?|covers?|cut|depends?|dropped|ended|ends?|exists?|falls?|fell|felt|finds?|follows?|"
    r"found|gave|gets?|gives?|goes|got|grew|grows?|happens?|happened|held|helps?|includes?|keeps?|"
    r"kept|knew|knows?|led|leads?|leaves|left|lies|lay|lived|lives|looks?|lost|made|makes?|means?|"
    r"meant|met|moved|moves|needs|offers?|opened|paid|pays|provides?|put|ran|reached|reaches|remains?|"
    r"remained|requires?|rises?|rose|runs?|said|sat|saw|says|seems?|seemed|sells?|sent|set|shows?|"
    r"showed|sold|spent|stands?|starts?|started|stayed|stood|stopped|stops?|takes?|tells|"
    r"thinks|thought|told|took|tries|tried|turned|turns?|used|uses|wanted|wants?|went|worked|works|"
    r"wrote|yields?)\b",
)
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|No|vs|St|cf|p|pp|vol|[A-Z])$")
_SPOKEN = re.compile(r"[;:?!…\"“”]|[.?!]\s|n't\b|['’](re|ve|ll|m|d)\b")
_PAST = re.compile(r"\b[a-z]+ed\b(?! [a-z])|, [a-z]+ed\b")
_RELATIVE = re.compile(r",? (who|which|that)\b.*")
_PARTICIPLE = re.compile(r"[A-Z][a-z]{1,14}ing\b(?! (?:to|for) .*, )")
_PARTICIPLE_MOST = 20  # words
_NOMINAL_MOST = 10
_TEXT_AFTER = 6  # words that must follow: a lone phrase is no heading of anything
_FEWEST = 2  # in a section


def mark_run_ins(
    paragraphs: Sequence[SourceParagraph], pins: Mapping[int, bool]
) -> list[SourceParagraph]:
    """The paragraphs of one section with their run-in headings found.

    `pins` maps a line to what the editor said: True is a run-in heading, False is none.
    """
    found = [None if pins.get(p.line) is False else run_in_of(p.text) for p in paragraphs]
    if sum(heading is not None for heading in found) < _FEWEST:
        found = [None] * len(found)
    return [
        replace(p, run_in=_pinned(p.text) if pins.get(p.line) else heading)
        for p, heading in zip(paragraphs, found, strict=True)
    ]


def run_in_of(text: str) -> str | None:
    """The sentence (with its stop) that looks like the run-in heading of a paragraph, or None."""
    match = _FIRST_SENTENCE.match(text)
    if not match or match[3]:
        return None
    sentence = match[1]
    if len(text[match.end() :].split()) < _TEXT_AFTER or not _looks_so(sentence):
        return None
    return sentence + match[2]


def _looks_so(sentence: str) -> bool:
    if not sentence[0].isupper() or _ABBREVIATION.search(sentence) or _SPOKEN.search(sentence):
        return False
    words = len(sentence.split())
    if _PARTICIPLE.match(sentence):
        # The verb of a relative clause is not the sentence's own.
        return words <= _PARTICIPLE_MOST and not _FINITE.search(_RELATIVE.sub("", sentence))
    return words <= _NOMINAL_MOST and not (_FINITE.search(sentence) or _PAST.search(sentence))


def _pinned(text: str) -> str:
    """What an editor's `=` takes: the first sentence, or the whole paragraph if it is but one."""
    match = _FIRST_SENTENCE.match(text)
    return text if match is None else text[: match.end()].rstrip()
