"""The cases by class, each drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.importing.flattened.drawing import Pen, Prose, draw, stray
from tests.importing.flattened.flattening import Case, Dirt, Flattener
from tests.importing.flattened.schemes import DISTINCT, SAME
from tests.importing.flattened.words import LANGUAGES

_LAYOUTS = ("wire", "wire", "tight", "indents", "wrapped", "wrapped-indents")
_CONTENTS = ("", "", "plain", "leaders", "pages", "indented", "bare")
_CODES = tuple(LANGUAGES)
_PLAIN, _CLEAN = Prose(), Dirt()


def _make(
    kind: str, seed: int, scheme: tuple[str, ...], depth: int, code: str,
    prose: Prose = _PLAIN, dirt: Dirt = _CLEAN, strays: str = "",
) -> Case:  # fmt: skip
    rng = Random(f"{kind} {seed} {scheme} {depth} {code}")
    words = LANGUAGES[code]
    tops = draw(rng, words, scheme, depth, prose)
    if strays:
        stray(rng, tops, strays)
    return Flattener(rng, Pen(rng, words, prose), dirt).case(kind, seed, tops)


def _plain(rng: Random) -> Dirt:
    return Dirt(
        layout=rng.choice(_LAYOUTS), contents=rng.choice(_CONTENTS), cut=rng.random() < 0.15,
        named=rng.random() < 0.3, front=rng.choice(("title", "full", "")),
        ends=rng.choice(("\n", "\n", "\r\n")),
    )  # fmt: skip


def _two_levels(rng: Random, seed: int, code: str) -> Case:
    return _make("two levels", seed, rng.choice(SAME[code]), 2, code, dirt=_plain(rng))


def _distinct(rng: Random, seed: int, code: str) -> Case:
    scheme = rng.choice(DISTINCT[code])
    depth = min(len(scheme), rng.randint(2, 4))
    titles = rng.choice(("line", "line", "below", "upper")) if scheme[0] != "{p}" else "line"
    if not any(c.isalpha() for c in scheme[0].replace("{", "").replace("}", "")[1:]):
        titles = "line"
    base = _plain(rng)
    dirt = replace(base, titles=titles)
    return _make("distinct", seed, scheme, depth, code, dirt=dirt)


def _strays(rng: Random, seed: int, code: str) -> Case:
    kind = rng.choice(("roman", "bare", "paren"))
    dirt = Dirt(contents=rng.choice(("", "plain", "leaders")))
    return _make(f"stray {kind}", seed, ("{n}.",), 2, code, dirt=dirt, strays=kind)


def _noise(rng: Random, seed: int, code: str) -> Case:
    extras = tuple(rng.sample(("traps", "years", "table", "scene", "notes", "bullets", "steps"), 3))
    dirt = Dirt(
        layout=rng.choice(_LAYOUTS), contents=rng.choice(("", "leaders", "pages")), extras=extras,
        pages=rng.choice(("", "numbers", "heads", "feeds")), cut=rng.random() < 0.2,
        front=rng.choice(("title", "full")), ends=rng.choice(("\n", "\r\n")),
    )  # fmt: skip
    scheme = rng.choice((*DISTINCT[code], *SAME[code]))
    return _make("noise", seed, scheme, min(2, max(2, len(scheme))), code, dirt=dirt)


def _prose(rng: Random, seed: int, code: str) -> Case:
    prose = Prose(imperatives=0.3, fragments=0.3, short=0.3)
    dirt = Dirt(layout=rng.choice(_LAYOUTS), contents=rng.choice(("", "plain")))
    scheme = rng.choice((*DISTINCT[code], *SAME[code]))
    return _make("prose", seed, scheme, 2, code, prose=prose, dirt=dirt)


def _steps(rng: Random, seed: int, code: str) -> Case:
    extras = rng.choice((("steps",), ("bare_steps",), ("commands",), ("steps", "commands")))
    dirt = Dirt(layout=rng.choice(_LAYOUTS), contents=rng.choice(("", "plain")), extras=extras)
    scheme = rng.choice((*DISTINCT[code], *SAME[code]))
    return _make(f"steps {'+'.join(extras)}", seed, scheme, 2, code, dirt=dirt)


def _dialogues(rng: Random, seed: int, code: str) -> Case:
    dirt = Dirt(
        layout=rng.choice(_LAYOUTS), contents=rng.choice(("", "plain")), extras=("dialogue",),
    )  # fmt: skip
    scheme = rng.choice((*DISTINCT[code], *SAME[code]))
    prose = Prose(short=0.3, fragments=0.2)
    return _make("dialogue", seed, scheme, rng.choice((1, 2)), code, prose=prose, dirt=dirt)


def _run_ins(rng: Random, seed: int, code: str) -> Case:
    scheme = rng.choice((*DISTINCT["en"], *SAME["en"]))
    prose = Prose(short=0.1, run_ins=True)
    return _make("run-ins", seed, scheme, 2, "en", prose=prose, dirt=Dirt(layout="wire"))


def _one_style(rng: Random, seed: int, code: str) -> Case:
    depth, dirt = rng.choice((3, 3, 4)), _plain(rng)
    return _make(f"{depth} levels, one style", seed, rng.choice(SAME[code]), depth, code, dirt=dirt)


def _archive(rng: Random, seed: int, code: str) -> Case:
    scheme = rng.choice(DISTINCT[code])
    dirt = Dirt(
        layout=rng.choice(("wrapped", "wrapped", "wire")), front="gutenberg",
        contents=rng.choice(("", "plain", "pages")),
        titles=rng.choice(("line", "upper")) if "p" not in scheme[0] else "line",
    )  # fmt: skip
    return _make("archive", seed, scheme, rng.choice((1, 2)), code, dirt=dirt)


_CLASSES: dict[str, tuple[Callable[[Random, int, str], Case], int]] = {
    "two levels": (_two_levels, 60), "distinct": (_distinct, 84), "strays": (_strays, 18),
    "noise": (_noise, 42), "prose": (_prose, 24), "steps": (_steps, 24),
    "dialogues": (_dialogues, 18), "run-ins": (_run_ins, 6),
    "one style": (_one_style, 12), "archive": (_archive, 12),
}  # fmt: skip


def cases(first: int, share: float = 1.0) -> Iterator[Case]:
    """300 cases, or that share of each class, from the seeds `first` and up."""
    for name, (make, count) in _CLASSES.items():
        for i in range(max(1, round(count * share))):
            seed = first + i
            yield make(Random(f"{name} {seed}"), seed, _CODES[i % len(_CODES)])
