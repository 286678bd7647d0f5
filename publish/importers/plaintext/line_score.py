"""The evidence of a line by itself for being a heading."""

from __future__ import annotations

import re

from publish.importers.bookfolder.heading_names import role_of_heading
from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.divisions import ARTICLE
from publish.importers.plaintext.weights import WEIGHTS

_BRIEF = 14  # words of a heading that may end like a sentence
_TWO_SENTENCES = re.compile(r"\w{3,}[.!?]\s+[A-Z]|。.")
_DATA_ROW = re.compile(r"[:：]\s*[^\s:：]{0,3}\s*[0-9][0-9.,\s]*\s*(%|\w{0,9})$")


def line_score(block: Block, *, listed: bool, have_contents: bool, indented: bool) -> float:
    """The score of a line; 0 is undecided."""
    numbered = bool(block.readings)
    score = _text_score(block.text, block.title, numbered=numbered) + _relief(block)
    if role_of_heading(block.title):
        score += WEIGHTS.named + (0.0 if numbered else WEIGHTS.named_bare)
    if indented and block.indent == 0:
        score += WEIGHTS.not_indented
    if listed:
        score += WEIGHTS.listed
    elif have_contents:
        score += WEIGHTS.unlisted if numbered else WEIGHTS.unlisted_bare
    return score


def _relief(block: Block) -> float:
    """What of the cost of sentences is taken back: "SCENE 1. The kitchen. Evening." is a heading,
    but an article may be a sentence."""
    named = any(reading.rank not in (None, ARTICLE) for reading in block.readings)
    if not named or word_count(block.text) > _BRIEF or block.text[-1] in "。":
        return 0.0
    inner = WEIGHTS.inner if _TWO_SENTENCES.search(block.title) else 0.0
    return -(_ending_score(block.text) + inner) / 2


def _text_score(text: str, title: str, *, numbered: bool) -> float:
    score = WEIGHTS.numbered if numbered else WEIGHTS.unnumbered
    words = word_count(text)
    if words > 30:
        score += WEIGHTS.too_long
    elif words > 20:
        score += WEIGHTS.long
    elif words <= 12:
        score += WEIGHTS.short
    if title != text or not numbered:  # "3." is a number and its stop
        score += _ending_score(text) * (2.0 if text[-1] in ".。" and not numbered else 1.0)
    if title[:1].islower():
        score += WEIGHTS.lower * (1.0 if numbered else 3.0)
    if _TWO_SENTENCES.search(title):
        score += WEIGHTS.inner
    if len(text) > 4 and text.isupper():
        score += WEIGHTS.capitals
    if _DATA_ROW.search(text):
        score += WEIGHTS.data
    return score


def _ending_score(text: str) -> float:
    last = text[-1]
    if last in ".。" and not text.endswith("..."):
        return WEIGHTS.stop
    if last in ";；,，、":
        return WEIGHTS.continues
    if last in ":：":
        return WEIGHTS.colon
    return WEIGHTS.question if last in "?!？！" else 0.0
