"""Run-in headings: a first sentence that names the subject of its paragraph.

Such a sentence is short and has no finite verb, often a participle phrase ("Mending the roof of the
east barn."). A single one is chance; two in a section are a pattern. The test knows only English
verbs, so it recognizes run-in headings only in English texts.
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
_TEXT_AFTER = 6  # words that must follow: a phrase alone is not a heading
_FEWEST = 2  # in a section


def mark_run_ins(
    paragraphs: Sequence[SourceParagraph], pins: Mapping[int, bool]
) -> list[SourceParagraph]:
    """The paragraphs of one section with their run-in headings marked.

    `pins` maps a line to the editor's decision: True if it has a run-in heading, False if not.
    """
    run_ins = [None if pins.get(p.line) is False else find_run_in(p.text) for p in paragraphs]
    if sum(run_in is not None for run_in in run_ins) < _FEWEST:
        run_ins = [None] * len(run_ins)
    return [
        replace(p, run_in=_first_sentence(p.text) if pins.get(p.line) else run_in)
        for p, run_in in zip(paragraphs, run_ins, strict=True)
    ]


def find_run_in(text: str) -> str | None:
    """The run-in heading of a paragraph (with its full stop), or None."""
    match = _FIRST_SENTENCE.match(text)
    if not match or match[3]:
        return None
    sentence = match[1]
    if len(text[match.end() :].split()) < _TEXT_AFTER or not _is_heading(sentence):
        return None
    return sentence + match[2]


def _is_heading(sentence: str) -> bool:
    if not sentence[0].isupper() or _ABBREVIATION.search(sentence) or _SPOKEN.search(sentence):
        return False
    words = len(sentence.split())
    if _PARTICIPLE.match(sentence):
        # The verb of a relative clause does not make the sentence finite.
        return words <= _PARTICIPLE_MOST and not _FINITE.search(_RELATIVE.sub("", sentence))
    return words <= _NOMINAL_MOST and not (_FINITE.search(sentence) or _PAST.search(sentence))


def _first_sentence(text: str) -> str:
    """The first sentence, which an editor marked with `=`; the paragraph if it has only one."""
    match = _FIRST_SENTENCE.match(text)
    return text if match is None else text[: match.end()].rstrip()
