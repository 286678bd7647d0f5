"""One paragraph of a bench book: its sentences, and what is placed in them."""

from __future__ import annotations

from bench.pieces import Formula, Inline, Mark, Paragraph, Words
from bench.prose import Prose

_EMPHASIS, _STRONG = 0.08, 0.04  # of the sentences


def paragraph(prose: Prose, extras: list[Inline]) -> Paragraph:
    """A paragraph of three to five sentences, with what is to stand in it."""
    sentences: list[list[Inline]] = [_voiced(prose, text) for text in prose.sentences(3, 5)]
    for extra in extras:
        _place(prose, sentences, extra)
    return Paragraph(tuple(inline for sentence in sentences for inline in sentence))


def _voiced(prose: Prose, text: str) -> list[Inline]:
    """A sentence in which now and then a word is emphatic."""
    draw = prose.chance.random()
    if draw < _EMPHASIS:
        before, word, after = _parted(prose, text)
        return [Words(before), Words(word, "emphasis"), Words(after)]
    if draw < _EMPHASIS + _STRONG:
        first, _, rest = text.partition(" ")
        return [Words(first, "strong"), Words(rest)]
    return [Words(text)]


def _parted(prose: Prose, text: str) -> tuple[str, str, str]:
    """A sentence parted at a word with no sign behind it, neither the first nor the last."""
    words = text.split()
    at = prose.chance.choice([n for n, word in enumerate(words[1:-1], 1) if word.isalpha()])
    return " ".join(words[:at]), words[at], " ".join(words[at + 1 :])


def _place(prose: Prose, sentences: list[list[Inline]], extra: Inline) -> None:
    match extra:
        case Mark(term, "start"):
            sentences[0].insert(0, extra)
        case Mark(term) if not term:
            noun = prose.word("nouns")
            sentences.append(
                [Words("So much for the"), Mark(noun), Words(f"{prose.word('places')} it.")]
            )
        case Formula():
            sentences.append([Words("What remained was"), extra, Words("by every account.")])
        case _:
            prose.chance.choice(sentences).append(extra)
