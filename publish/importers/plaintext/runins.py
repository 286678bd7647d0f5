"""Run-in headings: a first sentence that names the subject of its paragraph.

Such a sentence is short and has no finite verb. Only a series is evidence: participle phrases
("Mending the roof of the east barn.") twice in a section, sentences before a dash ("Roofs.— …")
three times, or other phrases in all paragraphs of some sections and in hardly any of the others.
Stories have such phrases anywhere ("A long pause."): a section full of them is asked about. The
test knows only English verbs, so that in other languages only the dash counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

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
# A determiner directly after a word is the object of a verb: "tires the eye", "take it".
_OBJECT = (
    r"(?:the|an?|this|that|these|those|it|them|him|her|his|its|us|me|your?|my|our|their|each|every|"
    r"any|no|nothing|nobody|down|up|off|away|out|back|not|never)"
)
_VERB_FORM = re.compile(rf"\b[a-z]+(?:s|ed) {_OBJECT}\b")
_IMPERATIVE = re.compile(
    rf"(?!(?:of|in|on|at|by|to|for|from|with|without|all|both|about|after|before|under|over|against|"
    rf"between|towards?|beyond|into|not|nothing|and|or|so|more|most|half)\b)[a-z]+ {_OBJECT}\b|"
    r"(?:do|don't|never|please|always|wait|press|remember|consider|imagine|begin|take|look|ask)\b",
    re.I,
)
_DASHED = re.compile(r"([^\W\d_].{2,80}?)([.:]?\s?[—–]|\.\s?--)\s?(?=[^\W\d_a-z\"“«])", re.S)
_RELATIVE = re.compile(r",? (who|which|that)\b.*")
_NOUN_AT_END = re.compile(
    r"\b(?:an?|the|its|their|one)(?: [a-z]+)? "
    r"(?:run|cut|fall|rise|look|end|start|stop|turn|move|need|work|use|show|help|cost|cover|offer)s?$"
)
_PARTICIPLE = re.compile(
    r"(?!(?:No|Any|Some|Every)thing|Morning|Evening|During|Spring|King)[A-Z][a-z]{1,14}ing\b"
    r"(?! (?:to|for) .*, )"
)
_PARTICIPLE_MOST = 20  # words
_NOMINAL_MOST = 10
_TEXT_AFTER = 6  # words that must follow: a phrase alone is not a heading
_FEWEST = 2  # participles in a section
_SERIES = 3  # other phrases in a section
_IN_ALL = 0.9  # share of the paragraphs of sections with such phrases
_ASKED = 0.75  # share from which a section is asked about
_SCATTERED = 0.1  # share of the phrases that may be outside such sections


class Kind(Enum):
    """The form of a run-in heading."""

    PARTICIPLE = 1
    PHRASE = 2
    DASHED = 3


class _Possible(NamedTuple):
    kind: Kind
    words: str


class RunIns(NamedTuple):
    """The sections of a book with their run-in headings marked; `doubtful` are the lines of
    paragraphs that might have one."""

    sections: list[list[SourceParagraph]]
    doubtful: tuple[int, ...]


def mark_run_ins(
    sections: Sequence[Sequence[SourceParagraph]], pins: Mapping[int, bool], *, english: bool
) -> RunIns:
    """The paragraphs of each section with their run-in headings marked.

    `pins` maps a line to the editor's decision: True if it has a run-in heading, False if not.
    """
    possible = [[_possible(p, pins, english=english) for p in section] for section in sections]
    phrased = _phrases_are_headings(possible)
    series = sum(_count(found, Kind.PARTICIPLE) >= _FEWEST for found in possible)
    fewest = 1 if series >= _SERIES else _FEWEST
    taken = [_taken(found, fewest, phrased=phrased) for found in possible]
    doubtful = () if phrased else tuple(_doubtful(sections, possible, pins))
    return RunIns(
        [
            [_marked(p, words, pins) for p, words in zip(section, headings, strict=True)]
            for section, headings in zip(sections, taken, strict=True)
        ],
        doubtful,
    )


def _possible(
    paragraph: SourceParagraph, pins: Mapping[int, bool], *, english: bool
) -> _Possible | None:
    if paragraph.line in pins:
        return None
    if (match := _DASHED.match(paragraph.text)) and not _SPOKEN.search(match[1]):
        return _Possible(Kind.DASHED, match[1] + match[2])
    words = find_run_in(paragraph.text) if english else None
    if words is None:
        return None
    return _Possible(Kind.PARTICIPLE if _PARTICIPLE.match(words) else Kind.PHRASE, words)


def _phrases_are_headings(possible: Sequence[Sequence[_Possible | None]]) -> bool:
    """Whether phrases begin all paragraphs of some sections, and hardly any of the others."""
    full = scattered = size = 0
    for section in possible:
        count = _count(section, Kind.PHRASE)
        if count >= _SERIES and count >= _ASKED * len(section):
            full, size = full + count, size + len(section)
        else:
            scattered += count
    return full >= 2 * _SERIES and full >= _IN_ALL * size and scattered <= _SCATTERED * full


def _count(section: Sequence[_Possible | None], kind: Kind) -> int:
    return sum(each is not None and each.kind is kind for each in section)


def _taken(section: Sequence[_Possible | None], fewest: int, *, phrased: bool) -> list[str | None]:
    kinds = set()
    participles = _count(section, Kind.PARTICIPLE)
    # In a book with such series a section may have one, if it is all of the section.
    if participles >= (fewest if all(section) else _FEWEST):
        kinds.add(Kind.PARTICIPLE)
    if _count(section, Kind.DASHED) >= max(_SERIES, len(section) / 2):
        kinds.add(Kind.DASHED)
    if phrased and _count(section, Kind.PHRASE) >= _SERIES:
        kinds.add(Kind.PHRASE)
    # Phrases among participles belong to their series: "Mending roofs.", "New wells."
    if Kind.PARTICIPLE in kinds and all(section):
        kinds.add(Kind.PHRASE)
    return [each.words if each and each.kind in kinds else None for each in section]


def _doubtful(
    sections: Sequence[Sequence[SourceParagraph]],
    possible: Sequence[Sequence[_Possible | None]],
    pins: Mapping[int, bool],
) -> Iterator[int]:
    """The lines of phrases in sections full of them."""
    for section, found in zip(sections, possible, strict=True):
        count = _count(found, Kind.PHRASE)
        if count >= _SERIES and count >= _ASKED * len(section):
            yield from (
                p.line
                for p, each in zip(section, found, strict=True)
                if each and each.kind is Kind.PHRASE and p.line not in pins
            )


def _marked(
    paragraph: SourceParagraph, words: str | None, pins: Mapping[int, bool]
) -> SourceParagraph:
    if pins.get(paragraph.line):
        words = _first_sentence(paragraph.text)
    return replace(paragraph, run_in=words)


def find_run_in(text: str) -> str | None:
    """The run-in heading of an English paragraph (with its full stop), or None."""
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
    if _VERB_FORM.search(sentence):
        return False
    if _PARTICIPLE.match(sentence):
        # The verb of a relative clause does not make the sentence finite.
        clause = _NOUN_AT_END.sub("", _RELATIVE.sub("", sentence))
        return words <= _PARTICIPLE_MOST and not _FINITE.search(clause)
    if _IMPERATIVE.match(sentence):
        return False
    return words <= _NOMINAL_MOST and not (_FINITE.search(sentence) or _PAST.search(sentence))


def _first_sentence(text: str) -> str:
    """The first sentence, which an editor marked with `=`; the paragraph if it has only one."""
    match = _FIRST_SENTENCE.match(text)
    return text if match is None else text[: match.end()].rstrip()
