"""One paragraph of a bench book: its sentences and the elements in them."""

from __future__ import annotations

from bench.blocks import Formula, IndexMark, Inline, Paragraph, TextRun
from bench.prose import Prose

_EMPHASIS, _STRONG = 0.08, 0.04  # of the sentences


def paragraph(prose: Prose, extras: list[Inline]) -> Paragraph:
    """A paragraph of three to five sentences that contains the given elements."""
    sentences: list[list[Inline]] = [_with_emphasis(prose, text) for text in prose.sentences(3, 5)]
    for extra in extras:
        _insert(prose, sentences, extra)
    return Paragraph(tuple(inline for sentence in sentences for inline in sentence))


def _with_emphasis(prose: Prose, text: str) -> list[Inline]:
    """A sentence, sometimes with an emphasised word."""
    draw = prose.rng.random()
    if draw < _EMPHASIS:
        before, word, after = _split_at_word(prose, text)
        return [TextRun(before), TextRun(word, "emphasis"), TextRun(after)]
    if draw < _EMPHASIS + _STRONG:
        first, _, rest = text.partition(" ")
        return [TextRun(first, "strong"), TextRun(rest)]
    return [TextRun(text)]


def _split_at_word(prose: Prose, text: str) -> tuple[str, str, str]:
    """A sentence split at a word without punctuation, neither the first nor the last."""
    words = text.split()
    at = prose.rng.choice([n for n, word in enumerate(words[1:-1], 1) if word.isalpha()])
    return " ".join(words[:at]), words[at], " ".join(words[at + 1 :])


def _insert(prose: Prose, sentences: list[list[Inline]], extra: Inline) -> None:
    match extra:
        case IndexMark(term, "start"):
            sentences[0].insert(0, extra)
        case IndexMark(term) if not term:
            noun = prose.word("nouns")
            sentences.append(
                [
                    TextRun("So much for the"),
                    IndexMark(noun),
                    TextRun(f"{prose.word('places')} it."),
                ]
            )
        case Formula():
            sentences.append([TextRun("What remained was"), extra, TextRun("by every account.")])
        case _:
            prose.rng.choice(sentences).append(extra)
